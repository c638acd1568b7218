"""Fuzz one part of the program with Atheris: ``python -m fuzz.run TARGET [SECONDS]``.

What breaks it lands in ``fuzz/cases/TARGET/``, where ``make test`` reads it; inputs that reach new code are kept in
``.fuzz/TARGET/``, so that the next run goes on from there. ``fuzz/RUNS.md`` says how long each ran and what came of it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["glossary_site", "markdown_it", "mdit_py_plugins"]):
    from fuzz.targets import TARGETS

HOME = Path(__file__).parent
SEEDS = HOME / "seeds"
#: Larger inputs are the business of the worst-case tests.
MAX_BYTES = 4096
#: One input may take so long, in seconds.
SLOWEST = 20


def main(target: str, seconds: int) -> None:
    """Fuzz until the time is over or something breaks."""
    kept = HOME.parent / ".fuzz" / target
    findings = HOME / "cases" / target
    for folder in (kept, findings):
        folder.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-max_len={MAX_BYTES}", "-rss_limit_mb=2000"]
    dictionary = f"-dict={SEEDS / 'words.dict'}"
    atheris.Setup(
        [sys.argv[0], *limits, dictionary, f"-artifact_prefix={findings}/", str(kept), str(SEEDS / target)],
        TARGETS[target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3600)
