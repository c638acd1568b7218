"""Bodies with their mentions: how often, which sense, and what explicit references do."""

import pickle

import pytest

from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.issues import Severity
from glossary_site.markup import parse_definition, render_body
from glossary_site.mentions.link_table import Choice, LinkTable, Target, vocabulary
from glossary_site.mentions.linker import LinkedBody, LinkedHtml, Linker, Place

GATE = Target(
    "gate",
    (
        Choice(
            ("Device physics", "Electronics"),
            "device-physics",
            vocabulary("Its voltage controls the current from source to drain."),
        ),
        Choice(
            ("Quantum computing",),
            "quantum-computing",
            vocabulary("It acts on the current state of qubits, entangled."),
        ),
    ),
)
NAMES = (
    Name("Wafer", "wafer", TERM),
    Name("Gate", "gate", TERM),
    Name("Beam search", "beam-search", TERM),
    Name("R&D", "r-and-d", TERM),
    Name("C#", "csharp", TERM),
    Name("C++", "cplusplus", TERM),
    Name("BS", "beam-search", ABBREVIATION),
    Name("slice", "wafer", ALIAS),
)
ROBOTS = ("Robots",)
TARGETS = (Target("wafer"), GATE, Target("beam-search"), Target("r-and-d"), Target("csharp"), Target("cplusplus"))


def joined_html(body: LinkedBody) -> str:
    return body.lead.html + body.html.html


def link(
    markdown: str, mode: str = "all", *, own: str = "", category: str = "", automatic: bool = True, definition: str = ""
) -> LinkedBody:
    linker = Linker(LinkTable(NAMES, TARGETS, mode))
    body = render_body(markdown, parse_definition(definition), first_line=5)
    return linker.link(body, Place(own, (category,)), automatic=automatic)


def shown_in(text: LinkedHtml) -> list[str]:
    """The HTML of each mention."""
    return [text.html[mention.start : mention.end] for mention in text.mentions]


def mentions(body: LinkedBody) -> list[tuple[str, str, str]]:
    """Text, id and anchor of each mention."""
    texts = (body.lead, body.html)
    return [
        (shown, mention.id, mention.anchor)
        for text in texts
        for mention, shown in zip(text.mentions, shown_in(text), strict=True)
    ]


def ids(body: LinkedBody) -> list[str]:
    return [identity for _, identity, _ in mentions(body)]


TEXT = "A wafer and a wafer.\n\n## One\n\nA wafer, a gate, a wafer.\n\n## Two\n\nA wafer."


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("all", ["wafer", "wafer", "wafer", "gate", "wafer", "wafer"]),
        ("section", ["wafer", "wafer", "gate", "wafer"]),
        ("page", ["wafer", "gate"]),
        ("off", []),
    ],
)
def test_how_often_a_term_is_linked(mode: str, expected: list[str]) -> None:
    body = link(TEXT, mode)
    assert ids(body) == expected
    assert dict(body.counts) == {"wafer": 5, "gate": 1}


def test_first_on_the_page_is_first_in_the_lead() -> None:
    body = link("A gate holds a wafer.\n\nThe wafer.", "page", definition="A gate holds a wafer.")
    assert [mention.id for mention in body.lead.mentions] == ["gate", "wafer"]
    assert body.html.mentions == ()


def test_links_taken_out_leave_the_text() -> None:
    assert joined_html(link(TEXT)) == joined_html(link(TEXT, "off"))


def test_the_terms_own_page_never_links_to_itself() -> None:
    body = link("A wafer, a slice, [[Wafer]], [[slice|this]] and a gate.", own="wafer")
    assert ids(body) == ["gate"]
    assert dict(body.counts) == {"gate": 1}
    assert joined_html(body) == "<p>A wafer, a slice, Wafer, this and a gate.</p>"


def test_an_entry_may_opt_out_of_automatic_links() -> None:
    body = link("A wafer and [[Gate]].", automatic=False)
    assert ids(body) == ["gate"]
    assert dict(body.counts) == {"gate": 1}


def test_a_term_may_opt_out() -> None:
    names = (Name("Lot", "lot", TERM, automatic=False), Name("Wafer", "wafer", TERM))
    linker = Linker(LinkTable(names, (Target("lot"), Target("wafer")), "all"))
    assert ids(linker.link(render_body("A lot, a wafer, a [[lot]]."), Place(""))) == ["wafer", "lot"]


def test_a_stretch_may_opt_out() -> None:
    body = link("[[!A wafer & gate]], then a wafer.")
    assert ids(body) == ["wafer"]
    assert joined_html(body) == "<p>A wafer &amp; gate, then a wafer.</p>"
    assert body.issues == ()


