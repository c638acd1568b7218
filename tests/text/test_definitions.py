"""The defining sentence: where it starts, where it ends, and what is left of its markup."""

import pytest

from glossary_site.markup import parse_opening
from glossary_site.text.layout import reflow
from glossary_site.text.sentences import best_definition
from glossary_site.text.sentences import first_definition as first_definition_of
from glossary_site.text.sentences.definitions import LONGEST_DEFINITION


def first_definition(body: str, language: str = "en") -> str:
    return first_definition_of(parse_opening(reflow(body)), language)


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
    "numbered name": ("As Fig. 3 and Eq. 4 show, it is round. Then go on.", "As Fig. 3 and Eq. 4 show, it is round."),
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
    "links": ("A [cam](http://a.b/c) is a part[^1] ![x](y.png). Next.", "A cam is a part[^1] x."),
    "formula": ("The lift is $h = r\\,\\cos\\theta$ for all. Next.", "The lift is h = r cos θ for all."),
    "money": ("A cam costs $5 here and $1,500 there. Next.", "A cam costs $5 here and $1,500 there."),
    "stop in a formula": ("Here $a. B$ is the rise of it. Next.", "Here a.B is the rise of it."),
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
        "A cam is a part that lifts.",
    ),
    "question answered": (
        "**Cam**\n**What is a Cam?**\nUsing a lobe to lift a follower.",
        "Cam is using a lobe to lift a follower.",
    ),
    "label": ("**Overview**: A cam lifts its follower. X.", "A cam lifts its follower."),
    "question answered by a phrase": (
        "**What is a Cam?** A steel part before it is fitted. X.",
        "A cam is a steel part before it is fitted.",
    ),
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

NONE = ["", "   ", "```\nx\n```", "**Cam**", "?", "**Why?**", "─┼─", "$$", "- "]


FIRST = {
    "a formula": (
        "**Slow Cam** turns at t_{c}(x_k|x_{k-1}) a day …. This is the oldest kind. A cam is old.",
        "Slow Cam turns at t_{c}(x_k|x_{k-1}) a day ….",
    ),
    "an upright bar": ("The chance P(a|b) is given by cams. It falls.", "The chance P(a|b) is given by cams."),
    "a bar in code": ("The `|` sign joins two cams. It turns.", "The | sign joins two cams."),
    "a bracket": ("A cam (as in [1], or in a.b.) is a part. It turns.", "A cam (as in [1], or in a.b.) is a part."),
    "three words": ("A turning part. It lifts the follower of an engine.", "A turning part."),
    "a list that follows": (
        "A cam is called with these parts, in this order:\n\n- a lobe\n\nA cam turns all day long.",
        "A cam is called with these parts, in this order.",
    ),
    "a name in small letters": ("It is a part of an engine. cam, the smallest, turns.", "It is a part of an engine."),
    "a list of senses": ("1. A part that turns. It lifts.\n2. A comb.\n\nCams wear.", "A part that turns."),
    "a list after prose": (
        "What turns?\n\n- a lobe that lifts. Lobes turn all day.\n\nA cam turns all day.",
        "A cam turns all day.",
    ),
    "This and no other": ("This is a part that turns. It lifts.", "This is a part that turns."),
    "This at the very beginning": (
        "This is the oldest way. A cam is a part that turns.",
        "A cam is a part that turns.",
    ),
    "This in code": (
        "`this` is a name that means the object. Cams turn all day.",
        "this is a name that means the object.",
    ),
    "It at the very beginning": ("It is a part that turns. Cams wear out in time.", "It is a part that turns."),
    "a case": ("In this case, it slips. A cam is a part that turns.", "A cam is a part that turns."),
    "as an example": ("As an example, mills have one. A cam is a part that turns.", "A cam is a part that turns."),
    "one of the examples": ("One good example is a mill. A cam is a part that turns.", "A cam is a part that turns."),
    "here is an example": ("Here is an example of a mill. A cam is a part that turns.", "A cam is a part that turns."),
    "the details elsewhere": ("For the details, ask me. A cam is a part that turns.", "A cam is a part that turns."),
    "please": ("Please refer to the crank. A cam is a part that turns.", "A cam is a part that turns."),
    "another name": ("Also known as a lobe of steel. A cam is a part that turns.", "A cam is a part that turns."),
    "another name that is all": ("Also called a lobe.", "Also called a lobe."),
    "a reference elsewhere": ("See crank. A cam is a part that turns.", "A cam is a part that turns."),
    "only a reference elsewhere": ("See crank.", "See crank."),
    "a note": ("Note: cams are hot. This hurts. A cam is a part that turns.", "A cam is a part that turns."),
    "a bold note": ("**Note:** Cams are hot.\n\nA cam is a part that turns.", "A cam is a part that turns."),
    "a list and what goes on from it": ("A cam can be:\n\n- round\n\nIt is always hard and hot.", "A cam can be."),
    "a note behind a stop": ("A cam is a part.[1] It turns.", "A cam is a part.[1] It turns."),
    "a term called example": ("Example is a town in Maine. It is old.", "Example is a town in Maine."),
    "details elsewhere": ("For details, ask. These are rare. A cam turns all day.", "A cam turns all day."),
    "an example": ("A good example is a mill. A cam is a part that turns.", "A cam is a part that turns."),
}

