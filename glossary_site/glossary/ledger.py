"""The ledger of published ids: links to a term keep working when it is renamed, merged or deleted.

``glossary pin`` writes ``entries/.ids.yml``, and its author commits it. It holds each id that was ever published, with
the term's name and file, so that a renamed term is recognised and keeps its id. For a term that was removed its author
adds ``moved: other-id`` or ``gone: yes``. The ids of a further language begin with its tag: ``de/wafer``.

What begins with a slash is an address that the glossary had on an older site, such as ``/docs/wafer/`` or
``/glossary.html#term-wafer``; its pin has the id that it ``moved`` to. An import writes these.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from glossary_site.disk import read_own_text, write_atomically
from glossary_site.glossary.left_out import LeftOut
from glossary_site.glossary.names import NameTable
from glossary_site.issues import Issue, Severity, errors_in
from glossary_site.language import is_language, slugify
from glossary_site.records import Record
from glossary_site.schema import FILLED, ID_PATTERN, TEXT, Schema, fields_of, or_none
from glossary_site.text.words import name_key, spelling_key
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Plain, format_yaml, parse_yaml

LEDGER = ".ids.yml"

#: A path of names that every file system has, to a folder or to a page of HTML.
_OLD_PATH = r"/(?:[^\W_][\w~ -]*(?:\.[\w~-]+)*/)*(?:[^\W_][\w~-]*(?:\.html?)?)?"
_ABOUT = {
    "term": "the name of the term",
    "file": "the path of its file when it was published",
    "moved": "the id that replaces it: a redirect leads there",
    "gone": "`yes`: its page says that it was removed",
}
_FIELDS = tuple(_ABOUT)
_PIN_SHAPE = "such as wafer: {term: Wafer, file: entries/wafer.md}"
_HEADER = """\
# The ids that were published, so that links to them last. 'glossary pin' keeps this file; commit it.
# A term that was taken away needs one of: moved: other-id (leaves a redirect), gone: yes (leaves a page with a notice).
"""
_ADDRESSES = "# What begins with / is an address of an older site; it leads to the term with the id under 'moved'.\n"


class Pin(Frozen):
    """One published id. ``file`` is the path of its term's file then; ``line`` is the pin's own in the ledger."""

    id: str
    term: str
    file: str = ""
    moved_to: str = ""
    gone: bool = False
    line: int = 0

    @property
    def is_address(self) -> bool:
        """Whether it is an address of an older site and no id."""
        return self.id.startswith("/")


class OldAddress(Frozen):
    """An address of an older site, from the root of this one: a path, an anchor ("" for the page), the term's id."""

    path: str
    anchor: str
    moved_to: str


class RemovedTerm(Frozen):
    """A published id that no term has any more. ``moved_to`` is the id that replaces it, "" where none does."""

    id: str
    term: str
    moved_to: str


def ledger_schema() -> Schema:
    """The JSON Schema of ``.ids.yml``, for editors."""
    kinds = dict.fromkeys(_FIELDS, TEXT) | {"term": FILLED}
    properties = {name: {**kinds[name], "description": about} for name, about in _ABOUT.items()}
    pins = {
        f"^{ID_PATTERN}$": fields_of(properties, "term"),
        f"^{_OLD_PATH}(?:#[^#\"'<> ]*)?$": fields_of(properties, "term", "moved"),
    }
    return or_none({"type": "object", "minProperties": 1, "patternProperties": pins, "additionalProperties": False})


def parse_ledger(text: str, path: str) -> tuple[tuple[Pin, ...], tuple[Issue, ...]]:
    """The pins of a ledger. Issues: those of ``parse_yaml``, ``ledger-shape``."""
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    pins: list[Pin] = []
    if root is None or root.value == "":
        return (), tuple(issues)
    nodes = root.value if isinstance(root.value, dict) else {}
    if not nodes:
        message = "the ledger must map ids to pins"
        issues.append(Issue("ledger-shape", Severity.ERROR, message, _PIN_SHAPE, path, root.line))
    for identity, node in nodes.items():
        # The ids of a further language begin with its tag: de/wafer.
        tag, _, own = identity.rpartition("/")
        is_id = bool(own) and slugify(own) == own and (not tag or (is_language(tag) and tag == tag.lower()))
        if not (is_id or is_old_address(identity)):
            message = f"'{identity}' cannot be an id: use a–z, 0–9 and hyphens"
            issues.append(Issue("ledger-shape", Severity.ERROR, message, "take it out", path, node.line))
            continue
        fields = node.value if isinstance(node.value, dict) else {}
        texts = {name: value.value for name, value in fields.items() if isinstance(value.value, str)}
        if not texts.get("term") or len(texts) != len(fields) or set(texts) - set(_FIELDS):
            message = f"the pin of '{identity}' must have 'term' and may have {', '.join(_FIELDS[1:])}"
            issues.append(Issue("ledger-shape", Severity.ERROR, message, _PIN_SHAPE, path, node.line))
            continue
        if not is_id and "moved" not in texts:
            message, hint = f"the address '{identity}' needs 'moved'", "the id of the term that it leads to"
            issues.append(Issue("ledger-shape", Severity.ERROR, message, hint, path, node.line))
            continue
        gone = texts.get("gone", "").lower() in ("yes", "true")
        pins.append(Pin(identity, texts["term"], texts.get("file", ""), texts.get("moved", ""), gone, node.line))
    return tuple(pins), tuple(issues)


