"""Terms in LaTeX: the packages ``glossaries``, ``acronym``, ``acro`` and ``nomencl``, else lists with labels.

https://ctan.org/pkg/glossaries, https://ctan.org/pkg/acronym, https://ctan.org/pkg/acro, https://ctan.org/pkg/nomencl
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from glossary_site.formats.imported import (
    ImportedGlossary,
    ImportNotes,
    ImportSource,
    add_own,
    distinct_ids,
    make_id,
)
from glossary_site.formats.latex_markdown import LatexConverter, Named, mark_code, plain_text, shield_addresses
from glossary_site.formats.latex_scan import Call, Item, find_calls, find_items, read_options
from glossary_site.formats.unkept import SourceText, cut_around
from glossary_site.markup import can_be_target
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import Frozen, field

_PARAMETER = re.compile(r"(?<!\\)#[1-9]")
#: Options that have other forms of a name.
_FORMS = ("first", "firstplural", "shortplural", "longplural", "descriptionplural")
_BEGIN = "\\begin{document}"
#: Commands that are no text, and comments.
_COMMAND = re.compile(
    r"(?<!\\)%.*|\\(?:begin|end|label|usepackage|input|include|loadglsentries|setlength|bibliography\w*)\*?"
    r"(?:\[[^\]]*\])?(?:\{[^{}]*\})*(?:\[[^\]]*\])?|\\[A-Za-z]+\*?(?:\[[^\]]*\])*|\\.|[{}~&$]"
)
#: In words: what is shorter is a heading.
_PROSE = 4
_LABEL = re.compile(r"\\(?:label|hypertarget)\s*\{([^{}]*)\}")


class _Entry(Frozen):
    """What a command or an item declares, in LaTeX. An acronym has its short form as its name."""

    key: str
    name: str
    meaning: str
    line: int
    long: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def _entry(call: Call) -> _Entry:
    key, given = call.taken
    options = read_options(given)
    return _Entry(key, options.get("name", key), options.get("description", ""), call.line, options=options)


def _long_entry(call: Call) -> _Entry:
    _, key, given, meaning = call.taken
    options = read_options(given)
    return _Entry(key, options.get("name", key), meaning, call.line, options=options)


def _acronym(call: Call) -> _Entry:
    given, key, short, long = call.taken
    options = read_options(given)
    return _Entry(key, short, options.get("description", ""), call.line, long, options)


def _dual_entry(call: Call) -> _Entry:
    given, key, short, long, meaning = call.taken
    return _Entry(key, short, meaning, call.line, long, read_options(given))


def _acro(call: Call) -> _Entry:
    key, short, long = call.taken
    return _Entry(key, short or key, "", call.line, long)


def _acro_options(call: Call) -> _Entry:
    key, given = call.taken
    options = read_options(given)
    long = options.get("long", "")
    return _Entry(key, options.get("short", key), options.get("extra", ""), call.line, long, options)


def _plain_term(call: Call) -> _Entry:
    given, key = call.taken
    options = read_options(given)
    return _Entry(key, options.get("name", key), options.get("description", ""), call.line, options=options)


def _symbol(call: Call) -> _Entry:
    _, symbol, meaning = call.taken
    return _Entry("", symbol, meaning, call.line)


#: Command -> what it takes (``o`` optional, ``m`` mandatory), and what that declares.
_COMMANDS: Mapping[str, tuple[str, Callable[[Call], _Entry]]] = {
    **dict.fromkeys(("newglossaryentry", "provideglossaryentry"), ("mm", _entry)),
    **dict.fromkeys(("longnewglossaryentry", "longprovideglossaryentry"), ("ommm", _long_entry)),
    **dict.fromkeys(("newacronym", "newabbreviation"), ("ommm", _acronym)),
    "newdualentry": ("ommmm", _dual_entry),
    **dict.fromkeys(("acro", "acrodef", "newacro"), ("mom", _acro)),
    "DeclareAcronym": ("mm", _acro_options),
    "newterm": ("om", _plain_term),
    "nomenclature": ("omm", _symbol),
}
_INCLUDING = dict.fromkeys(("input", "include", "loadglsentries"), "om")
_PATTERNS = {name: pattern for name, (pattern, _) in _COMMANDS.items()}
#: Options that are read, or that only change where and how a document shows the term.
_READ = {
    "name",
    "description",
    "plural",
    "symbol",
    "see",
    "seealso",
    "alias",
    "parent",
    "sort",
    "text",
    "short",
    "long",
}
_READ |= {"extra", "descriptionplural", "first", "firstplural", "shortplural", "longplural", "type", "nonumberlist"}


def _entries(calls: Iterable[Call], notes: ImportNotes) -> Iterator[_Entry]:
    for call in calls:
        if _PARAMETER.search("".join(call.taken)):
            notes.count_loss("a declaration within a command of its own is not read", f"\\{call.name}", call.line)
        elif call.taken:
            yield _COMMANDS[call.name][1](call)
        else:
            notes.add_error("latex-braces", f"a brace of \\{call.name} is not closed", "", call.line)


def _items(items: Iterable[Item]) -> Iterator[_Entry]:
    for item in items:
        name = item.label.strip().removesuffix(":")
        if re.search(r"[^\W_]", plain_text(name)):
            yield _Entry(next(iter(_LABEL.findall(item.label + item.text)), ""), name, item.text, item.line)


def _keys(option: str) -> tuple[str, ...]:
    """The keys of an option that names other entries, such as ``[see also]a,b``."""
    return tuple(filter(None, (" ".join(key.split()) for key in re.sub(r"^\s*\[[^\]]*\]", "", option).split(","))))


def read_latex(source: ImportSource) -> ImportedGlossary:
    """A record for each declaration; in a file without any, for each labelled item of its outermost lists.

    An acronym with a meaning is an abbreviation of its long form; without one, its long form is its meaning. ``\\gls``
    and its kin become references; files that others include are not read. Issues: ``file-encoding``, ``latex-empty``,
    ``latex-braces``, ``term-missing``.
    """
    notes = ImportNotes(source.path)
    text = mark_code(shield_addresses(source.decode(notes).replace("\r\n", "\n")))
    calls, items = [*find_calls(text, _PATTERNS)], list[Item]()
    entries = [*_entries(calls, notes)]
    if not entries:
        items = [*find_items(text)]
        entries = [*_items(items)]
    for call in find_calls(text, _INCLUDING):
        if call.taken:
            notes.count_loss(f"\\{call.name} is not followed", call.taken[-1], call.line)
    if not entries and not notes.issues:
        message = "the file declares no term and has no list with labels"
        notes.add_error("latex-empty", message, "such as \\newglossaryentry{key}{name=…, description={…}}")
    named: dict[str, Named] = {}
    records = []
    names = [(plain_text(entry.name), plain_text(entry.long)) for entry in entries]
    terms = [long if long and entry.meaning else name for entry, (name, long) in zip(entries, names, strict=True)]
    # The usual way to have an acronym and its meaning is two declarations, which are one term.
    marks = ["" if entry.long else entry.key for entry in entries]
    ids = distinct_ids([(term, "", mark) for term, mark in zip(terms, marks, strict=True)])
    for entry, (name, long), term, identity in zip(entries, names, terms, ids, strict=True):
        target = identity or (term if can_be_target(term) else make_id(term))
        shown = plain_text(entry.options.get("text", "")) or name
        plural = entry.options.get("plural") or entry.options.get("shortplural", "")
        named[" ".join(entry.key.split())] = Named(target, shown, plain_text(plural), long)
    converter = LatexConverter(notes, named.get)
    for entry, (name, _), term, identity in zip(entries, names, terms, ids, strict=True):
        if term:
            for option, value in entry.options.items():
                if option not in _READ and not source.own_field(option):
                    notes.count_loss(f"the option '{option}' is not kept", value, entry.line)
            options = entry.options.items()
            own = {field: [plain_text(value)] for key, value in options if (field := source.own_field(key))}
            records.append(add_own(_record(entry, name, term, identity, converter), own, source, notes.issues))
        else:
            notes.add_error("term-missing", "an entry has no name", "", entry.line)
    return notes.glossary(records, _list_texts(text, (*calls, *items), entries))


def _list_texts(text: str, places: Iterable[Call | Item], entries: Iterable[_Entry]) -> Iterator[SourceText]:
    """The other forms of names, and the paragraphs of a document in none of the ``places``: few words are a heading."""
    for entry in entries:
        for option in _FORMS:
            yield SourceText(f"the option '{option}' is not kept", entry.options.get(option, ""), entry.line)
    outside = list(text)
    start = text.find(_BEGIN)
    for first, end in ((0, max(start, 0)), *((place.start, place.end) for place in places)):
        outside[first:end] = [char if char == "\n" else " " for char in text[first:end]]
    shown = _COMMAND.sub(lambda found: "\n" * found[0].count("\n") or " ", "".join(outside))
    for paragraph in cut_around(enumerate(shown.split("\n"), 1)):
        if len(re.findall(r"[^\W\d_]+", paragraph.text)) >= _PROSE:
            yield paragraph


def _record(entry: _Entry, name: str, term: str, identity: str, converter: LatexConverter) -> Record:
    options, notes = entry.options, converter.notes

    def referred(*names: str) -> tuple[str, ...]:
        keys = [key for each in names for key in _keys(options.get(each, ""))]
        for key in keys:
            if converter.find(key) is None:
                notes.count_loss("a key is that of no term", key, entry.line)
        return tuple(dict.fromkeys(found.target for key in keys if (found := converter.find(key))))

    if name == term and (plural := options.get("longplural")):
        notes.count_loss("the plural of a long form that is no name is not kept", plural, entry.line)
    plurals = ("plural", "longplural") if name != term else ("plural",)
    others = (plain_text(options.get(each, "")) for each in ("text", *plurals))
    origin = Origin(notes.path, entry.line)
    body = converter.convert(entry.meaning or entry.long, entry.line)
    sort = plain_text(options.get("sort", ""))
    return Record(
        term=term,
        senses=(Sense(body=body, origin=origin),),
        id=identity,
        aliases=tuple(dict.fromkeys(each for each in others if each and each not in (term, name))),
        abbreviations=(name,) if name != term else (),
        symbol=symbol if (symbol := plain_text(options.get("symbol", ""))) != term else "",
        related=referred("see", "seealso", "alias"),
        broader=referred("parent"),
        reading=sort if sort != term else "",
        origin=origin,
    )
