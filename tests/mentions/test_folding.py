"""Spellings that are alike to a reader."""

import unicodedata

import pytest
from found_mentions import found, surfaces, term

from glossary_site.mentions.folding import fold
from glossary_site.mentions.matcher import make_sieve


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "Café model", unicodedata.normalize("NFD", "café model")),
        ("en", unicodedata.normalize("NFD", "Café model"), "café model"),
        ("en", "Wafer", "wa\u00adfer"),
        ("en", "Wafer", "wa\u200bfer"),
        ("en", "Wafer", "wa\u2060f\ufeffer"),
        ("en", "Guard ring", "guard\u2009ring"),
        ("en", "Guard ring", "guard  ring"),
        ("en", "Guard ring", "guard\u3000ring"),
        ("en", "Guard ring", "guard\u00a0\nring"),
        ("en", "Guard ring", "guard\u200b ring"),
        ("en", "Signal-to-noise", "signal\u2212to\u2212noise"),
        ("en", "Signal-to-noise", "signal\u2011to\u2013noise"),
        ("en", "Signal-to-noise", "signal\u2014to\u2014noise"),
        ("en", "Newton's method", "Newton’s method"),
        ("en", "Newton’s method", "Newtonʼs method"),
        ("en", "Newton's method", "Newton´s method"),
        ("en", "Hawai'i", "Hawaiʻi"),
        ("en", "Guard-ring", "guard－ring"),
        ("en", "Guard-ring", "guard\u2012ring"),
        ("en", "Filter", "ﬁlter"),
        ("en", "Filter", "ｆｉｌｔｅｒ"),
        ("en", "CO₂", "CO2"),
        ("en", "1×1 filter", "1x1 filter"),
        ("en", "Işık", "ışık"),
        ("tr", "Işık", "IŞIK"),
        ("tr", "İstanbul", "istanbul"),
        ("tr", "İstanbul", "İSTANBUL"),
        ("el", "λόγος", "ΛΟΓΟΣ"),
        ("el", "Λόγος", "λόγοσ"),
        ("el", "ΐ και ΰ", "Ϊ ΚΑΙ Ϋ"),
        ("de", "Straße", "Strasse"),
        ("de", "Straße", "STRASSE"),
        ("de", "Maße", "MASSE"),
        ("fr", "Cœur", "coeur"),
        ("ar", "رقاقة", "رَقَاقَة"),
        ("ar", "رقاقة", "رقـاقة"),
        ("fa", "یادگیری", "يادگيري"),
        ("he", "מחשב", "מַחְשֵׁב"),
        ("ja", "ガード", "ｶﾞｰﾄﾞ"),
        ("ko", "학습", unicodedata.normalize("NFD", "학습")),
        ("zh", "GPU集群", "GPU 集群"),
    ],
)
def test_one_name_in_two_spellings(language: str, name: str, written: str) -> None:
    assert surfaces(f"<p>({written})</p>", name, language=language) == [written]
    assert make_sieve([term(name)], language)(f"<p>({written})</p>")


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("tr", "Işık", "işik"),
        ("tr", "ısı", "isi"),
        ("el", "νόμος", "νομός"),
        ("de", "Maße", "Masse"),
        ("de", "Buße", "Busse"),
        ("de", "schön", "schon"),
        ("es", "año", "ano"),
        ("en", "x²", "x2"),
        ("en", "Beam search", "a beam\u2014search it"),
        ("en", "Beam search", "beam. search"),
    ],
)
def test_two_names_that_only_look_alike(language: str, name: str, written: str) -> None:
    assert surfaces(written, name, language=language) == []


def test_what_cannot_be_seen_beside_a_name_is_not_part_of_it() -> None:
    assert surfaces("a \u200bwafer\u200b, wafer\u00ad.", "Wafer") == ["wafer", "wafer"]
    assert surfaces("cafe\u0301 \u200bwafer\u200b", "Wafer") == ["wafer"]


def test_positions_lead_back_to_the_source() -> None:
    source = "Stra\u00adße  &amp; cafe\u0301 mit GPU는 10×10 ﬁx"
    text = fold(source)
    assert text.text.startswith("Strasse &")
    for word, written in (
        ("Strasse", "Stra\u00adße"),
        ("café", "cafe\u0301"),
        ("mit", "mit"),
        ("GPU", "GPU"),
        ("는", "는"),
    ):
        start = text.text.index(word)
        assert source[text.start(start) : text.end(start + len(word))] == written
    start = text.text.index("fix")
    assert source[text.start(start) : text.end(start + 3)] == "ﬁx"


def test_of_two_names_that_fold_alike_the_exact_one_is_meant() -> None:
    assert found("HEAD and head", "HEAD", term("head", "head-2")) == [("HEAD", "head"), ("head", "head-2")]
    assert found("Maße, Masse", term("Maße", "a"), term("Masse", "b"), language="de") == [("Maße", "a"), ("Masse", "b")]
    assert found("a custom, customs, bags", "Custom", "Customs", "Bag", "Bags") == [
        ("custom", "custom"),
        ("customs", "customs"),
        ("bags", "bags"),
    ]
