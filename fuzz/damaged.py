"""Properties of files that cannot be read properly: only their own entries are left out."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from glossary_site.build import BuildRequest, Inputs, Project
from glossary_site.config import SiteConfig
from glossary_site.issues import Issue, fails_build
from glossary_site.loader import Source, decode_source, parse_damaged, read_damaged
from glossary_site.values import replace

#: The file under test is later in the order of files, so of two conflicting entries its own is left out.
_GOOD = Source("e/a.yml", "a", "term: Wheat\nbody: Wheat is a cereal.\n")
_NAMES = ("e/x.yml", "e/x.md", "e/x.txt")


def check_damaged(raw: bytes) -> None:
    """Read any bytes as a file of entries: reported names are as in the file, and a good entry beside it stays."""
    for name in _NAMES:
        source, issues = decode_source(raw, name)
        damaged = () if source else _read_again(raw, name)
        for each in (source, *damaged):
            if each is not None:
                _check_names(each)
        _check_sound([_GOOD, *([source] if source else [])], damaged, issues)


def _read_again(raw: bytes, name: str) -> tuple[Source, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder, PurePath(name).name)
        path.write_bytes(raw)
        _, issues = decode_source(raw, str(path))
        return tuple(replace(each, path=name) for each in read_damaged(issues))


def _words(text: str) -> str:
    return " ".join(text.split())


def _check_names(source: Source) -> None:
    found = parse_damaged(source)
    lines = source.text.count("\n") + 1
    assert 0 < len(found) <= lines
    words = _words(source.text)
    for record in found:
        assert not record.senses
        assert record.origin.path == source.path
        assert record.term
        for name in (record.term, record.id, *record.aliases, *record.abbreviations):
            assert name == _words(name)
            assert name in words or name == PurePath(source.path).stem, name


def _check_sound(sources: Sequence[Source], damaged: tuple[Source, ...], issues: tuple[Issue, ...]) -> None:
    inputs = Inputs(config=SiteConfig(), sources=tuple(sources), issues=issues, damaged=damaged)
    sound = Project(BuildRequest(Path("e"), Path("site"), jobs=1), inputs).sound
    assert "Wheat" in {entry.record.term for entry in sound.glossary.entries}
    assert bool(sound.bad) == any(fails_build(issue, strict=False) for issue in sound.issues)
    lengths = {source.path: source.text.count("\n") + 1 for source in (*sources, *damaged)}
    for each in sound.bad:
        assert each.path != _GOOD.path
        assert each.issues
        _, _, line = each.place.partition(":")
        assert not line or 0 < int(line) <= lengths[each.path], each.place