def test_explicit_references() -> None:
    body = link(
        "[[Wafer]], [[wafers|discs]], [[SLICE]], [[beam-search]], [[BS|it]], [[R&D]], [[C#]], [[C++|that]].", "off"
    )
    assert mentions(body) == [
        ("Wafer", "wafer", ""),
        ("discs", "wafer", ""),
        ("SLICE", "wafer", ""),
        ("beam-search", "beam-search", ""),
        ("it", "beam-search", ""),
        ("R&amp;D", "r-and-d", ""),
        ("C#", "csharp", ""),
        ("that", "cplusplus", ""),
    ]
    assert body.issues == ()
    assert dict(body.counts)["wafer"] == 3


def test_a_reference_may_name_the_sense_by_its_category() -> None:
    body = link("[[Gate#Quantum computing]], [[gates#quantum-computing|them]], [[gate#Device Physics]], [[Gate]].")
    assert mentions(body) == [
        ("Gate", "gate", "quantum-computing"),
        ("them", "gate", "quantum-computing"),
        ("gate", "gate", "device-physics"),
        ("Gate", "gate", ""),
    ]


def test_a_reference_may_name_any_category_of_a_sense() -> None:
    assert mentions(link("[[Gate#electronics]]")) == [("Gate", "gate", "device-physics")]
    assert mentions(link("a gate", category="Electronics")) == [("gate", "gate", "device-physics")]


def test_the_sense_of_the_mentioning_category_is_linked() -> None:
    assert mentions(link("a gate", category="Quantum computing")) == [("gate", "gate", "quantum-computing")]
    assert mentions(link("a gate", category="Lithography")) == [("gate", "gate", "")]
    assert mentions(link("a gate")) == [("gate", "gate", "")]
    assert mentions(link("a wafer", category="Device physics")) == [("wafer", "wafer", "")]


def test_words_that_one_sense_shares_alone_choose_it() -> None:
    def anchor(text: str, category: str = "") -> str:
        ((_, _, found),) = mentions(link(text, category=category))
        return found

    assert anchor("A gate, its source, its drain and its voltages.") == "device-physics"
    assert anchor("A gate on entangled qubits in one state.", "Lithography") == "quantum-computing"
    assert anchor("A gate and its source and drain.") == ""
    assert anchor("A gate on the current.") == ""
    assert anchor("A gate, its source, its drain, and entangled qubits in a state.") == ""
    # The category has three words against it; two more decide the other way.
    assert anchor("A gate on entangled qubits in one state.", "Device physics") == ""


def test_of_two_senses_in_one_category_words_decide() -> None:
    target = Target("arm", (Choice(ROBOTS, "robots", vocabulary("joint motor link")), Choice(ROBOTS, "robots-2")))
    linker = Linker(LinkTable((Name("Arm", "arm", TERM),), (target,), "all"))
    assert mentions(linker.link(render_body("an arm"), Place("", ROBOTS))) == [("arm", "arm", "")]
    assert mentions(linker.link(render_body("an arm, a motor, a joint"), Place("", ROBOTS))) == [
        ("arm", "arm", "robots")
    ]
    assert mentions(linker.link(render_body("an [[arm#robots]]"), Place(""))) == [("arm", "arm", "robots")]


@pytest.mark.parametrize(
    ("shown", "html", "text"),
    [
        ("the **big** `x`", "the <strong>big</strong> <code>x</code>", "the big x"),
        ("~~z~~ a &amp; b", "<s>z</s> a &amp; b", "z a & b"),
        ("2 \\* 3 < 4", "2 * 3 &lt; 4", "2 * 3 < 4"),
        ("a [b](https://example.org) c", "a b c", "a b c"),
        ("a ![b](https://example.org/b.png) c", "a b c", "a b c"),
        ("a wafer", "a wafer", "a wafer"),
    ],
)
@pytest.mark.parametrize("target", ["Gate|", "!", "zzzzzz|"])
def test_what_a_reference_shows_is_inline_markdown(target: str, shown: str, html: str, text: str) -> None:
    body = link(f"So: [[{target}{shown}]].")
    assert body.html.html == f"<p>So: {html}.</p>"
    assert shown_in(body.html) == ([html] if target == "Gate|" else [])
    assert render_body(f"So: [[{target}{shown}]].").text == f"So: {text}."


def test_references_in_tables() -> None:
    body = link("| a | b |\n|---|---|\n| [[Wafer\\|disc]] | [[Gate]] and `[[Gate]]` |\n| wafer | x |")
    assert mentions(body) == [("disc", "wafer", ""), ("Gate", "gate", ""), ("wafer", "wafer", "")]
    assert joined_html(body).count("<td>") == 4


@pytest.mark.parametrize("markdown", ["`[[Wafer]]`", "```\n[[Wafer]] wafer\n```", "$[[Wafer]]$", "## A wafer"])
def test_no_references_in_code_and_formulas_and_no_mentions_in_headings(markdown: str) -> None:
    assert ids(link(markdown)) == []


