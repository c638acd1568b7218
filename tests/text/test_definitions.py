"""The defining sentence: where it starts, where it ends, and what is left of its markup."""

import pytest

from glossary_site.text.sentences import best_definition, plain_opening
from glossary_site.text.sentences import first_definition as first_definition_of
from glossary_site.text.sentences.definitions import PREFERRED_LENGTH


def first_definition(body: str, language: str = "en") -> str:
    return first_definition_of(plain_opening(body), language)


SENTENCES = {
    "abbreviations": (
        "A cam, e.g. a disc, vs. a crank, turns i.e. rotates. It wears.",
        "A cam, e.g. a disc, vs. a crank, turns i.e. rotates.",
    ),
    "e.g. before a capital": ("Use it with a press, e.g. Arbor types. Next.", "Use it with a press, e.g. Arbor types."),
    "et al.": ("Smith et al. Found nothing new in it. The end.", "Smith et al. Found nothing new in it."),
    "etc. at the end": ("Cams move valves, levers, etc. They need oil.", "Cams move valves, levers, etc."),
    "U.S. within": ("The U.S. Navy uses such cams. So do others.", "The U.S. Navy uses such cams."),
    "U.S. at the end": ("Cams were made in the U.S. They were sold here.", "Cams were made in the U.S."),
    "titles": ("Dr. Ada and Prof. Bo built it. It ran.", "Dr. Ada and Prof. Bo built it."),
    "initials": ("The law of J. K. Watt holds here. It is old.", "The law of J. K. Watt holds here."),
    "decimals": ("A pitch of 0.5 mm is fine. Or 1.25 mm.", "A pitch of 0.5 mm is fine."),
    "versions": ("It runs on v2.10.3 or later. See below.", "It runs on v2.10.3 or later."),
    "ends in a year": ("The first cam dates from 1206. Al-Jazari drew it.", "The first cam dates from 1206."),
    "numbered name": ("See Fig. 3 and Eq. 4 for the shape. Then go on.", "See Fig. 3 and Eq. 4 for the shape."),
    "dotted names": ("The Node.js port of it reads .net files. Good.", "The Node.js port of it reads .net files."),
    "question": ("Why do cams wear? They slide under load all day.", "They slide under load all day."),
    "exclamation": ("Feed the cam with oil daily! It will last.", "Feed the cam with oil daily!"),
    "bracketed stop": ("Cams (see ch. 2. It helps.) turn shafts. Yes.", "Cams (see ch. 2. It helps.) turn shafts."),
    "quoted stop": ('He said "cams turn all day." We heard him.', 'He said "cams turn all day."'),
    "ellipsis": ("A cam turns … and turns again. Done.", "A cam turns … and turns again."),
    "no stop at all": ("A cam is a turning part", "A cam is a turning part."),
    "Chinese": ("凸轮 是 一种 机械 零件。它转动。", "凸轮 是 一种 机械 零件。"),
}

MARKUP = {
    "bold, italic, code": (
        "A **cam** is a *turning* `part` with __one__ _lobe_. X.",
        "A cam is a turning part with one lobe.",
    ),
    "links": ("A [cam](http://a.b/c) is a part[^1] ![x](y.png). Next.", "A cam is a part x."),
    "formula": ("The lift is $h = r\\,\\cos\\theta$ for all. Next.", "The lift is h = r,costheta for all."),
    "money": ("A cam costs $5 here and $1,500 there. Next.", "A cam costs $5 here and $1,500 there."),
    "stop in a formula": ("Here $a. B$ is the rise of it. Next.", "Here a. B is the rise of it."),
    "snake case": ("Set the cam_lift_mm value to 3. Next.", "Set the cam_lift_mm value to 3."),
    "star in a name": ("The **A\\* Cam** is a part. Next.", "The A* Cam is a part."),
    "power": ("Work with a ** b in that tool. Next.", "Work with a ** b in that tool."),
    "line break tag": ("A cam<br>is a part of a machine. Next.", "A cam is a part of a machine."),
}

