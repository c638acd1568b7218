"""Names, categories and definitions together, of small glossaries in different forms."""

import pickle

import pytest
from case_files import Case, read_cases

from glossary_site.issues import Severity
from glossary_site.markup import parse_opening
from glossary_site.text.layout import reflow
from glossary_site.text.naming import Naming, gather_evidence, name_entry
from glossary_site.text.sentences import Plain, first_definition
from glossary_site.text.words import spelling_key

CASES = read_cases("names", fewest=3)


def read_opening(body: str) -> Plain:
    """The opening of a body with its lines restored, as the import reads it."""
    return parse_opening(reflow(body))


def read_pairs(case: Case) -> list[tuple[str, str]]:
    heads = (block.partition("\n") for block in case.before.split("\n-----\n"))
    return [(heading, body) for heading, _, body in heads]


def table(pairs: list[tuple[str, str]]) -> list[str]:
    """The names of all entries as the case files have them, a row an entry."""
    evidence = gather_evidence(pairs, {}, parse_opening)
    rows = []
    for heading, body in pairs:
        naming = name_entry(heading, read_opening(body), evidence)
        codes = [issue.code for issue in naming.issues]
        lists = ("; ".join(names) for names in (naming.abbreviations, naming.aliases, naming.keywords))
        rows.append(
            " | ".join(
                (naming.term, *lists, naming.category, "; ".join(codes), first_definition(read_opening(body), "en"))
            )
        )
    return rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_small_glossary_is_named_as_an_editor_would(case: Case) -> None:
    assert table(read_pairs(case)) == case.after.split("\n")


def test_there_are_cases() -> None:
    assert sum(len(read_pairs(case)) for case in CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_ends_change_nothing(case: Case) -> None:
    assert table([(heading, " ".join(body.split())) for heading, body in read_pairs(case)]) == case.after.split("\n")


def named(heading: str, body: str, *others: tuple[str, str]) -> Naming:
    return name_entry(heading, read_opening(body), gather_evidence([(heading, body), *others], {}, parse_opening))


def test_a_key_takes_the_case_that_other_bodies_use() -> None:
    other = ("loader", "A **loader** feeds DataFlow. DataFlow is a library, and DataFlow runs anywhere.")
    assert named("dataflow, tools", "Nothing of that name is here.", other).term == "DataFlow"


def test_the_case_in_its_own_body_takes_precedence() -> None:
    other = ("x", "They can go, we can go, you can go.")
    assert (
        named("can bus faults", "A short on the CAN bus faults all. CAN bus faults spread.", other).term
        == "CAN bus faults"
    )


def test_a_question_alone_still_names_the_entry_and_is_reported() -> None:
    naming = named("how do i send files", "Press the button and choose a file.")
    assert naming.term == "How do i send files"
    assert [issue.code for issue in naming.issues] == ["search-phrase-name"]


def test_a_sub_heading_that_names_nothing_is_no_mismatch() -> None:
    naming = named("soldering, assembly", "**Overview** Metal joints are made with a hot iron and tin.")
    assert (naming.term, naming.issues) == ("Soldering", ())


def test_a_body_about_something_else_keeps_the_key_and_warns() -> None:
    naming = named("soldering, assembly", "**Wire Bonding** is a way to join chips with thin wires.")
    assert naming.term == "Soldering"
    (issue,) = naming.issues
    assert (issue.code, issue.severity, issue.line, issue.path) == ("heading-body-mismatch", Severity.WARNING, 0, "")
    assert "Wire Bonding" in issue.message


@pytest.mark.parametrize(
    ("heading", "body", "term"),
    [
        ("sponge mixing wet,doughs", "**Sponge Mixing (Wet)** is a way to mix.", "Sponge Mixing (Wet)"),
        ("wet sponge mixing,doughs", "**Sponge Mixing (Wet)** is a way to mix.", "Sponge Mixing (Wet)"),
        ("sponge mixing,doughs", "**Sponge Mixing (Wet)** is a way to mix.", "Sponge Mixing"),
        ("deck oven do,tools", "**Deck Oven (DO)** is a hot box.", "Deck Oven"),
        ("dft runs,chips", "**Design for Testability (DFT)** is a way to test.", "Design for Testability"),
    ],
)
def test_a_qualifier_that_the_heading_has_belongs_to_the_name(heading: str, body: str, term: str) -> None:
    assert named(heading, body).term == term


def test_a_list_in_brackets_is_several_keywords() -> None:
    naming = named("rye rules, baking", "**Rye Rules (Short, Warm, Sour)** are rules of rye.")
    assert naming.keywords[:3] == ("Short", "Warm", "Sour")
    naming = named("wine rules, wine", "**Wine Rules (cool; dark)** keep a bottle sound.")
    assert naming.keywords[:2] == ("cool", "dark")


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("wet firing wf,kilns", "**Wet Firing (WF) and Slow Cooling** are steps of one day."),
        ("wet firing and cooling,kilns", "**Wet Firing and Cooling (WF/WC)** is a step of one day."),
    ],
)
def test_an_abbreviation_of_a_part_is_left_to_the_entry_of_that_part(heading: str, body: str) -> None:
    other = ("wet firing, kilns", "**Wet Firing** is a firing in steam.")
    assert "WF" in named(heading, body).abbreviations
    naming = named(heading, body, other)
    assert ("WF" in naming.abbreviations, "WF" in naming.keywords) == (False, True)
    unlike = ("wheel file, tools", "**Wheel File** is a round file.")
    assert "WF" in named(heading, body, unlike).abbreviations


