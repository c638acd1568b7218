"""Leads: the name that opens a paragraph or a list item, and the meaning behind it (``**Cache** — keeps copies``)."""

import re

from glossary_site.late import compile_late
from glossary_site.loader.one_file.heads import HEADS, fold_head
from glossary_site.values import Frozen

#: At most so many words make a name that nothing but a colon or a dash marks.
_MOST_WORDS = 8
_ANCHOR = r"(?:<a\s[^<>]{0,200}>\s*</a>\s*|<a\s[^<>]{0,200}/>\s*|\[\]\{#[^{}]{1,100}\}\s*)"
#: What may be between a name and its meaning. A hyphen needs spaces: names have hyphens, too.
_SEPARATOR = r"(?:\s*[:：=]|\s*[—–→]|\s+-{1,3}(?=\s)|\s*--|\s*\*\*[:：—–-]{1,3}\*\*(?=\s))"
_BRACKETS = r"(?:\s*\([^()\n]{1,80}\))?"
_MARKED = (
    r"(?:(?P<mark>\*\*\*|\*\*|__|\*|_)(?=\S)(?P<marked>.{1,200}?)(?P=mark)"
    r"|(?P<code>`[^`\n]{1,200}`)"
    r"|(?P<link>\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)))"
)
#: More names in bold, up to the separator: ``**Cache**, *also* **store**, **buffer** — …``.
_OTHERS = (
    r"(?P<others>(?:\s*(?:[,/]\s*)?(?:\*?(?:or|also|aka|a\.k\.a\.|oder|auch|ou|aussi|o|también)\*?\s+)?\*\*[^*\n]{1,100}\*\*)+"
    rf"(?={_SEPARATOR}))?"
)
_LEAD = compile_late(
    rf"(?P<anchor>{_ANCHOR}*){_MARKED}(?P<more>{_BRACKETS}){_OTHERS}"
    rf"(?:(?P<separator>{_SEPARATOR})|(?P<line>[ \t]*(?:\\|<br ?/?>)?\n)|(?P<end>\s*\Z))?",
    re.DOTALL,
)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
#: A full stop behind a name in bold is between it and its meaning, too.
_STOP = re.compile(r"\.(?=\s)")
_PLAIN = compile_late(
    rf"(?P<anchor>{_ANCHOR}*)(?P<name>[^\n:：—–|]{{1,80}}?)(?:\s*：|\s*:(?=\s)|\s*[—–](?=\s)|\s+-{{1,2}}(?=\s))"
)
_SENTENCE = re.compile(r"[.!?;](?:\s|$)")
#: Words that open a remark and are no names: in English, and for a definition, a note and an example in all languages.
_REMARKS = frozenset(
    "note notes tip hint warning caution important danger info example examples see also source sources reference "
    "references synonym synonyms alias aliases related definition description usage todo tldr update updated "
    "hinweis beispiel siehe achtung remarque exemple voir nota ejemplo ver".split()
).union(
    HEADS["example"],
    (word for word in HEADS["definition"] | HEADS["note"] if not word.isascii() or word[:6] == "defini"),
)


class Lead(Frozen):
    """The Markdown of a name, and of what follows it.

    ``is_marked``: emphasis, code or a link marks the name. ``is_apart``: a mark or a line end is between the name and
    its meaning, otherwise one sentence holds both. ``down`` counts the lines from the name to the meaning. ``others``
    are more names before the mark.
    """

    name: str
    meaning: str
    is_marked: bool = True
    is_apart: bool = True
    down: int = 0
    others: tuple[str, ...] = ()


def find_lead(source: str) -> Lead | None:
    """The lead of a paragraph's or list item's Markdown, where there is one."""
    lead = _marked_lead(source) or _plain_lead(source)
    return None if lead is None or is_remark(lead.name) else lead


def is_remark(name: str) -> bool:
    """Whether a lead opens a remark ("Note:", "See also —"), so that it is no name; code is one."""
    if "`" in name:
        return not re.search(r"\w", name)
    words = [fold_head(word) for word in re.findall(r"[^\W\d_]+", name)]
    return not re.search(r"\w", name) or (len(words) <= 2 and bool(words) and all(word in _REMARKS for word in words))


def _marked_lead(source: str) -> Lead | None:
    found = _LEAD.match(source)
    if found is None:
        return None
    name = found["marked"] or found["code"] or found["link"]
    is_strong = found["mark"] in ("**", "__", "***")
    stop = _STOP.match(source, found.end()) if is_strong else None
    rest = source[(stop or found).end() :].lstrip()
    inside = name.rstrip().endswith((":", "：", " -", "—", "–")) and bool(found["marked"])
    inside = inside or (is_strong and found["separator"] is None and _is_stopped(name, rest))
    is_apart = inside or stop is not None or any(found[mark] is not None for mark in ("separator", "line", "end"))
    if found["link"] and found["end"] is not None:
        return None  # a link by itself leads elsewhere
    name = name.rstrip(" :：—–-.。") if inside else name
    if not is_apart and not is_strong:
        return None
    meaning = rest if is_apart else source[len(found["anchor"]) :].strip()
    down = source[: len(source) - len(meaning)].count("\n")
    others = tuple(_BOLD.findall(found["others"] or ""))
    return Lead(f"{found['anchor']}{name}{found['more']}", meaning, is_apart=is_apart, down=down, others=others)


def _is_stopped(name: str, rest: str) -> bool:
    """Whether a name ends with the full stop of a sentence, behind which another begins: it is no abbreviation."""
    return bool(rest) and not rest[0].islower() and name.endswith((".", "。")) and name.count(".") <= 1


def _plain_lead(source: str) -> Lead | None:
    found = _PLAIN.match(source)
    if found is None:
        return None
    name = found["name"].strip()
    if len(name.split()) > _MOST_WORDS or _SENTENCE.search(name) or not re.search(r"\w", name):
        return None
    meaning = source[found.end() :].strip()
    return Lead(f"{found['anchor']}{name}", meaning, is_marked=False) if meaning else None
