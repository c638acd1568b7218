"""Near-duplicate texts against a plain count of shared word triples."""

import random
from itertools import combinations

import pytest

from glossary_site.checks.similarity import THRESHOLD, near_duplicates

WORDS = [f"w{number}" for number in range(400)]


def drawn(seed: int, length: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def triples(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[start : start + 3]) for start in range(len(words) - 2)}


@pytest.mark.parametrize("length", [12, 30, 120, 600])
def test_finds_what_a_full_comparison_finds(length: int) -> None:
    texts: list[str] = []
    for seed in range(40):
        words = drawn(seed, length)
        changed = list(words)
        for place in random.Random(seed).sample(range(length), k=max(1, length * (seed % 10) // 100)):
            changed[place] = "changed"
        texts += [" ".join(words), " ".join(changed)]
    shingles = [triples(text) for text in texts]
    wanted = {}
    for first, second in combinations(range(len(texts)), 2):
        shared = len(shingles[first] & shingles[second])
        likeness = shared / len(shingles[first] | shingles[second])
        if likeness >= THRESHOLD:
            wanted[first, second] = likeness
    found = {(first, second): likeness for first, second, likeness in near_duplicates(texts)}
    assert wanted
    assert found == pytest.approx(wanted, abs=0.01)


def test_case_and_punctuation_count_for_nothing() -> None:
    assert near_duplicates(["A cam turns, and lifts.", "a CAM turns and “lifts”", "a cam"]) == ((0, 1, 1.0),)


def test_of_many_similar_texts_each_is_paired_once() -> None:
    assert near_duplicates(["x y z", "q", "x y z", "x y z"]) == ((0, 2, 1.0), (0, 3, 1.0))
    family = [" ".join([*WORDS[:40], f"n{number}"]) for number in range(300)]
    assert [pair[:2] for pair in near_duplicates(family)] == [(0, number) for number in range(1, 300)]


def test_a_text_is_paired_with_the_most_similar_one() -> None:
    words = WORDS[:60]
    texts = [[*words[:58], "a", "b"], [*words[:59], "a"], words]
    assert [pair[:2] for pair in near_duplicates([" ".join(text) for text in texts])] == [(0, 1), (1, 2)]


def test_texts_without_words_are_similar_to_nothing() -> None:
    assert near_duplicates(["", "", "—", "—"]) == ()
    assert near_duplicates([]) == ()


def test_scripts_without_spaces() -> None:
    text = "凸轮是一种机械零件它转动并推动从动件完成往复运动或摆动"
    assert [pair[:2] for pair in near_duplicates([text, text + "件", "完全不同的另一段文字没有共同之处"])] == [(0, 1)]


def test_a_thousand_different_texts() -> None:
    texts = [" ".join(drawn(seed, 150)) for seed in range(1000)]
    assert near_duplicates(texts) == ()
