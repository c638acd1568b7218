"""Fuzz one part of the program with Atheris: ``python -m fuzz.run TARGET [SECONDS]``.

An input that breaks it is written to ``fuzz/cases/TARGET/``, and ``make test`` reads it from there. Inputs that reach
new code are kept in ``.fuzz/TARGET/``, and the next run begins with them. ``fuzz/RUNS.md`` lists the runs and what they
found.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["glossary_site", "markdown_it", "mdit_py_plugins"]):
    from fuzz.targets import TARGETS

HOME = Path(__file__).parent
SEEDS = HOME / "seeds"
#: The tests of worst cases try larger inputs.
MAX_BYTES = 4096
#: The longest time for one input, in seconds.
SLOWEST = 20


def main(target: str, seconds: int) -> None:
    """Fuzz for ``seconds``, or until an input breaks the target."""
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
