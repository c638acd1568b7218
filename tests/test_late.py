"""A pattern that is compiled when it is first used finds what it finds otherwise."""

import re

import pytest

from glossary_site.late import compile_late


def test_a_pattern_that_is_compiled_late_finds_the_same() -> None:
    pattern = compile_late("(?P<letter>[a-c])", re.IGNORECASE)
    assert [found["letter"] for found in pattern.finditer("xaB")] == ["a", "B"]
    assert (pattern.sub("-", "xaB"), pattern.groups) == ("x--", 1)
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018
