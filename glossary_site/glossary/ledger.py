"""The ledger of published ids: links to a term last when it is renamed, merged or deleted.

``entries/.ids.yml`` is written by ``glossary pin`` and committed. It holds each id that was ever published with the
term's name and file, so that a renamed term is known and keeps its id; an owner adds ``moved: other-id`` or
``gone: yes`` for a term that was taken away. The ids of a further language stand below its tag: ``de/wafer``.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary_site.disk import read_own_text, write_atomically
from glossary_site.glossary.left_out import LeftOut
from glossary_site.glossary.names import NameTable
from glossary_site.issues import Issue, Severity
from glossary_site.language import is_language, slugify
from glossary_site.records import Record
from glossary_site.text.words import same_name_key
from glossary_site.yaml_text import Plain, format_yaml, parse_yaml

LEDGER = ".ids.yml"

_FIELDS = ("term", "file", "moved", "gone")
_PIN_SHAPE = "such as wafer: {term: Wafer, file: entries/wafer.md}"
_HEADER = """\
# The ids that were published, so that links to them last. 'glossary pin' keeps this file; commit it.
# A term that was taken away needs one of: moved: other-id (leaves a redirect), gone: yes (leaves a page that says so).
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """One published id. ``file`` is where its term was written then; ``line`` is the pin's own in the ledger."""

    id: str
    term: str
    file: str = ""
    moved_to: str = ""
    gone: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Departed:
    """A published id that is no term's any more; ``moved_to`` is the id to go to, "" when there is none."""

    id: str
    term: str
    moved_to: str


def parse_ledger(text: str, path: str) -> tuple[tuple[Pin, ...], tuple[Issue, ...]]:
    """The pins of a ledger. Issues: those of ``parse_yaml``, ``ledger-shape``."""
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    pins: list[Pin] = []
    if root is None or root.value == "":
        return (), tuple(issues)
    items = root.value if isinstance(root.value, dict) else {}
    if not items:
        message = "the ledger must map ids to pins"
        issues.append(Issue("ledger-shape", Severity.ERROR, message, _PIN_SHAPE, path, root.line))
    for identity, node in items.items():
        # A further language's ids stand below its tag: de/wafer.
        tag, _, own = identity.rpartition("/")
        if slugify(own) != own or (tag and not (is_language(tag) and tag == tag.lower())):
            message = f"'{identity}' cannot be an id: use a–z, 0–9 and hyphens"
            issues.append(Issue("ledger-shape", Severity.ERROR, message, "take it out", path, node.line))
            continue
        fields = node.value if isinstance(node.value, dict) else {}
        texts = {name: value.value for name, value in fields.items() if isinstance(value.value, str)}
        if not texts.get("term") or len(texts) != len(fields) or set(texts) - set(_FIELDS):
            message = f"the pin of '{identity}' must have 'term' and may have {', '.join(_FIELDS[1:])}"
            issues.append(Issue("ledger-shape", Severity.ERROR, message, _PIN_SHAPE, path, node.line))
            continue
        gone = texts.get("gone", "").lower() in ("yes", "true")
        pins.append(Pin(identity, texts["term"], texts.get("file", ""), texts.get("moved", ""), gone, node.line))
    return tuple(pins), tuple(issues)


def pins_in(prefix: str, pins: Iterable[Pin]) -> tuple[Pin, ...]:
    """The pins of one language, "" for the site's own, with the ids that its terms have in it."""
    return tuple(
        replace(pin, id=pin.id.removeprefix(prefix), moved_to=pin.moved_to.removeprefix(prefix))
        for pin in pins
        if pin.id.rpartition("/")[0] == prefix.rstrip("/")
    )


def read_ledger(entries: Path) -> tuple[tuple[Pin, ...], tuple[Issue, ...]]:
    """The ledger of the folder ``entries``, () when it has none (issues of ``parse_ledger``, ``file-unreadable``)."""
    path = entries / LEDGER
    try:
        return parse_ledger(read_own_text(path), path.as_posix())
    except (FileNotFoundError, NotADirectoryError):
        return (), ()
    except (OSError, UnicodeError) as error:
        issue = Issue(
            "file-unreadable", Severity.ERROR, f"cannot be read: {error}", "save it as UTF-8", path.as_posix()
        )
        return (), (issue,)


