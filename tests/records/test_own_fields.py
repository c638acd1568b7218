"""Fields that authors declare in ``glossary.yml``, from every way to write entries to pages, search and exports."""

import json
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from jsonschema import Draft202012Validator
from lxml import html

from glossary_site.config import parse_config
from glossary_site.formats import EXPORTS, find_format, json_schema, read_glossary
from glossary_site.glossary import Kind, compare_editions, relate_records, state_of
from glossary_site.records import Field, Record, format_record, parse_markdown, parse_records

SETTINGS = """\
languages: {de: {title: Wellen}}
fields:
  owner: {label: {en: Owner, de: Zuständig}, show: aside, search: yes, export: yes}
  reviewed: {label: Reviewed, type: date}
  standards: {type: list, show: body}
  homepage: {label: Home page, type: url}
  level: {choices: [basic, advanced], of: sense, export: yes}
  secret: {show: none}
"""
WAVE = """\
term: Wave
owner: Optics & Co
reviewed: '2026-03-04'
standards:
- ISO 80000-3
- IEC 60050
homepage: https://example.org/wave
secret: not for pages
definition: A wave is a crest that moves.
level: basic
"""
OWN = {
    "owner": "Optics & Co",
    "reviewed": "2026-03-04",
    "standards": ("ISO 80000-3", "IEC 60050"),
    "homepage": "https://example.org/wave",
    "secret": "not for pages",
}


def declared(text: str = SETTINGS) -> tuple[Field, ...]:
    config, issues = parse_config(text)
    assert not issues
    return config.fields


def record(text: str = WAVE) -> Record:
    (found,), issues = parse_records(text, "wave.yml", declared())
    assert not issues
    return found


def own(given: Record) -> tuple[object, object]:
    return dict(given.own), [dict(sense.own) for sense in given.senses]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    german = "term: Welle\nlanguage: de\ntranslation_of: wave\nowner: Optik\ndefinition: Eine Welle ist ein Berg.\n"
    files = {"entries/wave.yml": WAVE, "entries/tide.yml": "term: Tide\ndefinition: A tide is a rise.\n"}
    write_files(tmp_path, {**files, "entries/welle.yml": german, "glossary.yml": SETTINGS})
    return tmp_path


def page(project: Path, term: str) -> html.HtmlElement:
    return html.fromstring((project / f"_site/{term}/index.html").read_text("utf-8"))


def shown(place: html.HtmlElement) -> dict[str, list[str]]:
    return {
        " ".join(each.xpath("string(dt)").split()): [" ".join(text.text_content().split()) for text in each.xpath("dd")]
        for each in place.xpath("./div")
    }


def test_every_way_to_write_entries_has_them() -> None:
    assert own(record()) == (OWN, [{"level": "basic"}])
    matter = WAVE.replace("definition", "aliases: [swell]\ndefinition")
    (found,), issues = parse_markdown(f"---\n{matter}---\nMore.\n", "wave.md", declared())
    assert not issues and own(found) == own(record())
    (found,), issues = parse_records(
        "term: Wave\nowner: ''\nsenses:\n- {definition: A., level: advanced}\n- definition: B.\n", "x", declared()
    )
    assert not issues and own(found) == ({}, [{"level": "advanced"}, {}])
    assert record(format_record(record())) == record()


def test_pages_show_them_in_their_places_with_labels_in_the_language_of_the_page(project: Path) -> None:
    assert run_glossary("build").code == 0
    wave = page(project, "term/wave")
    head, foot = wave.xpath("//header//dl | //article/dl")
    assert shown(head) == {"Reviewed": ["2026-03-04"], "Home page": ["https://example.org/wave"]}
    assert head.xpath("string(.//a/@href)") == "https://example.org/wave"
    assert shown(foot) == {"Standards": ["ISO 80000-3", "IEC 60050"]}
    (aside,) = wave.xpath("//aside/dl")
    assert shown(aside) == {"Owner": ["Optics & Co"]}
    (sense,) = wave.xpath("//section[@class='sense']/dl")
    assert shown(sense) == {"Level": ["basic"]}
    assert "not for pages" not in wave.text_content()
    (aside,) = page(project, "de/term/welle").xpath("//aside/dl")
    assert shown(aside) == {"Zuständig": ["Optik"]}
    assert not page(project, "term/tide").xpath("//dl")


