"""Names found in text: which, where, and where not."""

from pathlib import Path

import pytest
from found_mentions import found, surfaces, term

from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.mentions import Matcher, claims
from glossary_site.mentions.inflection import inflections
from glossary_site.mentions.matcher import make_sieve


def test_the_longest_name_wins() -> None:
    names = ("Tree", "Decision tree", "Decision tree pruning", "Pruning")
    assert surfaces("<p>decision tree pruning, a decision tree, a tree, pruning</p>", *names) == [
        "decision tree pruning",
        "decision tree",
        "tree",
        "pruning",
    ]


def test_what_names_are_found_by_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names, text = (term("Gate oxide"), term("CAN", "can", ABBREVIATION)), "Gate oxides can, a CAN bus."
    first = Matcher(names, "en", tmp_path).find(text, "")
    assert [mention.id for mention, _ in first] == ["gate-oxide", "can"]
    monkeypatch.setattr(claims, "inflections", lambda *_: pytest.fail("a name is taken apart again"))
    assert Matcher(names, "en", tmp_path).find(text, "") == first
    monkeypatch.undo()
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes().replace(b"gate", b"date"))
    assert Matcher(names, "en", tmp_path).find(text, "") == first
    assert Matcher(names, "de", tmp_path).find("zwei CANs", "") == Matcher(names, "de").find("zwei CANs", "")


def test_a_longer_name_that_is_the_pages_own_hides_the_shorter_one() -> None:
    assert surfaces("a vision transformer and a transformer", "Transformer", "Vision transformer") == [
        "vision transformer",
        "transformer",
    ]
    own = "vision-transformer"
    assert found("a vision transformer and a transformer", "Transformer", "Vision transformer", own=own) == [
        ("transformer", "transformer")
    ]


def test_of_two_that_overlap_the_first_wins() -> None:
    assert surfaces("the gate oxide layer", "Gate oxide", "Oxide layer") == ["gate oxide"]


@pytest.mark.parametrize("text", ["wafers", "wafer's", "Wafer.", "(wafer)", "“wafer”", "&quot;wafer&quot;", "wafer—"])
def test_whole_words_between_any_marks(text: str) -> None:
    assert len(surfaces(f"<p>one {text}</p>", "Wafer")) == 1


@pytest.mark.parametrize("text", ["waferboard", "subwafer", "wafer2", "wafer_map", "xwafers", "wafered"])
def test_no_part_of_a_word(text: str) -> None:
    assert surfaces(f"<p>one {text} here</p>", "Wafer") == []


def test_a_prefix_names_nothing() -> None:
    assert surfaces("net netlist netting .NETs", "Net") == ["net"]


@pytest.mark.parametrize("name", ["IT", "WHO", "CAN", "ANI", "TRADES"])
@pytest.mark.parametrize("kind", [TERM, ABBREVIATION, ALIAS])
def test_a_name_in_capitals_is_no_ordinary_word(name: str, kind: int) -> None:
    acronym = term(name, "x", kind)
    assert surfaces(f"{name.lower()} and {name.capitalize()} say so", acronym) == []
    assert surfaces(f"then {name} says so", acronym) == [name]
    if not name.endswith("S"):
        assert surfaces(f"many {name}s say so", acronym) == [f"{name}s"]


def test_the_singular_of_a_name_in_capitals_is_not_its_name() -> None:
    assert surfaces("the TRADE and the Trade", "TRADES") == []


def test_a_word_with_a_capital_inside_keeps_its_case() -> None:
    assert surfaces("react to ReAct as React does", "ReAct") == ["ReAct"]
    assert surfaces("a finfet, a FinFET and FinFETs", "FinFET") == ["FinFET", "FinFETs"]
    assert surfaces("KV caches, kv cache, KV Cache", "KV cache") == ["KV caches", "KV Cache"]


def test_an_abbreviation_is_itself_only_as_it_is_written() -> None:
    assert surfaces("Epi on epi", term("epi", "epitaxy", ABBREVIATION)) == ["epi"]
    assert surfaces("lr, Lr and LR", term("LR", "learning-rate", ABBREVIATION)) == ["LR"]


def test_ordinary_names_are_found_in_any_case() -> None:
    assert surfaces("Gradient clipping, gradient Clipping", "Gradient clipping") == [
        "Gradient clipping",
        "gradient Clipping",
    ]


