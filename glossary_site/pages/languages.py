"""The addresses of a page in the other languages of the site."""

from collections.abc import Mapping, Sequence

from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary
from glossary_site.issues import Issue, Severity
from glossary_site.language import language_name
from glossary_site.pages.map import is_drawn
from glossary_site.pages.urls import ALL, CHANGES, HOME, MAP, SEARCH, letter_url, term_url
from glossary_site.pages.views import Alternate
from glossary_site.values import Frozen


class LanguagePlace(Frozen):
    """One language of the site: its tag, its name in itself, and the folder of its pages, "" for the site's own."""

    tag: str
    name: str
    prefix: str


class OtherLanguages(Frozen):
    """What the pages of one language show of the others.

    ``languages`` are all of the site's, its own first; ``prefix`` is that of these pages and ``base_url`` that of the
    whole site. ``terms`` has the pages of each translated term or text, by the prefix of the language; ``common`` are
    the URLs that every language has, ``seconds`` those of a second term of the same meaning.
    ``stale`` are the ids of translations whose original has changed since.
    """

    languages: tuple[LanguagePlace, ...] = ()
    prefix: str = ""
    base_url: str = ""
    terms: Mapping[str, Mapping[str, str]] | None = None
    common: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()

    @property
    def up(self) -> str:
        """The way from the root of these pages to the root of the whole site."""
        return "../" * self.prefix.count("/")

    def alternates(self, url: str) -> tuple[Alternate, ...]:
        """The page at ``url`` in every language, its own included; where it has none in one, that language's home.

        () where the site has one language.
        """
        if not self.languages:
            return ()
        common = dict.fromkeys((place.prefix for place in self.languages), url) if url in self.common else {}
        same = {**(self.terms or {}).get(url, {}), **common, self.prefix: url}
        return tuple(
            Alternate(
                language=place.tag,
                name=place.name,
                url=f"{self.up}{place.prefix}{same.get(place.prefix, HOME)}",
                address=f"{self.base_url}{place.prefix}{same[place.prefix]}"
                if self.base_url and place.prefix in same
                else "",
                current=place.prefix == self.prefix,
            )
            for place in self.languages
        )

    def addresses(self, url: str) -> tuple[tuple[str, str], ...]:
        """The whole addresses of a page that several languages have, each after its ``hreflang``."""
        found = [(each.language, each.address) for each in self.alternates(url) if each.address]
        if len(found) < 2 or url in self.seconds:
            return ()
        # Readers of none of the languages are sent to the site's own.
        own = [("x-default", address) for tag, address in found if tag == self.languages[0].tag]
        return (*found, *own)


def find_other_languages(config: SiteConfig, glossaries: Sequence[Glossary]) -> tuple[OtherLanguages, ...]:
    """For each language of the site, its own first, what its pages show of the others; ``glossaries`` in that order."""
    if not config.languages:
        return tuple(OtherLanguages(stale=glossary.stale) for glossary in glossaries)
    languages = (
        LanguagePlace(config.language, language_name(config.language), ""),
        *(LanguagePlace(each.tag, language_name(each.tag), each.prefix) for each in config.languages),
    )
    changes = (CHANGES,) if all(each.history for each in glossaries) else ()
    maps = (MAP,) if all(is_drawn(config.map, len(each.entries)) for each in glossaries) else ()
    common = frozenset((HOME, ALL, SEARCH, *changes, *maps))
    here = [{entry.id for entry in glossary.entries} for glossary in glossaries]
    terms = _translated_texts(languages, glossaries)
    seconds: list[set[str]] = [set() for _ in glossaries]
    for family in glossaries[0].families:
        urls: dict[str, str] = {}
        members = [_place_of(identity, languages) for identity in family]
        for number, own in members:
            # Each page has one counterpart in a language: the first of two terms with the same meaning.
            if own in here[number]:
                urls.setdefault(languages[number].prefix, term_url(own))
        for number, own in members:
            prefix, url = languages[number].prefix, term_url(own)
            terms[number][url] = urls | {prefix: url}
            if urls.get(prefix) != url:
                seconds[number].add(url)
    return tuple(
        OtherLanguages(
            languages, place.prefix, config.base_url, found, common, frozenset(others), _stale(glossaries[0], place)
        )
        for place, found, others in zip(languages, terms, seconds, strict=True)
    )


def _translated_texts(
    languages: Sequence[LanguagePlace], glossaries: Sequence[Glossary]
) -> list[dict[str, dict[str, str]]]:
    """For each language the URLs of its pages of text, and by the prefix of the language the same page in others."""
    found: dict[str, dict[str, str]] = {}
    for place, glossary in zip(languages, glossaries, strict=True):
        for text in glossary.texts:
            if text.url:
                found.setdefault(text.url, {})[place.prefix] = text.url
    return [{url: same for url, same in found.items() if place.prefix in same} for place in languages]


def _stale(glossary: Glossary, place: LanguagePlace) -> frozenset[str]:
    """The ids within one language of the translations in the whole ``glossary`` whose original has changed since."""
    return frozenset(each.removeprefix(place.prefix) for each in glossary.stale if each.startswith(place.prefix))


def _place_of(identity: str, languages: Sequence[LanguagePlace]) -> tuple[int, str]:
    """The number of the language of an id of the whole glossary, and the id there."""
    for number, place in enumerate(languages):
        if place.prefix and identity.startswith(place.prefix):
            return number, identity.removeprefix(place.prefix)
    return 0, identity


def prefix_issues(config: SiteConfig, glossary: Glossary, path: str) -> tuple[Issue, ...]:
    """Languages whose folder is that of a letter already (``cs`` of Hungarian). Issues: ``config-value``."""
    letters = {letter_url(letter): letter for letter in glossary.letters}
    return tuple(
        Issue(
            "config-value",
            Severity.ERROR,
            f"the pages in '{each.tag}' would be in the folder of the letter '{letters[each.prefix]}'",
            f"make it the site's own: language: {each.tag}, and '{config.language}' one of the languages",
            path,
        )
        for each in config.languages
        if each.prefix in letters
    )