def pinned_ids(pins: Sequence[Pin], records: Iterable[Record], unknown: Collection[str] = ()) -> Mapping[str, str]:
    """The published id of each record, by its name's key: the pin of its name, else the pin of its file.

    A file's pin counts when the file holds one term and nothing elsewhere is called by the pinned name: a renamed term.
    It does not where the file is among the ``unknown``, of which nobody can tell what else they hold.
    """
    if not pins:
        return {}
    by_name = {same_name_key(each.term): each for each in pins}
    records = tuple(records)
    files: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for name in (record.term, *record.aliases):
            files[same_name_key(name)].add(record.origin.path)
    orphans: dict[str, list[Pin]] = defaultdict(list)
    for each in pins:
        bearers = files.get(same_name_key(each.term), set())
        is_there = each.file and each.file not in unknown and bearers <= {each.file}
        if is_there and not each.gone and not each.moved_to:
            orphans[each.file].append(each)
    terms_in_file = Counter({(record.origin.path, same_name_key(record.term)) for record in records})
    alone = Counter(path for path, _ in terms_in_file)
    found: dict[str, str] = {}
    for record in records:
        key = same_name_key(record.term)
        pin: Pin | None = by_name.get(key)
        if pin is None and alone[record.origin.path] == 1 and len(orphans[record.origin.path]) == 1:
            pin = orphans[record.origin.path][0]
        if pin is not None:
            found[key] = pin.id
    return found


def held_ids(pins: Sequence[Pin], left_out: LeftOut, published: Mapping[str, str]) -> frozenset[str]:
    """The ids of entries that are left out for their errors: they come back, so their ids are nobody's meanwhile.

    ``published`` are the ids of all records, those left out too, by their names' keys (``pinned_ids``).
    """
    named = set(map(same_name_key, left_out.names()))
    ids = {record.id or published.get(same_name_key(record.term), "") for record in left_out.records}
    ids |= {slugify(record.term) for record in left_out.records}
    ids |= {pin.id for pin in pins if same_name_key(pin.term) in named or pin.file in left_out.files}
    return frozenset(ids - {""})


def taken_ids(
    pins: Sequence[Pin], records: Iterable[Record], held: Collection[str], published: Mapping[str, str]
) -> Iterator[Issue]:
    """Records that would take the published id of a left-out entry of another file. Issues: ``id-collision``."""
    pinned = {pin.id: pin for pin in pins if pin.id in held}
    for record in records if pinned else ():
        pin = pinned.get(record.id)
        if pin and pin.file != record.origin.path and published.get(same_name_key(record.term)) != record.id:
            message = f"the id '{pin.id}' is that of '{pin.term}' ({pin.file}), which is left out because of errors"
            hint = "mend that entry, or give this one an id of its own"
            yield Issue("id-collision", Severity.ERROR, message, hint, record.origin.path, record.origin.line)


def find_departed(
    pins: Sequence[Pin], records: Sequence[Record], ledger_path: str, held: Collection[str] = ()
) -> tuple[tuple[Departed, ...], tuple[Issue, ...]]:
    """Published ids without a term, and where each leads; none of them, nor what they lead to, is ``held``.

    Issues: ``term-gone``, ``ledger-target``.
    """
    here = {record.id for record in records}
    names = NameTable.of_records(records) if pins else NameTable(())
    departed: list[Departed] = []
    issues: list[Issue] = []
    for pin in pins:
        if pin.id in here or (pin.id in held and not pin.moved_to and not pin.gone):
            continue
        moved_to = pin.moved_to or ("" if pin.gone else names.find(pin.term) or "")
        if moved_to in held and moved_to not in here:
            continue
        if moved_to and moved_to not in here:
            message = f"'{pin.id}' moved to '{moved_to}', and there is no such term"
            issues.append(Issue("ledger-target", Severity.ERROR, message, "name a term's id", ledger_path, pin.line))
        elif not moved_to and not pin.gone:
            hint = "give it 'moved: other-id' or 'gone: yes' there, or make its name an alias of another term"
            message = f"the published term '{pin.term}' ({pin.id}) is gone, and links to it would die"
            issues.append(Issue("term-gone", Severity.ERROR, message, hint, ledger_path, pin.line))
        else:
            departed.append(Departed(pin.id, pin.term, moved_to))
    return tuple(departed), tuple(issues)


def format_ledger(pins: Sequence[Pin], records: Sequence[Record]) -> str:
    """The ledger with every id of ``records`` pinned; pins of departed terms stay."""
    current = {record.id: Pin(record.id, record.term, record.origin.path) for record in records}
    whole = {pin.id: pin for pin in pins} | current
    shaped: dict[str, Plain] = {}
    for identity, pin in sorted(whole.items()):
        fields: dict[str, Plain] = {"term": pin.term, "file": pin.file, "moved": pin.moved_to}
        shaped[identity] = {name: value for name, value in fields.items() if value} | (
            {"gone": "yes"} if pin.gone else {}
        )
    return _HEADER + format_yaml(shaped)


def write_ledger(entries: Path, text: str) -> bool:
    """Write the ledger of ``entries``; False when it was just so already."""
    path = entries / LEDGER
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    write_atomically(path, text)
    return True
