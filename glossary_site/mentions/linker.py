"""Bodies with their mentions, automatic ones and ``[[explicit]]`` ones, each linked to the sense that fits."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from html import escape
from itertools import chain
from posixpath import basename, dirname, join, normpath, splitext
from sys import intern

from glossary_site.glossary import NOT_ELSEWHERE, Edit, Elsewhere, Entry, Glossary, Name, NameTable, names_of
from glossary_site.issues import Issue, Severity
from glossary_site.language import slugify
from glossary_site.markup import (
    LINK_CLOSE,
    LINK_OPEN,
    MARK_END,
    REFERENCE_CLOSE,
    REFERENCE_OPEN,
    Body,
    LocalLink,
    Reference,
    dead_link,
)
from glossary_site.mentions.matcher import Matcher, Mention
from glossary_site.records import sense_anchors
from glossary_site.text.words import category_key
from glossary_site.values import compact

_WORD = re.compile(r"[^\W\d_]{4,}")
#: A reference or a local link, with what is shown for it as HTML.
_MARK = re.compile(
    f"(?:{REFERENCE_OPEN}(?P<reference>\\d+){REFERENCE_CLOSE}|{LINK_OPEN}(?P<link>\\d+){LINK_CLOSE})"
    f"(?P<shown>[^{MARK_END}]*){MARK_END}"
)
#: The address of another term's page, from that of a term.
_PAGE = re.compile(r"\.\./(?:\.\./term/)?([^/]+)(?:/(?:index\.html)?)?")


#: How many shared words it is worth to a sense that it has the category of the mentioning entry.
_CATEGORY_WORTH = 3
#: A sense is chosen with so many points, and so many more than any other; else the whole term is linked.
_ENOUGH, _AHEAD = 3, 2


@compact
class Choice:
    """One of several senses of a term: its category, its anchor, and the ``vocabulary`` of its text."""

    category: str
    anchor: str
    words: frozenset[str] = frozenset()


@compact
class Target:
    """A term as links lead to it: its id, its senses if it has several, and the files that it is written in."""

    id: str
    senses: tuple[Choice, ...] = ()
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: Entry) -> "Target":
        """The target that an entry is."""
        senses = entry.record.senses
        files = tuple(dict.fromkeys(sense.origin.path for sense in senses))
        if len(senses) < 2:
            return cls(entry.id, files=files)
        words = (vocabulary(" ".join((sense.definition.text, sense.body, *sense.keywords))) for sense in senses)
        categories = (sense.category for sense in senses)
        return cls(entry.id, tuple(map(Choice, categories, sense_anchors(senses), words)), files)


@compact
class LinkTable:
    """Everything that links depend on: all names, all targets, and how often to link (``SiteConfig.links``).

    ``left_out`` are names of entries that are left out for their errors. A reference to one of them is a warning.
    ``elsewhere`` is how references lead to other languages, ``language`` that of the names and of the texts.
    """

    names: tuple[Name, ...]
    targets: tuple[Target, ...]
    mode: str
    left_out: tuple[str, ...] = ()
    elsewhere: Elsewhere = NOT_ELSEWHERE
    language: str = "en"

    @classmethod
    def of(cls, glossary: Glossary, mode: str) -> "LinkTable":
        """The table of all entries of a glossary."""
        names = tuple([name for entry in glossary.entries for name in names_of(entry.record)])
        targets = tuple(map(Target.of, glossary.entries))
        return cls(names, targets, mode, glossary.left_out, glossary.elsewhere, glossary.language)

    def after(self, edit: Edit) -> "LinkTable":
        """The table of ``edit.after``; this very one where the edit changes no name and no target."""
        if edit.names_before == edit.names_after and not changed_targets(edit):
            return self
        names: dict[str, list[Name]] = {target.id: [] for target in self.targets}
        for name in self.names:
            names[name.id].append(name)
        places = zip(edit.order, edit.after.entries, strict=True)
        entries = [(place in edit.replaced, self.targets[place], entry) for place, entry in places]
        return LinkTable(
            tuple(
                chain.from_iterable(names_of(new.record) if is_new else names[old.id] for is_new, old, new in entries)
            ),
            tuple([Target.of(new) if is_new else old for is_new, old, new in entries]),
            self.mode,
            self.left_out,
            self.elsewhere,
            self.language,
        )


def changed_targets(edit: Edit) -> frozenset[str]:
    """The ids of the targets that an edit adds, removes or changes."""
    pairs = ((Target.of(old), Target.of(new)) for old, new in edit.pairs())
    return frozenset(target.id for old, new in pairs if old != new for target in (old, new))


@compact
class Remark:
    """A text under a body with its mentions, and the name of its field."""

    field: str
    html: tuple["str | Mention", ...]


@compact
class LinkedBody:
    """A body with its mentions: HTML in pieces, where a ``Mention`` is a piece that becomes a link.

    ``counts`` is how often the body names each other term, linked or not. ``explicit``: the text has
    ``[[references]]`` or local links.
    """

    lead: tuple["str | Mention", ...]
    html: tuple["str | Mention", ...]
    counts: Mapping[str, int]
    issues: tuple[Issue, ...]
    explicit: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def texts(self) -> tuple[tuple["str | Mention", ...], ...]:
        """All HTML, in the order in which it is shown."""
        return self.lead, self.html, *(remark.html for remark in self.remarks)


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text that show its subject: of four letters or more, in lower case, without a plural ending."""
    # Interned, because the senses of a large glossary share most of their words.
    return frozenset(intern(word.lower().rstrip("s")) for word in _WORD.findall(text))


