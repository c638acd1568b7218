"""What the last build of a folder was made of, kept in the cache: why little or nothing need be made again."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from glossary_site.digest import digest, program_digest
from glossary_site.disk import Stamp, real_path, stamp_of, write_atomically
from glossary_site.issues import Issue
from glossary_site.json_rows import dump, load
from glossary_site.values import Frozen, field, parser

_VERSION = 5


class BuildReport(Frozen):
    """What a build did. ``left_out`` is what needs a ``base_url`` and found none; ``timings`` are seconds by stage.

    ``bad`` are the places of entries that are left out for their errors.
    """

    terms: int = 0
    senses: int = 0
    pages: int = 0
    changed: int = 0
    kept: int = 0
    removed: int = 0
    left_out: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    drafts: int = 0
    bad: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)


_parse_report = parser(BuildReport)


class BuildState(Frozen):
    """``inputs`` is the digest of all that was read; ``pages`` holds the digests of each page, in a line, by its path.

    ``files`` are the stamps of everything that the build put into its folder; ``report`` is of that build.
    """

    inputs: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Stamp] = field(default_factory=dict)
    report: BuildReport = BuildReport()

    def is_intact(self, folder: Path) -> bool:
        """Whether all files are in ``folder`` as the build left them."""
        home = str(folder)  # once, not for every file of a site
        return bool(self.files) and all(stamp_of(home, path) == stamp for path, stamp in self.files.items())


def _name(output: Path) -> str:
    return digest(real_path(output).as_posix())[:12]


def _file(cache: Path, output: Path) -> Path:
    return cache / f"build-{_name(output)}.json"


def previous_site(cache: Path | None, output: Path) -> Path | None:
    """The folder that keeps the site before the last one in ``output``."""
    return cache / f"previous-{_name(output)}" if cache else None


def read_state(cache: Path | None, output: Path) -> BuildState:
    """The state of the last build into ``output``; an empty one where there was none or it cannot be read.

    Of a build by another version of the program only the files are given: its pages may be other ones.
    """
    if cache is None:
        return BuildState()
    try:
        found = load(_file(cache, output).read_bytes())
        if found["version"] != _VERSION:
            return BuildState()
        stamps = zip(found["sizes"], found["times"], strict=True)
        files = dict(zip(map(str, found["paths"]), stamps, strict=True))
        pages = {str(path): str(made_of) for path, made_of in found["pages"].items()}
        if found["program"] != program_digest():
            return BuildState(files=files)
        return BuildState(str(found["inputs"]), pages, files, _parse_report(found["report"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return BuildState()


def write_state(cache: Path | None, output: Path, state: BuildState) -> None:
    """Keep the state for the next build; where it cannot be kept, that one makes everything again."""
    value = {
        "version": _VERSION,
        "program": program_digest(),
        "inputs": state.inputs,
        "report": dump(state.report),
        "pages": state.pages,
        # Three lists, not one of pairs: each pair of tens of thousands would be a list to make.
        "paths": list(state.files),
        "sizes": [size for size, _ in state.files.values()],
        "times": [time for _, time in state.files.values()],
    }
    if cache is not None:
        with suppress(OSError):
            write_atomically(_file(cache, output), dump(value))
