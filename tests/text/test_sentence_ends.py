"""Where a first sentence ends, in many languages: compared with labels made by hand.

``labels/sentences.tsv`` holds short texts written for it, each with one trap: an abbreviation before a capital, an
ordinal, initials, a stop in quotation marks. The mark ‖ is where a reader would end the first sentence.
"""

from collections import Counter
from pathlib import Path

import pytest

from glossary_site.text.sentences import Plain
from glossary_site.text.sentences.ends import sentence_end

LABELS = Path(__file__).parents[1] / "labels" / "sentences.tsv"
END = "‖"
#: Languages with texts of the interface or a stemmer, and the most used ones beside them.
LANGUAGES = frozenset(
    "ar ca cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk vi zh".split()
)


def first_sentence(text: str, language: str) -> str:
    return text[: sentence_end(Plain(text, (), (), frozenset()), 0, language)].strip()


def test_sentences_end_where_readers_end_them(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    counts = Counter(language for language, _, _ in rows)
    wrong = [
        (language, trap, first_sentence(text.replace(END, ""), language))
        for language, trap, text in rows
        if first_sentence(text.replace(END, ""), language) != text.partition(END)[0].strip()
    ]
    with capsys.disabled():
        print(f"\nfirst sentences: {len(rows) - len(wrong)} of {len(rows)} labels right, {len(counts)} languages")
    assert wrong == []
    assert min(counts[language] for language in LANGUAGES) >= 12


@pytest.mark.parametrize(
    ("plain", "end"),
    [
        (Plain("It calls a. B of c. Then it ends.", (), ((9, 19),), frozenset()), 33),
        (Plain("It calls f.x. Then it ends.", (), ((9, 12),), frozenset()), 13),
        (Plain("Title It has. It ends.", (), (), frozenset({6})), 6),
        (Plain("It has 🎉🎉 one. It ends.", (), (), frozenset()), 14),
        (Plain("It ends. k is one.", (), ((9, 10),), frozenset()), 8),
    ],
    ids=[
        "code with a stop in it",
        "code before a stop",
        "end of a block",
        "characters beyond 16 bits",
        "code after a stop",
    ],
)
def test_where_a_sentence_of_plain_text_ends(plain: Plain, end: int) -> None:
    assert sentence_end(plain, 0, "en") == end


def test_a_region_has_the_words_of_its_language() -> None:
    text = "Ton enthält z. B. Eisen oder Kalk. Er ist rot."
    assert first_sentence(text, "de-AT") == first_sentence(text, "de") == "Ton enthält z. B. Eisen oder Kalk."
    assert first_sentence("Leire er f.eks. Rød. Den er myk.", "no") == "Leire er f.eks. Rød."


def test_in_a_language_that_is_not_listed_an_uncertain_stop_ends_nothing() -> None:
    assert first_sentence("Hlina je napr. Ta je mastna. Dobra je.", "xx") == "Hlina je napr. Ta je mastna."