def pins_in(prefix: str, pins: Iterable[Pin]) -> tuple[Pin, ...]:
    """The pins of the language with that URL ``prefix`` ("" for the site's own), with ids as that language has them."""
    return tuple(
        replace(pin, id=pin.id.removeprefix(prefix), moved_to=pin.moved_to.removeprefix(prefix))
        for pin in pins
        if not pin.is_address and pin.id.rpartition("/")[0] == prefix.rstrip("/")
    )


def is_old_address(address: str) -> bool:
    """Whether a page of this site can be at an address: a path of plain names, to a folder or a page, with an anchor.

    >>> is_old_address("/docs/wafer/"), is_old_address("/a.html#b"), is_old_address("/../x"), is_old_address("/?id=1")
    (True, True, False, False)
    """
    path, _, anchor = address.partition("#")
    return re.fullmatch(_OLD_PATH, path) is not None and not set(anchor) & set("#\"'<> ")


def addresses_in(prefix: str, pins: Iterable[Pin]) -> tuple[Pin, ...]:
    """The addresses that lead to terms of the language with that URL ``prefix``, as that language has them.

    The pages of a language are below its prefix, so only addresses that are, too, can be kept.
    """
    return tuple(
        replace(pin, id=f"/{pin.id.removeprefix(f'/{prefix}').lstrip('/')}", moved_to=pin.moved_to.removeprefix(prefix))
        for pin in pins
        if pin.is_address and pin.moved_to.rpartition("/")[0] == prefix.rstrip("/") and pin.id.startswith(f"/{prefix}")
    )


def read_ledger(entries: Path) -> tuple[tuple[Pin, ...], tuple[Issue, ...]]:
    """The pins of the folder ``entries``, () where it has no ledger.

    Issues: those of ``parse_ledger``, ``file-unreadable``.
    """
    return _read(entries / LEDGER)


def _read(path: Path) -> tuple[tuple[Pin, ...], tuple[Issue, ...]]:
    text, unreadable = read_own_text(path)
    pins, issues = parse_ledger(text, path.as_posix())
    return pins, (*unreadable, *issues)


def pinned_ids(pins: Sequence[Pin], records: Iterable[Record], unknown: Collection[str] = ()) -> Mapping[str, str]:
    """The published id of each record, by the key of its term (``name_key``).

    It is the id of the pin with its name, or of the one pin of its file with another spelling of it that no record has
    any more. A record without one was renamed where it is its file's only term, the file has one pin, and no other
    file has the pin's name: then it is the id of that pin. The files ``unknown`` could not be read whole, so that their
    only term is not found out.
    """
    if not pins:
        return {}
    records = tuple(records)
    given = {record.id for record in records if record.id}
    # Of several pins with one name, those whose ids no entry gives belong to the entry that gives none.
    by_name = {name_key(each.term): each for each in sorted(pins, key=lambda pin: pin.id not in given)}
    files: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for name in (record.term, *record.aliases):
            files[name_key(name)].add(record.origin.path)
    orphans: dict[str, list[Pin]] = defaultdict(list)
    spellings: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for each in pins:
        bearers = files.get(name_key(each.term), set())
        is_there = each.file and each.file not in unknown and bearers <= {each.file}
        if is_there and not each.gone and not each.moved_to:
            orphans[each.file].append(each)
            if not bearers and each.id not in given:
                spellings[each.file, spelling_key(each.term)].append(each)
    terms_in_file = {(record.origin.path, name_key(record.term)) for record in records}
    alone = Counter(path for path, _ in terms_in_file)
    alike = Counter((path, spelling_key(key)) for path, key in terms_in_file if key not in by_name)
    found: dict[str, str] = {}
    for record in records:
        path, key = record.origin.path, name_key(record.term)
        pin, spelling = by_name.get(key), (path, spelling_key(key))
        if pin is None and alike[spelling] == 1 and len(spellings.get(spelling, ())) == 1:
            pin = spellings[spelling][0]
        if pin is None and alone[path] == 1 and len(orphans[path]) == 1:
            pin = orphans[path][0]
        if pin is not None:
            found[key] = pin.id
    return found


def held_ids(pins: Sequence[Pin], left_out: LeftOut, published: Mapping[str, str]) -> frozenset[str]:
    """The ids of entries that are left out for their errors, which no other term may take meanwhile.

    ``published`` are the ids of all records, those left out too, as ``pinned_ids`` returns them.
    """
    named = set(map(name_key, left_out.names()))
    ids = {record.id or published.get(name_key(record.term), "") for record in left_out.records}
    ids |= {slugify(record.term) for record in left_out.records}
    ids |= {pin.id for pin in pins if name_key(pin.term) in named or pin.file in left_out.files}
    return frozenset(ids - {""})