class Linker:
    """Links bodies by one ``LinkTable``. What it needs is made when it links for the first time."""

    def __init__(self, table: LinkTable, matcher: Matcher | None = None) -> None:
        """``matcher`` is that of the table's names, where there is one already."""
        self.table = table
        self._given = matcher
        self._own_words: dict[str, tuple[frozenset[str], ...]] = {}

    def __reduce__(self) -> tuple[type["Linker"], tuple[LinkTable]]:
        """Another process makes the linker anew, of the table."""
        return Linker, (self.table,)

    @cached_property
    def matcher(self) -> Matcher:
        """What finds the names of the table in a text."""
        return self._given or Matcher(self.table.names, self.table.language)

    @cached_property
    def _senses(self) -> Mapping[str, tuple[Choice, ...]]:
        """The senses of the terms that have several, by id."""
        return {target.id: target.senses for target in self.table.targets if target.senses}

    @cached_property
    def _names(self) -> NameTable:
        table = self.table
        names = (*table.names, *table.elsewhere.names)
        return NameTable(names, (target.id for target in table.targets), table.left_out)

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
            return self._to_left_out(reference)
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
        anchor = _find_anchor(senses, category) if category else ""
        if category and not anchor:
            if is_left_out:
                return self._to_left_out(reference)
            message = f"{reference}: '{target}' has no sense in '{category}'"
            several = f"its senses are in {', '.join(dict.fromkeys(sense.category for sense in senses))}"
            hint = several if senses else f"it has one sense: write {Reference(target)}"
            # The term is there, so its page is better than none.
            issues.append(Issue("reference-unknown", Severity.NOTE, message, hint, line=reference.line))
        return identity, anchor, target

    def _unknown(self, message: str, hint: str, reference: Reference) -> Issue:
        # A translation is not left out for a term that is not translated, nor for one that its language lacks.
        severity = Severity.NOTE if self.table.elsewhere.is_further else Severity.ERROR
        return Issue("reference-unknown", severity, message, hint, line=reference.line)

    def _untranslated(self, reference: Reference, language: str) -> Issue:
        message = f"{reference} leads to the page in '{language}', because the term has none in this language"
        return Issue("reference-untranslated", Severity.NOTE, message, "translate that entry", line=reference.line)

    def _to_left_out(self, reference: Reference | LocalLink) -> Issue:
        message = f"{reference} leads to an entry that is left out because of errors: it is shown as plain text"
        return Issue("target-left-out", Severity.WARNING, message, "mend that entry", line=reference.line)

    @cached_property
    def _by_id(self) -> Mapping[str, Target]:
        return {target.id: target for target in self.table.targets}

    @cached_property
    def _by_file(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the terms in each file, by its path with and without its ending."""
        found: dict[str, tuple[str, ...]] = {}
        for target in self.table.targets:
            for file in target.files:
                path, _ = splitext(normpath(file))
                for name in (normpath(file), path, path.removesuffix("/index")):
                    found[name] = (*found.get(name, ()), target.id)
        return found

    def _resolve_link(self, link: LocalLink, own_id: str) -> tuple[str, str] | Issue:
        """The id and anchor that a local link in a body of ``own_id`` leads to, or what is wrong with it."""
        path, _, fragment = link.address.partition("#")
        path = path.partition("?")[0]
        own = self._by_id.get(own_id)
        places = (normpath(join(dirname(file), path)) for file in (own.files if own and path else ()))
        found = next((self._by_file[place] for place in places if place in self._by_file), ())
        if not found and (page := _PAGE.fullmatch(path)) and page[1] in self._by_id:
            found = (page[1],)
        identity = fragment if fragment in found else found[0] if len({*found}) == 1 else ""
        if identity:
            anchors = {sense.anchor for sense in self._senses.get(identity, ())}
            return identity, fragment if fragment in anchors else ""
        name = splitext(basename(path.rstrip("/")))[0]
        if self._names.is_left_out(name):
            return self._to_left_out(link)
        names = " or ".join(str(Reference(each)) for each in self._names.nearest(name))
        return dead_link(link, f"did you mean {names}?" if names else "")

    def _place_references(
        self, html: str, body: Body, own_id: str, issues: list[Issue]
    ) -> tuple[str, list[Mention], list[range]]:
        """The HTML with references and local links filled in, their mentions, and where no other link may be."""
        parts: list[str] = []
        mentions: list[Mention] = []
        taken: list[range] = []
        length = done = 0
        for mark in _MARK.finditer(html):
            found: tuple[str, ...] | Issue
            language, shown = "", mark["shown"]
            if mark["link"]:
                found = self._resolve_link(body.links[int(mark["link"])], own_id)
            else:
                reference = body.references[int(mark["reference"])]
                found = self._resolve(reference, issues) if reference.target else ("", "", "")
                shown = shown or escape(reference.target if isinstance(found, Issue) else found[2], quote=False)
                language = "" if isinstance(found, Issue) else self._names.language(found[0])
            if isinstance(found, Issue):
                issues.append(found)
                found = ("", "")
            parts += (html[done : mark.start()], shown)
            start = length + len(parts[-2])
            length = start + len(shown)
            done = mark.end()
            taken.append(range(start, length))
            if found[0]:
                mentions.append(Mention(start, length, found[0], found[1], language))
        parts.append(html[done:])
        return "".join(parts), mentions, taken

    def _choose_sense(self, identity: str, category: str, words: frozenset[str]) -> str:
        """The anchor of the sense that fits an entry of this category and these words, "" where none clearly fits."""
        senses = self._senses[identity]
        if identity not in self._own_words:
            bearers = Counter(word for sense in senses for word in sense.words)
            self._own_words[identity] = tuple(
                frozenset(word for word in sense.words if bearers[word] == 1) for sense in senses
            )
        ranked = sorted(
            (
                (len(own & words) + _CATEGORY_WORTH * (sense.category == category != ""), sense.anchor)
                for sense, own in zip(senses, self._own_words[identity], strict=True)
            ),
            reverse=True,
        )
        (best, anchor), (second, _) = ranked[:2]
        return anchor if best >= _ENOUGH and best - second >= _AHEAD else ""

    def link(
        self,
        body: Body,
        own_id: str,
        category: str,
        *,
        automatic: bool = True,
        remarks: Sequence[tuple[str, Body]] = (),
    ) -> LinkedBody:
        """One sense's ``body`` with its mentions; those of its own entry are none. ``automatic``: with automatic links.

        ``remarks`` are the texts under it, with the names of their fields. Issues: those of all texts,
        ``reference-unknown`` (a note in a further language), ``target-left-out`` (warning), ``reference-untranslated``
        (note), ``link-dead`` (warning).
        """
        texts = (body, *(remark for _, remark in remarks))
        issues = [issue for text in texts for issue in text.issues]
        counts: Counter[str] = Counter()
        # Explicit references are linked in every mode.
        mode = self.table.mode if automatic else "off"
        seen: set[tuple[str, int]] = set()
        words: frozenset[str] | None = None
        pieces = []
        for text, html in ((body, body.lead), *((text, text.html) for text in texts)):
            html, mentions, taken = self._place_references(html, text, own_id, issues)
            mentions = [mention for mention in mentions if mention.id != own_id]
            counts.update(mention.id for mention in mentions if not mention.language)
            automatic_ones = self.matcher.find(html, own_id, taken) if automatic else []
            counts.update(mention.id for mention, _ in automatic_ones)
            for mention, section in automatic_ones:
                place = (mention.id, section if mode == "section" else 0)
                if mode == "all" or (mode != "off" and place not in seen):
                    seen.add(place)
                    if mention.id in self._senses:
                        words = words if words is not None else vocabulary(body.text)
                        mention = mention._replace(anchor=self._choose_sense(mention.id, category, words))
                    mentions.append(mention)
            pieces.append(cut_mentions(html, sorted(mention[:5] for mention in mentions)))
        lead, shown, *under = pieces
        named = dict(sorted(counts.items()))
        explicit = any(text.references or text.links for text in texts)
        linked = tuple(Remark(name, each) for (name, _), each in zip(remarks, under, strict=True))
        return LinkedBody(lead, shown, named, tuple(issues), explicit, linked)


def _find_anchor(senses: Sequence[Choice], category: str) -> str:
    """The anchor of the first sense in a category, by its name, its slug or the anchor; "" where it is not clear."""
    key, slug = category_key(category), slugify(category)
    named = [sense for sense in senses if category_key(sense.category) == key]
    alike = named or [sense for sense in senses if slug and slug in (slugify(sense.category), sense.anchor)]
    return alike[0].anchor if len({sense.category for sense in alike}) == 1 else ""


def unlinked_html(pieces: Iterable["str | Mention"]) -> str:
    """The HTML of a body, or of its lead, without its links."""
    return "".join(piece if isinstance(piece, str) else piece.html for piece in pieces)


def cut_mentions(html: str, mentions: Iterable[tuple[int, int, str, str, str]]) -> tuple["str | Mention", ...]:
    """HTML in pieces, from the start, end, id, anchor and language of each mention, in order."""
    pieces: list[str | Mention] = []
    done = 0
    for start, end, identity, anchor, language in mentions:
        pieces += (html[done:start], Mention(start, end, identity, anchor, language, html[start:end]))
        done = end
    pieces.append(html[done:])
    return tuple([piece for piece in pieces if piece])