def test_a_formula_in_brackets_is_no_keyword() -> None:
    naming = named("extraction, coffee", "**Extraction** ($E = m/M$) is the share of a bean that dissolves.")
    assert (naming.term, naming.keywords) == ("Extraction", ())


@pytest.mark.parametrize(
    ("body", "aliases"),
    [
        ("**Spindle Moulder**, also known as a **wood shaper**, is a machine.", ("Wood shaper",)),
        ("A spindle moulder, also called a shaper, cuts profiles.", ("Shaper",)),
        (
            "**Spindle Moulder** (also called the wood shaper or profile mill) is a machine.",
            ("Wood shaper", "Profile mill"),
        ),
        ("**Spindle Moulder** also known as router table is a machine.", ("Router table",)),
        ("**Spindle Moulder**, a machine also known to joiners, spins.", ()),
    ],
)
def test_a_name_after_also_called_is_an_alias(body: str, aliases: tuple[str, ...]) -> None:
    assert named("spindle moulder, woodworking", body).aliases == aliases


def test_a_question_to_the_reader_names_nothing() -> None:
    naming = named("oven rental, services", "**Need an oven?** Rent one by the day.")
    assert (naming.term, naming.issues) == ("Oven rental", ())


def test_the_name_of_another_entry_is_no_alias() -> None:
    body = "**Warp and Weft** are the two sets of threads in cloth."
    assert named("warp, weft", body).aliases == ("Warp", "Weft")
    naming = named("warp, weft", body, ("warp", "**Warp** is the set of threads under tension."))
    assert (naming.aliases, naming.keywords) == (("Weft",), ("Warp",))


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("**Steam injection** uses **vapour** to keep a crust soft.", "Steam injection"),
        ("**Steam injection (SI)** keeps a crust soft.", "Steam injection"),
        ("**Steam injection** then wets the loaf.", "Steam injection"),
        ("**What Is Steam Injection?** Steam injection is a jet of vapour.", "Steam Injection"),
        ("Steam injection is the wetting of a loaf in an oven.", "Steam injection"),
        ("**Couche** holds loaves until the proof box is free.", "Couche"),
        ("**Steam injection** wets loaves in a box.", "Steam injection"),
        ("Steam injections wet loaves. **What Is a Steam Injection?** A jet of vapour.", "Steam Injection"),
    ],
)
def test_a_body_about_another_term_is_reported_whatever_its_verb(body: str, subject: str) -> None:
    couche = ("couche, cloths", "**Couche** is a linen cloth.")
    (issue,) = named("proof box, bakery machines", body, couche).issues
    assert (issue.code, repr(subject) in issue.message) == ("heading-body-mismatch", True)


