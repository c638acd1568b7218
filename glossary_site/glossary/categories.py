"""Categories and tags: which spellings are one, the spelling that is shown, and the tree that names of categories make.

A category ``Sports / Football`` is below ``Sports``. What parts such a name is a setting (``category_separator``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary_site.config import SiteConfig
from glossary_site.issues import Issue, Severity
from glossary_site.language import collation, distinct_slugs, name_slug
from glossary_site.records import Origin, Record, Sense
from glossary_site.text.words import category_key
from glossary_site.values import Frozen, replace

#: A name has so many parts; what would part it further stays in the last.
_DEEPEST = 10

#: The keys of the parts of a category's name.
_Key = tuple[str, ...]


class Category(Frozen):
    """A category: its slug (that of a lower one begins with that of the higher), and its whole name as it is shown.

    ``ids`` are the terms in it and below it, in order; ``own`` counts those in it itself. ``label`` is the last part of
    its name, ``parent`` the name of the category above, "" where there is none.
    """

    slug: str
    name: str
    ids: tuple[str, ...]
    own: int
    label: str
    parent: str = ""


class Tag(Frozen):
    """A tag by its slug, the spelling shown for it, and the ids of its terms in order."""

    slug: str
    name: str
    ids: tuple[str, ...]


class Subjects(Frozen):
    """The names of all categories and tags.

    ``categories`` and ``tags`` are the names shown, by each spelling. ``places`` are the slug, the label and the parent
    of each category by its name, those that only have lower ones included; ``tag_slugs`` are the slugs of tags.
    ``separator`` is what parts the names of categories.
    """

    categories: Mapping[str, str]
    tags: Mapping[str, str]
    places: Mapping[str, tuple[str, str, str]]
    tag_slugs: Mapping[str, str]
    separator: str = ""

    def complete(self, record: Record) -> Record:
        """A record with its categories and tags as they are shown, each once."""
        senses = tuple(self._complete_sense(sense) for sense in record.senses)
        tags = tuple(dict.fromkeys(self.tags[tag] for tag in record.tags))
        return record if (senses, tags) == (record.senses, record.tags) else replace(record, senses=senses, tags=tags)

    def _complete_sense(self, sense: Sense) -> Sense:
        categories = tuple(dict.fromkeys(self.categories[each] for each in sense.categories))
        return sense if categories == sense.categories else replace(sense, categories=categories)


NO_SUBJECTS = Subjects({}, {}, {}, {})


class _Spellings:
    """The spellings in records: how often each occurs, and where first."""

    def __init__(self, found: Iterable[tuple[str, Origin]]) -> None:
        self.counts: Counter[str] = Counter()
        self._where: dict[str, Origin] = {}
        for spelling, origin in found:
            self.counts[spelling] += 1
            self._where.setdefault(spelling, origin)

    def note(self, what: str, spelling: str, name: str, hint: str) -> Issue:
        """A note at the first place where ``spelling`` is written, which is shown as ``name``."""
        message, place = f"the {what} '{spelling}' is taken as '{name}'", self._where[spelling]
        return Issue(f"{what}-variant", Severity.NOTE, message, hint, place.path, place.line)


def _commonest(spellings: Mapping[str, int]) -> str:
    return max(spellings, key=lambda text: (spellings[text], text))


def name_subjects(records: Sequence[Record], config: SiteConfig) -> tuple[Subjects, tuple[Issue, ...]]:
    """The categories and tags of all records. Issues: ``category-variant`` and ``tag-variant`` (notes)."""
    senses = (sense for record in records for sense in record.senses)
    spellings = _Spellings((name, sense.origin) for sense in senses for name in sense.categories)
    categories, places, issues = _name_categories(spellings, config)
    tagged = _Spellings((tag, record.origin) for record in records for tag in record.tags)
    tags, tag_issues = _name_tags(tagged)
    slugs = distinct_slugs(tags.values(), otherwise="other")
    return Subjects(categories, tags, places, slugs, config.separator), (*issues, *tag_issues)


def _name_tags(spellings: _Spellings) -> tuple[dict[str, str], list[Issue]]:
    """The tag shown for each spelling: spellings of one key are one tag, shown in the most frequent spelling."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for spelling, count in spellings.counts.items():
        groups[category_key(spelling)][spelling] = count
    shown = {spelling: name for group in groups.values() for name in (_commonest(group),) for spelling in group}
    issues = [
        spellings.note("tag", spelling, name, "spell it so") for spelling, name in shown.items() if spelling != name
    ]
    return shown, issues


def _parts_of(name: str, separator: str) -> list[str]:
    """The parts of a name; a name with an empty part is no path in the tree."""
    parts = name.split(separator, _DEEPEST - 1) if separator else [name]
    return parts if all(map(str.strip, parts)) else [name]