def test_names_with_marks() -> None:
    names = (*("R&D", "C++", "C#", ".NET", "TCP/IP", "1×1 convolution", "β-VAE", "2.5D packaging", "k-means"), "C-rate")
    text = "R&amp;D in C++, C# or .NET (TCP/IP). A 1×1 convolution, β-VAE; 2.5D packaging: k-means. .NET."
    assert surfaces(text, *names) == [
        *("R&amp;D", "C++", "C#", ".NET", "TCP/IP", "1×1 convolution", "β-VAE", "2.5D packaging", "k-means", ".NET")
    ]


def test_marks_distinguish_names() -> None:
    assert surfaces("C++ and C", term("C++", "cpp"), term("C-", "c-minus")) == ["C++"]
    assert surfaces("on the net, in NET", ".NET") == []
    assert surfaces("R and D, RD, R&amp;D", "R&D") == ["R&amp;D"]
    assert found("(see a) and A* and A)", term("A*", "a-star")) == [("A*", "a-star")]


def test_apostrophes_of_both_kinds() -> None:
    assert surfaces("by Newton's method or Newton’s method, Newton: method", "Newton's method") == [
        "Newton's method",
        "Newton’s method",
    ]


def test_hyphens_and_spaces_are_alike_but_commas_part() -> None:
    assert surfaces("all-reduce, all reduce, all\nreduce, all‑reduce", "All-reduce") == [
        "all-reduce",
        "all reduce",
        "all\nreduce",
        "all‑reduce",
    ]
    assert surfaces("a beam, search it. One beam. Search it; beam (search)", "Beam search") == []


def test_a_name_may_end_in_a_stop() -> None:
    assert surfaces("by Acme Inc. and Acme Inc., from Acme Inc.", "Acme Inc.") == ["Acme Inc."] * 3


@pytest.mark.parametrize(
    "html",
    [
        "<p><code>wafer</code></p>",
        "<pre><code>wafer <span>wafer</span></code></pre>",
        '<p><math alttext="wafer"><mi>wafer</mi></math></p>',
        '<p><a href="https://example.com/wafer">wafer</a></p>',
        '<p><span title="wafer">x</span></p>',
        "<h2>wafer</h2>",
        '<h3 id="wafer">a <em>wafer</em></h3>',
        "<p><dfn>wafer</dfn></p>",
        "<svg><text>wafer</text></svg>",
    ],
)
def test_never_in_code_formulas_links_headings_or_tags(html: str) -> None:
    assert surfaces(html, "Wafer") == []
    assert surfaces(f"{html}<p>wafer</p>", "Wafer") == ["wafer"]


def test_words_on_both_sides_of_markup_make_no_name() -> None:
    assert surfaces("<p>beam <code>x</code> search, beam</p><p>search</p>", "Beam search") == []
    assert surfaces("<p>a <em>beam search</em> and <strong>wafers</strong></p>", "Beam search", "Wafer") == [
        "beam search",
        "wafers",
    ]


def test_never_on_the_terms_own_page() -> None:
    assert surfaces("a wafer on a chuck", "Wafer", "Chuck", own="wafer") == ["chuck"]


def test_excluded_ranges_hold_no_mentions() -> None:
    html = "wafer wafer wafer"
    matcher = Matcher([term("Wafer")])
    assert [mention.start for mention, _ in matcher.find(html, "", [range(5), range(12, 17)])] == [6]


def test_sections_are_counted_by_headings() -> None:
    html = "<p>wafer</p><h2>A</h2><p>wafer wafer</p><h3>B</h3><p>wafer</p>"
    assert [section for _, section in Matcher([term("Wafer")]).find(html, "")] == [0, 1, 1, 2]


def test_a_name_of_two_terms_names_neither() -> None:
    assert found("a gate", term("Gate", "a", ALIAS), term("gate", "b", ALIAS)) == []


def test_terms_precede_abbreviations_and_abbreviations_precede_aliases() -> None:
    names = (term("AM", "alias", ALIAS), term("AM", "short", ABBREVIATION))
    assert found("the AM", *names) == [("AM", "short")]
    assert found("the AM", *names, term("AM", "term")) == [("AM", "term")]


def test_case_distinguishes_two_terms() -> None:
    names = (term("SHAP", "shap"), term("Shap", "other", ALIAS))
    assert found("use SHAP", *names) == [("SHAP", "shap")]
    assert found("a shap", *names) == [("shap", "other")]


