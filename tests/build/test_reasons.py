"""Why a page is made again: each part of its input has a reason with a sentence of its own."""

import pytest

from glossary_site.build.reasons import CHANGED, FILE, NEW, digest_in, digest_page, find_reasons, parse_digests
from glossary_site.digest import Digested
from glossary_site.pages import PageInput
from glossary_site.pages.page import Place, SiteFacts, ViewInput
from glossary_site.values import list_fields

DIGESTS = {"theme": "aa", "site": "bb", "entry": "cc"}


def test_each_field_of_each_input_has_a_reason() -> None:
    inputs = PageInput.__subclasses__()
    assert {each.__name__ for each in inputs} == {"MapInput", "TermInput", "ViewInput"}
    assert {name for each in inputs for name in list_fields(each)} | {"theme"} == CHANGED.keys()
    assert len({reason.sentence for reason in CHANGED.values()}) == len(CHANGED)


def test_a_page_is_kept_where_nothing_changed() -> None:
    assert find_reasons(DIGESTS, DIGESTS, is_kept=True) == ()


def test_a_page_is_made_for_each_thing_that_changed() -> None:
    before = DIGESTS | {"site": "xx", "entry": "yy"}
    assert find_reasons(DIGESTS, before, is_kept=True) == (CHANGED["site"], CHANGED["entry"])
    assert find_reasons(DIGESTS, DIGESTS, is_kept=False) == (FILE,)
    assert find_reasons(DIGESTS, {}, is_kept=False) == (NEW,)


def test_another_kind_of_page_at_the_same_address_is_made() -> None:
    before = {"theme": "aa", "site": "bb", "view": "dd"}
    assert find_reasons(DIGESTS, before, is_kept=True) == (CHANGED["entry"],)


def test_digests_are_kept_in_a_line() -> None:
    site = Digested[SiteFacts](lambda: pytest.fail("the value is made"), lambda: "bb")
    line = digest_page(ViewInput(site, Place("", ()), "home", "Wafers", ""), "aa")
    assert parse_digests(line).keys() == {"theme", *list_fields(ViewInput)}
    assert [digest_in(line, name) for name in ("site", "title", "links")] == ["bb", parse_digests(line)["title"], ""]
    assert parse_digests("") == {}
