"""A page: the value that it is a function of, and the parts that its template sees."""

from abc import abstractmethod
from collections.abc import Iterable
from urllib.parse import urlsplit

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.pages.urls import NOT_FOUND, root_from
from glossary_site.pages.views import Alternate, LetterLink, PageView, PartValue, SiteView
from glossary_site.values import Frozen, replace

#: About this many characters of a description are shown with a page that a search engine found.
_DESCRIPTION = 150


class Part(Frozen):
    """A value that a template sees, and its name there."""

    name: str
    value: PartValue


def page_path(url: str) -> str:
    """The file of a page, relative to the output folder."""
    return f"{url}index.html" if url.endswith("/") or not url else url


class Page(Frozen):
    """A page to render: its URL within the site, its template, and everything that the template may see."""

    url: str
    template: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> str:
        """The file it is written to, relative to the output folder."""
        return page_path(self.url)


class SiteFacts(Frozen):
    """What every page of the site may see: the settings, the site's counts, the A–Z bar."""

    config: SiteConfig
    view: SiteView
    letters: tuple[LetterLink, ...]
    all_letter: LetterLink


class Place(Frozen):
    """Where a page is: its URL, and the page in each language as ``PageView`` has them."""

    url: str
    alternates: tuple[Alternate, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()


class PageInput(Frozen):
    """All that a page may see. The page is a function of this value alone: where the digests of its fields are those of
    the last build, so is the page.
    """

    site: Digested[SiteFacts]
    place: Place

    @abstractmethod
    def page(self) -> Page:
        """The page that shows this value."""
        raise NotImplementedError

    def make_page(
        self, kind: str, title: str, description: str, *parts: Part, template: str = "", linked_data: str = ""
    ) -> Page:
        """A page with the parts that all pages have and its own; its template is named after its kind or given."""
        site, place = self.site.value, self.place
        url = place.url
        # A host shows this page at any address.
        root = urlsplit(site.config.base_url).path or "./" if url == NOT_FOUND else root_from(url)
        view = PageView(url, root, title, description, kind, linked_data, place.alternates, place.addresses)
        every = (
            Part("site", site.view),
            Part("page", view),
            Part("letters", _mark_current(site.letters, url)),
            Part("all_letter", *_mark_current((site.all_letter,), url)),
        )
        return Page(url, template or f"{kind}.html", (*every, *parts))


class ViewInput(PageInput):
    """All that a page may see which shows one ``view``, or none. Its kind is the name of the view."""

    kind: str
    title: str
    description: str
    view: PartValue | None = None
    linked_data: str = ""
    template: str = ""

    def page(self) -> Page:
        """The page of the view."""
        parts = () if self.view is None else (Part(self.kind, self.view),)
        given = {"linked_data": self.linked_data, "template": self.template}
        return self.make_page(self.kind, self.title, self.description, *parts, **given)


def _mark_current(places: tuple[LetterLink, ...], url: str) -> tuple[LetterLink, ...]:
    """The A–Z bar as the page at ``url`` shows it."""
    if not any(place.url and url.startswith(place.url) for place in places):
        return places
    return tuple(replace(place, current=True) if place.url and url.startswith(place.url) else place for place in places)


def shorten(text: str) -> str:
    """A text on one line as a description of its page: so much of it as is shown, cut between words."""
    if len(text) <= _DESCRIPTION:
        return text
    return f"{text[:_DESCRIPTION].rpartition(' ')[0] or text[:_DESCRIPTION]} …"


def name_first(terms: Iterable[str]) -> str:
    """The description of a page of many terms: the first of them, on one line."""
    line = ""
    for term in dict.fromkeys(terms):
        if len(line) + len(term) > _DESCRIPTION:
            return f"{line}, …" if line else ""
        line = f"{line}, {term}" if line else term
    return line
