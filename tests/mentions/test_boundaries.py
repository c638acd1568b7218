"""Where a name is a word by itself."""

import pytest
from found_mentions import surfaces

from glossary_site.language import misses_icu

WITH_DICTIONARIES = pytest.mark.skipif(misses_icu("zh"), reason="ICU's dictionaries are not installed")


@pytest.mark.parametrize(
    "mark", [*"…¿¡「」『』、。，．：；！？（）［］《》〈〉·،؟؛।॥→⇒§®™©²³½①°•·|*~=<>—–†‡※★☆€", "&quot;", "&lt;", "&gt;"]
)
def test_any_punctuation_or_symbol_bounds_a_word(mark: str) -> None:
    assert surfaces(f"a {mark}wafer{mark} b", "Wafer") == ["wafer"]


@pytest.mark.parametrize("quoted", "„Wafer“ »Wafer« «Wafer» ‹Wafer› ›Wafer‹ ‚Wafer‘ ‘Wafer’ “Wafer” 『Wafer』".split())
def test_quotes_of_every_language_bound_a_word(quoted: str) -> None:
    assert surfaces(f"das {quoted} da", "Wafer", language="de") == ["Wafer"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/wafer/x",
        "(http://wafer)",
        "see example.org/wafer, then",
        "example.org:8080/wafer/map",
        "wafer.example.org",
        "my.wafer-lab.example.org",
        "www.wafer-lab.com",
        "mailto:foo@wafer.org",
        "foo@wafer.org",
        "wafer@example.org",
        "ask @wafer",
        "tagged #wafer",
        "/usr/lib/wafer",
        "/usr/lib/wafer-tools/bin",
        "~/wafer",
        "./wafer, ../wafer",
        "src/wafer/",
        "src/wafer/map.py",
        "C:\\wafer\\x",
        "share\\wafer",
        "wafer.py",
        "wafer-map.py",
        ".wafer",
        "wafer_size",
        "my_wafer",
        "--wafer",
        "--wafer-size=3",
        "-wafer",
        "$wafer",
        "std::wafer, wafer::map",
        "wafer() returns",
        "search?wafer=1&amp;b=2",
        "wafer#part",
        "git@example.org:wafer/x.git",
        "file:///home/wafer",
        "$HOME/wafer",
        "%APPDATA%\\wafer",
        "\\\\server\\wafer",
        "com.example.wafer",
        "@scope/wafer",
        "#/wafer",
        "usr/lib/wafer",
        "wafer/*.py",
        "wafer-1.2.tar.gz",
        "localhost:8080/wafer",
        "wafer:8080",
        "见https://example.org/wafer。",
        "https://en.example.org/wiki/Chip_(wafer)",
        "(see https://en.example.org/wiki/Chip_(wafer))",
        "https://example.org/map[wafer]",
        "https://example.org/map?of=(wafer,die)",
        "https://example.org/map_(die)/wafer",
        "example.org/wiki/Chip_(wafer)",
        "10.0.0.1/wafer",
        "10.0.0.1:80/wafer",
        "http://[2001:db8::1]/wafer",
        "x/wafer:1.0",
        "x/wafer/map:1.0",
        "registry.example.org/x/wafer:tag",
        "wafer:latest",
        "wafer:v1.2",
        "wafer@sha256:abc",
        "data:wafer/x",
        "data:text/wafer",
        "urn:x:wafer",
        "javascript:wafer",
        "a/b/c/wafer",
        "wafer/a/b/c",
        "C:/wafer/x",
    ],
)
def test_never_in_an_address_a_path_or_an_option(text: str) -> None:
    assert surfaces(f"<p>{text}</p>", "Wafer") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("input/output", ["input", "output"]),
        ("and/or output", ["output"]),
        ("an input/output", ["input", "output"]),
        ("TCP/IP or UDP/IP", ["TCP/IP", "IP"]),
        ("input (output), [input]: output; input.", ["input", "output", "input", "output", "input"]),
        ("input...output", ["input", "output"]),
        ("input--output, input–output, input+output", ["input", "output"] * 3),
        ("the input's output", ["input", "output"]),
        ("input-2.5 and 2.5-input", ["input", "input"]),
        ("input, e.g. output.", ["input", "output"]),
        ("see https://example.org: input", ["input"]),
        ("see https://example.org (input) [output]", ["input", "output"]),
        ("input: output; value(input)", ["input", "output", "input"]),
        ("and/or/output", ["output"]),
    ],
)
def test_words_beside_a_slash_or_a_mark_are_words(text: str, expected: list[str]) -> None:
    assert surfaces(f"<p>{text}</p>", "Input", "Output", "TCP/IP", "IP") == expected


