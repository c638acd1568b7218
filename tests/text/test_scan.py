"""The entries of glossary text are found in both of its forms, among lines that only look like headings."""

import re

import pytest
from case_files import Case, read_cases

from glossary_site.text.scan import Block, Scan, scan_text
from glossary_site.text.scan.entries import MANY_LINES, Form
from glossary_site.text.scan.heading_signals import NEIGHBOURS, SHAPE, SURROUNDINGS, Candidate, Enclosure, Order


def summary(scan: Scan) -> list[str]:
    """A scan as the case files have it: form, blocks with the lines of their bodies, furniture, issues."""
    lines = [str(scan.form)]
    for block in scan.blocks:
        end = block.body_line + block.body.count("\n")
        lines.append(f"{block.line} {block.heading} | " + (f"{block.body_line}-{end}" if block.body else "-"))
    if scan.furniture:
        lines += [f"title: {scan.site_title}", f"back: {scan.back_link}", f"furniture: {len(scan.furniture)}"]
    return lines + [f"{issue.severity} [{issue.code}] {issue.line}" for issue in scan.issues]


@pytest.mark.parametrize("case", read_cases("scan", fewest=7), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert summary(scan_text(case.before)) == case.after.split("\n")


ENTRY = "**Basalt** is **a dark rock**, found near old volcanoes."


@pytest.mark.parametrize(
    "heading",
    [
        "basalt, geology",
        "basalt,geology",
        "basalt",
        "what is basalt",
        "basalt, what is basalt?, rocks",
        "basalt (ba), rock names",
        "basalt & gabbro, rocks",
        "basalt / gabbro,rocks",
        "basalt's age, rocks",
        "basalt 2.0, rocks",
        "basalt,GPS,VHF,field work",
        "basalt++, c#, .net",
        "basalt, à la carte, größe",
        "rock,dark,basalt,rock,lava",
        "Basalt, geology",
        "basalt is all you need, rocks",
        "basalt f(x), rocks",
        "dark rock kinds found near old volcanoes,lava rock types,basalt field guide",
    ],
)
def test_headings_of_many_kinds(heading: str) -> None:
    text = f"anorthite, minerals\n**Anorthite** is **a mineral**.\n{heading}\n{ENTRY}\nIt is heavy."
    assert [block.heading for block in scan_text(text).blocks] == ["anorthite, minerals", heading]


@pytest.mark.parametrize(
    "line",
    [
        "Basalt, gabbro and others are dark.",
        "salt, sand, and silt",
        "a, b, c",
        "depth, width = read(x), y",
        "depth, width {",
        "- basalt, gabbro",
        "• basalt, gabbro",
        "1. basalt, gabbro",
        "| basalt, gabbro |",
        "**basalt, gabbro**",
        "— **Basalt, Gabbro** —",
        "abla L(z_{rock}, t) cdot",
        "basalt, gabbro:",
        "x_i, y_i, z_i",
        "basalt,",
        "Basalt Kinds",
        "> basalt, gabbro",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    text = f"anorthite, minerals\n**Anorthite** is **a mineral**.\n{line}\nThe next sentence of the same body is here."
    assert [block.heading for block in scan_text(text).blocks] == ["anorthite, minerals"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = f"basalt, geology\n{ENTRY}\nIt is\x0cold\u2028and\x85hard.\n".replace("\n", end)
    assert scan_text(text).blocks == (Block(1, "basalt, geology", f"{ENTRY}\nIt is\x0cold\u2028and\x85hard.", 2),)


def test_byte_order_mark_is_no_part_of_the_heading() -> None:
    assert scan_text(f"\ufeffbasalt, geology\n{ENTRY}").blocks[0].heading == "basalt, geology"


def test_body_is_verbatim() -> None:
    body = f"{ENTRY}\n\n  Indented   twice. \n\t| a |"
    assert scan_text(f"basalt, geology\n{body}\n\n").blocks[0].body == body


def test_the_same_heading_twice_is_two_entries() -> None:
    scan = scan_text(f"basalt, geology\n{ENTRY}\nbasalt, geology\n{ENTRY}")
    assert [block.line for block in scan.blocks] == [1, 3]


def test_navigation_lines_stay_in_a_stream() -> None:
    body = f"{ENTRY}\nNext\n12 terms"
    scan = scan_text(f"basalt, geology\n{body}")
    assert (scan.form, scan.furniture, scan.blocks[0].body) == (Form.STREAM, (), body)


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_empty_text(text: str) -> None:
    scan = scan_text(text)
    assert scan.blocks == ()
    assert [(issue.code, issue.severity) for issue in scan.issues] == [("no-entries", "error")]


def test_dollars_in_a_fence_open_no_formula() -> None:
    scan = scan_text(f"basalt, geology\n{ENTRY}\n```\necho $$\n```")
    assert scan.issues == ()


def test_every_signal_has_a_name_of_its_own_and_points() -> None:
    signals = (*SHAPE, *NEIGHBOURS, *SURROUNDINGS)
    assert len({signal.name for signal in signals}) == len(signals)
    assert all(signal.points for signal in signals)


def test_signals_of_the_surroundings() -> None:
    line = Candidate("a b", ("a b",), ("a", "b"), "", "", False, fence=Enclosure.INSIDE, order=Order.BROKEN)
    assert [signal.name for signal in SURROUNDINGS if signal.holds(line)] == ["in-fence", "in-code", "out-of-order"]


HOSTILE = {
    "stars": "*" * 100_000,
    "bars": "|" * 100_000,
    "dollars": "$" * 100_000,
    "bullets": "- " * 50_000,
    "backticks": "`" * 100_000,
    "arrows": "←" * 100_000,
    "commas": "a," * 50_000,
    "brackets": "[" * 3_000 + "]" * 3_000,
    "one long line": "word " * 1_000_000,
    "many short lines": "a, b\n" * 40_000,
    "many marks": "```\n$$\n" * 20_000,
    "bold lines": "a, b\n**" + "* " * 100_000,
    "long below": "a, b\n" + "x" * 1_000_000,
    "page numbers": "1\n\n" * 40_000 + "Next",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    scan = scan_text(text)
    words = re.findall(r"\w+", " ".join([*scan.furniture, *(f"{b.heading} {b.body}" for b in scan.blocks)]))
    assert len(words) == len(re.findall(r"\w+", text))


def test_very_many_very_short_lines_are_no_glossary() -> None:
    scan = scan_text("ab, cd\n" * (MANY_LINES + 1))
    assert [(issue.code, issue.severity) for issue in scan.issues] == [("lines-too-short", "error")]
    assert [(block.heading, block.body.count("ab, cd")) for block in scan.blocks] == [("", MANY_LINES + 1)]
    few = scan_text("ab, cd\n" * MANY_LINES)
    long = scan_text("abcdefgh, ijklmn\n" * (MANY_LINES + 1))
    assert "lines-too-short" not in {issue.code for issue in (*few.issues, *long.issues)}