@pytest.mark.parametrize(
    "body",
    [
        "**Steam injection** wets loaves in a proof box.",  # the heading's words are there, and no entry has that name
        "**A warm cupboard** holds loaves. The proof box is warm and wet.",
        "**Overview**: loaves rise in it.",
        "**Warm and wet** of old, it holds loaves.",
        "This is the cupboard in which loaves rise.",
        "There is a cupboard in which loaves rise.",
    ],
)
def test_a_body_that_may_be_about_its_heading_is_not_reported(body: str) -> None:
    assert named("proof box, bakery machines", body).issues == ()


@pytest.mark.parametrize(
    ("heading", "body", "aliases"),
    [
        ("knead, fold, handwork", "**Knead/Fold (Hand Mixing)** is the work of hands.", ()),
        ("cut, fold", "**Cut and Fold** is a way to shape dough. Fold the dough twice.", ()),
        ("ai/ml textbooks, books", "**AI/ML Textbooks** explain. The reader buys them.", ()),
        (
            "anode, cathode, cells",
            "**Anode/Cathode** is a pair. An anode gives and the cathode takes.",
            ("Anode", "Cathode"),
        ),
        ("rolling, folding", "**Rolling and Folding** is the work of hands.", ("Rolling", "Folding")),
    ],
)
def test_a_single_word_of_a_name_is_an_alias_only_as_a_noun(heading: str, body: str, aliases: tuple[str, ...]) -> None:
    assert named(heading, body).aliases == aliases


def test_no_heading_leaves_the_lead_to_name_the_entry() -> None:
    assert named("", "**Torque** is a turning force.").term == "Torque"
    assert named(",,", "Nothing in bold.").term == ""


def test_evidence_goes_to_worker_processes() -> None:
    evidence = gather_evidence(
        [("gear, drives", "**Gear** is a wheel with teeth.")], {"drives": "Drive trains"}, parse_opening
    )
    assert pickle.loads(pickle.dumps(evidence)) == evidence  # noqa: S301


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ball Bearing", "ball bearings"),
        ("Pre-Load", "preload"),
        ("Top-K list", "TopK List"),
        ("Torque & Speed", "torque and speed"),
        ("Policy", "policies"),
        ("Class", "classes"),
        ("Alfvén wave", "ALFVÉN WAVES"),
        ("Stop!", "stop"),
        ("GPT-9", "gpt 9"),
        ("ﬁn", "fin"),
    ],
)
def test_spellings_of_one_term(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_names_that_only_look_alike_stay_apart() -> None:
    names = "C C++ C# .NET net A* A 2.5D 25D F# F P(x|y) P(xy) bus 1-1 11".split()
    assert len({spelling_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("term", ["…", "—", "?!", "()"])
def test_a_name_of_marks_only_has_a_key(term: str) -> None:
    assert spelling_key(term)


@pytest.mark.parametrize(
    "unit", ["*", "|", "$", "- ", "`", "` ", "** ", "**a", "[", "(", "A. ", " — ", ",", "a,", "# ", "\n"]
)
def test_hostile_text_is_named(unit: str) -> None:
    text = unit * 100_000
    evidence = gather_evidence([("key, kind", text)], {}, parse_opening)
    name_entry("key, kind", read_opening(text), evidence)
    name_entry(text, read_opening("**Key** is a key."), evidence)
    first_definition(read_opening(text), "en")
    assert spelling_key(text[:10_000]) is not None