def taken_ids(
    pins: Sequence[Pin], records: Iterable[Record], held: Collection[str], published: Mapping[str, str]
) -> Iterator[Issue]:
    """Records that would take the published id of a left-out entry of another file. Issues: ``id-collision``."""
    pinned = {pin.id: pin for pin in pins if pin.id in held}
    for record in records if pinned else ():
        pin = pinned.get(record.id)
        if pin and pin.file != record.origin.path and published.get(name_key(record.term)) != record.id:
            message = f"the id '{pin.id}' is that of '{pin.term}' ({pin.file}), which is left out because of errors"
            hint = "mend that entry, or give this one an id of its own"
            yield Issue("id-collision", Severity.ERROR, message, hint, record.origin.path, record.origin.line)


def find_removed(
    pins: Sequence[Pin], records: Sequence[Record], ledger_path: str, held: Collection[str] = ()
) -> tuple[tuple[RemovedTerm, ...], tuple[Issue, ...]]:
    """Published ids that no term has, with what replaces each. Ids ``held`` for entries left out are none of them.

    Issues: ``term-gone``, ``ledger-target``.
    """
    here = {record.id for record in records}
    names = NameTable.of_records(records) if pins else NameTable(())
    removed: list[RemovedTerm] = []
    issues: list[Issue] = []
    for pin in pins:
        if pin.id in here or (pin.id in held and not pin.moved_to and not pin.gone):
            continue
        moved_to = pin.moved_to or ("" if pin.gone else names.find_same(pin.term) or "")
        if moved_to in held and moved_to not in here:
            continue
        if moved_to and moved_to not in here:
            message = f"'{pin.id}' moved to '{moved_to}', and there is no such term"
            issues.append(Issue("ledger-target", Severity.ERROR, message, "name a term's id", ledger_path, pin.line))
        elif not moved_to and not pin.gone:
            hint = "give it 'moved: other-id' or 'gone: yes' there, or make its name an alias of another term"
            message = f"the published term '{pin.term}' ({pin.id}) is missing, and links to it would break"
            issues.append(Issue("term-gone", Severity.ERROR, message, hint, ledger_path, pin.line))
        else:
            removed.append(RemovedTerm(pin.id, pin.term, moved_to))
    return tuple(removed), tuple(issues)


def find_old_addresses(
    pins: Iterable[Pin], records: Iterable[Record], ledger_path: str, held: Collection[str] = ()
) -> tuple[tuple[OldAddress, ...], tuple[Issue, ...]]:
    """The addresses of an older site that lead to terms; to terms ``held`` for left-out entries there are none.

    Issues: ``ledger-target``.
    """
    here = {record.id for record in records}
    found: list[OldAddress] = []
    issues: list[Issue] = []
    for pin in pins:
        if pin.moved_to in here:
            path, _, anchor = pin.id.partition("#")
            found.append(OldAddress(path, anchor, pin.moved_to))
        elif pin.moved_to not in held:
            message = f"'{pin.id}' moved to '{pin.moved_to}', and there is no such term"
            issues.append(Issue("ledger-target", Severity.ERROR, message, "name a term's id", ledger_path, pin.line))
    return tuple(found), tuple(issues)


def format_ledger(pins: Sequence[Pin], records: Sequence[Record]) -> str:
    """The text of the ledger with the ids of all ``records`` pinned. Pins of removed terms stay."""
    current = {record.id: Pin(record.id, record.term, record.origin.path) for record in records}
    whole = {pin.id: pin for pin in pins} | current
    shaped: dict[str, Plain] = {}
    for identity, pin in sorted(whole.items()):
        fields = {"term": pin.term, "file": pin.file, "moved": pin.moved_to, "gone": "yes" if pin.gone else ""}
        shaped[identity] = {name: value for name, value in fields.items() if value}
    has_addresses = any(pin.is_address for pin in pins)
    return _HEADER + (_ADDRESSES if has_addresses else "") + format_yaml(shaped)


def write_ledger(entries: Path, text: str) -> bool:
    """Write the ledger of the folder ``entries``; False where it has this text already."""
    path = entries / LEDGER
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    write_atomically(path, text)
    return True


def add_pins(entries: Path, pins: Sequence[Pin]) -> tuple[Issue, ...]:
    """Add pins to the ledger of the folder ``entries``; those that it has stay, and one with errors is left as it is.

    Issues: those of ``read_ledger``. Raises ``OSError``.
    """
    if not pins:
        return ()
    present, issues = _read(entries / LEDGER)
    known = {pin.id for pin in present}
    new = [pin for pin in pins if pin.id not in known]
    if new and not errors_in(issues):
        write_ledger(entries, format_ledger((*present, *new), ()))
    return issues
