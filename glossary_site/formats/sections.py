"""Pages with headings that are no terms: those of guides, notes, recipes, minutes and diaries."""

import re
from collections.abc import Iterator

from glossary_site.loader import is_group, parse_page
from glossary_site.records import Record

#: Headings of pages about other things: a glossary has few of them.
_SECTIONS = frozenset(
    (
        "installation|install|installing|setup|getting started|quick start|quickstart|usage|configuration|requirements|"
        "prerequisites|features|examples|development|building|testing|tests|documentation|faq|troubleshooting|support|"
        "contact|authors|maintainers|roadmap|todo|to do|release notes|summary|background|motivation|goals|tasks|agenda|"
        "minutes|attendees|participants|action items|actions|next steps|decisions|discussion|conclusion|conclusions|"
        "results|abstract|methods|materials|ingredients|method|instructions|directions|preparation|advantages|"
        "disadvantages|pros|cons|added|changed|fixed|removed|security|deprecated|unreleased|education|experience|skills|"
        "hobbies|verwendung|nutzung|einrichtung|voraussetzungen|lizenz|zutaten|zubereitung|aufgaben|teilnehmer|"
        "tagesordnung|zusammenfassung|utilisation|licence|ingrédients|préparation|instalación|uso|licencia|"
        "ingredientes|preparación|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|"
        "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heute|morgen|gestern|lundi|mardi|mercredi|jeudi|"
        "vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|january|february|march|april|"
        "may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember"
    ).split("|")
)
#: A date, a version, or one of a row (``Step 2``, ``Chapter 1: Tools``); and what is beside the name of a month.
_NUMBERED = re.compile(
    r"\[?v?\d[\d./-]*\]?(?:\s.*)?|(?:version|step|week|day|chapter|part|section|lesson|phase|sprint|question|"
    r"schritt|woche|tag|kapitel|teil|étape|semaine|jour|chapitre|paso|semana|día|capítulo)\s*\d+\b.*",
    re.IGNORECASE | re.DOTALL,
)
_DATED = re.compile(r"[\s,]+\d{1,4}(?:st|nd|rd|th|\.)?(?:[\s,]+\d{4})?$|^\d{1,2}(?:st|nd|rd|th|\.)?\s+")
#: How a section begins that has steps in it, and no meaning.
_STEPS = re.compile(r"\s*(?:```|~~~|1[.)]\s|[-*+]\s\[[ xX]\])")
_HEADING = re.compile(r"(?m)^(?:[#=]+[ \t]+(.+)|(.+)\n[=-]{3,}[ \t]*)$")


def find_headings(text: str) -> Iterator[str]:
    """The headings of a text in Markdown, AsciiDoc or reStructuredText."""
    return (found[1] or found[2] for found in _HEADING.finditer(text))


def announces_terms(text: str) -> bool:
    """Whether a heading of a text announces a glossary."""
    return any(len(word) > 3 and is_group(word) for heading in find_headings(text) for word in heading.split())


def find_other_sections(text: str, name: str) -> tuple[str, ...]:
    """The headings of a Markdown file ``name`` that are those of a page about other things.

    None where most of its headings may be terms, and where the file is called a glossary.
    """
    if announces_terms(f"# {re.sub('[_-]', ' ', name)}\n{text}"):
        return ()
    lines = text.split("\n")
    sections = [each for each in parse_page(text, name).records if lines[each.origin.line - 1].startswith("#")]
    others = tuple(each.term for each in sections if _is_other(each))
    return others if len(others) * 2 > len(sections) else ()


def _is_other(record: Record) -> bool:
    """Whether the heading of a section is one of a page about something else, or steps are below it."""
    name = _DATED.sub("", record.term).strip(" .:!?").casefold()
    return name in _SECTIONS or bool(_NUMBERED.fullmatch(record.term) or _STEPS.match(record.senses[0].body))
