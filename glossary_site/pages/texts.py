"""What pages of text show: their bodies, linked, and what others see of them."""

from collections.abc import Iterable, Mapping

from glossary_site.config import SiteConfig
from glossary_site.markup import parse_opening
from glossary_site.mentions import LinkedBody
from glossary_site.pages.page import shorten
from glossary_site.pages.urls import fill_pattern, html_from, root_from
from glossary_site.pages.views import Card, Link, MenuLink, TextView
from glossary_site.records import TextPage


def describe_text(text: TextPage) -> str:
    """The first paragraph of a text, as readers see it, on one line."""
    opening = parse_opening(text.body)
    return shorten(" ".join(opening.text[: min(opening.breaks, default=None)].split()))


def menu_of(texts: Iterable[TextPage], place: str) -> tuple[MenuLink, ...]:
    """The links of one menu, ``header`` or ``footer``."""
    return tuple(MenuLink(text.title, text.url) for text in texts if text.menu == place and text.url)


def cards_of(body: LinkedBody, links: Mapping[str, Link]) -> tuple[Card, ...]:
    """The cards of the terms that a body links to; ``links`` are all terms by their ids."""
    return tuple(Card(identity, links[identity]) for identity in dict.fromkeys(body.linked_ids))


def text_view(text: TextPage, body: LinkedBody, links: Mapping[str, Link], config: SiteConfig) -> TextView:
    """What the page of a text shows; ``links`` are all terms by their ids."""
    edit_url = fill_pattern(config.edit_url, path=text.path, line=str(text.body_line))
    return TextView(html_from(body.html, root_from(text.url)), cards_of(body, links), edit_url)
