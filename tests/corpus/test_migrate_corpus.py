"""The real glossaries of other tools: every term, alias, language and reference is read, as another count shows."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from corpus.written_names import written_name
from glossary_site.formats import ImportedGlossary, find_format, read_glossary


def lost(found: ImportedGlossary, counted: str) -> int:
    return sum(loss.counted == counted for loss in found.losses)


def referred(found: ImportedGlossary) -> int:
    return sum(sense.body.count("[[") for record in found.records for sense in record.senses)


def test_every_sphinx_term_is_read(real: Path) -> None:
    path = real / "sphinx" / "glossary.rst"
    text = path.read_text(encoding="utf-8")
    found = read_glossary(path, find_format("sphinx-glossary"), "en", {})
    names = [line.strip() for line in text.split("glossary::")[1].splitlines() if re.match(r" {4}\S", line)]
    read = [
        name for record in found.records for name in (written_name(record, names), *record.aliases) if name in names
    ]
    assert Counter(names) == Counter(read)
    assert found.references == referred(found) == text.count(":term:`")
    assert lost(found, "references") == text.count(":ref:`") + text.count(":doc:`")
    assert lost(found, "") == 0
    assert all(sense.definition or sense.body for record in found.records for sense in record.senses)


def test_every_entry_in_latex_is_read(real: Path) -> None:
    path = real / "latex" / "cheri.tex"
    text = re.sub(r"(?m)(?<!\\)%.*$", "", path.read_text(encoding="utf-8"))
    found = read_glossary(path, find_format("latex"), "en", {})
    entries = len(re.findall(r"\\(?:long)?newglossaryentry", text))
    mentions = len(re.findall(r"\\[Gg]ls(?:pl|link)?\b", text))
    print(f"{path.name}: {entries} entries, {len(found.records)} read; {mentions} mentions, {found.references} read")
    names = [" ".join(name.split()) for name in re.findall(r"\{\s*name=\{?([^,{}(]+)", text)]
    assert names == [record.term.partition(" (")[0] for record in found.records]
    assert len(found.records) == entries
    # A mention within the name of an entry is none.
    assert found.references == referred(found) == mentions - lost(found, "references") + text.count("\\ref")
    assert all(sense.body for record in found.records for sense in record.senses)


@pytest.mark.parametrize("name", ["glossary.adoc", "acronyms.adoc"])
def test_every_label_in_asciidoc_is_read(real: Path, name: str) -> None:
    path = real / "asciidoc" / name
    text = path.read_text(encoding="utf-8")
    found = read_glossary(path, find_format("asciidoc"), "en", {})
    labels = re.findall(r"(?m)^(?:\[\[.*?\]\])?([^\s\[/].*?)(?: \^\w+\^)?::(?= |$)", text)
    print(f"{name}: {len(labels)} labels, {len(found.records)} terms read")
    assert labels == [record.term for record in found.records]
    assert found.references == referred(found) == text.count("<<") - lost(found, "references")
    assert sum(loss.kind.startswith("a raised mark") for loss in found.losses) == text.count(" ^RV^::")


def test_every_entry_in_docbook_is_read(real: Path) -> None:
    path = real / "docbook" / "dcache.xml"
    text = re.sub(r"(?s)<!--.*?-->", "", path.read_text(encoding="utf-8"))
    found = read_glossary(path, find_format("docbook"), "en", {})
    names = re.findall(r"(?s)<glossentry[^>]*>\s*<glossterm>(.*?)</glossterm>", text)
    links = len(re.findall(r"<(?:glossterm|xref)\s+linkend", text)) + text.count("<glosssee ")
    print(f"{path.name}: {len(names)} entries, {len(found.records)} read; {links} links, {found.references} references")
    plain = [" ".join(re.sub(r"\(<abbrev>.*?</abbrev>\)|<.*?>|[&;]", "", name).split()) for name in names]
    assert plain == [written_name(record, plain) for record in found.records]
    assert found.references == referred(found) == links - lost(found, "references")


@pytest.mark.parametrize("style", ["DCA", "DCT"])
def test_every_term_in_tbx_is_read(real: Path, style: str) -> None:
    path = real / "tbx" / f"Example_Astronomy_{style}_VALID.tbx"
    text = path.read_text(encoding="utf-8")
    found = read_glossary(path, find_format("tbx"), "en", {})
    terms = re.findall(r"<term[^>]*>\s*(.*?)\s*</term>", text)
    names = [name for record in found.records for name in (record.term, *record.aliases, *record.abbreviations)]
    print(f"{path.name}: {len(terms)} terms, {len(names)} read, {len(found.losses)} losses")
    assert len(names) == len(terms)
    assert len(found.losses) >= len(re.findall(r"""partOfSpeech""", text)) > 0


def test_every_concept_of_glossarist_is_read(real: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (real / "glossarist").glob("*.yaml")]
    found = read_glossary(real / "glossarist", find_format("glossarist"), "en", {})
    concepts = sum(text.count("localized_concepts:") for text in texts)
    languages = sum(text.count("language_code:") for text in texts)
    # A designation may name its short form in brackets: one of these does.
    names = sum(text.count("designation:") for text in texts) + 1
    print(f"glossarist: {concepts} concepts in {languages} texts, {len(found.records)} records")
    assert len(found.records) == languages
    assert sum(record.language == "" for record in found.records) == concepts
    # Some concepts give one name twice.
    assert 0 <= names - sum(1 + len(each.aliases) + len(each.abbreviations) for each in found.records) <= 5


def test_every_glosario_entry_is_read(real: Path) -> None:
    path = real / "glosario" / "glossary.yml"
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 (makes texts, nothing else)
    texts = [
        (slug, language, fields)
        for entry in entries
        for slug in [entry["slug"]]
        for language, fields in entry.items()
        if isinstance(fields, dict) and fields.get("term")
    ]
    found = read_glossary(path, find_format("glosario"), "en", {})
    assert Counter(record.language or "en" for record in found.records) == Counter(language for _, language, _ in texts)
    # A term may name its short form in brackets.
    short = [
        {fields.get("acronym") or "", *re.findall(r" \(([A-Z]{2,}s?)\)$", fields["term"])}
        - {"", fields["term"].partition(" (")[0]}
        for _, _, fields in texts
    ]
    assert sum(len(record.abbreviations) for record in found.records) == sum(map(len, short))
    links = sum(str(fields.get("def", "")).count("](#") for _, _, fields in texts)
    assert found.references + lost(found, "references") == links
    bodies = [sense.body for record in found.records for sense in record.senses]
    assert found.references == sum(len(re.findall(r"\[\[(?!\.)", body)) for body in bodies)
    assert lost(found, "references") <= 10  # broken in the source: no bracket opens them
    related = sum(len(entry["ref"]) for entry in entries if isinstance(entry.get("ref"), list) and "en" in entry)
    assert sum(len(record.related) for record in found.records) == related
    ids = {record.id for record in found.records}
    assert all(record.translation_of in ids for record in found.records if record.translation_of)


def test_every_mdn_term_is_read(real: Path) -> None:
    found = read_glossary(real / "mdn", find_format("markdown-folder"), "en", {})
    texts = {path.parent.name: path.read_text(encoding="utf-8") for path in (real / "mdn").glob("*/index.md")}
    print(f"\nmdn: {len(texts)} terms in the source, {len(found.records)} read")
    titles = [re.findall(r"(?m)^title: *[\"']?(.*?)[\"']? *$", text)[0] for text in texts.values()]
    assert sorted(written_name(record, titles) for record in found.records) == sorted(titles)
    macros = sum(len(re.findall(r"(?i)\{\{\s*glossary\(", text)) for text in texts.values())
    lost_macros = sum(loss.kind == "a macro leads to no term of the folder" for loss in found.losses)
    assert found.references == referred(found)
    assert found.references + lost_macros >= macros
    assert not [record.term for record in found.records for sense in record.senses if "{{" in sense.body]


def test_every_cncf_term_is_read(real: Path) -> None:
    folder = real / "cncf"
    found = read_glossary(folder, find_format("markdown-folder"), "en", {})
    pages = [path for path in folder.rglob("*.md") if not path.name.startswith("_") and path.name != "search.md"]
    assert Counter(record.language or "en" for record in found.records) == Counter(path.parent.name for path in pages)
    titles = [
        re.findall(r"(?mi)^ ?title: *[\"']?(.*?)[\"']? *$", path.read_text(encoding="utf-8"))[0] for path in pages
    ]
    assert sorted(written_name(record, titles) for record in found.records) == sorted(titles)
    links = sum(len(re.findall(r"\]\(/[a-z0-9-]+/?\)", path.read_text(encoding="utf-8"))) for path in pages)
    assert found.references + lost(found, "references") >= links
    assert found.references == referred(found)
    assert lost(found, "references") <= 2  # pages that the folder does not have
