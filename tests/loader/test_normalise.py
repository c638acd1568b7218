"""Blocks of glossary text -> records, with nothing lost on the way."""

import pytest

from glossary_site.issues import Severity
from glossary_site.loader import Normalised, Source, find_lost_words, normalise_texts
from glossary_site.loader.glossary_text import normalise_block
from glossary_site.markup import parse_opening
from glossary_site.records import Citation, Origin
from glossary_site.text.layout import Repair, is_writing
from glossary_site.text.layout.repair import LONG
from glossary_site.text.naming import gather_evidence
from glossary_site.text.scan import Block
from glossary_site.workers import SerialExecutor

BODY = (
    "**Deck Oven (DO)** is a **hot box** of stone. It holds heat. **How It Works** - Fire warms stone. - Stone bakes."
)


def normalise(heading: str = "deck oven, baking", body: str = BODY, line: int = 7) -> Normalised:
    evidence = gather_evidence(
        [(heading, body), ("rye, baking", "**Rye** is dark."), ("peel, baking", "A peel.")], {}, parse_opening
    )
    return normalise_block(Block(line, heading, body, line + 2), "pages/bread.txt", evidence)


def test_a_block_is_a_record_of_one_sense() -> None:
    record = normalise().record
    (sense,) = record.senses
    assert (record.term, record.abbreviations, record.origin) == ("Deck Oven", ("DO",), Origin("pages/bread.txt", 7))
    assert (sense.category.lower(), sense.heading) == ("baking", "deck oven, baking")
    assert sense.source == Citation(file="pages/bread.txt", line=7)
    assert (sense.origin, sense.body_line) == (Origin("pages/bread.txt", 7), 9)
    assert sense.definition.text == "Deck Oven (DO) is a hot box of stone."
    assert "\n\n## How It Works\n\n- Fire warms stone.\n- Stone bakes." in sense.body


def test_nothing_is_lost_and_nothing_is_wrong() -> None:
    normalised = normalise()
    assert (normalised.repairs, normalised.lost_words, normalised.issues) == ((), (), ())


def test_damage_is_mended_and_reported_with_its_line() -> None:
    body = "**Heat** is warm.\nIt is $q = \\frac{a}{b} imes \\alpha$.\nWrite to [email protected] now."
    normalised = normalise("heat, baking", body)
    assert [(repair.kind, repair.line) for repair in normalised.repairs] == [("latex", 2)]
    assert "\\times" in normalised.record.senses[0].body
    assert normalised.lost_words == ()
    assert [(issue.code, issue.path, issue.line) for issue in normalised.issues] == [
        ("obfuscated-mail", "pages/bread.txt", 11)
    ]


def test_lost_words_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary_site.text.layout.reflow", lambda body: body.replace("stone", ""))
    normalised = normalise()
    assert normalised.lost_words == ("stone", "stone")
    (issue,) = normalised.issues
    assert (issue.code, issue.severity, issue.path, issue.line) == ("words-lost", Severity.ERROR, "pages/bread.txt", 7)
    assert "stone stone" in issue.message and issue.hint


@pytest.mark.parametrize(
    ("body", "kept", "lost"),
    [
        ("a b c", "c **b** a", ()),
        ("a b b", "a b", ("b",)),
        ("a b", "", ("a", "b")),
        ("", "new words", ()),
        ("über-heiß", "über heiß", ()),
        ("A", "a", ("A",)),
    ],
)
def test_words_are_counted(body: str, kept: str, lost: tuple[str, ...]) -> None:
    assert find_lost_words(body, kept, ()) == lost


def test_what_a_repair_replaced_is_not_lost() -> None:
    repairs = (Repair("latex", "imes", "\\times", 1, True),)
    assert find_lost_words("a imes b", "a \\times b", repairs) == ()
    assert find_lost_words("a imes b imes c", "a \\times b c", repairs) == ("imes",)


@pytest.mark.parametrize("body", ["", "$$", "```", "**", "|", "\0", "\ud800", "- " * 500, "$x$ " * 500])
@pytest.mark.parametrize("heading", ["", ",", "a", "a, b"])
def test_any_heading_and_body_is_normalised(heading: str, body: str) -> None:
    assert isinstance(normalise(heading, body), Normalised)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\x0c", "\x1d"])
