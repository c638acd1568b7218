"""Names, categories and definitions together, over small inputs in the forms that glossaries come in."""

import pickle
from pathlib import Path

import pytest

from glossary_site.issues import Severity
from glossary_site.text.naming import Evidence, gather_evidence, name_entry
from glossary_site.text.naming.names import Naming
from glossary_site.text.sentences import first_definition
from glossary_site.text.words import same_name_key

CASES = sorted((Path(__file__).parents[1] / "cases" / "names").glob("*.txt"))


def read_case(path: Path) -> tuple[list[tuple[str, str]], list[str]]:
    source, expected = path.read_text("utf-8").split("\n.....\n")
    pairs = []
    for block in source.split("\n-----\n"):
        heading, _, body = block.partition("\n")
        pairs.append((heading, body))
    return pairs, expected.strip("\n").split("\n")


def told(heading: str, body: str, evidence: Evidence) -> str:
    naming = name_entry(heading, body, evidence)
    cells = (
        naming.term,
        "; ".join(naming.abbreviations),
        "; ".join(naming.aliases),
        "; ".join(naming.keywords),
        naming.category,
        "; ".join(issue.code for issue in naming.issues),
        first_definition(body),
    )
    return " | ".join(cells)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_small_glossary_is_named_as_an_editor_would(path: Path) -> None:
    pairs, expected = read_case(path)
    evidence = gather_evidence(pairs)
    assert [told(heading, body, evidence) for heading, body in pairs] == expected


def test_there_are_cases() -> None:
    assert sum(len(read_case(path)[1]) for path in CASES) >= 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_line_ends_change_nothing(path: Path) -> None:
    pairs, expected = read_case(path)
    flat = [(heading, " ".join(body.split())) for heading, body in pairs]
    evidence = gather_evidence(flat)
    assert [told(heading, body, evidence) for heading, body in flat] == expected


def named(heading: str, body: str, *others: tuple[str, str]) -> Naming:
    return name_entry(heading, body, gather_evidence([(heading, body), *others]))


def test_a_key_takes_the_case_that_other_bodies_use() -> None:
    other = ("loader", "A **loader** feeds DataFlow. DataFlow is a library, and DataFlow runs anywhere.")
    assert named("dataflow, tools", "Nothing of that name is here.", other).term == "DataFlow"


def test_the_case_in_its_own_body_goes_first() -> None:
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


def test_the_name_of_another_entry_is_no_alias() -> None:
    wide = ("warp and weft, cloth", "**Warp and Weft** are the two sets of threads in cloth.")
    assert named("warp, weft", "**Warp and Weft** are the two sets of threads in cloth.").aliases == ("Warp", "Weft")
    other = ("warp", "**Warp** is the set of threads under tension.")
    naming = named("warp, weft", wide[1], other)
    assert (naming.aliases, naming.keywords) == (("Weft",), ("warp",)) or (naming.aliases, naming.keywords) == (
        ("Weft",),
        ("Warp",),
    )


def test_no_heading_leaves_the_lead_to_name_the_entry() -> None:
    assert named("", "**Torque** is a turning force.").term == "Torque"
    assert named(",,", "Nothing in bold.").term == ""


def test_evidence_goes_to_worker_processes() -> None:
    evidence = gather_evidence([("gear, drives", "**Gear** is a wheel with teeth.")], {"drives": "Drive trains"})
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
    assert same_name_key(one) == same_name_key(other)


def test_names_that_only_look_alike_stay_apart() -> None:
    names = [
        "C",
        "C++",
        "C#",
        ".NET",
        "net",
        "A*",
        "A",
        "2.5D",
        "25D",
        "F#",
        "F",
        "P(x|y)",
        "P(xy)",
        "bus",
        "1-1",
        "11",
    ]
    assert len({same_name_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("term", ["…", "—", "?!", "()"])
def test_a_name_of_marks_only_has_a_key(term: str) -> None:
    assert same_name_key(term)


@pytest.mark.parametrize(
    "unit", ["*", "|", "$", "- ", "`", "` ", "** ", "**a", "[", "(", "A. ", " — ", ",", "a,", "# ", "\n"]
)
def test_hostile_text_is_named(unit: str) -> None:
    text = unit * 100_000
    evidence = gather_evidence([("key, kind", text)])
    name_entry("key, kind", text, evidence)
    name_entry(text, "**Key** is a key.", evidence)
    first_definition(text)
    assert same_name_key(text[:10_000]) is not None