def test_an_unknown_reference_is_an_error_with_the_nearest_names() -> None:
    body = link("One.\n\nA [[waffer]] here.")
    (issue,) = body.issues
    assert (issue.code, issue.severity, issue.line) == ("reference-unknown", Severity.ERROR, 7)
    assert "[[waffer]]" in issue.message
    assert "[[Wafer]]" in issue.hint
    assert ids(body) == []
    assert "<p>A waffer here.</p>" in joined_html(body)


def test_an_unknown_reference_that_resembles_nothing() -> None:
    (issue,) = link("[[zzzzzz|the text]]").issues
    assert "did you mean" not in issue.hint
    assert issue.hint


def test_a_reference_to_an_unknown_category_leads_to_the_term_with_a_note_that_lists_the_senses() -> None:
    body = link("[[gate#Cooking]]")
    (several,) = body.issues
    assert mentions(body) == [("gate", "gate", "")]
    assert (several.code, several.severity) == ("reference-unknown", Severity.NOTE)
    assert "Device physics, Electronics, Quantum computing" in several.hint
    (one,) = link("[[wafer#Cooking]]").issues
    assert "[[wafer]]" in one.hint


def test_a_name_of_two_terms_cannot_be_referred_to() -> None:
    names = (Name("Arm", "robot-arm", ALIAS), Name("Arm", "bandit-arm", ALIAS), Name("Robot arm", "robot-arm", TERM))
    linker = Linker(LinkTable(names, (Target("robot-arm"), Target("bandit-arm")), "all"))
    body = linker.link(render_body("An [[arm]], an arm, a [[Robot arm]]."), Place(""))
    assert ids(body) == ["robot-arm"]
    (issue,) = body.issues
    assert issue.code == "reference-unknown"
    assert "[[bandit-arm]] or [[robot-arm]]" in issue.hint


def test_mentions_have_the_place_of_their_text() -> None:
    linker = Linker(LinkTable(NAMES, TARGETS, "all"))
    body = linker.link(render_body("The *wafer* & the **gate**: [[C#|x & y]]."), Place(""))
    assert shown_in(body.html) == ["wafer", "gate", "x &amp; y"]
    assert body.html.with_links(lambda mention, shown: f"<{mention.id}>{shown}<>") == (
        "<p>The <em><wafer>wafer<></em> &amp; the <strong><gate>gate<></strong>: <csharp>x &amp; y<>.</p>"
    )


def test_a_linker_goes_to_another_process_as_its_table() -> None:
    linker = Linker(LinkTable(NAMES, TARGETS, "all"))
    body = render_body("A wafer and a [[gate]].")
    assert linker.link(body, Place("")).html
    again = pickle.loads(pickle.dumps(linker))  # noqa: S301 - our own bytes
    assert again.link(body, Place("")) == linker.link(body, Place(""))
    assert len(pickle.dumps(linker)) < len(pickle.dumps(linker.table)) + 100


FILES = (
    Target("wafer", files=("entries/wafer.md",)),
    Target("gate", GATE.senses, ("entries/parts/gate.yml", "entries/parts/logic.yml")),
    Target("r-and-d", files=("entries/many.yml",)),
    Target("csharp", files=("entries/many.yml",)),
    Target("lot", files=("entries/lot/index.md",)),
)


def link_files(markdown: str, own: str = "wafer") -> LinkedBody:
    linker = Linker(LinkTable(NAMES, FILES, "all", left_out=("Spoiled ring",)))
    paths = {target.id: target.files[0] for target in FILES}
    return linker.link(render_body(markdown, first_line=5), Place(own, path=paths[own]))


@pytest.mark.parametrize(
    ("own", "address", "target"),
    [
        ("wafer", "parts/gate.yml", ("gate", "")),
        ("wafer", "./parts/gate.yml#quantum-computing", ("gate", "quantum-computing")),
        ("wafer", "parts/gate.yml#another", ("gate", "")),
        ("wafer", "parts/logic.yml", ("gate", "")),
        ("wafer", "parts/gate", ("gate", "")),
        ("gate", "../wafer.md", ("wafer", "")),
        ("gate", "../wafer.md?plain=1", ("wafer", "")),
        ("gate", "../wafer/", ("wafer", "")),
        ("lot", "../wafer.md", ("wafer", "")),
        ("wafer", "lot/", ("lot", "")),
        ("wafer", "lot/index.md", ("lot", "")),
        ("wafer", "many.yml#csharp", ("csharp", "")),
        ("wafer", "../csharp/", ("csharp", "")),
        ("wafer", "../csharp", ("csharp", "")),
        ("wafer", "../csharp/index.html", ("csharp", "")),
        ("wafer", "../../term/csharp/", ("csharp", "")),
    ],
)
def test_a_link_to_the_file_or_the_page_of_an_entry_leads_to_its_term(
    own: str, address: str, target: tuple[str, str]
) -> None:
    body = link_files(f"[*the* one]({address})", own)
    assert mentions(body) == [("<em>the</em> one", *target)]
    assert dict(body.counts) == {target[0]: 1}
    assert body.issues == ()


