"""What is exported and read back is the same, but for what the loss report names."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.formats import Format, find_format, load_writer
from glossary_site.formats.csv_text import join_list, make_safe, read_safe, split_list
from glossary_site.formats.edition import Edition, normalise_records
from glossary_site.formats.form import load_reader
from glossary_site.formats.imported import ImportSource
from glossary_site.formats.tbx import GENDERS, PARTS_OF_SPEECH
from glossary_site.markup import escape_line, parse_definition
from glossary_site.records import FIELDS, Citation, Kind, Origin, Part, Place, Record, Sense, Use
from glossary_site.text.words import spelling_key
from glossary_site.values import replace

CONFIG = SiteConfig(title='A "glossary" <of> & ]]> things', base_url="https://example.org/g/")

REMARKS = tuple(row for row in FIELDS if row.part is Part.SENSE and row.place is Place.BODY)

ODD = ['"', "a<b", "x & y", "]]>", "a\tb", "a\nb", "\u200fab\u200e", "🤖", "=1+1", "-x", "+x", "@x", "'x", "'=x"]
ODD += ["a;b", "a\\;b", "\\", "a; b", "[[x]]", "</script>", "<!--", "%00", "＝1", "e\u0301", "a\x85b", "x\u2028y"]

ALL = st.characters(exclude_categories=["Cs"])
#: What XML can hold.
SAFE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def texts_of(characters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    odd = st.lists(st.sampled_from(ODD), max_size=2).map("".join)
    return (st.text(characters, max_size=10) | odd).map(str.strip)


@st.composite
def whole_records(draw: st.DrawFn, characters: st.SearchStrategy[str] = ALL) -> tuple[Record, ...]:
    """Some records as a glossary has them: ids and names of their own, relations to each other and to nobody."""
    anything = texts_of(characters)
    filled = anything.filter(bool)
    names = st.lists(filled, max_size=3, unique=True).map(tuple)
    citations = st.builds(Citation, file=anything, line=st.integers(0, 999_999_999), title=anything, url=anything)
    texts = st.text(characters | st.sampled_from("\r\n\t =<&>];,\"'\\"), max_size=40)
    remarks = st.lists(texts.map(str.strip).filter(bool), max_size=3, unique=True).map(tuple)
    senses = st.builds(
        Sense,
        categories=names,
        definition=anything.map(parse_definition),
        body=texts,
        usage=texts,
        note=remarks,
        example=remarks,
        history=texts,
        keywords=names,
        heading=anything,
        source=st.none() | citations,
    )
    terms = draw(st.lists(filled, min_size=1, max_size=4, unique_by=spelling_key))
    found = []
    languages = [draw(st.sampled_from(["", "", "de", "pt-BR"])) for _ in terms]
    ids = [f"{language.lower()}/t{n}" if language else f"t{n}" for n, language in enumerate(languages)]
    for identity, term, language in zip(ids, terms, languages, strict=True):
        related = st.lists(st.sampled_from(terms) | filled, max_size=3, unique=True).map(tuple)
        values: dict[str, Any] = {
            Kind.TEXT: anything | st.sampled_from([*PARTS_OF_SPEECH, *GENDERS]),
            Kind.TEXTS: names,
            Kind.DATE: st.sampled_from(["", "2026-03-31"]),
        }
        drawn: dict[str, Any] = {
            row.name: draw(st.sampled_from(row.choices) if row.choices else values[row.kind])
            for row in FIELDS
            if row.part is Part.RECORD and (row.choices or row.kind in values)
        }
        drawn |= {row.name: draw(related) for row in FIELDS if Use.RELATION in row.uses}
        drawn |= {
            "term": term,
            "senses": tuple(draw(st.lists(senses, min_size=1, max_size=3))),
            "id": identity,
            "replaced_by": draw(st.sampled_from(["", *terms])),
            "language": language,
            "translation_of": draw(st.sampled_from(["", *ids, "elsewhere"])) if language else "",
            "translated_from": drawn["translated_from"] if language else "",
        }
        found.append(Record(**drawn))
    return normalise_records(found)


def round_trip(form: Format, records: tuple[Record, ...]) -> tuple[Record, ...]:
    (output,) = (each for each in load_writer(form)(Edition(records, CONFIG)) if isinstance(each, Output))
    found = load_reader(form)(ImportSource("glossary", output.data, CONFIG.language))
    assert not found.issues
    return tuple(
        replace(
            each,
            origin=Origin(),
            senses=tuple(replace(sense, origin=Origin(), body_line=0) for sense in each.senses),
        )
        for each in sorted(found.records, key=lambda each: each.id)
    )


def kept(form: Format, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records without the fields that ``form`` lists as lost, in the plainest reading of its notes."""
    if not form.loses:
        return tuple(sorted(records, key=lambda each: each.id))
    by_id = {each.id: each for each in records}
    terms = {(each.language, each.term) for each in records}
    found = []
    for each in records:

        def within(names: tuple[str, ...], language: str = each.language) -> tuple[str, ...]:
            return tuple(sorted(name for name in names if (language, name) in terms))

        senses = []
        for sense in each.senses:
            source = replace(sense.source, file="", line=0) if sense.source else None
            keywords = () if "left out" in form.loses.get("keywords", "") else tuple(sorted(sense.keywords))
            remarks: dict[str, Any] = {
                row.name: row.default if form.loses.get(row.name) == "left out" else tuple(sorted(value))
                for row in REMARKS
                if (value := getattr(sense, row.name))
                if form.loses.get(row.name) == "left out" or (row.is_list and "order of notes" in form.loses)
            }
            senses.append(
                replace(
                    sense,
                    definition=parse_definition(escape_line(sense.definition.text)),
                    heading="",
                    keywords=keywords,
                    **remarks,
                    categories=tuple(sorted(sense.categories))
                    if "order of categories" in form.loses
                    else sense.categories,
                    source=source if source != Citation() else None,
                )
            )
        original = by_id.get(each.translation_of)
        left_out: dict[str, Any] = {"tags": tuple(sorted(each.tags))} | {
            row.name: row.default
            for row in FIELDS
            if row.part is Part.RECORD and form.loses.get(row.full_name) == "left out" and Use.RELATION not in row.uses
        }
        if "part_of_speech" in form.loses and each.part_of_speech not in PARTS_OF_SPEECH:
            left_out["part_of_speech"] = ""
        if "gender" in form.loses and each.gender not in GENDERS:
            left_out["gender"] = ""
        found.append(
            replace(
                each,
                **left_out,
                senses=tuple(senses),
                aliases=tuple(sorted(each.aliases)) if "order of names" in form.loses else each.aliases,
                abbreviations=(
                    tuple(sorted(each.abbreviations)) if "order of names" in form.loses else each.abbreviations
                ),
                related=within(each.related),
                broader=within(each.broader) if "left out" not in form.loses["broader"][:8] else (),
                narrower=within(each.narrower) if "left out" not in form.loses["narrower"][:8] else (),
                replaced_by=each.replaced_by if (each.language, each.replaced_by) in terms else "",
                translation_of=each.translation_of if original and original is not each else "",
            )
        )
    return tuple(sorted(found, key=lambda each: each.id))