def with_higher(categories: Iterable[str], separator: str) -> tuple[str, ...]:
    """Categories by their shown names, each with all above it behind it, each once.

    >>> with_higher(["Sport / Tennis", "Toys"], " / ")
    ('Sport / Tennis', 'Sport', 'Toys')
    """
    parted = (_parts_of(name, separator) for name in categories)
    return tuple(dict.fromkeys(separator.join(parts[:depth]) for parts in parted for depth in range(len(parts), 0, -1)))


def _split_name(name: str, pins: Mapping[str, str], separator: str) -> tuple[str, ...]:
    """The parts of a category's name, spelled as the settings pin the name, each part, and the parts together."""

    def pin(text: str) -> str:
        return pins.get(category_key(text), text)

    def split(text: str) -> tuple[str, ...]:
        parts = [part for each in _parts_of(text, separator) if (part := each.strip())]
        return tuple(parts) if len(parts) > 1 else (text,)

    parts = split(pin(name))
    if len(parts) == 1:
        return parts
    spelled = (part if separator in pin(part) else pin(part) for part in parts)
    return split(pin(separator.join(spelled)))


def _name_categories(
    spellings: _Spellings, config: SiteConfig
) -> tuple[dict[str, str], dict[str, tuple[str, str, str]], list[Issue]]:
    """The names shown by spelling, and slug, label and parent of each category by its name."""
    separator = config.separator
    pins = {category_key(spelling): name for spelling, name in config.categories}
    groups: dict[_Key, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    labels: dict[_Key, Counter[str]] = defaultdict(Counter)
    for spelling, count in spellings.counts.items():
        parts = _split_name(spelling, pins, separator)
        key = tuple(map(category_key, parts))
        groups[key].append((spelling, parts))
        for depth, part in enumerate(parts, 1):
            labels[key[:depth]][part] += count
    shown = {key: _commonest(found) for key, found in labels.items()}
    names = {key: separator.join(shown[key[:depth]] for depth in range(1, len(key) + 1)) for key in shown}
    slugs = _find_slugs(shown)
    found: dict[str, str] = {}
    issues: list[Issue] = []
    for key, group in groups.items():
        for spelling, parts in group:
            found[spelling] = names[key]
            if separator.join(parts) != names[key]:
                hint = "spell it so, or pin the spelling under 'categories' in glossary.yml"
                issues.append(spellings.note("category", spelling, names[key], hint))
    places = {names[key]: (slugs[key], label, names[key[:-1]] if key[1:] else "") for key, label in shown.items()}
    return found, places, issues


def _find_slugs(labels: Mapping[_Key, str]) -> dict[_Key, str]:
    """The slug of each category: that of the one above it, and its own among those beside it."""
    beside: dict[_Key, list[str]] = defaultdict(list)
    for key, label in labels.items():
        beside[key[:-1]].append(label)
    # Below a category a number is the address of one of its pages.
    own = {
        above: distinct_slugs(names, _numbers(names) if above else (), otherwise="other")
        for above, names in beside.items()
    }
    return {key: "/".join(own[key[:depth]][labels[key[: depth + 1]]] for depth in range(len(key))) for key in labels}


def _numbers(names: Iterable[str]) -> frozenset[str]:
    return frozenset(slug for name in names if (slug := name_slug(name)).isdigit())


def list_categories(records: Iterable[Record], subjects: Subjects, language: str) -> tuple[Category, ...]:
    """The categories of records that are in order, by the names of ``subjects``; the lower come behind the higher."""
    members: dict[str, list[str]] = {name: [] for name in subjects.places}
    own: Counter[str] = Counter()
    for record in records:
        own.update(record.categories)
        for name in with_higher(record.categories, subjects.separator):
            members[name].append(record.id)
    order = collation(language)

    def rank(category: Category) -> tuple[tuple[bytes, ...], str]:
        return tuple(order.sort_key(part) for part in _parts_of(category.name, subjects.separator)), category.slug

    found = (
        Category(slug, name, tuple(members[name]), own[name], label, parent)
        for name, (slug, label, parent) in subjects.places.items()
    )
    return tuple(sorted(found, key=rank))


def list_tags(records: Iterable[Record], subjects: Subjects, language: str) -> tuple[Tag, ...]:
    """The tags of records that are in their order, with the names of ``subjects``."""
    members: dict[str, list[str]] = defaultdict(list)
    for record in records:
        for tag in record.tags:
            members[tag].append(record.id)
    order = collation(language)
    found = (Tag(subjects.tag_slugs[name], name, tuple(ids)) for name, ids in members.items())
    return tuple(sorted(found, key=lambda tag: (order.sort_key(tag.name), tag.slug)))
