"""What the heads of tables and the headings of pages mean, in the languages that people write them in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

#: Field -> heads of its column, folded. The first column of a field counts.
HEADS: Mapping[str, frozenset[str]] = {
    field: frozenset(words.split("|"))
    for field, words in {
        "term": "term|terms|name|word|title|concept|entry|phrase|keyword|expression|item|begriff|begriffe|bezeichnung|"
        "wort|fachbegriff|name des begriffs|terme|mot|nom|termino|palabra|nombre|concepto|vocablo",
        "abbreviations": "abbreviation|abbreviations|abbr|abbrev|acronym|acronyms|short form|short|initialism|"
        "abkurzung|abk|kurzform|kurzel|akronym|abreviation|sigle|acronyme|abreviatura|sigla|acronimo",
        "definition": "definition|definitions|meaning|meanings|description|explanation|def|desc|details|text|comment|"
        "what it means|long form|full form|full name|expansion|stands for|bedeutung|beschreibung|erklarung|erlauterung|"
        "signification|sens|explication|definicion|significado|descripcion|explicacion",
        "aliases": "alias|aliases|synonym|synonyms|also known as|aka|other names|synonyme|alternativen|sinonimos|"
        "sinonimo|autres noms",
        "category": "category|categories|topic|area|domain|field|subject|kategorie|bereich|thema|fachgebiet|categorie|"
        "domaine|categoria|ambito|tema",
        "related": "related|see also|related terms|siehe auch|verwandt|verwandte begriffe|voir aussi|vease tambien",
    }.items()
}
_GROUPS = frozenset(
    "terms term glossary definitions vocabulary terminology words entries list table index contents a-z all "
    "begriffe glossar lexikon definitionen termes glossaire definitions terminos glosario definiciones".split()
)
#: Sections of a page that are no entries of it.
_MATTER = frozenset(
    (
        *("overview", "introduction", "about", "about this document", "purpose", "scope", "how to use", "references"),
        *("see also", "further reading", "license", "licence", "contributing", "table of contents", "contents", "toc"),
        *("external links", "links", "sources", "resources", "credits", "acknowledgements", "acknowledgments", "notes"),
        *("footnotes", "bibliography", "changelog", "navigation", "on this page", "related", "appendix", "preface"),
        *("einleitung", "einfuhrung", "inhalt", "inhaltsverzeichnis", "quellen", "literatur", "weblinks", "siehe auch"),
        *("sommaire", "references externes", "voir aussi", "introduccion", "indice", "referencias", "vease tambien"),
    )
)
_LETTER = re.compile(
    r"(?:letter |buchstabe |lettre |letra )?[\W_]*(?:\w|\w\s*(?:-|–|—|to|bis|/|&|,|\.\.+|…)\s*\w)[\W_]*"
    r"|[\W_]*(?:0-9|0–9|#|numbers?|numeric|digits?|symbols?|special characters?|zahlen|ziffern|sonderzeichen|others?)"
    r"[\W_]*",
    re.IGNORECASE,
)


def fold_head(text: str) -> str:
    """A head in lower case, without marks above letters and without what is in brackets."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.sub(r"\([^()]*\)|[*_`:]", " ", plain).casefold().split())


def find_columns(heads: Sequence[str]) -> dict[str, int]:
    """Field -> number of its column, for the heads that are recognised."""
    columns: dict[str, int] = {}
    for number, head in enumerate(map(fold_head, heads)):
        for field, words in HEADS.items():
            if head in words:
                columns.setdefault(field, number)
    return columns


def is_letter(heading: str) -> bool:
    """Whether a heading is a letter, a range of letters or a word for digits: it sorts entries and names none."""
    return _LETTER.fullmatch(heading.strip()) is not None


def is_group(heading: str) -> bool:
    """Whether a heading only announces entries ("Terms", "Glossary"): it makes no category."""
    words = re.findall(r"[\w-]+", fold_head(heading))
    return not words or all(
        word in _GROUPS or word in ("of", "the", "and", "a", "der", "des", "de", "und") for word in words
    )


def is_matter(heading: str) -> bool:
    """Whether a section with this heading is about the page and defines nothing."""
    return fold_head(heading).strip(" .!?") in _MATTER
