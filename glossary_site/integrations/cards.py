"""Hover cards on pages of other programs: the site's own script, and styles that take on the look of the page.

The cards of a page are in the page, so that they need no other host, and open where pages are read from disk.
"""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from glossary_site.disk import Output
from glossary_site.glossary import Entry
from glossary_site.integrations.marking import MENTION_CLASS
from glossary_site.language import read_texts
from glossary_site.renderer import default_theme, theme_folders

#: The class of the template that holds a page's cards.
CARDS_CLASS = "glossary-cards"
#: The names of the two files.
SCRIPT, STYLE = "glossary-cards.js", "glossary-cards.css"

_START = f"""
hoverCards({{
  mentions: "a.{MENTION_CLASS}[data-term]",
  definitionOf: inTemplate("template.{CARDS_CLASS}"),
  goTo: () => document.querySelector("template.{CARDS_CLASS}").dataset.goTo,
}});
"""


def card_script(start: str) -> str:
    """The module of cards that the site itself has, and behind it ``start``, which calls it, as a plain script.

    Browsers load no modules from disk.
    """
    _, static = theme_folders(default_theme())
    module = (static / "hover-cards.js").read_text(encoding="utf-8").replace("\nexport function", "\nfunction")
    return f"(() => {{\n{module}{start}}})();\n"


def card_files() -> tuple[Output, Output]:
    """The script and the styles of cards."""
    style = files("glossary_site.integrations").joinpath("cards.css").read_bytes()
    return Output(SCRIPT, card_script(_START).encode()), Output(STYLE, style)


def card_template(entries: Iterable[Entry], language: str) -> str:
    """The cards of the mentioned terms that have definitions, as HTML for the page; "" where there are none."""
    cards = "".join(
        f'<p data-term="{entry.id}"><b>{escape(entry.record.term, quote=False)}</b> {entry.definition.html}</p>'
        for entry in entries
        if entry.definition
    )
    go_to = escape(read_texts(language).gettext("Go to this term"))
    return f'<template class="{CARDS_CLASS}" data-go-to="{go_to}">{cards}</template>' if cards else ""
