"""Which parts of a page are its entries: under headings, behind leads, in tables, lists and repeated HTML.

People mix these shapes. A heading is a term, or it groups the entries below it: a page takes the reading that has more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, takewhile, zip_longest

from glossary_site.loader.one_file.definition_lists import read_definitions, read_glossary_directive
from glossary_site.loader.one_file.found import Found
from glossary_site.loader.one_file.heads import is_glossary, is_group, is_letter, is_matter, names_glossary
from glossary_site.loader.one_file.html import (
    HtmlForm,
    find_form,
    holds_details,
    read_definition_tags,
    read_details,
    read_html,
)
from glossary_site.loader.one_file.labels import drop_definition_label, split_labels
from glossary_site.loader.one_file.lists import read_list, read_paragraph, takes_plain_leads
from glossary_site.loader.one_file.names import find_anchors, parse_name
from glossary_site.loader.one_file.tables import is_blank_table, is_glossary_table, is_table_of_terms, read_table
from glossary_site.markup import Block
from glossary_site.values import Frozen, replace

#: A section with more blocks than this before its first entry is a text with a list in it, unless the list is long.
_LONGEST_INTRODUCTION = 2
_LONG_LIST = 20
#: Headings of a page, of which some have lists of parts.
_MANY = 10
#: A lead that so many entries repeat, and at least this share of them, labels a part of each ("Definition:"); so does
#: one that is the first of so many sections.
_REPEATED = 3
_SHARE_OF_LABELS = 0.3
_LISTS = ("bullet_list", "ordered_list", "table")


class Piece(Frozen):
    """Some blocks of a section that belong together, and the entries that they hold."""

    blocks: tuple[Block, ...]
    found: tuple[Found, ...]

    @property
    def kind(self) -> str:
        """The kind of the first block."""
        return self.blocks[0].kind

    def cut_lines(self, place: int, lines: Sequence[str]) -> str:
        """The lines of an entry of it, up to the next one."""
        starts = [*(found.line for found in self.found), self.blocks[-1].end]
        return "\n".join(lines[starts[place] : starts[place + 1]])


class Section(Frozen):
    """A heading (None above the first) and the blocks below it, up to the next heading of any level.

    ``found`` are the entries in the blocks, if the heading is none itself; ``before`` counts the blocks before them.
    ``empty`` are names without a text.
    """

    heading: Block | None
    blocks: tuple[Block, ...]
    found: tuple[Found, ...] = ()
    empty: tuple[Found, ...] = ()
    before: int = 0

    @property
    def level(self) -> int:
        """The level of the heading, 0 where there is none."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """The Markdown of the heading."""
        return self.heading.source if self.heading else ""

    @property
    def name(self) -> str:
        """What the heading names, as text without its anchors."""
        return parse_name(self.title).whole

    @property
    def is_list(self) -> bool:
        """Whether the section lists entries, behind a short introduction at most."""
        alone = len(self.found) == 1 and (not self.before or self.has_terms)
        is_short = self.before <= _LONGEST_INTRODUCTION or len(self.found) >= _LONG_LIST
        return alone or (len(self.found) > 1 and is_short)

    @property
    def has_terms(self) -> bool:
        """Whether it ends with a table whose heads name terms."""
        return bool(self.blocks) and is_table_of_terms(self.blocks[-1])

    @property
    def is_text(self) -> bool:
        """Whether the section has a text that lists no entries."""
        return bool(self.blocks) and not self.is_list

    @property
    def is_letter(self) -> bool:
        """Whether its heading only sorts what is below it; a term may have the name of a letter."""
        return bool(self.name) and not self.is_text and is_letter(self.name)

    @property
    def may_be_term(self) -> bool:
        """Whether its heading may be a term: it names no part about the page, and no glossary."""
        return bool(self.name) and not (self.is_matter or self.is_letter or is_glossary(self.name))

    @property
    def is_matter(self) -> bool:
        """Whether it is about the page and defines nothing."""
        return is_matter(self.name)


class Shape(Frozen):
    """What a page holds: its title, the blocks before its first entry, its entries, the sections that are none.

    ``empty`` are names without a text.
    """

    title: str
    introduction: tuple[Block, ...]
    entries: tuple[Found, ...]
    empty: tuple[Found, ...]
    left_out: tuple[Section, ...]


def find_shape(blocks: Sequence[Block], lines: Sequence[str]) -> Shape:
    """The entries of a page, from its outermost blocks and its ``lines``."""
    form, folded = find_form(blocks), holds_details(blocks, lines)
    cut = list(_cut_sections(blocks))
    pieces = [_read_pieces(section.blocks, lines, form, folded=folded) for section in cut]
    page = _find_habits(pieces)
    title, sections = _take_title(
        [_read_section(section, each, lines, page) for section, each in zip(cut, pieces, strict=True)]
    )
    sections, outside = _find_glossary(title, sections)
    level, has_lists = _find_term_level(sections)
    entries: list[Found] = []
    introduction: list[Block] = []
    empty: list[Found] = []
    left_out = [section for section in outside if section.blocks]
    groups: list[Section] = []
    of_terms = (number for number, each in enumerate(sections) if each.level <= level and not each.is_matter)
    last_of_terms = max(of_terms, default=-1)
    beside = 0
    place = 0
    while place < len(sections):
        section = sections[place]
        inner = _below(sections, place)
        place += 1
        groups = [group for group in groups if group.level < section.level]
        beside = beside if beside <= section.level else 0
        is_matter_here = section.is_matter and (not entries or place > last_of_terms)
        announces = not section.name or (section.is_list and is_group(section.name))
        is_entry = not announces and (
            section.is_text if has_lists or section.has_terms else bool(section.blocks) and not section.is_letter
        )
        if level and section.level == level and is_entry and not is_matter_here:
            entries.append(_under_heading(section, inner, lines, _group_name(groups)))
            place += len(inner)
        elif section.is_list:
            name = _group_name([*groups, section])
            opening = section.blocks[: section.before]
            if not entries:
                introduction += opening
            elif opening:
                left_out.append(replace(section, blocks=opening))
            entries += (replace(each, group=name) for each in section.found)
            empty += section.empty
        elif 0 < section.level < level and section.is_text and not inner and not section.is_matter:
            entries.append(_under_heading(section, [], lines, _group_name(groups)))
        elif not entries and not (is_glossary(title) and section.may_be_term and section.is_text and not inner):
            introduction += section.blocks
        elif section.may_be_term and (section.level == beside if inner else section.is_text):
            entries.append(_under_heading(section, inner, lines, _group_name(groups)))
            beside = section.level
            place += len(inner)
        elif section.blocks:
            left_out.append(section)
        elif section.heading and section.level == level and not inner and section.may_be_term:
            line = section.heading.start
            empty.append(Found(section.title, "", line, line))
        if section.heading:
            groups.append(section)
    return Shape(title, tuple(introduction), tuple(entries), tuple(empty), tuple(left_out))


def _cut_sections(blocks: Iterable[Block]) -> Iterator[Section]:
    heading: Block | None = None
    held: list[Block] = []
    for block in _give_anchors(blocks):
        if block.kind != "heading":
            held += [] if is_blank_table(block) else [block]
            continue
        if heading or held:
            yield Section(heading, _without_end_rule(held))
        heading, held = block, []
    if heading or held:
        yield Section(heading, _without_end_rule(held))


def _without_end_rule(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a section without the line across the page that closes it."""
    return tuple(blocks[:-1] if blocks and blocks[-1].kind == "hr" else blocks)