def test_a_name_with_marks_is_no_part_of_another_one() -> None:
    names = ("C++", "C#", ".NET", "AT&T", "B[e] star", "Notepad", "Net", "AT")
    text = "C++, C#, .NET, AT&amp;T, B[e] stars; Notepad++, AT&amp;T."
    assert surfaces(text, *names) == ["C++", "C#", ".NET", "AT&amp;T", "B[e] stars", "AT&amp;T"]


def test_a_name_may_be_an_address_or_a_path_itself() -> None:
    names = ("/etc/hosts", "example.org", "--help", "@property", "__init__", ".gitignore", "$scope")
    text = "in /etc/hosts, example.org, --help, (@property), __init__, .gitignore and $scope"
    assert surfaces(text, *names) == list(names)
    assert surfaces("https://example.org/etc/hosts, x@property", *names) == []


def test_a_german_noun_may_have_an_ending_behind_a_colon() -> None:
    assert surfaces("Leser:innen und eine Leser:in", "Leser", language="de") == ["Leser", "Leser"]


def test_a_short_form_is_no_mention_of_its_beginning() -> None:
    assert surfaces("don't, can’t; o'clock", "Don", "Can", "Clock") == []
    assert surfaces("l’eau, d'eau, qu’eau", "Eau", language="fr") == ["eau"] * 3


@pytest.mark.parametrize(
    ("language", "names", "text", "expected"),
    [
        ("zh", "机器学习 人工智能", "机器学习是人工智能的一个分支", "机器学习 人工智能"),
        ("zh", "GPU集群 集群", "在GPU集群上训练，集群很大。", "GPU集群 集群"),
        ("zh", "人工", "人工智能很强，人工也行", "人工 人工"),
        pytest.param("zh", "学习", "他在自学习惯用语", "", marks=WITH_DICTIONARIES),
        ("ja", "機械学習 人工知能", "機械学習は人工知能の一分野です。", "機械学習 人工知能"),
        ("ja", "GPU", "大きなＧＰＵを使う", "ＧＰＵ"),
        ("th", "ปัญญาประดิษฐ์", "เป็นสาขาของปัญญาประดิษฐ์", "ปัญญาประดิษฐ์"),
        ("ko", "웨이퍼", "웨이퍼는 웨이퍼를 웨이퍼의 웨이퍼에서 웨이퍼로 웨이퍼들은", "웨이퍼 " * 6),
        ("ko", "학습", "학습은 학습을 학습으로 학습이란 학습에는", "학습 " * 5),
        ("ko", "웨이퍼", "웨이퍼로부터 웨이퍼와만 웨이퍼이며 웨이퍼당 웨이퍼입니다", "웨이퍼 " * 5),
        ("ko", "웨이퍼 학습", "웨이퍼은 실리콘웨이퍼 웨이퍼공장 학습는 학습장", ""),
        ("ko", "GPU", "GPU는 GPU로", "GPU GPU"),
        ("ar", "رقاقة", "والرقاقة بالرقاقة للرقاقة ورقاقة", "الرقاقة الرقاقة رقاقة رقاقة"),
        ("ar", "زير", "وزير", ""),
        ("ar", "GPU", "الـGPU", "GPU"),
        ("he", "מחשב", "המחשב והמחשב במחשב", "מחשב " * 3),
        ("he", "חלה", "מחלה", ""),
    ],
)
def test_words_that_are_written_together_with_others(language: str, names: str, text: str, expected: str) -> None:
    assert surfaces(text, *names.split(), language=language) == expected.split()