QUESTIONS = {
    "an article": ("**What is a Score?** A shallow cut in the dough. More.", "A score is a shallow cut in the dough."),
    "an": ("**What is an Edge Cut?** A cut. An edge cut heals.", "An edge cut is a cut."),
    "in short": ("**What's an Edge?** The rim of a pan.", "An edge is the rim of a pan."),
    "the": ("**What is the Blue Oven?** A building in Gmunden.", "The Blue Oven is a building in Gmunden."),
    "an abbreviation": ("**What is an API?** A set of rules for programs.", "An API is a set of rules for programs."),
    "no article": ("**What is Raku?** A way to fire pots at home.", "Raku is a way to fire pots at home."),
    "the article of the text": ("**Score** — a cut in dough. A score heals.", "A score is a cut in dough."),
    "many": (
        "**What are Scores?** The cuts that let a loaf rise.",
        "Scores are the cuts that let a loaf rise.",
    ),
}

#: Sentences in which marks of lists, tables and headings are signs of their own.
PROSE = {
    "a bar in brackets": "The chance P(A | B) is a measure of belief.",
    "a bar in a set": "The set {x | x > 0} has no least number.",
    "a bar between letters": "The sign a | b reads as a divides b.",
    "a hash": "The sign # in music raises a tone.",
    "a bullet": "The dot • is a sign before a line.",
    "a hyphen after an abbreviation": "It was sold by Acme Inc. - a firm in Ohio.",
    "a hyphen after bold words": "It was sold by **The Acme Cam Firm** - a shop in Ohio.",
    "code at the beginning": "`|` is the sign between two commands.",
    "a hash at the beginning": "\\# is the sign that opens a heading.",
    "a line of a drawing": "The sign ─ is a part of a frame.",
}

#: A dash that joins two sentences: the definition is the first of them.
JOINED = {
    "a hyphen after a bold statement": (
        "**Cam** is **a part that turns** - It drives valves.",
        "Cam is a part that turns.",
    ),
    "a full stop before the hyphen": ("**Cam** is **a turning part.** - It drives valves.", "Cam is a turning part."),
    "any word with a capital": ("**Cam** is **a turning part** - Valves follow its lobe.", "Cam is a turning part."),
    "two words": ("**Cam** is **turned steel** - Its lobe lifts a valve.", "Cam is turned steel."),
    "a long dash": ("**Cam** is **a turning part** — The valves follow its lobe.", "Cam is a turning part."),
    "no bold statement": ("A cam is a turning part - It drives valves.", "A cam is a turning part."),
    "a clause in small letters": (
        "**Cam** is **a turning part** - it drives valves.",
        "Cam is a turning part - it drives valves.",
    ),
    "a name in parts": (
        "The **Rhine** - Main - Danube Canal is a waterway.",
        "The Rhine - Main - Danube Canal is a waterway.",
    ),
    "a line between towns": ("The line Paris - Lyon is a railway. It is old.", "The line Paris - Lyon is a railway."),
    "within brackets": ("A cam (a part - It turns) drives a valve.", "A cam (a part - It turns) drives a valve."),
}


@pytest.mark.parametrize(("body", "expected"), JOINED.values(), ids=JOINED.keys())
def test_a_dash_may_join_two_sentences(body: str, expected: str) -> None:
    assert first_definition(body) == first_definition_of(parse_opening(body), "en") == expected


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("de", "**Ofen** ist **ein Gerät zum Brennen** - Er ist heiß.", "Ofen ist ein Gerät zum Brennen."),
        ("fr", "Un four est **un appareil** - Il est chaud.", "Un four est un appareil."),
        (
            "de",
            "Ton ist **feine Erde** – Wasser macht ihn weich.",
            "Ton ist feine Erde – Wasser macht ihn weich.",
        ),
    ],
)
def test_a_dash_may_join_two_sentences_in_other_languages(language: str, body: str, expected: str) -> None:
    assert first_definition_of(parse_opening(body), language) == expected