def _give_anchors(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with the anchors that are alone on the lines above a heading or paragraph put before its text."""
    held: list[Block] = []
    for block in blocks:
        if find_anchors(block.source):
            held.append(block)
            continue
        if held and block.kind in ("heading", "paragraph"):
            anchors = "".join(f'<a id="{anchor}"></a>' for each in held for anchor in find_anchors(each.source))
            yield replace(block, source=f"{anchors}{block.source}")
        else:
            yield from held
            yield block
        held = []
    yield from held


def _find_glossary(title: str, sections: list[Section]) -> tuple[list[Section], list[Section]]:
    """The sections of the glossary in a longer page, and those outside it; all of them where the page is a glossary.

    The heading of such a part announces entries, as neither the title nor another heading does, and a text is beside
    it. Where its name leaves open what the entries are ("Definitions"), no other part lists entries.
    """
    if is_glossary(title):
        return sections, []
    for place, section in enumerate(sections):
        if not (section.heading and is_group(section.name) and is_glossary(section.name)):
            continue
        inner = _below(sections, place)
        others = [*sections[:place], *sections[place + 1 + len(inner) :]]
        texts = [each for each in others if each.level == section.level and each.is_text]
        is_only = not any(is_glossary(each.name) for each in others)
        is_clear = names_glossary(section.name) or not any(each.heading and each.is_list for each in others)
        if texts and is_only and is_clear and (section.is_list or inner):
            opening = [each for each in others if not each.heading]
            return [*opening, section, *inner], [each for each in others if each.heading]
    return sections, []


def _below(sections: Sequence[Section], place: int) -> list[Section]:
    """The sections of deeper headings below the one at ``place``."""
    return list(takewhile(lambda each: each.level > sections[place].level, sections[place + 1 :]))


def _take_title(sections: list[Section]) -> tuple[str, list[Section]]:
    """The title of a page, and its sections with that heading taken away: it is the first and highest, and alone."""
    place = next((place for place, section in enumerate(sections) if section.heading), None)
    if place is None:
        return "", sections
    first, others = sections[place], [section for section in sections[place + 1 :] if section.heading]
    is_alone = all(other.level > first.level for other in others)
    is_named = is_group(first.title) or names_glossary(first.title)
    if not is_alone or not (others or first.level == 1 or is_named):
        return "", sections
    return first.title, [*sections[:place], replace(first, heading=None), *sections[place + 1 :]]


def _find_term_level(sections: Sequence[Section]) -> tuple[int, bool]:
    """The level of the headings that are terms, 0 where there is none; whether lists hold more entries than they.

    A single text beside lists of entries is about the page. Below many headings of which a third and more have texts
    alone, short lists behind an opening are parts of their entries.
    """
    names: defaultdict[int, set[str]] = defaultdict(set)
    for section in sections:
        if section.heading and section.is_text and not section.is_matter:
            names[section.level].add(section.title)
    listed = sum(len(section.found) for section in sections if section.is_list)
    level = max(names, key=lambda each: (len(names[each]), -each), default=0)
    opened = sum(each.is_list and each.before > 0 and each.level == level for each in sections)
    headings = len(names[level]) + opened
    are_parts = headings >= _MANY and 3 * len(names[level]) >= headings and listed <= 3 * headings
    has_lists = listed > len(names[level]) and not are_parts
    return (level if len(names[level]) > has_lists else 0), has_lists


def _group_name(groups: Sequence[Section]) -> str:
    """The name of the closest group that is no letter and does not only announce entries; "" without one."""
    names = (group.name for group in reversed(groups))
    return next((name for name in names if name and not is_letter(name) and not is_group(name)), "")


def _under_heading(section: Section, inner: Sequence[Section], lines: Sequence[str], group: str) -> Found:
    """The entry of a heading: all below it, with the sections ``inner`` of deeper headings."""
    line = section.heading.start if section.heading else 0
    own, fields = split_labels(section.blocks)
    below = [*own, *(block for each in inner for block in (each.heading, *each.blocks) if block)]
    blocks = [block for block in below if block.kind != "footnote_reference"]
    text: list[str] = []
    end = start = blocks[0].start if blocks else line
    for block in blocks:
        # What is in no block shows nothing: link definitions.
        text += [""] * (block.start - end)
        text += lines[block.start : block.end]
        end = block.end
    return Found(section.title, drop_definition_label("\n".join(text)), line, start, group, fields=fields)


def _read_pieces(blocks: Sequence[Block], lines: Sequence[str], form: HtmlForm | None, *, folded: bool) -> list[Piece]:
    """The blocks of a section with the entries in them; ``folded``: folded texts are such."""
    plain = takes_plain_leads(blocks)
    pieces: list[Piece] = []
    place = 0
    while place < len(blocks):
        block, used = blocks[place], 1
        new: Sequence[Found] = ()
        if block.kind == "html_block":
            new, used = read_definition_tags(blocks, place, lines)
            if folded and not new:
                new, used = read_details(blocks, place, lines)
            if form and not new:
                new, used = read_html(blocks, place, lines, form)
        else:
            new = _read_block(block, lines, plain=plain, alone=len(blocks) == 1)
        pieces.append(Piece(tuple(blocks[place : place + used]), tuple(new)))
        place += used
    return pieces


class Habits(Frozen):
    """How a page is written: the leads that label parts of its entries; whether most entries are paragraphs."""

    labels: frozenset[str]
    has_paragraphs: bool


def _find_habits(sections: Sequence[Sequence[Piece]]) -> Habits:
    pieces = [piece for section in sections for piece in section]
    named = [[found.name for piece in each if piece.kind != "table" for found in piece.found] for each in sections]
    leads = Counter(chain.from_iterable(named))
    fewest = max(_REPEATED, _SHARE_OF_LABELS * len(leads))
    first = Counter(names[0] for names in named if names)
    labels = frozenset(name for name, count in leads.items() if count >= fewest or first[name] >= _REPEATED)
    kinds = Counter(piece.kind in _LISTS for piece in pieces for found in piece.found if found.name not in labels)
    return Habits(labels, kinds[False] > kinds[True])


def _read_section(section: Section, pieces: Sequence[Piece], lines: Sequence[str], page: Habits) -> Section:
    """A section with the entries of its blocks; a block that holds none goes on with the entry before it.

    So does what a label opens, and a list or table below an entry of a page whose entries are paragraphs. Below a
    heading whose text opens with a label, every lead is one. A name with no text is no entry.
    """
    found: list[Found] = []
    before = 0
    leading = next((each.name for piece in pieces for each in piece.found), "")
    is_labelled = section.heading is not None and leading in page.labels
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.kind == "hr" and after and after.found:
            continue  # a line between entries
        is_inner = page.has_paragraphs and (is_labelled or bool(found)) and piece.kind in _LISTS
        if is_inner and piece.kind == "table":
            is_inner = not is_glossary_table(piece.blocks[0])
        new = () if is_inner else piece.found
        if not new and found:
            start = piece.blocks[0].start
            found[-1] = found[-1].with_more("\n".join(lines[start : piece.blocks[-1].end]), start)
        elif not new or (not found and (is_labelled or new[0].name in page.labels)):
            before += len(piece.blocks)
        for place, each in enumerate(new):
            if not (is_labelled or each.name in page.labels):
                found.append(each)
            elif found:
                found[-1] = found[-1].with_more(piece.cut_lines(place, lines), each.line)
    leads = {each.line for piece in pieces if piece.kind == "paragraph" for each in piece.found}
    meant = tuple(each for each in found if each.text or each.line not in leads)
    empty = tuple(each for each in found if not each.text and each.line in leads)
    return replace(section, found=meant, empty=empty, before=before)


def _read_block(block: Block, lines: Sequence[str], *, plain: bool, alone: bool) -> list[Found]:
    match block.kind:
        case "paragraph":
            return read_paragraph(block, plain=plain)
        case "bullet_list" | "ordered_list":
            # Below paragraphs that open with names, a list belongs to the entry before it.
            return read_list(block, lines, plain=not plain, alone=alone)
        case "table":
            return read_table(block)
        case "dl":
            return read_definitions(block, lines)
        case "fence" | "colon_fence" if block.info.startswith("{glossary}"):
            return read_glossary_directive(block)
    return []