def test_a_theme_may_put_one_where_it_likes(project: Path) -> None:
    own = '{% for field in term.fields if field.name == "secret" %}{{ field.label }}: {{ field.values[0] }}{% endfor %}'
    main = f'{{% block main %}}<p id="own">{own}</p>{{% endblock %}}'
    write_files(project, {"templates/term.html": f'{{% extends "base.html" %}}\n{main}\n'})
    done = run_glossary("build")
    assert done.code == 0, done.err
    assert page(project, "term/wave").xpath("string(//p[@id='own'])") == "Secret: not for pages"


def test_search_finds_a_term_by_those_that_are_searched(project: Path) -> None:
    write_files(project, {"entries/.queries.yml": "1: {optics: Wave}\n"})
    assert "search-query" not in run_glossary("check", "--search").out
    write_files(project, {"glossary.yml": SETTINGS.replace("search: yes, ", "")})
    assert "search-query" in run_glossary("check", "--search").out


def test_a_new_value_and_a_new_label_are_on_the_page_after_a_warm_build(project: Path) -> None:
    assert run_glossary("build").code == 0
    for name, old, new in (
        ("entries/wave.yml", "Optics & Co", "Sea group"),
        ("glossary.yml", "en: Owner", "en: Group"),
        ("glossary.yml", "show: aside", "show: head"),
    ):
        write_files(project, {name: (project / name).read_text("utf-8").replace(old, new)})
        assert run_glossary("build", "--verify").code == 0
    head, _ = page(project, "term/wave").xpath("//header//dl | //article/dl")
    assert shown(head)["Group"] == ["Sea group"]


def test_the_data_of_the_site_has_those_that_are_exported(project: Path) -> None:
    assert run_glossary("build").code == 0
    terms = {each["id"]: each for each in json.loads(read_files(project / "_site")["terms.json"])}
    assert terms["wave"]["fields"] == {"owner": "Optics & Co", "level": ["basic"]}
    assert "fields" not in terms["tide"]


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_what_is_exported_with_them_is_imported_with_them(project: Path, name: str) -> None:
    assert run_glossary("export", "--format", name, "--output", f"out.{name}").code == 0
    found = read_glossary(project / f"out.{name}", find_format(name), "en", {}, declared())
    assert not found.issues
    wave = next(each for each in found.records if each.term == "Wave")
    assert own(wave) == own(record())


def test_the_schema_of_an_export_has_them(project: Path) -> None:
    assert run_glossary("export", "--format", "json", "--output", "out.json").code == 0
    whole = json.loads((project / "out.json").read_text("utf-8"))
    assert not list(Draft202012Validator(json_schema(declared())).iter_errors(whole))
    assert list(Draft202012Validator(json_schema()).iter_errors(whole))


@pytest.mark.parametrize("name", [form.name for form in EXPORTS])
def test_an_export_carries_them_or_reports_the_loss(project: Path, name: str) -> None:
    done = run_glossary("export", "--format", name, "--output", "exported")
    assert done.code == 0, done.err
    lost = "own fields: left out (8 here)" in done.out + done.err
    assert lost == (name in {"skos-turtle", "skos-jsonld", "tbx", "llms", "sphinx", "vale"})


def test_texts_for_readers_have_them(project: Path) -> None:
    assert run_glossary("build").code == 0
    twin = read_files(project / "_site")["term/wave/index.md"].decode()
    assert "- Owner: Optics & Co\n" in twin and "- Standards: ISO 80000-3, IEC 60050\n" in twin
    assert "\n\n- Level: basic" in twin and "not for pages" not in twin


IMPORTS = {
    "g.csv": "Term;Definition;Zuständig;Home page;reviewed\nWave;A crest.;Optics;https://example.org/wave;2026-03-04\n",
    "g.json": '[{"name": "Wave", "meaning": "A crest.", "owner": "Optics", "homePage": "https://example.org/wave",'
    ' "reviewed": "2026-03-04"}]',
    "g/wave.md": "---\ntitle: Wave\nowner: Optics\nhomepage: https://example.org/wave\nreviewed: 2026-03-04\n---\n"
    "A crest.\n",
    "g.ttl": "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <https://example.org/terms/> .\n"
    '<https://example.org/w> a skos:Concept ; skos:prefLabel "Wave"@en ; skos:definition "A crest."@en ;\n'
    ' x:owner "Optics" ; x:homepage <https://example.org/wave> ; x:reviewed "2026-03-04" .\n',
    "g.tbx": '<tbx type="TBX-Own" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
    '<conceptEntry id="e1"><admin type="owner">Optics</admin><langSec xml:lang="en">'
    '<descrip type="definition">A crest.</descrip><termSec><term>Wave</term>'
    '<admin type="homePage">https://example.org/wave</admin><termNote type="reviewed">2026-03-04</termNote>'
    "</termSec></langSec></conceptEntry></body></text></tbx>",
    "g.tex": "\\newglossaryentry{wave}{name=Wave, description={A crest.}, owner=Optics, reviewed=2026-03-04,"
    " homepage={https://example.org/wave}}\n",
    "g.md": "| Term | Definition | Owner | Homepage | Reviewed |\n|-|-|-|-|-|\n"
    "| Wave | A crest. | Optics | https://example.org/wave | 2026-03-04 |\n| Tide | A rise. | | | |\n",
}