LEADS = {
    "bold definition": ("**Cam** is **a part that turns** - It drives valves.", "Cam is a part that turns."),
    "dash clause stays": (
        "**Cam** is a **part** — driving the valves of it. X.",
        "Cam is a part — driving the valves of it.",
    ),
    "dash lead": ("**Cam** — a part that turns and lifts. More.", "Cam is a part that turns and lifts."),
    "dash lead, plural": ("**Cams** — parts that turn and lift. More.", "Cams are parts that turn and lift."),
    "dash lead, class noun": (
        "**Cam — steel lifter that drives the valves of an engine**",
        "Cam is a steel lifter that drives the valves of an engine.",
    ),
    "dash and whole sentence": (
        "**Cam and Crank** — Cams lift, while cranks turn. X.",
        "Cams lift, while cranks turn.",
    ),
    "subtitle only": (
        "**Cams — Making Valves Move on Time**\nCams open valves in order. X.",
        "Cams open valves in order.",
    ),
    "title, then prose": ("**Cam Design**\n\n**Why?**\n\nA cam must follow a curve. X.", "A cam must follow a curve."),
    "title, then label": (
        "**Cam** **What Is a Cam?** - **Definition**: a part that lifts. - **Use**: x.",
        "Cam is a part that lifts.",
    ),
    "question answered": (
        "**Cam**\n**What is a Cam?**\nUsing a lobe to lift a follower.",
        "Cam is using a lobe to lift a follower.",
    ),
    "label": ("**Overview**: A cam lifts its follower. X.", "A cam lifts its follower."),
    "name as a label": ("**Cam**: the part that lifts a follower.\n\nMore.", "Cam is the part that lifts a follower."),
    "sentence in bold": (
        "**A cam is a part that lifts a follower by turning.** More.",
        "A cam is a part that lifts a follower by turning.",
    ),
    "table first": ("| a | b |\n|---|---|\n| 1 | 2 |\n\nA cam lifts its follower.", "A cam lifts its follower."),
    "code first": ("```\nlift = 3.\n```\nA cam lifts its follower. X.", "A cam lifts its follower."),
    "flattened code first": ("**Cam** ```python x = 1. y``` A cam lifts its follower. X.", "A cam lifts its follower."),
    "heading line": ("# Cam\nA cam lifts its follower. X.", "A cam lifts its follower."),
    "next title": (
        "**Cam** is **a part that turns all day** **Parts:** - **Lobe**: lifts.",
        "Cam is a part that turns all day.",
    ),
    "list follows": ("A cam has three parts:\n- a lobe\n- a base", "A cam has three parts."),
}

NONE = ["", "   ", "| a | b |", "```\nx\n```", "**Cam**", "?", "**Why?**", "─┼─", "$$", "- "]


@pytest.mark.parametrize(("body", "expected"), (SENTENCES | MARKUP | LEADS).values(), ids=(SENTENCES | MARKUP | LEADS))
def test_first_definition(body: str, expected: str) -> None:
    assert first_definition(body) == expected


@pytest.mark.parametrize("body", NONE)
def test_no_definition(body: str) -> None:
    assert first_definition(body) == ""


def test_a_long_sentence_closes_at_the_end_of_its_bold_definition() -> None:
    tail = "so that valves open in time and close in time, " * 12
    assert first_definition(f"**Cam** is the **part that turns below the follower** — made {tail}and rest.") == (
        "Cam is the part that turns below the follower."
    )


def test_a_long_sentence_closes_before_a_dash() -> None:
    tail = "so that valves open in time and close in time, " * 12
    body = f"**Cam** is **the part (a disc — mostly steel) that turns below its follower — made {tail}and rest**"
    assert first_definition(body) == "Cam is the part (a disc — mostly steel) that turns below its follower."


def test_a_long_sentence_without_a_joint_stays_whole() -> None:
    sentence = "A cam turns " + "and lifts " * 60 + "all day."
    assert len(sentence) > PREFERRED_LENGTH
    assert first_definition(sentence + " It wears.") == sentence


def test_the_best_of_several_senses() -> None:
    senses = [
        "",
        "Lifts things.",
        "Cams lift valves in engines of every kind we know.",
        "A cam is a part that lifts a follower.",
    ]
    assert best_definition(senses, "Cam") == 3
    assert best_definition(senses[:3], "Cam") == 2
    assert best_definition(["", ""], "Cam") == -1
