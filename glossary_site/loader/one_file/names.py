"""The Markdown of a name on a page read as the names of a record, with its anchors."""

import re
from collections import Counter
from collections.abc import Sequence

from glossary_site.late import compile_late
from glossary_site.markup import render_body
from glossary_site.text.code import change_outside_code
from glossary_site.text.words import is_derived, is_initials, looks_abbreviated
from glossary_site.values import Frozen, replace

_ANCHOR = re.compile(
    r"<(?P<tag>a|span|div)\s[^<>]*?\b(?:id|name)\s*=\s*[\"']?(?P<html>[^\"'\s<>]{1,100})[^<>]*?(?:/>|>\s*</(?P=tag)>|>)"
    r"|\[\]\{#(?P<pandoc>[^{}\s]{1,100})\}"
)
#: A target of MyST, alone on its line.
_TARGET = re.compile(r"\(([\w.:-]{1,100})\)=")
_ATTRIBUTES = re.compile(r"\s*\\?\{(?:/\*|:)?\s*#([\w.:-]{1,100})[^{}]*?(?:\*/)?\s*\}\s*$|\s*\{:?\s*\.[^{}]*\}\s*$")
#: A tag of HTML: its slash if it closes, its name.
TAG = re.compile(r"(?<!\\)<(/?)([a-zA-Z][\w-]*)[^<>]*>")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_BRACKETS = re.compile(r"(.*[^\s(（])\s*[(（]([^()（）]{1,80})[)）]", re.DOTALL)
_ALSO = re.compile(
    r"(?:a\.?k\.?a\.?|(?:also|formerly)(?: known as| called)?|or|syn\.?|short(?: for)?:?|auch|oder|aussi|tambi[eé]n)"
    r"[:\s]+",
    re.IGNORECASE,
)
#: What brackets behind a name call its part of speech -> the part of speech.
_PARTS_OF_SPEECH = {
    **dict.fromkeys(("n.", "noun"), "noun"),
    **dict.fromkeys(("v.", "vb.", "verb"), "verb"),
    **dict.fromkeys(("adj", "adj.", "adjective"), "adjective"),
    **dict.fromkeys(("adv", "adv.", "adverb"), "adverb"),
}
#: In letters: a longer word in capitals that a name does not spell is a remark ("DEPRECATED").
_MOST_CAPITALS = 6
#: An abbreviation of so few letters needs no capitals.
_FEW_LETTERS = 3
_SCRIPTS = {
    "latin": compile_late("[A-Za-z\u00aa-\u024f]"),
    "kana": compile_late("[\u3041-\u30ff]"),
    "han": compile_late("[\u3400-\u9fff]"),
    "hangul": compile_late("[\uac00-\ud7af]"),
}
_LISTED = re.compile("[,;、，；]")
#: In words.
_LONGEST_OF_LIST = 3
#: Around a name in brackets: ``(or "sdist")``.
_QUOTES = " \t\"'“”„‘’«»"
_MARKUP = re.compile(r"[*_`~\\&$!]")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s+(?=\D)")
#: A heading that asks what something is, and the article before its name.
_ASKED = re.compile(
    r"(?:what(?:[’']s| is| are) (?:(?:an?|the) )?|was (?:ist|sind) (?:(?:eine?|der|die|das) )?|"
    r"¿?qué (?:es|son) (?:(?:el|las?|los|una?) )?|qu[’']est-ce qu(?:e |[’'])(?:(?:les?|la|une?) |l[’'])?|"
    r"什[么麼]是\s*)(.+?)\s*[?？]?|(.+?)とは(?:何か)?[?？]?",
    re.IGNORECASE,
)
#: What a template puts a name in place of, in the pages of site generators (Liquid, Jinja, Handlebars).
_TEMPLATE = re.compile(r"\{\{.*\}\}")
_NOT_SLUG = re.compile(r"[^\w\- ]")


class PageName(Frozen):
    """The names of an entry; ``whole`` is all of them as they are written.

    ``anchors`` are those that a page gives to it, the first is its id if it can be one. ``part_of_speech`` is in
    brackets behind the term, "" without them.
    """

    whole: str
    term: str
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    part_of_speech: str = ""


def parse_name(source: str) -> PageName:
    """The names in the Markdown of a heading or a lead: ``**Numerical aperture (NA)** {#na}``."""
    anchors = [found["html"] or found["pandoc"] for found in _ANCHOR.finditer(source)]
    plain = _ANCHOR.sub("", source)
    while attributes := _ATTRIBUTES.search(plain):
        anchors += filter(None, attributes.groups())
        plain = plain[: attributes.start()]
    name = to_text(plain).strip(" \t:：")
    return replace(split_name("" if _TEMPLATE.fullmatch(name) else name), anchors=tuple(dict.fromkeys(anchors)))


def find_anchors(source: str) -> tuple[str, ...]:
    """The anchors in Markdown that shows nothing but them, else none."""
    if target := _TARGET.fullmatch(source.strip()):
        return (target[1],)
    return () if _ANCHOR.sub("", source).strip() else parse_name(source).anchors