def test_a_character_that_nobody_sees_parts_no_word(hidden: str) -> None:
    normalised = normalise(body=f"**Deck Oven** is a ho{hidden}t box.")
    assert normalised.lost_words == ()
    assert "hot box" in normalised.record.senses[0].body


def test_a_long_body_without_letters_is_left_as_it_is() -> None:
    body = "- " * LONG + "end"
    found = normalise_block(Block(1, "marks, signs", body, 2), "x.txt", gather_evidence((), {}, parse_opening))
    assert found.record.senses[0].body == body
    assert [(issue.code, issue.path, issue.line) for issue in found.issues] == [("body-unread", "x.txt", 1)]
    assert not is_writing("- " * (LONG // 2 + 1)) and is_writing("- " * (LONG // 2))
    assert is_writing("word " * LONG)


def test_names_that_differ_by_hyphens_take_one_spelling_and_others_stay_as_they_are() -> None:
    keys = ("pre-ferment", "preferment", "preferment", "racks", "rack", "http", "https")
    names = ("Pre-ferment", "Preferment", "Preferment", "Racks", "Rack", "HTTP", "HTTPS")
    text = "".join(f"{key}, baking\n**{name}** is one of them.\n" for key, name in zip(keys, names, strict=True))
    (found,) = normalise_texts([Source("a.txt", "", text)], {}, SerialExecutor())
    records = [each.record for each in found.entries]
    assert [record.term for record in records] == ["Preferment", *names[1:]]
    assert records[0].aliases == ("Pre-ferment",)
    assert all(record.aliases == () for record in records[1:])


@pytest.mark.parametrize(
    ("body", "autolink"),
    [
        ("**Yes, we offer baking courses** for every level.", "outgoing"),
        ("**Your wedding cake** is made by hand.", "outgoing"),
        ("We bake for your feast. **Prices** are low.", "outgoing"),
        ("Rent an oven from us for a day. **Prices** are low.", "outgoing"),
        ("A score that lets us see how dough rises. Contact us early in the day.", "both"),
        ("**Baking** is cooking by dry heat, which you may watch.", "both"),
        ("Baking cooks by dry heat. In our ovens **steam** is used, too.", "both"),
        ("**What do you need for baking?** Baking needs an oven.", "both"),
        ("Yesterday's bread is **stale bread**.", "both"),
    ],
)
def test_a_page_that_addresses_customers_takes_no_automatic_links(body: str, autolink: str) -> None:
    found = normalise_block(
        Block(1, "baking, baking courses", body, 2), "x.txt", gather_evidence((), {}, parse_opening)
    )
    assert found.record.autolink == autolink


@pytest.mark.parametrize(
    ("heading", "autolink"),
    [
        ("flour, do you mill flour", "outgoing"),
        ("can you mill flour,services", "outgoing"),
        ("how do you knead", "both"),
        ("do it yourself, baking", "both"),
        ("what is flour", "both"),
    ],
)
def test_a_heading_that_asks_what_you_do_addresses_customers(heading: str, autolink: str) -> None:
    body = "**Absolutely!** Flour is milled to order."
    assert (
        normalise_block(Block(1, heading, body, 2), "x.txt", gather_evidence((), {}, parse_opening)).record.autolink
        == autolink
    )


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            "**Proof Box** **Size** A box holds ten loaves. **Heat** It is warm.",
            "## Size\n\nA box holds ten loaves.\n\n## Heat\n\nIt is warm.",
        ),
        ("**Proof Box (PB)**\n\nA box that is warm.", "A box that is warm."),
        ("**Proof Box**\n\n**Proof boxes** are warm.", "**Proof boxes** are warm."),
        ("**Proof Box**", "**Proof Box**"),
        ("**Proof Box — Warm and Wet**\n\nLoaves rise.", "**Proof Box — Warm and Wet**\n\nLoaves rise."),
    ],
)
def test_a_first_line_that_repeats_the_name_is_left_out(body: str, kept: str) -> None:
    entry = normalise("proof box, bakery machines", body)
    assert (entry.record.senses[0].body, entry.lost_words) == (kept, ())
    assert [each.kind for each in entry.repairs] == ([] if kept == body else ["title"])


def test_a_finding_is_kept_once() -> None:
    body = "**Trade Loss** has a weight $eta$. The weight $eta$ is small, and $eta$ is fixed. See beta."
    entry = normalise("trade loss, training", body)
    (sense,) = entry.imported.senses
    assert len(entry.issues) > len(sense.findings) == 1
