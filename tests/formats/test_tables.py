"""Tables that people keep in spreadsheets, with heads of their own."""

from pathlib import Path

import pytest

from glossary_site.formats import ImportedGlossary, parse_columns, read_glossary, recognise_format


def read(tmp_path: Path, text: str | bytes, language: str = "en", columns: str = "") -> ImportedGlossary:
    path = tmp_path / "g.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_glossary(path, recognise_format(path), language, parse_columns(columns) if columns else {})


def texts(found: ImportedGlossary) -> list[tuple[str, str]]:
    return [(each.term, each.senses[0].definition.text or each.senses[0].body) for each in found.records]


@pytest.mark.parametrize(
    "head",
    [
        "Term,Definition",
        "TERM,meaning",
        "Word;Explanation",
        "Begriff;Erklärung",
        "Fachbegriff\tBedeutung",
        "Terme,Définition",
        "término|descripción",
        "Glossary term,Short description",
        '"Term (s)","Definition [en]"',
        "sep=;\nBegriff;Bedeutung",
        '"sep=\t"\nBegriff\tBedeutung',
        "Words of the mill;\n;\nName;Description",
        "Concept,What the miller calls it",
        "The grain,Definition",
    ],
)
def test_usual_heads_are_recognised(tmp_path: Path, head: str) -> None:
    mark = next(mark for mark in "\t;|," if mark in head.rpartition("\n")[2])
    found = read(tmp_path, f"{head}\nRye{mark}A grain of the north.\n")
    assert texts(found) == [("Rye", "A grain of the north.")]
    assert not found.issues


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "Begriff;Erklärung\nMühle;Sie mahlt das Korn für alle Bäcker.\n".encode(encoding))
    assert texts(found) == [("Mühle", "Sie mahlt das Korn für alle Bäcker.")]
    assert [issue.line for issue in found.issues] == ([1] if encoding == "cp1252" else [])


@pytest.mark.parametrize("raw", ["Слово;Смысл\nРожь;Злак\n".encode("cp1251"), b"PK\0\0\x03\x04", b"\xff\xfea"])
def test_what_is_no_text_in_a_known_encoding_is_refused(tmp_path: Path, raw: bytes) -> None:
    found = read(tmp_path, raw)
    assert not found.records
    assert {issue.code for issue in found.issues} & {"file-encoding", "file-binary"}


def test_columns_may_be_languages(tmp_path: Path) -> None:
    text = 'English,German,Category,Definition (de)\nRye,"Roggen, Korn",Grain,Ein Korn.\nMill,Mühle,,\n'
    rye, roggen, mill, muehle = read(tmp_path, text).records
    assert (rye.term, rye.language, rye.id, rye.senses[0].category) == ("Rye", "", "rye", "Grain")
    assert (roggen.term, roggen.aliases, roggen.language) == ("Roggen", ("Korn",), "de")
    assert (roggen.id, roggen.translation_of, roggen.senses[0].definition.text) == ("de/rye", "rye", "Ein Korn.")
    assert (mill.term, muehle.term, muehle.translation_of) == ("Mill", "Mühle", "mill")
    assert [record.language for record in read(tmp_path, text, "de").records] == ["", "en", "", "en"]
    assert [record.language for record in read(tmp_path, text, "fr").records] == ["en", "de", "en", "de"]


@pytest.mark.parametrize(
    "head", ["term_en;term_ko", "영어;번역문", "English;한국어", "EN;KO", "Term (English);Korean term"]
)
def test_languages_are_named_in_many_ways(tmp_path: Path, head: str) -> None:
    found = read(tmp_path, f"{head}\nrye;호밀\n")
    assert [(record.term, record.language) for record in found.records] == [("rye", ""), ("호밀", "ko")]


def test_a_cell_lists_names_by_semicolons_or_commas(tmp_path: Path) -> None:
    text = (
        "Term,Synonyms,See also,Meaning\n"
        'Rye,"Secale cereale, rye (the grain, not the bread)","See: Mill, stone, Oven","A grain"\n'
        '"Mill, stone",stone mill; quern,→ Oven,"It grinds"\n'
    )
    rye, mill = read(tmp_path, text).records
    assert rye.aliases == ("Secale cereale", "rye (the grain, not the bread)")
    assert rye.related == ("Mill, stone", "Oven")
    assert (mill.aliases, mill.related) == (("stone mill", "quern"), ("Oven",))