@pytest.mark.parametrize(
    "address",
    ["gate.yml", "../wafer.md", "many.yml", "many.yml#wafer", "../../search/", "x.pdf", "", "?a", "../../../wafer.md"],
)
def test_a_link_to_nothing_is_its_text_and_a_warning(address: str) -> None:
    body = link_files(f"One\n[*a* **slice**]({address})")
    assert joined_html(body) == "<p>One\n<em>a</em> <strong>slice</strong></p>"
    assert mentions(body) == []
    assert [(issue.code, issue.severity, issue.line) for issue in body.issues] == [("link-dead", Severity.WARNING, 6)]
    assert f"'{address}'" in body.issues[0].message and body.issues[0].hint


def test_a_dead_link_proposes_the_nearest_terms() -> None:
    assert "[[Beam search]]" in link_files("[a](old/beam_serch.md)").issues[0].hint


def test_a_link_to_the_file_of_an_entry_that_is_left_out_has_a_warning_of_its_own() -> None:
    assert [issue.code for issue in link_files("[a](spoiled-ring.md)").issues] == ["target-left-out"]


def test_a_link_to_its_own_file_is_text() -> None:
    body = link_files("[a](wafer.md)")
    assert (joined_html(body), mentions(body), body.issues) == ("<p>a</p>", [], ())


ORCHARDS = (
    Name("Timed irrigation", "timed-irrigation", TERM, meanings=()),
    Name("TI", "timed-irrigation", ABBREVIATION, meanings=("Timed irrigation",)),
    Name("Dry zone", "dry-zone", TERM),
)


@pytest.mark.parametrize(
    ("markdown", "term", "linked"),
    [
        ("Set TI at night.", "", ["TI"]),
        ("Set TI (timed irrigation) at night, then TI again.", "", ["TI", "timed irrigation", "TI"]),
        ("Set **TI** (*tree inspection*) for May. TI takes a day.", "", []),
        ("In May comes tree inspection (TI). TI takes a day in the dry zone.", "", ["dry zone"]),
        ("A TI takes a day.", "Tree inspection", []),
        ("A TI takes a day.", "Trunk", ["TI"]),
    ],
)
def test_an_abbreviation_that_a_body_writes_out_otherwise_is_not_linked(
    markdown: str, term: str, linked: list[str]
) -> None:
    linker = Linker(LinkTable(ORCHARDS, (Target("timed-irrigation"), Target("dry-zone")), "all"))
    body = linker.link(render_body(markdown), Place("own", term=term))
    assert [text for text, _, _ in mentions(body)] == linked


def test_a_definition_writes_an_abbreviation_out_for_the_body() -> None:
    linker = Linker(LinkTable(ORCHARDS, (Target("timed-irrigation"), Target("dry-zone")), "all"))
    place = Place("own", definition="Tree inspection (TI) looks for cankers.")
    assert mentions(linker.link(render_body("A TI takes a day."), place)) == []


BAKERY = (
    Name("Rye dough and rest", "rye-dough", TERM),
    Name("Dough", "rye-dough", ALIAS, meanings=("Rye dough and rest",)),
    Name("Oven", "oven", TERM),
)


@pytest.mark.parametrize(
    ("markdown", "term", "linked"),
    [
        ("Fold the dough twice.", "", []),
        ("Mix the rye, then fold the dough twice.", "", ["dough"]),
        ("Fold the dough twice.", "Rye", ["dough"]),
        ("Rye is dear. The Choux Dough differs, as does Dough Weekly.", "", []),
        ("Rye is dear. Two Rye Doughs differ.", "", ["Rye Doughs"]),
        ("The Oven-XL has two doors, the Oven-door one pane, the oven none.", "", ["Oven", "oven"]),
        ("Since the Oven was sold, no oven is as hot.", "Hill Street Oven", ["oven"]),
    ],
)
def test_a_word_of_a_longer_name_is_linked_where_the_text_has_more_of_that_name(
    markdown: str, term: str, linked: list[str]
) -> None:
    names = (*BAKERY, Name("Rye dough", "rye-dough", ALIAS))
    linker = Linker(LinkTable(names, (Target("rye-dough"), Target("oven")), "all"))
    body = linker.link(render_body(markdown), Place("own", term=term))
    assert [text for text, _, _ in mentions(body)] == linked
