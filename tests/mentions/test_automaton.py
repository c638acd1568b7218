"""Spellings are found at the same places with ahocorasick_rs and without it."""

from pathlib import Path

import pytest
from command_line import read_files, run_glossary
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.mentions import automaton
from glossary_site.mentions.automaton import Dictionary, make_automaton

ROOT = Path(__file__).parents[2]
SPELLINGS = st.lists(st.text("ab 機", min_size=1, max_size=6), min_size=1, max_size=12, unique=True)


@given(SPELLINGS, st.text("ab 機", max_size=40))
def test_the_dictionary_finds_what_the_automaton_finds(spellings: list[str], text: str) -> None:
    quick, plain = make_automaton(spellings), Dictionary(spellings)
    assert sorted(plain.find(text)) == sorted(quick.find(text))
    assert plain.is_in(text) == quick.is_in(text)
    every = {(start, end) for start in range(len(text)) for end in range(len(text) + 1) if text[start:end] in spellings}
    assert {(start, end) for _, start, end in plain.find(text)} == every


def test_the_shipped_glossary_is_the_same_without_ahocorasick_rs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    build = ("build", "--no-cache", "--jobs", "1", "--output")
    assert run_glossary(*build, tmp_path / "quick").code == 0
    monkeypatch.setattr(automaton, "AhoCorasick", None)
    assert run_glossary(*build, tmp_path / "plain").code == 0
    assert read_files(tmp_path / "plain") == read_files(tmp_path / "quick")