OTHER_LANGUAGES = {
    "de": ("**Ofen** — ein Gerät zum Brennen. Er ist heiß.", "Ein Gerät zum Brennen."),
    "de-AT": ("Siehe Kegel. Dies hilft. Ein Ofen ist ein Gerät zum Brennen.", "Ein Ofen ist ein Gerät zum Brennen."),
    "de-DE": ("Diese Bauart ist alt. Ein Ofen ist ein Gerät zum Brennen.", "Ein Ofen ist ein Gerät zum Brennen."),
    "de-CH": ("Weitere Einzelheiten folgen. Ein Ofen ist ein Gerät.", "Ein Ofen ist ein Gerät."),
    "fr-CA": ("Ceci est bien connu. Un four est un appareil.", "Un four est un appareil."),
    "es-MX": ("Esto es muy antiguo. Un horno es un aparato.", "Un horno es un aparato."),
    "fr": ("Voir cône. Cela aide bien. Un four est un appareil.", "Un four est un appareil."),
    "es": ("NOTA: está caliente. Un horno es un aparato.", "Un horno es un aparato."),
    "ru": ("См. конус. Это важно знать. Печь — устройство для обжига.", "Печь — устройство для обжига."),
    "ja": ("詳細は窯を参照。窯は焼くための装置である。熱い。", "窯は焼くための装置である。"),
    "zh": ("参见陶器。窑是烧陶的设备。它很热。", "窑是烧陶的设备。"),
    "ar": ("**الفرن** جهاز للحرق. إنه يسخن.", "الفرن جهاز للحرق."),
    "th": ("เตาเผาคืออุปกรณ์สำหรับเผา มันร้อน", "เตาเผาคืออุปกรณ์สำหรับเผา มันร้อน"),
    "am": ("ምድጃ የማቃጠያ መሣሪያ ነው።", "ምድጃ የማቃጠያ መሣሪያ ነው።"),
    "fi": ("Uuni on laite. Se kuumenee.", "Uuni on laite."),
}

ENGLISH = SENTENCES | MARKUP | LEADS | FIRST | QUESTIONS


@pytest.mark.parametrize(("body", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_first_definition(body: str, expected: str) -> None:
    assert first_definition(body) == expected


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_first_definition_in_another_language(language: str) -> None:
    body, expected = OTHER_LANGUAGES[language]
    assert first_definition(body, language) == expected


@pytest.mark.parametrize("body", PROSE.values(), ids=PROSE)
def test_marks_within_the_prose_of_markdown_are_signs(body: str) -> None:
    plain = parse_opening(f"{body} It has many uses.")
    assert first_definition_of(plain, "en") == parse_opening(body).text


@pytest.mark.parametrize(
    ("body", "expected"), [("Katze", "Katze."), ("Hund.", "Hund."), ("犬", "犬"), ("Kuh\n\n- ox", "Kuh.")]
)
def test_a_single_word_is_the_definition_of_a_list_of_words(body: str, expected: str) -> None:
    assert first_definition(body) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Cam Lift H is the height to which a cam lifts.",
        "Cam Lift H = r/2 is the height to which a cam lifts.",
        "Cam Lift $H = 2$ is the height to which a cam lifts.",
    ],
)
def test_a_name_stays_before_its_symbol_or_formula(sentence: str) -> None:
    expected = sentence.replace("$", "")
    body = f"**Cam Lift**{sentence.removeprefix('Cam Lift')} It grows."
    assert first_definition_of(parse_opening(body), "en") == expected


def test_a_step_of_a_flattened_list_is_no_number_of_a_figure() -> None:
    assert first_definition("A cam is a part that lifts. 2. Oil the cam.") == "A cam is a part that lifts."
    assert first_definition("A cam is a part, as in Fig. 3. It lifts.") == "A cam is a part, as in Fig. 3."


@pytest.mark.parametrize(
    "alert", ["> [!NOTE]\n> Cams get hot in use.", "> [!WARNING]\n> Cams are hot.\n>\n> Take care of them."]
)
def test_a_note_before_the_text_defines_nothing(alert: str) -> None:
    after = "A cam is a part that turns. It lifts."
    assert first_definition_of(parse_opening(f"{alert}\n\n{after}"), "en") == "A cam is a part that turns."
    assert first_definition_of(parse_opening(alert), "en") == parse_opening(alert).text.partition(" Take")[0]


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


@pytest.mark.parametrize("clause", ["which keeps", "allowing it to keep", "followed by", "with", "while it keeps"])
def test_a_long_sentence_closes_before_a_clause_that_adds_to_it(clause: str) -> None:
    body = f"**Cam** is a disc that turns (on a shaft, keeping time) below its follower, {clause} {'long ' * 60}valves."
    assert first_definition(body) == "Cam is a disc that turns (on a shaft, keeping time) below its follower."


def test_a_long_sentence_is_not_cut_in_a_list() -> None:
    sentence = (
        f"A cam turns a shaft by lifting a valve, lowering it, and {'very ' * 60}slowly, turning and stopping it."
    )
    assert first_definition(sentence + " It wears.") == sentence


def test_a_long_sentence_without_a_joint_stays_whole() -> None:
    sentence = "A cam turns " + "and lifts " * 60 + "all day."
    assert len(sentence) > LONGEST_DEFINITION
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
