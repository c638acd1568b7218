"""Files and pages of an author's own that would be in the place of what the site has of its own."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from glossary_site.config import FOLDERS, SiteConfig
from glossary_site.disk import FileCopy
from glossary_site.glossary import Glossary
from glossary_site.issues import Issue, Severity
from glossary_site.pages.page import page_path
from glossary_site.pages.urls import FEED, HOME, NOT_FOUND, OFFLINE, letter_url, term_url

#: What the site has unless its settings leave it out.
_LLMS = frozenset(("llms.txt", "llms-full.txt"))
#: Files of the site that an author's own may replace: hosts, robots and other programs look for them by their names.
REPLACEABLE = frozenset((NOT_FOUND, "robots.txt", "sitemap.xml", "site.webmanifest")) | _LLMS
#: The other files beside the folders of the site.
_OTHERS = frozenset(
    (page_path(HOME), OFFLINE, FEED, "terms.json", "objects.inv", "opensearch.xml", "embed.js", "sw.js")
)
_SITEMAP = re.compile(r"sitemap-\d+\.xml")
#: Files that a host has once, at the root of the whole site.
_SINGLE = frozenset(("robots.txt", "sitemap.xml", "sw.js"))


def _key(path: str) -> str:
    """What two paths share that are one on some systems."""
    return unicodedata.normalize("NFC", path).casefold()


def find_clashes(config: SiteConfig, glossaries: Sequence[Glossary], public: Iterable[FileCopy]) -> Iterator[Issue]:
    """What is wrong with the addresses of pages of text and of the files in ``public/``.

    ``glossaries`` are those of the site's languages, its own first. Issues: ``page-address``, ``public-clash``, and
    ``public-replaces`` (note) for a file that is there instead of one of the site's.
    """
    languages = dict(zip(("", *(each.prefix for each in config.languages)), glossaries, strict=True))
    folders = {prefix: _own_folders(glossary) for prefix, glossary in languages.items()}
    for prefix, glossary in languages.items():
        others = {each.rstrip("/") for each in languages if not prefix}
        for text in glossary.texts:
            folder = text.url.partition("/")[0]
            if folder and folder in folders[prefix] | others:
                message = (
                    f"its address '{prefix}{text.url}' is in {prefix}{folder}/, where the site has pages of its own"
                )
                yield Issue("page-address", Severity.ERROR, message, "rename the file or its folder", text.path, 1)
    for file in public:
        folder, _, below = file.path.partition("/")
        prefix = f"{_key(folder)}/"
        prefix, within = (prefix, below) if prefix in languages and below else ("", file.path)
        if within in _LLMS and not config.llms:
            continue
        if within in REPLACEABLE and not (prefix and within in _SINGLE):
            message, hint = f"the site has this file instead of its own {within}", "remove it to have that again"
            yield Issue("public-replaces", Severity.NOTE, message, hint, file.source)
        elif what := _own(within, folders[prefix], languages[prefix]):
            message, hint = f"'{file.path}' would be in the place of {what}", "rename it, or put it into another folder"
            yield Issue("public-clash", Severity.ERROR, message, hint, file.source)


def _own_folders(glossary: Glossary) -> frozenset[str]:
    """The folders of pages and files that the site has, or may have with further terms, in one language."""
    return FOLDERS | {letter_url(letter).rstrip("/") for letter in glossary.letters}


def _own(path: str, folders: frozenset[str], glossary: Glossary) -> str:
    """What the site has of its own where ``path`` would be, "" where it has nothing there."""
    key = _key(path)
    folder = key.partition("/")[0]
    for entry in glossary.entries if folder == "term" else ():
        if key == page_path(term_url(entry.id)):
            return f"the page of '{entry.record.term}' ({entry.record.origin.path}:{entry.record.origin.line})"
    for text in glossary.texts:
        if key == page_path(text.url):
            return f"the page of {text.path}"
    if folder in folders:
        return f"the site's own pages and files in {folder}/"
    is_own = key in _OTHERS | REPLACEABLE or _SITEMAP.fullmatch(key)
    return f"the site's own {key}" if is_own else ""