def test_of_many_names_that_differ_in_case_or_accents_each_text_means_its_own() -> None:
    pairs = zip("aeiouy", "AEIOUY", strict=True), zip("aeiouy", "áéíóúý", strict=True)
    for letters in map(tuple, pairs):
        words = ["x" + "".join(pair[number >> place & 1] for place, pair in enumerate(letters)) for number in range(64)]
        names = [Name(word, f"t{number}", TERM) for number, word in enumerate(words)]
        text = ", ".join((*words, words[-1].swapcase()))
        assert found(text, *names)[1:64] == [(word, f"t{number}") for number, word in enumerate(words)][1:]


def test_a_text_that_fits_several_names_means_the_best_or_none() -> None:
    words = ("case", "word", "sign", "line", "bold", "mark", "rule")
    many = [
        " ".join(word.swapcase() if number >> place & 1 else word for place, word in enumerate(words))
        for number in range(128)
    ]
    named = " ".join(word.title() for word in words)
    for names in (many[:64], many):
        known = [Name(name, f"t{number}", TERM) for number, name in enumerate(names)]
        assert found(named, *known) == ([(named, "t0")] if len(names) < 100 else [])
        assert found(many[-1].replace("RULE", "rule"), *known) == []


def test_names_that_are_not_automatic_and_names_of_one_character_are_left_out() -> None:
    assert surfaces("a lot of R", Name("Lot", "lot", TERM, automatic=False), "R") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes a lot of heat", []),
        ("lots of heat, a whole lot of it", []),
        ("A lot of 25 wafers; several lots of 25; more lots of the same recipe", ["lot", "lots", "lots"]),
        ("a lot is held, the lot of wafers", ["lot", "lot"]),
        ("a lot", ["lot"]),
    ],
)
def test_phrases_in_which_a_noun_means_nothing(text: str, expected: list[str]) -> None:
    assert surfaces(text, "Lot") == expected


def test_a_longer_name_precedes_a_phrase() -> None:
    assert surfaces("in general relativity, in general", "In general relativity", "General") == [
        "in general relativity"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("programs batch their requests", []),
        ("they batch work, you can often batch it, and it may not batch", []),
        ("components batch out", []),
        ("a batch of their own, two batches out, American batch", ["batch", "batches", "batch"]),
    ],
)
def test_a_noun_used_as_a_verb_is_no_name(text: str, expected: list[str]) -> None:
    assert surfaces(text, "Batch") == expected


def test_titles_of_works_hold_no_names() -> None:
    assert surfaces("&quot;Attention Is All You Need&quot; on attention", "Attention") == ["attention"]
    assert surfaces("“Attention Is All You Need” on attention", "Attention") == ["attention"]
    assert (
        surfaces("called &quot;Attention&quot; and &quot;Attention to the past&quot;", "Attention") == ["Attention"] * 2
    )


def test_an_empty_glossary_finds_nothing() -> None:
    assert Matcher([]).find("wafer", "") == []


def test_the_sieve_passes_every_text_that_holds_a_name() -> None:
    for name in ("Wafer", "Memory", "Analysis", "Matrix", "R&D", "Newton's method", "Bias", "Guard rings", "C++"):
        sieve = make_sieve([term(name)])
        for form in inflections(name, "en"):
            html = f"<p>{form.upper().replace('&', '&amp;')} here</p>"
            assert sieve(html), (name, form)
    assert not make_sieve([term("Wafer")])("<p>nothing of the kind</p>")
    assert not make_sieve([])("<p>wafer</p>")


@pytest.mark.parametrize(
    "text",
    [
        "wafer " * 100_000,
        "&quot;A" * 100_000,
        "“Able Baker " * 50_000,
        "<" * 300_000,
        "<b>" * 100_000,
        "<a>" * 100_000,
        "a lot of " * 60_000,
        ". " * 200_000,
        "can often " * 60_000,
        "wafer-" * 100_000,
        "wafer/" * 100_000,
        "wafer.a?" * 80_000,
        "@wafer&amp;" * 50_000,
        "wa\u00adfer  " * 80_000,
        "e\u0301" * 200_000,
        "晶圆的" * 150_000,
        "웨이퍼는" * 100_000,
        "GPU晶圆" * 80_000,
    ],
)
def test_time_grows_with_the_text_only(text: str) -> None:
    names = ("Wafer", "Lot", "Able", "A b c d e f g", "晶圆", "웨이퍼", "GPU")
    matcher = Matcher(map(term, names))
    assert len(matcher.find(text, "")) <= len(text)
