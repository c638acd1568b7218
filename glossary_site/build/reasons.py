"""What a page depends on, and why it is made again: the reasons are a table, which ``glossary explain`` reads."""

from collections.abc import Mapping

from glossary_site.digest import digest_fields, digest_value
from glossary_site.pages import PageInput
from glossary_site.renderer import Theme
from glossary_site.values import Frozen

#: So many hex characters of a digest are kept: 48 bits distinguish the states of one page.
KEPT = 12


class Reason(Frozen):
    """Why a page is made again; ``name`` is that of what changed."""

    name: str
    sentence: str


NEW = Reason("new", "no earlier build of this folder is remembered that made it")
FILE = Reason("file", "its file is missing, or is not as the build left it")
#: One reason for each field of the inputs of pages, and one for the theme.
CHANGED = {
    reason.name: reason
    for reason in (
        Reason("theme", "the templates, the static files or their language changed"),
        Reason("site", "the settings, the number of terms or the A–Z bar changed"),
        Reason("place", "it is at another address in some language of the site"),
        Reason("entry", "the entry changed, not only the text of its bodies"),
        Reason("categories", "the address of a category changed"),
        Reason("tags", "the address of a tag changed"),
        Reason("bodies", "the text of the entry changed, or what is linked or shown in it"),
        Reason("links", "what it shows of other terms changed"),
        Reason("updated", "the day of the last change is another one"),
        Reason("is_stale", "the translation or its original changed"),
        Reason("kind", "it is a page of another kind"),
        Reason("title", "its title changed"),
        Reason("description", "its description changed"),
        Reason("view", "what it lists changed"),
        Reason("map", "the terms, the categories or who mentions whom changed"),
        Reason("linked_data", "its linked data changed"),
        Reason("template", "its template is another one"),
    )
}


def digest_page(page: PageInput, theme: str) -> str:
    """The digests of all that a page depends on, in a line, as a build keeps them: where that is equal, so is the page.

    ``theme`` is the digest of the page's theme.
    """
    digests = {"theme": theme, **digest_fields(page)}
    return " ".join([f"{name}:{digest[:KEPT]}" for name, digest in digests.items()])


def digest_in(line: str, name: str) -> str:
    """One of the digests in a line of ``digest_page`` that is not the first; "" where it has none of that name."""
    return line.partition(f" {name}:")[2].partition(" ")[0]


def parse_digests(line: str) -> dict[str, str]:
    """The digests in a line of ``digest_page``, by name."""
    return dict(part.partition(":")[::2] for part in line.split())


def digest_theme(theme: Theme) -> str:
    """The digest of a theme."""
    return digest_value(theme)


def find_reasons(now: Mapping[str, str], before: Mapping[str, str], *, is_kept: bool) -> tuple[Reason, ...]:
    """Why a page with the digests ``now`` is made again, () where it is not.

    ``before`` are its digests in the last build, {} where none is remembered; ``is_kept``: its file is as that left it.
    """
    if not before:
        return (NEW,)
    changed = tuple(CHANGED[name] for name, digest in now.items() if before.get(name) != digest)
    return changed if is_kept else (*changed, FILE)
