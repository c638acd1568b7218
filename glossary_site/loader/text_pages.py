"""``pages/`` of a project -> pages of text: the address of each is its path."""

from pathlib import Path

from glossary_site.config import SiteConfig
from glossary_site.disk import FileMemory
from glossary_site.issues import Issue, Severity
from glossary_site.language import slugify
from glossary_site.loader.sources import SourceRead, list_files
from glossary_site.records import TextPage, parse_text_page

_ENDINGS = (".md", ".markdown")
#: The name of the file whose page has the address of its folder.
_INDEX = "index"


def read_text_pages(
    folder: Path | None, config: SiteConfig, memory: FileMemory[SourceRead]
) -> tuple[tuple[TextPage, ...], tuple[Issue, ...]]:
    """The pages of text below ``folder``, in the order of their languages, places in the menu and addresses.

    A folder with the tag of a language has the pages of that language (``de/about.md``). Issues: those of
    ``list_files``, ``read_source`` and ``parse_text_page``, ``page-address`` (none can be made of its name, or another
    page has it), ``introduction-twice`` (note).
    """
    if folder is None or not folder.is_dir():
        return (), ()
    paths, listed = list_files(folder, _ENDINGS, "a page")
    issues = list(listed)
    pages: dict[tuple[str, str], TextPage] = {}
    for path in paths:
        source, found = memory.read(path, path)
        issues += found
        if source is None:
            continue
        language, url = _place(Path(path).relative_to(folder), config)
        if url is None:
            issues.append(_wrong_address(path, "no address can be made of its name", "use letters a to z"))
            continue
        page, found = parse_text_page(source.text, path, url, language)
        issues += found
        if page and (other := pages.setdefault((language, url), page)) is not page:
            issues.append(_wrong_address(page.path, f"{other.path} has the address '{url}', too", "rename one of them"))
    issues += (_introduced_twice(page) for page in pages.values() if not page.url and _introduction(config, page))
    order = {tag: place for place, tag in enumerate(("", *config.tags))}
    in_order = sorted(pages.values(), key=lambda page: (order[page.language], page.order, page.url))
    return tuple(in_order), tuple(issues)


def _place(path: Path, config: SiteConfig) -> tuple[str, str | None]:
    """The language and the URL of the page at ``path`` in the folder; no URL where none can be made of its name."""
    parts = [*path.parent.parts, path.stem]
    tags = {config.language.lower(): "", **{tag.lower(): tag for tag in config.tags}}
    language = tags[parts.pop(0).lower()] if len(parts) > 1 and parts[0].lower() in tags else ""
    if parts[-1].lower() == _INDEX:
        parts.pop()
    slugs = list(map(slugify, parts))
    return language, "".join(f"{slug}/" for slug in slugs) if all(slugs) else None


def _wrong_address(path: str, message: str, hint: str) -> Issue:
    return Issue("page-address", Severity.ERROR, message, hint, path, 1)


def _introduction(config: SiteConfig, page: TextPage) -> str:
    """The introduction that the settings give for the language of the page itself."""
    if not page.language:
        return config.introduction
    return next(
        str(dict(each.settings).get("introduction", "")) for each in config.languages if each.tag == page.language
    )


def _introduced_twice(page: TextPage) -> Issue:
    message, hint = "this is shown on the front page instead of 'introduction' in the settings", "keep one of them"
    return Issue("introduction-twice", Severity.NOTE, message, hint, page.path, 1)
