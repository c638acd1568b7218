"""Bodies with their mentions, automatic ones and ``[[explicit]]`` ones, each linked to the sense that fits."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from itertools import chain
from operator import attrgetter
from pathlib import Path

from glossary_site.glossary import (
    Edit,
    NameTable,
    find_written_out,
    is_abbreviation,
    is_same_meaning,
    short_key,
)
from glossary_site.issues import Issue, Severity
from glossary_site.markup import (
    LINK_CLOSE,
    LINK_OPEN,
    MARK_END,
    REFERENCE_CLOSE,
    REFERENCE_OPEN,
    Body,
    Reference,
)
from glossary_site.mentions.link_table import Anchors, Choice, LinkTable, vocabulary
from glossary_site.mentions.local_links import Found, LocalLinks, to_left_out
from glossary_site.mentions.matcher import Matcher, Mention
from glossary_site.text.words import content_words, is_initials
from glossary_site.values import Frozen, replace

#: A reference or a local link, with what is shown for it as HTML.
_MARK = re.compile(
    f"(?:{REFERENCE_OPEN}(?P<reference>\\d+){REFERENCE_CLOSE}|{LINK_OPEN}(?P<link>\\d+){LINK_CLOSE})"
    f"(?P<shown>[^{MARK_END}]*){MARK_END}"
)

#: A word with a capital beside a name, which is then a part of a longer one.
_NAME_BEFORE, _NAME_BEHIND = re.compile(r"\b([A-Z]\w+)[ -]\Z"), re.compile(r"[ -]([A-Z]\w+)")

#: So many categories of a term are named to who writes another.
_NAMED = 20

#: How many characters before a name are looked at.
_NEAR = 40

#: How many shared words it is worth to a sense that it has the category of the mentioning entry.
_CATEGORY_WORTH = 3
#: A sense is chosen with so many points, and so many more than any other; else the whole term is linked.
_ENOUGH, _AHEAD = 3, 2


class LinkedHtml(Frozen):
    """HTML and its mentions, in order: each becomes a link where it is."""

    html: str
    mentions: tuple[Mention, ...] = ()

    def with_links(self, link: Callable[[Mention, str], str]) -> str:
        """The HTML in which ``link`` makes a link of each mention and of the HTML that is shown for it."""
        return "".join([shown if mention is None else link(mention, shown) for shown, mention in self.pieces()])

    def pieces(self) -> Iterator[tuple[str, Mention | None]]:
        """The HTML in pieces: what is shown for each mention with that mention, and what is between them."""
        html, done = self.html, 0
        for mention in self.mentions:
            yield html[done : mention.start], None
            done = mention.end
            yield html[mention.start : done], mention
        yield html[done:], None


class Remark(Frozen):
    """A text under a body, and the name of its field."""

    field: str
    html: LinkedHtml


class LinkedBody(Frozen):
    """A body with its mentions.

    ``counts`` is how often the body names each other term, linked or not. ``explicit``: the text has
    ``[[references]]`` or local links. ``files`` are the paths of the files that it shows or links to, or would, and
    their addresses from the root of the site, "" where there is none.
    """

    lead: LinkedHtml
    html: LinkedHtml
    counts: Mapping[str, int]
    issues: tuple[Issue, ...]
    explicit: bool = False
    remarks: tuple[Remark, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> tuple[LinkedHtml, ...]:
        """All HTML, in the order in which it is shown."""
        return self.lead, self.html, *(remark.html for remark in self.remarks)

    @property
    def linked_ids(self) -> Iterator[str]:
        """The ids of the terms that it links to, in order; not of those in other languages."""
        return (mention.id for text in self.texts for mention in text.mentions if not mention.language)


class Place(Frozen):
    """Where a body is: the id of its entry, the categories of its sense, and its file.

    ``term`` and ``definition`` are what its page shows above it, as plain text.
    """

    id: str
    categories: tuple[str, ...] = ()
    path: str = ""
    term: str = ""
    definition: str = ""


class _Signs:
    """What shows which sense of a term a text means: words that only one has, and categories, each with anchors."""

    def __init__(self, senses: Sequence[Choice]) -> None:
        bearers = Counter(word for sense in senses for word in sense.words)
        self.words = {word: sense.anchor for sense in senses for word in sense.words if bearers[word] == 1}
        self.categories: dict[str, list[str]] = defaultdict(list)
        for sense in senses:
            for category in sense.categories:
                self.categories[category].append(sense.anchor)


class Linker:
    """Links bodies by one ``LinkTable``. What it needs is made when it links for the first time."""

    def __init__(self, table: LinkTable, matcher: Matcher | None = None, folder: Path | None = None) -> None:
        """``matcher`` is that of the table's names, where there is one already; ``folder`` keeps what makes one."""
        self.table = table
        self._given = matcher
        self._folder = folder
        self._signs: dict[str, _Signs] = {}
        self._anchors: dict[str, Anchors] = {}

    def __reduce__(self) -> tuple[type["Linker"], tuple[LinkTable]]:
        """Another process makes the linker anew, of the table."""
        return Linker, (self.table,)

    @cached_property
    def matcher(self) -> Matcher:
        """What finds the names of the table in a text."""
        return self._given or Matcher(self.table.automatic_names, self.table.language, self._folder)

    @cached_property
    def _senses(self) -> Mapping[str, tuple[Choice, ...]]:
        """The senses of the terms that have several, by id."""
        return {target.id: target.senses for target in self.table.targets if target.senses}

    @cached_property
    def _names(self) -> NameTable:
        table = self.table
        names = (*table.automatic_names, *table.elsewhere.names)
        return NameTable(names, (target.id for target in table.targets), table.left_out)

    @cached_property
    def _meanings(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What the short names of terms mean, by the term's id and then by the key of the name."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in self.table.automatic_names:
            if name.meanings:
                found.setdefault(name.id, {})[short_key(name.text)] = name.meanings
        return found

    @cached_property
    def _theirs(self) -> Mapping[str, str]:
        """The tag that opens a link to each term of others, by the address of its page."""
        return {
            term.url: f'<a class="mention theirs" href="{escape(term.url)}" title="{escape(term.about)}">'
            for each in reversed(self.table.included)
            for term in each.terms
        }

    @cached_property
    def _local(self) -> LocalLinks:
        return LocalLinks(self.table, self._names)

    def after(self, edit: Edit) -> "Linker":
        """The linker of ``edit.after``; this very one where the edit changes no name and no target."""
        table = self.table.after(edit)
        return self if table is self.table else Linker(table, self.matcher.after(edit))

    def _resolve(self, reference: Reference, issues: list[Issue]) -> tuple[str, str, str] | Issue:
        """The id, anchor and name of the term of an explicit reference, or why it leads nowhere.

        ``issues`` get what is wrong with one that leads somewhere.
        """
        target, category = next(
            (each for each in reference.readings if self._names.bearers(each[0]) or self._names.is_left_out(each[0])),
            reference.readings[-1],
        )
        is_left_out = self._names.is_left_out(target)
        bearers = self._names.bearers(target)
        if is_left_out and not bearers:
            return to_left_out(reference)
        if len(bearers) != 1:
            names = " or ".join(str(Reference(name)) for name in sorted(bearers) or self._names.nearest(target))
            message = f"{reference} names {'more than one' if bearers else 'no'} term"
            hint = f"did you mean {names}?" if names else "write the term, or take the brackets away"
            return self._unknown(message, hint, reference)
        (identity,) = bearers
        if language := self._names.language(identity):
            if not target.lower().startswith(f"{language.lower()}/"):
                issues.append(self._untranslated(reference, language))
            return identity, "", target
        senses = self._senses.get(identity, ())
        anchor = self._find_anchor(identity, category) if category else ""
        if category and not anchor:
            if is_left_out:
                return to_left_out(reference)
            message = f"{reference}: '{target}' has no sense in '{category}'"
            named = tuple(dict.fromkeys(each for sense in senses for each in sense.categories or ("",)))
            several = f"its senses are in {', '.join(named[:_NAMED])}{', …' if len(named) > _NAMED else ''}"
            hint = several if senses else f"it has one sense: write {Reference(target)}"
            # The term is there, so its page is better than none.
            issues.append(Issue("reference-unknown", Severity.NOTE, message, hint, line=reference.line))
        return identity, anchor, target

    def _find_anchor(self, identity: str, category: str) -> str:
        if identity not in self._anchors:
            self._anchors[identity] = Anchors(self._senses.get(identity, ()))
        return self._anchors[identity].find(category)

    def _unknown(self, message: str, hint: str, reference: Reference) -> Issue:
        # A translation is not left out for a term that is not translated, nor for one that its language lacks.
        severity = Severity.NOTE if self.table.elsewhere.is_further else Severity.ERROR
        return Issue("reference-unknown", severity, message, hint, line=reference.line)

    def _untranslated(self, reference: Reference, language: str) -> Issue:
        message = f"{reference} leads to the page in '{language}', because the term has none in this language"
        return Issue("reference-untranslated", Severity.NOTE, message, "translate that entry", line=reference.line)

    def _place_references(
        self, html: str, body: Body, path: str, found: Found
    ) -> tuple[str, list[Mention], list[range]]:
        """The HTML with references and local links filled in, their mentions, and where no other link may be."""
        if not body.references and not body.links:
            return html, [], []
        parts: list[str] = []
        mentions: list[Mention] = []
        taken: list[range] = []
        length = done = 0
        for mark in _MARK.finditer(html):
            target: tuple[str, ...] | Issue
            language, shown = "", mark["shown"]
            if mark["link"]:
                target, shown = self._local.place_link(body.links[int(mark["link"])], shown, path, found)
            else:
                reference = body.references[int(mark["reference"])]
                target = self._resolve(reference, found.issues) if reference.target else ("", "", "")
                shown = shown or escape(reference.target if isinstance(target, Issue) else target[2], quote=False)
                language = "" if isinstance(target, Issue) else self._names.language(target[0])
            if isinstance(target, Issue):
                found.issues.append(target)
                target = ("", "")
            parts += (html[done : mark.start()], shown)
            start = length + len(parts[-2])
            length = start + len(shown)
            done = mark.end()
            taken.append(range(start, length))
            if target[0]:
                mentions.append(Mention(start, length, target[0], target[1], language))
        parts.append(html[done:])
        return "".join(parts), mentions, taken

    def _choose_sense(self, identity: str, categories: Collection[str], words: frozenset[str]) -> str:
        """The anchor of the sense that fits an entry of these categories and words, "" where none clearly fits."""
        if identity not in self._signs:
            self._signs[identity] = _Signs(self._senses[identity])
        signs = self._signs[identity]
        points = Counter(signs.words[word] for word in words & signs.words.keys())
        for anchor in {anchor for each in categories for anchor in signs.categories.get(each, ())}:
            points[anchor] += _CATEGORY_WORTH
        (anchor, best), (_, second) = (*points.most_common(2), ("", 0), ("", 0))[:2]
        return anchor if best >= _ENOUGH and best - second >= _AHEAD else ""

    def _is_meant(self, mention: Mention, html: str, texts: Sequence[Body], place: Place) -> bool:
        """Whether the texts, with their term and definition, mean the term where they have this name of it.

        Not where it is the last word of their own term, with its capital, nor where they write an abbreviation out as
        another term's. A word of a longer name must be no part of another
        such name, and the texts must have one more word of that name.
        """
        surface = html[mention.start : mention.end]
        if surface.istitle() and surface.isalpha() and place.term.endswith(f" {surface}"):
            return False
        if mention.id not in self._meanings:
            return True
        meanings = self._meanings[mention.id].get(short_key(surface))
        if meanings is None:
            return True
        shown = [place.term, place.definition, *(text.text for text in texts)]
        if is_abbreviation(surface):
            written_out = [place.term] if is_initials(surface, place.term) else []
            written_out += chain.from_iterable(find_written_out(surface, text) for text in shown)
            return not written_out or is_same_meaning(written_out, meanings)
        others = {word for meaning in meanings for word in content_words(meaning)} - {short_key(surface)}
        beside = (
            _NAME_BEFORE.search(html, max(0, mention.start - _NEAR), mention.start),
            _NAME_BEHIND.match(html, mention.end),
        )
        if surface[0].isupper() and any(word and others.isdisjoint(content_words(word[1])) for word in beside):
            return False
        return not others.isdisjoint(content_words("\n".join(shown)))

    def _link_theirs(self, html: str, mentions: Iterable[Mention]) -> LinkedHtml:
        """The HTML with a link at each mention of a term of others, the same on every page, and the other mentions."""
        mentions = sorted(mentions, key=attrgetter("start"))
        if not self._theirs:
            return LinkedHtml(html, tuple(mentions))
        parts: list[str] = []
        others: list[Mention] = []
        added = done = 0
        for mention in mentions:
            if (tag := self._theirs.get(mention.id)) is None:
                others.append(replace(mention, start=mention.start + added, end=mention.end + added))
                continue
            parts += (html[done : mention.start], tag, html[mention.start : mention.end], "</a>")
            added += len(tag) + len("</a>")
            done = mention.end
        return LinkedHtml("".join((*parts, html[done:])), tuple(others))

    def link(
        self, body: Body, place: Place, *, automatic: bool = True, remarks: Sequence[tuple[str, Body]] = ()
    ) -> LinkedBody:
        """The ``body`` of a sense in these categories with its mentions; those of its own entry are none.

        ``automatic``: with automatic links.

        ``remarks`` are the texts under it, with the names of their fields. Issues: those of all texts,
        ``reference-unknown`` (a note in a further language), ``reference-untranslated`` and ``link-unchecked`` (notes),
        ``target-left-out``, ``link-dead``, ``picture-missing`` and ``file-unusable`` (warnings).
        """
        texts = (body, *(remark for _, remark in remarks))
        found = Found([issue for text in texts for issue in text.issues])
        counts: dict[str, int] = {}
        # Explicit references are linked in every mode.
        mode = self.table.mode if automatic else "off"
        seen: set[tuple[str, int]] = set()
        words: frozenset[str] | None = None
        linked: list[LinkedHtml] = []
        for text, html in ((body, body.lead), *((text, text.html) for text in texts)):
            if text.pictures:
                html = self._local.place_pictures(html, text, place.path, found)
            html, mentions, taken = self._place_references(html, text, place.path, found)
            mentions = [mention for mention in mentions if mention.id != place.id]
            for mention in mentions:
                if not mention.language and mention.id not in self._theirs:
                    counts[mention.id] = counts.get(mention.id, 0) + 1
            for mention, section in self.matcher.find(html, place.id, taken) if automatic else ():
                if not self._is_meant(mention, html, texts, place):
                    continue
                if mention.id not in self._theirs:
                    counts[mention.id] = counts.get(mention.id, 0) + 1
                once = (mention.id, section if mode == "section" else 0)
                if mode == "all" or (mode != "off" and once not in seen):
                    seen.add(once)
                    if mention.id in self._senses:
                        words = words if words is not None else vocabulary(body.text)
                        mention = replace(mention, anchor=self._choose_sense(mention.id, place.categories, words))
                    mentions.append(mention)
            linked.append(self._link_theirs(html, mentions))
        lead, shown, *under = linked
        named = dict(sorted(counts.items()))
        explicit = any(text.references or text.links for text in texts)
        below = tuple(Remark(name, each) for (name, _), each in zip(remarks, under, strict=True))
        return LinkedBody(lead, shown, named, tuple(found.issues), explicit, below, tuple(found.files.items()))
