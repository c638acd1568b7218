"""The internal links of a built site, checked on disk."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(slots=True)
class Page:
    """The links (href and src) and the ids of a page."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        for name in ("href", "src"):
            if name in found:
                self.page.links.append(found[name] or "")
        if found.get("id"):
            self.page.ids.append(found["id"] or "")
        if tag == "meta" and (found.get("http-equiv") or "").lower() == "refresh":
            self.page.links.append((found.get("content") or "").partition("url=")[2])


def read_pages(site: Path) -> dict[str, Page]:
    """Every HTML page of a site by its path."""
    pages: dict[str, Page] = {}
    for path in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        pages[path.relative_to(site).as_posix()] = reader.page
    return pages


def broken_links(site: Path, pages: dict[str, Page]) -> list[str]:
    """Internal links that lead to no file or to no id on its page, as "page -> link"."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {path: set(page.ids) for path, page in pages.items()}
    broken: list[str] = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _resolve(path, unquote(parts.path))
            if target is None or target not in files:
                broken.append(f"{path} -> {link}")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, ()):
                broken.append(f"{path} -> {link} (no such id)")
    return broken


def _resolve(path: str, link: str) -> str | None:
    """The file that ``link`` on the page ``path`` leads to, None outside the site."""
    if not link:
        return path
    parts = [] if link.startswith("/") else path.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join((*parts, "index.html") if link.endswith(("/", ".", "..")) else parts)


def repeated_ids(pages: dict[str, Page]) -> list[str]:
    """Ids that a page has twice, as "page: id"."""
    return [
        f"{path}: {identity}"
        for path, page in pages.items()
        for identity in sorted({each for each in page.ids if page.ids.count(each) > 1})
    ]