@pytest.mark.parametrize("name", IMPORTS)
def test_imports_keep_properties_of_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {name: IMPORTS[name], "glossary.yml": SETTINGS, "entries/a.yml": "term: A\nbody: B.\n"})
    done = run_glossary("import", "--to", "entries", name.split("/")[0])
    assert done.code == 0 and "not read" not in done.out + done.err, done.err
    (found,), issues = parse_records((tmp_path / "entries/wave.yml").read_text("utf-8"), "wave.yml", declared())
    assert not issues
    given = {"owner": "Optics", "homepage": "https://example.org/wave", "reviewed": "2026-03-04"}
    assert (found.term, dict(found.own)) == ("Wave", given)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("level: basics", "'level' cannot be 'basics'", "did you mean 'basic'?"),
        ("reviewed: yesterday", "'reviewed' cannot be 'yesterday'", "a day such as 2026-03-31"),
        ("homepage: example.org", "'homepage' cannot be 'example.org'", "an address such as https://example.org/"),
        ("homepage: javascript:alert(1)", "'homepage' cannot be 'javascript:alert(1)'", "an address such as"),
        ("owner: [a, b]", "'owner' must be text", "write owner: some text"),
        ("ownr: Optics", "a record has no field 'ownr'", "did you mean 'owner'?"),
        (
            "budget: 7",
            "a record has no field 'budget'",
            "; for a field of your own write fields: {budget: Its name for readers} in glossary.yml",
        ),
    ],
)
def test_a_value_that_is_none_is_an_error_with_its_line(line: str, message: str, hint: str) -> None:
    _, (issue,) = parse_records(f"term: Wave\nbody: x\n{line}\n", "wave.yml", declared())
    assert (issue.path, issue.line, issue.message) == ("wave.yml", 3, message)
    assert hint in issue.hint


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        ("note: Remark", "'note' is a field of every entry already"),
        ("source_url: Link", "'source_url' is a field of every entry already"),
        ("Owner: x", "'Owner' cannot name a field: use a–z, 0–9 and _"),
        ("owner: {type: number}", "'type' must be one of text, list, date, url, choice"),
        ("owner: {kind: text}", "a field has no 'kind'"),
        ("level: {type: choice}", "'level' must have type: choice and choices, or neither"),
        ("level: {type: text, choices: [a]}", "'level' must have type: choice and choices, or neither"),
        ("level: {choices: [a, a]}", "'choices' must list texts, each once"),
        ("level: {of: sense, show: aside}", "'show' must be one of body, none"),
        ("owner: {label: {english: Owner!, x y: z}}", "a label must be text, or texts by language"),
        ("owner: {search: perhaps}", "'search' must be one of no, yes, false, true"),
    ],
)
def test_a_declaration_that_is_none_is_an_error_with_its_line(declaration: str, message: str) -> None:
    _, issues = parse_config(f"title: Waves\nfields:\n  {declaration}\n")
    assert [(issue.message, issue.line) for issue in issues] == [(message, 3)]


def test_entries_of_one_name_have_the_first_value_and_all_of_a_list() -> None:
    other = parse_records("term: Wave\nowner: Sea\nstandards: [DIN 1, ISO 80000-3]\nbody: B.\n", "x.yml", declared())
    config, _ = parse_config(SETTINGS)
    (entry,) = relate_records([record(), *other[0]], config).entries
    assert dict(entry.record.own) == OWN | {"standards": ("ISO 80000-3", "IEC 60050", "DIN 1")}


def test_a_change_is_editorial_and_an_entry_without_them_has_the_digest_of_before() -> None:
    changed = record(WAVE.replace("basic", "advanced"))
    assert [each.kind for each in compare_editions([state_of(record())], [state_of(changed)])] == [Kind.EDITORIAL]
