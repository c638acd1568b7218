"""Bodies in memory: in fewer bytes than Python's own texts, and the same to everybody who reads them."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.formats.edition import whole_text
from glossary_site.json_rows import dump_bytes
from glossary_site.records import Sense
from glossary_site.text.definition import NO_DEFINITION
from glossary_site.values import parser, replace

#: Half of a surrogate pair, too, which no file can hold.
TEXTS = st.text(st.characters(), max_size=20)


@given(TEXTS)
def test_a_body_is_read_as_it_was_written(body: str) -> None:
    sense = Sense(body=body)
    assert sense.body == body
    assert sense == Sense(body=body) != Sense(body=f"{body}!")
    assert hash(sense) == hash(Sense(body=body))
    assert repr(body) in repr(sense)
    assert replace(sense, heading="Other").body == replace(Sense(), body=body).body == body
    assert pickle.loads(pickle.dumps(sense)) == sense  # noqa: S301 - our own
    if whole_text(body) == body:  # JSON has no half pairs
        assert parser(Sense)(dump_bytes(sense)) == sense


def test_a_body_of_ascii_is_never_made_anew() -> None:
    sense = Sense(body=" ".join(["a", "layer"]))
    assert sense.body is sense.body


@pytest.mark.parametrize("damaged", [None, 1, ["text"], {"text": ""}])
def test_what_is_no_text_is_no_body(damaged: Any) -> None:
    """A damaged cache may have it: it is then read as one that has nothing."""
    with pytest.raises(ValueError, match="Expected `str`"):
        parser(Sense)(dump_bytes(((), NO_DEFINITION, damaged)))


def test_a_body_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Sense().body = "Other."  # type: ignore[misc]
