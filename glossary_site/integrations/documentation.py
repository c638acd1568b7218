"""A glossary for all pages of a documentation: each page's HTML in, HTML with links out."""

from glossary_site.glossary import Glossary
from glossary_site.integrations.marking import Address, Marker, link_mentions
from glossary_site.issues import Issue
from glossary_site.pages import term_url
from glossary_site.values import Frozen


class MarkedPage(Frozen):
    """A page's HTML with its mentions as links, and what was wrong with its references."""

    html: str
    issues: tuple[Issue, ...]


def site_address(site: str) -> Address:
    """The addresses of terms on a glossary's site, which begin with ``site``."""
    return lambda identity, anchor: site + term_url(identity) + (f"#{anchor}" if anchor else "")


class Documentation:
    """One glossary and what marks its terms, made once for all pages."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._marker = Marker(glossary)

    def mark(self, html: str, mode: str, address: Address, path: str = "", source: str = "") -> MarkedPage:
        """One page; all but ``address`` is as in ``Marker.mark``."""
        linked = self._marker.mark(html, mode, path=path, source=source)
        return MarkedPage(link_mentions(linked.html, address), linked.issues)