ODD_RECORD = Record(
    term='"<&]]>\t\n\u200f🤖',
    id="t0",
    aliases=("=1+1", "-x", "a;b"),
    abbreviations=("@x",),
    senses=(
        Sense(
            categories=("'=c",),
            definition=parse_definition("</script>"),
            body="a\r\nb\rc\n\n]]>",
            source=Citation(url="<u>"),
        ),
    ),
)


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
@given(records=whole_records())
@example(records=(ODD_RECORD,))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_plain_formats_lose_nothing(name: str, records: tuple[Record, ...]) -> None:
    form = find_format(name)
    assert round_trip(form, records) == kept(form, records)


@pytest.mark.parametrize("name", ["skos-turtle", "skos-jsonld"])
@given(records=whole_records())
@example(records=(ODD_RECORD,))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_skos_loses_exactly_the_listed_fields(name: str, records: tuple[Record, ...]) -> None:
    form = find_format(name)
    assert round_trip(form, records) == kept(form, records)


def _join(text: str) -> str:
    return " ".join(text.split())


def _joined(record: Record) -> Record:
    """A record whose texts of one line have single spaces, as white space counts in XML."""
    return replace(
        record,
        term=_join(record.term),
        aliases=tuple(map(_join, record.aliases)),
        abbreviations=tuple(map(_join, record.abbreviations)),
        related=tuple(map(_join, record.related)),
        replaced_by=_join(record.replaced_by),
        senses=tuple(
            replace(
                sense,
                categories=tuple(map(_join, sense.categories)),
                source=sense.source and replace(sense.source, title=_join(sense.source.title)),
            )
            for sense in record.senses
        ),
    )


SPACED_RECORD = Record(
    term="a b",
    id="t0",
    aliases=("a\tb", "c\td", "c\x85d", "e\tf"),
    abbreviations=("e\x85f",),
    senses=(Sense(categories=("g\th", "g\x85h")),),
)


@given(records=whole_records(SAFE))
@example(records=(ODD_RECORD,))
@example(records=normalise_records([SPACED_RECORD]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_tbx_loses_exactly_the_listed_fields(records: tuple[Record, ...]) -> None:
    form = find_format("tbx")
    alone = tuple(
        replace(_joined(each), translation_of="", status=each.status.replace("draft", "current")) for each in records
    )
    assert [replace(each, related=tuple(sorted(each.related))) for each in round_trip(form, alone)] == list(
        kept(form, alone)
    )


@given(texts_of(ALL) | st.text())
@example("''=1")
@example("=\n")
def test_a_cell_is_safe_and_reads_back(text: str) -> None:
    cell = make_safe(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert read_safe(cell) == text


@given(st.lists(texts_of(ALL).filter(bool)))
@example(["a;b", "\\", "a\\;", ";"])
def test_a_list_in_a_cell_reads_back(texts: list[str]) -> None:
    assert split_list(join_list(texts)) == texts
