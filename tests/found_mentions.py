"""What a matcher finds in a text, for tests."""

from glossary_site.glossary import TERM, Name
from glossary_site.mentions import Matcher


def term(text: str, identity: str = "", kind: int = TERM) -> Name:
    """A name whose id is made of it in the simplest way."""
    return Name(text, identity or text.lower().replace(" ", "-"), kind)


def found(html: str, *names: Name | str, own: str = "", language: str = "en") -> list[tuple[str, str]]:
    """The text of each mention in ``html`` and the id of its term."""
    matcher = Matcher((name if isinstance(name, Name) else term(name) for name in names), language)
    return [(html[mention.start : mention.end], mention.id) for mention, _ in matcher.find(html, own)]


def surfaces(html: str, *names: Name | str, own: str = "", language: str = "en") -> list[str]:
    """The text of each mention in ``html``."""
    return [surface for surface, _ in found(html, *names, own=own, language=language)]
