"""The one table of fields: it agrees with the values, documents every field, and nobody else lists the fields."""

import ast
from pathlib import Path
from typing import Annotated, get_type_hints

import pytest

from glossary_site.records import FIELDS, STATUSES, Citation, Field, Kind, Part, Record, Sense
from glossary_site.records.fields import read_rows
from glossary_site.values import Frozen, list_fields

PACKAGE = Path(__file__).parents[2] / "glossary_site"
#: What reading adds to an entry, and where it puts the fields that an author declares.
ADDED = {"origin", "body_line", "own"}
LISTS = {Kind.TEXTS, Kind.CATEGORIES, Kind.MARKDOWNS}
KINDS = {int: {Kind.NUMBER}, tuple[str, ...]: LISTS}
#: A format's row lists the fields that it carries: that is a fact of its own.
MAY_LIST = {"records/record.py", "formats/losses.py", "loader/one_file/heads.py", "loader/one_file/labels.py"}
MOST = 6


@pytest.mark.parametrize(("value", "part"), [(Record, Part.RECORD), (Sense, Part.SENSE), (Citation, Part.SOURCE)])
def test_every_attribute_that_an_author_writes_has_a_row(value: type[Frozen], part: Part) -> None:
    rows = {row.attribute: row for row in FIELDS if row.part is part}
    assert set(rows) == set(list_fields(value)) - ADDED
    hints = get_type_hints(value)
    for name, row in rows.items():
        assert row.kind in KINDS.get(hints[name], Kind), name
        assert row.is_list == (hints[name] == tuple[str, ...]), name
        if isinstance(row.default, str):
            assert row.default == (row.choices[0] if row.kind is Kind.CHOICE else ""), name


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.full_name)
def test_every_row_has_a_sentence_that_fits_its_table(row: Field) -> None:
    assert len(row.sentence) > 8
    assert not set(row.sentence) & set("|\n")
    assert bool(row.choices) == (row.kind is Kind.CHOICE)
    assert all(f"`{choice}`" in row.sentence for choice in row.choices)


def test_a_row_cannot_be_without_a_sentence() -> None:
    with pytest.raises(TypeError):
        Field(kind=Kind.TEXT)  # type: ignore[call-arg]


def test_rows_take_their_names_and_defaults_from_the_class() -> None:
    class Loaf(Frozen):
        flour: Annotated[str, Field("what it is made of")]
        crusts: Annotated[str, Field("how dark it is", Kind.CHOICE, choices=STATUSES, name="crust")] = STATUSES[0]
        origin: str = ""

    found = [(row.name, row.attribute, row.part, row.default) for row in read_rows(Loaf, Part.SENSE)]
    assert found == [("flour", "flour", Part.SENSE, ""), ("crust", "crusts", Part.SENSE, "current")]


def listed_fields(path: Path) -> list[tuple[int, set[str]]]:
    """The lines of a module on which a list, a set, a tuple or a mapping names fields, and the names."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        texts = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        found.append((getattr(node, "lineno", 0), texts & {row.name for row in FIELDS}))
    return found


def test_no_other_module_lists_the_fields() -> None:
    again = {
        f"{path.relative_to(PACKAGE)}:{line}": sorted(names)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() not in MAY_LIST
        for line, names in listed_fields(path)
        if len(names) > MOST
    }
    assert not again