def split_name(whole: str) -> PageName:
    """A name, and the abbreviations or other names of it that brackets behind it hold."""
    term = whole
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    if found := _BRACKETS.fullmatch(whole):
        outer, inner = found[1].strip(" :"), found[2].strip()
        if part := _PARTS_OF_SPEECH.get(inner.strip("*_").lower()):
            return replace(split_name(outer), whole=whole, part_of_speech=part)
        also = _ALSO.match(inner)
        inner = inner[also.end() :] if also else inner
        parts = tuple(filter(None, (part.strip(_QUOTES) for part in re.split(r"\s*[,;]\s*", inner))))
        if all(_is_abbreviation(part, outer) for part in parts):
            term, abbreviations = outer, parts
        elif (also and _are_names(parts)) or _is_short_for(outer, inner):
            term, aliases = outer, parts
    return PageName(whole, term, abbreviations, aliases)


def keep_qualifiers(names: Sequence[PageName]) -> list[PageName]:
    """Names with what distinguishes them in brackets: what follows several names and does not abbreviate all of them.

    So is a bracket without which two names would be one. Where several names have one more behind them, in another
    script, that is another name.
    """
    abbreviated = {(name.term, name.abbreviations) for name in names if name.abbreviations}
    terms = Counter(term for term, _ in abbreviated)
    short = Counter(part for _, parts in abbreviated for part in parts)
    shared = ((part, term) for term, parts in abbreviated for part in parts if short[part] > 1)
    qualifiers = {part for part, term in shared if not is_derived(part, term)}
    spoken = Counter(name.term for name in names)

    def is_qualified(name: PageName) -> bool:
        is_one_of_several = bool(name.abbreviations) and terms[name.term] > 1
        is_one_of_several |= bool(name.part_of_speech) and spoken[name.term] > 1
        return is_one_of_several or not qualifiers.isdisjoint(name.abbreviations)

    kept = [PageName(name.whole, name.whole, anchors=name.anchors) if is_qualified(name) else name for name in names]
    others = [_split_scripts(name) for name in kept]
    inner = Counter(other.aliases for other in others if other)
    is_usual = len(inner) > 1 and inner.total() == len(inner)
    return [other if other and is_usual else name for name, other in zip(kept, others, strict=True)]


def _split_scripts(name: PageName) -> PageName | None:
    """A name and those in brackets behind it, where these are in another script, or are how it is read in kana."""
    found = _BRACKETS.fullmatch(name.term)
    if found is None or name.term != name.whole:
        return None
    outer, inner = ({_script(char) for char in part if char.isalpha()} for part in found.groups())
    if not outer or not inner or not (outer.isdisjoint(inner) or (inner in ({"latin"}, {"kana"}) and outer != inner)):
        return None
    return replace(name, term=found[1].strip(), aliases=tuple(filter(None, map(str.strip, _LISTED.split(found[2])))))


def _script(letter: str) -> str:
    return next((name for name, letters in _SCRIPTS.items() if letters.match(letter)), "")


def without_numbers(names: Sequence[PageName]) -> list[PageName]:
    """Names without the numbers before them ("1. Proxy"), where a page numbers most of its entries."""
    numbered = sum(_NUMBER.match(name.whole) is not None for name in names)
    if 2 * numbered <= len(names):
        return list(names)
    return [replace(name, whole=_NUMBER.sub("", name.whole), term=_NUMBER.sub("", name.term)) for name in names]


def without_questions(names: Sequence[PageName]) -> list[PageName]:
    """What headings ask for ("What is a proxy?" is about *proxy*), where most on a page ask what something is."""
    asked = [_ASKED.fullmatch(name.whole) for name in names]
    if 2 * sum(map(bool, asked)) <= len(names):
        return list(names)
    return [
        replace(split_name(found[1] or found[2]), whole=name.whole, anchors=name.anchors) if found else name
        for name, found in zip(names, asked, strict=True)
    ]


def _are_names(parts: Sequence[str]) -> bool:
    """Whether parts are the names of a list: one may be long, of several each is short."""
    return len(parts) == 1 or all(len(part.split()) <= _LONGEST_OF_LIST for part in parts)


def _is_abbreviation(short: str, name: str) -> bool:
    """Whether a word in brackets behind a name abbreviates it: by its letters, or as few capitals do ("MR")."""
    is_one_word = len(short.split()) == 1 and len(short) < len(name)
    is_few = looks_abbreviated(short) and len(short) <= _MOST_CAPITALS
    return is_one_word and (is_few or _is_short_for(short, name))


def _is_short_for(short: str, name: str) -> bool:
    """Whether a word has letters of a name in their order: the first of its words, capitals, or few ("hPa", "mm"), or
    the first half of a word or less ("repo").
    """
    is_few = 1 < len(short) <= _FEW_LETTERS and short[0].casefold() == name[0].casefold()
    if is_initials(short, name) or ((is_few or looks_abbreviated(short)) and is_derived(short, name)):
        return True
    half = short.lower().removesuffix("s") if len(short) > _FEW_LETTERS else ""
    return half.isalpha() and any(word.startswith(half) and 2 * len(half) <= len(word) for word in name.lower().split())


def to_text(markdown: str) -> str:
    """What a line of Markdown shows, as text in single spaces."""
    plain = _LINK.sub(r"\1", change_outside_code(markdown, TAG, lambda _: ""))
    return " ".join((render_body(plain).text if _MARKUP.search(plain) else plain).split())


def heading_slug(heading: str) -> str:
    """The anchor that GitHub, and most generators, give to a heading (github-slugger)."""
    return _NOT_SLUG.sub("", to_text(heading).lower()).replace(" ", "-")
