"""Slugs of several names together: each name has one of its own, whatever the order of the names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from glossary_site.digest import digest
from glossary_site.language.collation import MAX_SLUG, slugify

#: Characters that distinguish names and that no slug can hold, in words.
_SPELLED = {"+": " plus ", "#": " sharp ", ".": " dot ", "*": " star ", "&": " and ", "%": " percent ", "@": " at "}
#: So many hexadecimal digits distinguish names of one slug; more where they do not.
_MARK_LENGTH = 4


def spelled_slug(name: str) -> str:
    """A slug that keeps what a plain one loses.

    >>> spelled_slug("C++"), spelled_slug(".NET"), spelled_slug("Snap ring")
    ('c-plus-plus', 'dot-net', 'snap-ring')
    """
    return slugify("".join(_SPELLED.get(char, char) for char in name))


def name_slug(name: str) -> str:
    """The slug of a name by itself: the plain one, or spelled out where that would be empty; "" without any."""
    return slugify(name) or spelled_slug(name)


def distinct_slugs(names: Iterable[str], taken: Collection[str] = (), otherwise: str = "") -> Mapping[str, str]:
    """A slug for each of several names, none of them in ``taken``; ``otherwise`` where none can be made of a name.

    Of names with one slug the plainest keeps it, where it loses no sign of its name. Each other name has its signs
    spelled out, or has a mark that depends on the name alone.

    >>> distinct_slugs(["C++", "C", "C#"])
    {'C++': 'c-plus-plus', 'C': 'c', 'C#': 'c-sharp'}
    >>> distinct_slugs(["HEAD", "head"])
    {'HEAD': 'head-a118', 'head': 'head'}
    """
    slugs = {name: name_slug(name) or otherwise for name in names}
    by_slug: dict[str, list[str]] = defaultdict(list)
    for name, slug in slugs.items():
        by_slug[slug].append(name)
    used = {*taken, *by_slug}
    for slug, holders in sorted(by_slug.items()):
        if not slug or (len(holders) == 1 and slug not in taken):
            continue
        others = sorted(holders, key=_plainness)
        keeper = next((name for name in others if slug not in taken and spelled_slug(name) == slug), "")
        for name in others:
            if name != keeper:
                slugs[name] = _free_slug(name, slug, used)
                used.add(slugs[name])
    return slugs


def _plainness(name: str) -> tuple[int, str]:
    """How many characters of a name its slug writes in another way; the name decides between equal ones."""
    return sum(not (char.isascii() and (char.islower() or char.isdigit() or char in " -")) for char in name), name


def _free_slug(name: str, slug: str, used: Collection[str]) -> str:
    spelled = spelled_slug(name)
    if spelled and spelled not in used:
        return spelled
    mark, length = digest(name), _MARK_LENGTH
    while (found := f"{slug[: MAX_SLUG - length - 1].rstrip('-')}-{mark[:length]}") in used:
        length += 1
    return found
