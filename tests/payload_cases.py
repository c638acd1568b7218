"""Hostile glossaries: every payload of ``tests/payloads/`` in every place where an entry may hold it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary_site.glossary import LEDGER
from glossary_site.yaml_text import Plain, format_yaml

HOME = Path(__file__).parent / "payloads"
#: A function that no page may call (tests add it to each page), and a host that none may request.
RUN, AWAY = "pwned(1)", "//off-site.invalid/x"
#: Families whose texts are also tried as names, categories, keywords and file names.
PLAIN = ("html", "breakouts", "templates", "addresses")
HARMLESS = "plain words"
#: A comment, and an element that a reader opens: a text of these alone says nothing that describes its page.
_HIDING = ("<!--", "::: details ")

_ADDRESS_PLACES = ("[x]({})", "![x]({})", "<{}>", '[x](<{}> "t")', "[x][r]\n\n[r]: {}", "$\\href{{{}}}{{x}}$")
_FORMULA_PLACES = ("x ${}$ y", "$$\n{}\n$$")
_PLAIN_FIELDS = ("pronunciation", "part_of_speech", "gender", "symbol", "unit", "notation", "etymology")
#: Pages of text in a menu, and where payloads share pages, in all.
_TEXTS = 3
#: Fields that a project declares: each type in each place.
OWN_FIELDS: dict[str, Plain] = {
    "own_head": {"search": "yes", "export": "yes"},
    "own_body": {"show": "body", "type": "list", "search": "yes", "export": "yes"},
    "own_aside": {"show": "aside"},
    "own_link": {"show": "aside", "type": "url", "export": "yes"},
    "own_sense": {"of": "sense"},
    "own_senses": {"of": "sense", "type": "list"},
}


@dataclass(frozen=True, slots=True)
class Payload:
    """One hostile text and its place in the files: ``html-012``."""

    name: str
    text: str


def read_family(family: str) -> tuple[Payload, ...]:
    """The payloads of one file, in order."""
    lines = (HOME / f"{family}.txt").read_text(encoding="utf-8").split("\n")
    texts = (line for line in lines if line.strip() and not line.startswith("# "))
    found = []
    for number, line in enumerate(texts, 1):
        text = (
            line[1:].encode("latin-1", "backslashreplace").decode("unicode_escape")
            if line[0] == "!" and "\\" in line
            else line
        )
        found.append(Payload(f"{family}-{number:03d}", text.replace("RUN", RUN).replace("AWAY", AWAY)))
    return tuple(found)


def bodies() -> tuple[Payload, ...]:
    """All bodies: each payload itself, addresses in every kind of link, formulas in every kind of delimiter."""

    def combine(family: str, places: tuple[str, ...]) -> Iterator[Payload]:
        for each in read_family(family):
            for number, place in enumerate(places):
                yield Payload(f"{each.name}.{number}", place.format(each.text))

    plain = [each for family in ("html", "breakouts", "templates", "markdown") for each in read_family(family)]
    placed = (*combine("addresses", _ADDRESS_PLACES), *combine("formulas", _FORMULA_PLACES))
    return tuple({each.text: each for each in (*plain, *placed)}.values())


def names() -> tuple[str, ...]:
    """All texts that are tried as names; names are on one line, so white space is not."""
    texts = (" ".join(each.text.split()) for family in PLAIN for each in read_family(family))
    return tuple(text for text in dict.fromkeys(texts) if text)


def file_name(text: str) -> str:
    """``text`` without the characters that a file name cannot have, cut to 60 characters."""
    return "".join(char for char in text if char not in "/\0")[:60]


def case_id(number: int) -> str:
    """The id of an entry, from 1."""
    return f"case-{number:04d}"


def twin_of_category(text: str) -> str:
    """The harmless twin of a category ``12 …``: its number and plain words, as many below one another."""
    number = text.partition(" ")[0]
    top = number if text.startswith(f"{number} / ") else f"{number} {HARMLESS}"
    return " / ".join((top, *[HARMLESS] * text.count(" / ")))


def twin_of_body(text: str) -> str:
    """The harmless twin of a body: plain words, behind what hides all that follows it on a page."""
    hidden = next((opening for opening in _HIDING if text.startswith(opening)), "")
    return f"{hidden}{HARMLESS}"


def write_glossary(project: Path, a_page: int, *, harmless: bool = False, listing: str = "summary") -> int:
    """Write a project with ``a_page`` payloads on each term's page; ``harmless`` replaces each by plain words.

    Returns the number of entries. Their ids are ``case-0001`` and so on, and their names begin in the same way.
    """
    entries = project / "entries"
    entries.mkdir(parents=True)
    all_names, all_bodies = names(), bodies()
    pages = [all_bodies[start : start + a_page] for start in range(0, len(all_bodies), a_page)]
    terms = [f"Case {number:04d} {all_names[number % len(all_names)]}" for number in range(1, len(pages) + 1)]

    categories = len(all_names) if a_page == 1 else 12

    def hostile(text: str) -> str:
        return HARMLESS if harmless else text

    def body_text(number: int, text: str) -> str:
        # The theme may put a heading above the headings of a text.
        heading = f"{HARMLESS}\n\n## {HARMLESS}\n\n{HARMLESS}"
        return text if not harmless else heading if number == 1 else twin_of_body(text)

    def name(number: int) -> str:
        return hostile(all_names[number % len(all_names)])

    def category(number: int) -> str:
        text = f"{number} {all_names[number % len(all_names)]}"
        return twin_of_category(text) if harmless else text

    def term(number: int) -> str:
        return f"Case {number:04d} {HARMLESS}" if harmless else terms[number - 1]

    def link(text: str) -> str:
        return "http://example.org/" if harmless else text

    for number, page in enumerate(pages, 1):
        senses: list[Plain] = []
        for place, body in enumerate(page):
            at = number * a_page + place
            senses.append(
                {
                    # A category has a page of its own, and pages take most of a test's time.
                    "category": category(at % categories),
                    "definition": f"Definition {name(at + 1)}",
                    "keywords": [f"key {name(at + 2)}"],
                    "heading": f"{number} {name(at + 3)}",
                    "source": {
                        "title": f"Title {name(at + 4)}",
                        "url": link(name(at + 5)),
                    },
                    "usage": hostile(body.text),
                    "note": [hostile(body.text), name(at + 1)],
                    "example": [name(at + 2)],
                    "history": name(at + 3),
                    "own_sense": name(at + 4),
                    "own_senses": [name(at + 5), name(at + 6)],
                    "body": f"{body_text(number, body.text)}\n\n"
                    f"See [[{case_id(number % len(pages) + 1)}]] and [[Theirs {number}]].",
                }
            )
        record: dict[str, Plain] = {
            "term": term(number),
            "id": case_id(number),
            "aliases": [f"alias {number} {place} {name(number * a_page + place)}" for place in range(a_page)],
            "abbreviations": [f"A{number} {name(number + 7)}"],
            "related": [term(number % len(pages) + 1)],
            **({"broader": [term(number + 2)]} if number + 2 < len(pages) else {}),
            **{field: name(number + at) for at, field in enumerate(_PLAIN_FIELDS)},
            "reading": f"Case {number:04d} {name(number + 6)}",
            "avoid": [f"avoided {number} {name(number + 8)}"],
            "tags": [f"{number % 2} {name(number % 2)}"],
            "audio": "none.mp3" if harmless else f"{file_name(name(number + 9))}.mp3",
            "own_head": name(number + 10),
            "own_body": [name(number + 11), name(number + 12)],
            "own_aside": name(number + 13),
            "own_link": f"http://example.org/{'' if harmless else name(number + 14)}",
            "status": "deprecated",
            "replaced_by": term(number % len(pages) + 1),
            "updated": "2026-03-31",
            "senses": senses,
        }
        written = f"{number:04d} {HARMLESS if harmless else file_name(all_names[number % len(all_names)])}.yml"
        (entries / written).write_text(format_yaml(record), encoding="utf-8")
    pins: dict[str, Plain] = {
        f"gone-{number}": {"term": f"Gone {name(number)}", "gone": "yes"}
        for number in range(len(all_names) if a_page == 1 else 3)
    }
    (entries / LEDGER).write_text(format_yaml(pins), encoding="utf-8")
    settings: dict[str, Plain] = {
        "title": "Case book",
        "base_url": "https://example.org/",
        "listing": listing,
        "links": "all",
        "edit_url": "https://example.org/edit/{path}?term={term}",
        "suggest_url": "https://example.org/new?term={term}",
        "page_size": 200,
        "fields": OWN_FIELDS,
        "include": {"Theirs": {"from": "theirs.json", "site": "https://example.org/theirs/"}},
    }
    theirs = [
        {
            "id": f"theirs-{number}" if harmless else name(number + 1),
            "term": f"Theirs {number}",
            "aliases": [f"theirs {number} {name(number + 2)}"],
            "definition": f"{name(number + 3)} {hostile(page[0].text)}",
            "url": link(name(number + 4)),
        }
        for number, page in enumerate(pages, 1)
    ]
    (project / "theirs.json").write_text(json.dumps(theirs), encoding="utf-8")
    (project / "pages/texts").mkdir(parents=True)
    for number, page in enumerate(pages if a_page == 1 else pages[:_TEXTS], 1):
        head: dict[str, Plain] = {
            "title": f"Text {number} {name(number + 5)}",
            "menu": "header" if number <= _TEXTS else "none",  # each of a menu is on every page
        }
        # A file with a zero byte is no text: it would be refused.
        text = f"{body_text(number, page[0].text)}\n\nSee [[{case_id(number)}]].\n".replace("\0", "\ufffd")
        (project / f"pages/texts/{number:04d}.md").write_text(f"---\n{format_yaml(head)}---\n\n{text}", "utf-8")
    (project / "glossary.yml").write_text(format_yaml(settings), encoding="utf-8")
    return len(pages)