def test_a_full_form_explains_a_short_one_or_is_another_name(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "Acronym,Full form\nFAO,Food and Agriculture\n")) == [("FAO", "Food and Agriculture")]
    (record,) = read(tmp_path, "Acronym,Full form,Meaning\nFAO,Food and Agriculture,It feeds.\n").records
    assert (record.term, record.aliases, record.senses[0].definition.text) == (
        "FAO",
        ("Food and Agriculture",),
        "It feeds.",
    )


def test_a_cell_may_hold_a_list_with_bullets(tmp_path: Path) -> None:
    found = read(
        tmp_path, 'Term,Complete Form,Definition,Related\nRye,Secale,A grain.,"- Oat\n- Rye-grass, wild\n• Rye - old"\n'
    )
    (rye,) = found.records
    assert rye.aliases == ("Secale",)
    assert rye.related == ("Oat", "Rye-grass, wild", "Rye - old")


def test_a_quotation_mark_without_another_costs_its_line_only(tmp_path: Path) -> None:
    text = (
        'Term,Meaning,Also called\nRye,"A grain,x\nOat,A "good" grain,y\n'
        'Mill,"It ""grinds"",\nall day",z\nOven,"hot" box,w\n'
    )
    found = read(tmp_path, text)
    assert texts(found) == [
        ("Rye", "A grain"),
        ("Oat", 'A "good" grain'),
        ("Mill", 'It "grinds",\nall day'),
        ("Oven", "hot box"),
    ]
    assert [(issue.code, issue.line) for issue in found.issues] == [("csv-syntax", 2), ("csv-syntax", 6)]


def test_many_quotation_marks_without_others_take_no_longer(tmp_path: Path) -> None:
    found = read(tmp_path, "Term,Meaning\n" + "".join(f'Rye {number},"A grain\n' for number in range(20_001)))
    assert len(found.records) == 20_001


def test_what_is_not_read_is_counted_by_column(tmp_path: Path) -> None:
    found = read(tmp_path, "Term,Meaning,Owner,Checked\nRye,A grain.,Ann,\nOat,A grain.,Ben,\n,Lost,,\nA,,,\n")
    assert [loss.message for loss in found.losses] == [
        "'Owner' is not read: Ann",
        "'Owner' is not read: Ben",
        "a row has no name, so it is left out: Lost",
    ]


@pytest.mark.parametrize("head", ["Foo,Bar", "Rye,A grain of the north.", "1,2", "Term", "Owner,Price,Stock"])
def test_unknown_heads_are_one_message_with_the_option_to_use(tmp_path: Path, head: str) -> None:
    found = read(tmp_path, f"{head}\nx,y,z\nx,y,z\n")
    assert not found.records
    (issue,) = found.issues
    assert (issue.code, issue.line) == ("csv-columns", 1)
    assert "--columns 'term=" in issue.hint


def test_the_user_may_name_the_columns(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b,c\nRye,Roggen,A grain.\n", columns="term=a,term_de=b,definition=c")
    assert [(record.term, record.language) for record in found.records] == [("Rye", ""), ("Roggen", "de")]


@pytest.mark.parametrize(
    "text",
    [
        'Rye,A dark grain.\nOat,"A grain, for horses."\n',
        "Rye;A dark grain.\nOat;A grain, for horses.\n",
        "Rye\tA dark grain.\nOat\tA grain, for horses.\n",
    ],
)
def test_a_table_of_names_and_meanings_needs_no_heads(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    pairs = [(record.term, record.senses[0].definition.text) for record in found.records]
    assert pairs == [("Rye", "A dark grain."), ("Oat", "A grain, for horses.")]
    assert [(issue.code, issue.line) for issue in found.issues] == [("csv-columns", 1)]


@pytest.mark.parametrize("text", ["Rye,3\nOat,4\n", "Rye,A grain.\nRye,A flour.\n", "Rye,A grain.,x\nOat,A grain.,y\n"])
def test_other_tables_without_heads_are_an_error(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert not found.records
    assert [issue.code for issue in found.issues] == ["csv-columns"]
