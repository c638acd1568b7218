"""The plan of docs/screen-readers.md, walked through: where the focus is, and what Chromium gives to screen readers."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import CDPSession, Page
from test_screens import sixteen

__all__ = ["sixteen"]
pytestmark = pytest.mark.browser
PLAN = (ROOT / "docs/screen-readers.md").read_text(encoding="utf-8")
READERS = ("NVDA", "JAWS", "VoiceOver")
#: What each of them calls a role; a status and an option are their names alone.
WORDS = {
    "link": ("link", "link", "link"),
    "button": ("button", "button", "button"),
    "radio": ("radio button", "radio button", "radio button"),
    "combobox": ("combo box", "edit combo", "combo box"),
    "summary": ("button", "button", "disclosure triangle"),
}
#: Chromium's own name of a role.
ROLES = {"DisclosureTriangle": "summary"}
_NAMED = re.compile(r'(?P<role>\w+) "(?P<name>[^"]*)"(?:, (?P<state>\w+))?(?: "(?P<description>[^"]*)")?')
#: The key that moves the focus is pressed at most so often.
MOST_TABS = 120


@dataclass(frozen=True)
class Place:
    """What the browser gives of an element, as the plan writes it."""

    role: str
    name: str
    state: str = ""
    description: str = ""

    def fits(self, planned: "Place") -> bool:
        """Whether it is the planned one, in which ``…`` is any text."""
        texts = zip((self.name, self.description), (planned.name, planned.description), strict=True)
        same = (self.role, self.state) == (planned.role, planned.state)
        return same and all(
            re.fullmatch(re.escape(wanted).replace("…", ".*"), text, re.DOTALL) for text, wanted in texts
        )


def _tables(name: str) -> list[list[str]]:
    lines = PLAN.partition(f"<!-- {name} -->\n")[2].partition("<!-- /")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _place(text: str) -> Place:
    found = _NAMED.fullmatch(text)
    assert found, text
    state = "" if found["description"] else found["state"] or ""
    return Place(found["role"], found["name"], state, found["description"] or "")


def _spoken(place: Place, reader: int) -> str:
    """What a screen reader says of a place at the least."""
    if place.role not in WORDS:
        return place.name
    role = WORDS[place.role][reader]
    if reader < 2:
        return " ".join(filter(None, (place.name, role, place.state, place.description)))
    order = (role, place.name) if place.role == "link" else (place.name, place.state, role)
    return ", ".join(filter(None, (*order, place.description)))


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _properties_of(node: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["value"].get("value") for each in node.get("properties", ())}


def _place_of(node: dict[str, Any], properties: dict[str, Any]) -> Place:
    states: dict[str, dict[Any, str]] = {
        "expanded": {True: "expanded", False: "collapsed"},
        "checked": {"true": "checked"},
        "selected": {True: "selected"},
    }
    state = next((words.get(properties[key], "") for key, words in states.items() if key in properties), "")
    role = _value(node, "role")
    return Place(ROLES.get(role, role), _value(node, "name"), state, _value(node, "description"))


def _places(session: CDPSession) -> Iterator[Place]:
    """What a screen reader says now: the element with the focus, or the option that it points to; and each status."""
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    by_element = {node.get("backendDOMNodeId"): node for node in nodes}

    for node in nodes:
        if _value(node, "role") == "status":
            texts = (_value(by_id[child], "name") for child in node["childIds"] if child in by_id)
            yield Place("status", " ".join(texts))
        if _properties_of(node).get("focused"):
            yield _place_of(node, _properties_of(node))
            for each in node["properties"]:
                if each["name"] == "activedescendant":
                    option = by_element[each["value"]["relatedNodes"][0]["backendDOMNodeId"]]
                    yield _place_of(option, _properties_of(option))


def _focused(session: CDPSession) -> Place:
    """The element with the focus, without the tree of the whole page."""
    element = session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    asked = {"objectId": element, "fetchRelatives": False}
    (node,) = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
    return _place_of(node, _properties_of(node))


def _is_reached(session: CDPSession, planned: Place, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not (found := any(each.fits(planned) for each in _places(session))) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _press(page: Page, session: CDPSession, keys: str, planned: Place) -> None:
    if keys == "Tab …":
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if _focused(session).fits(planned):
                return
    elif keys.startswith("type "):
        page.keyboard.type(keys.removeprefix("type ").strip("`"))
    elif keys:
        page.keyboard.press(keys)


@pytest.mark.parametrize("name", ["one", "several"])
def test_the_plan_is_what_the_browser_gives_to_screen_readers(page: Page, site: str, sixteen: str, name: str) -> None:
    page.context.grant_permissions(["clipboard-write", "clipboard-read"])
    session = page.context.new_cdp_session(page)
    for path, keys, focus, *_ in _tables(name):
        if path:
            page.goto({"one": site, "several": sixteen}[name] + path.strip("`").removeprefix("/"))
        planned = _place(focus)
        _press(page, session, keys, planned)
        assert _is_reached(session, planned, 20), (path, keys, focus, list(_places(session)))


@pytest.mark.parametrize("name", ["one", "several"])
def test_the_plan_has_the_words_of_each_screen_reader(name: str) -> None:
    for _, _, focus, *spoken in _tables(name):
        assert spoken == [_spoken(_place(focus), reader) for reader in range(len(READERS))], focus
