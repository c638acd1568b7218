"""A site of several languages: what is set, which pages are counterparts, which files are there once a host."""

from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from lxml import etree

from glossary_site.build import BuildReport, BuildRequest, build_site, explain_page, open_project, verify_build
from glossary_site.config import SiteConfig, parse_config
from glossary_site.glossary import parse_ledger
from glossary_site.issues import GlossaryError
from glossary_site.language import collation, language_name
from glossary_site.pages import letter_url
from glossary_site.preview.preview import Preview
from glossary_site.values import replace

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas/sitemap.xsd"))
CONFIG = "title: Bread\nbase_url: https://example.org/b/\nlanguages: {de: {title: Brot}, sv: {}}\noffline: yes\n"
ENTRIES = {
    "a.yml": "- {term: Peel, definition: A peel is a shovel., updated: 2026-01-02}\n"
    "- {term: Rye, definition: Rye is a grain for the Peel.}\n",
    "de/a.yml": "- {term: Peel, language: de, translation_of: peel, definition: Ein Peel ist eine Schaufel.}\n"
    "- {term: Roggen, language: DE, translation_of: rye, definition: Roggen ist ein Korn am Peel.}\n"
    "- {term: Korn, language: de, translation_of: rye, definition: Korn sagt man auch zu Roggen.}\n",
    "sv/a.yml": "- {term: Råg, language: sv, translation_of: de/roggen, definition: Råg är ett sädesslag.}\n"
    "- {term: Ärta, language: sv, definition: En ärta är grön.}\n",
}


def write(folder: Path, config: str = CONFIG, **changed: str) -> BuildRequest:
    files = {f"entries/{name}": text for name, text in (ENTRIES | changed).items()}
    write_files(folder, {"glossary.yml": config, **files})
    return BuildRequest(folder / "entries", folder / "site", folder / "glossary.yml", jobs=1, cache=folder / "cache")


def build(folder: Path, config: str = CONFIG, **changed: str) -> tuple[BuildReport, dict[str, bytes]]:
    report = build_site(write(folder, config, **changed))
    return report, read_files(folder / "site")


def plans(folder: Path) -> dict[str, dict[str, str]]:
    """URL of each page -> language -> where its switch leads, from the root of the whole site."""
    with open_project(write(folder)) as project:
        found_plans = project.plans
    found = {}
    for plan in found_plans:
        for url in plan.urls:
            alternates = plan.elsewhere.alternates(url)
            found[plan.elsewhere.prefix + url] = {each.language: each.url.removeprefix("../") for each in alternates}
    return found


def test_languages_are_listed_or_have_settings_of_their_own() -> None:
    listed, _ = parse_config("language: en\nlanguages: [en, de, pt-BR]\n")
    assert (listed.tags, [each.prefix for each in listed.languages]) == (("de", "pt-BR"), ["de/", "pt-br/"])
    config, issues = parse_config(CONFIG)
    assert not issues
    german, swedish = map(config.in_language, config.languages)
    assert (german.title, german.language, german.base_url) == ("Brot", "de", "https://example.org/b/de/")
    assert (swedish.title, swedish.languages, SiteConfig().in_language(config.languages[1]).base_url) == (
        "Bread",
        (),
        "",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("languages: de", "config-value"),
        ("languages: [de, de]", "config-value"),
        ("languages: [../de]", "config-value"),
        ("languages: [all]", "config-value"),
        ("languages: [Static]", "config-value"),
        ("languages: {de: Glossar}", "config-value"),
        ("languages: {de: {accent: '#fff'}}", "config-unknown"),
        ("languages: {de: {base_url: x}}", "config-unknown"),
    ],
)
def test_what_is_no_list_of_languages_is_an_issue(text: str, code: str) -> None:
    _, issues = parse_config(text)
    assert [(issue.code, issue.line) for issue in issues] == [(code, 1)]


def test_a_switch_leads_to_the_counterpart_or_home(tmp_path: Path) -> None:
    found = plans(tmp_path)
    assert found["term/peel/"] == {"en": "term/peel/", "de": "de/term/peel/", "sv": "sv/"}
    assert found["de/term/peel/"] == found["term/peel/"]
    # A translation of a translation is one of the original, too.
    assert found["sv/term/rag/"] == {"en": "term/rye/", "de": "de/term/roggen/", "sv": "sv/term/rag/"}
    assert found["term/rye/"] == found["sv/term/rag/"]
    assert found["de/term/korn/"] == {"en": "term/rye/", "de": "de/term/korn/", "sv": "sv/term/rag/"}
    assert found["sv/term/arta/"] == {"en": "", "de": "de/", "sv": "sv/term/arta/"}
    assert found["sv/all/"] == {"en": "all/", "de": "de/all/", "sv": "sv/all/"}
    # Every way leads to a page.
    assert {url for alternates in found.values() for url in alternates.values()} <= found.keys()


def hreflangs(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Address -> hreflang -> address, by a sitemap that its schema finds valid."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.fromstring(files["sitemap.xml"])
    SCHEMA.assertValid(root)
    return {
        url.findtext("s:loc", "", names): {
            each.attrib["hreflang"]: each.attrib["href"] for each in url.findall("x:link", names)
        }
        for url in root
    }


def test_alternates_point_at_each_other_and_at_themselves(tmp_path: Path) -> None:
    _, files = build(tmp_path)
    alternates = hreflangs(files)
    base = "https://example.org/b/"
    rye = {"en": f"{base}term/rye/", "de": f"{base}de/term/roggen/", "sv": f"{base}sv/term/rag/"}
    assert alternates[f"{base}term/rye/"] == {**rye, "x-default": rye["en"]}
    assert alternates[f"{base}sv/term/arta/"] == {}
    for address, links in alternates.items():
        for language, other in links.items():
            assert other == address or alternates[other] == links, (language, address)
        path = address.removeprefix(base) + "index.html"
        page = files[path].decode()
        assert page.count('<link rel="alternate" hreflang=') == len(links), path
        assert all(f'hreflang="{language}" href="{other}"' in page for language, other in links.items()), path


def test_files_of_which_a_host_has_one_are_at_the_root_alone(tmp_path: Path) -> None:
    report, files = build(tmp_path)
    assert {
        "robots.txt",
        "sitemap.xml",
        "sw.js",
        "terms.json",
        "de/terms.json",
        "sv/search/manifest.json",
    } <= files.keys()
    assert not files.keys() & {"de/robots.txt", "de/sitemap.xml", "de/sw.js"}
    assert not [name for name in files if name.startswith("de/static/")]
    assert {name.rpartition("/")[2] for name in files if "snowball/" in name} >= {
        "german-stemmer.js",
        "swedish-stemmer.js",
    }
    assert (report.terms, report.pages) == (7, len([name for name in files if name.endswith(".html")]))
    assert not [issue for issue in report.issues if issue.code == "language-other"]


def test_no_language_can_take_a_folder_of_the_site(tmp_path: Path) -> None:
    _, files = build(tmp_path, CONFIG + "release: v1\nquality: yes\n", **{"c.yml": "{term: X, category: Y, body: Z}"})
    folders = {name.partition("/")[0] for name in files if "/" in name} - {"de", "sv"}
    assert folders >= {"all", "category", "changes", "embed", "quality", "search", "static", "term", "terms"}
    for folder in folders:
        config, issues = parse_config(f"languages: [{folder}]")
        assert issues or any(f"{folder}/" == letter_url(letter) for letter in collation("en").letters), folder
        assert not issues or not config.languages


def test_without_a_base_url_the_build_lists_what_it_leaves_out(tmp_path: Path) -> None:
    report, _ = build(tmp_path, "languages: [de]\n")
    assert "hreflang" in report.left_out


def test_each_language_has_its_own_letters_words_and_mentions(tmp_path: Path) -> None:
    _, files = build(tmp_path)
    assert "sv/u00e4/index.html" in files and "de/u00e4/index.html" not in files
    assert b'<html lang="sv"' in files["sv/index.html"]
    assert "Begriffe" in files["de/index.html"].decode()
    assert '<a class="mention" href="../../term/peel/"' in files["de/term/roggen/index.html"].decode()
    assert "Schaufel" not in files["term/rye/index.html"].decode()


def test_without_languages_nothing_is_below_a_folder_of_them(tmp_path: Path) -> None:
    report, files = build(tmp_path, "title: Bread\nbase_url: https://example.org/b/\n")
    assert report.terms == 2
    assert not [name for name in files if name.startswith(("de/", "sv/"))]
    assert b"hreflang" not in b"".join(data for name, data in files.items() if name.endswith((".html", ".xml")))


def test_a_translation_of_a_changed_original_has_a_notice(tmp_path: Path) -> None:
    stale = ENTRIES["de/a.yml"].replace("translation_of: peel", "translation_of: peel, translated_from: '0123456789'")
    _, files = build(tmp_path, **{"de/a.yml": stale})
    notice = "Der Ausgangstext hat sich geändert"
    assert [name for name in sorted(files) if name.endswith(".html") and notice in files[name].decode()] == [
        "de/term/peel/index.html"
    ]
    _, files = build(tmp_path)
    assert notice not in files["de/term/peel/index.html"].decode()


def test_a_second_build_makes_only_what_changed(tmp_path: Path) -> None:
    build(tmp_path)
    again, _ = build(tmp_path)
    assert (again.changed, again.removed) == (0, 0)
    changed = ENTRIES["de/a.yml"].replace("eine Schaufel", "ein Schieber")
    report, files = build(tmp_path, **{"de/a.yml": changed})
    assert 0 < report.changed < 40
    assert "ein Schieber" in files["de/term/peel/index.html"].decode()
    assert verify_build(write(tmp_path, **{"de/a.yml": changed})) == len(files) - 1
    report = build_site(replace(write(tmp_path, "title: Bread\n"), allow_shrink=True))
    assert report.removed and not (tmp_path / "site/de/index.html").exists()


def test_a_page_in_a_further_language_is_explained(tmp_path: Path) -> None:
    build(tmp_path)
    explained = explain_page(write(tmp_path), "de/term/peel/")
    assert (explained.path, explained.reasons) == ("de/term/peel/index.html", ())
    assert [Path(place).name for place in explained.sources] == ["a.yml:1"]
    write(tmp_path, **{"a.yml": ENTRIES["a.yml"].replace("Peel", "Paddle")})
    with pytest.raises(GlossaryError):
        explain_page(write(tmp_path), "de/term/nothing/")


def test_the_preview_is_what_a_build_writes(tmp_path: Path) -> None:
    request = write(tmp_path)
    preview = Preview(request)
    assert not [issue for issue in preview.rebuild().issues if issue.severity == "error"]
    _, files = build(tmp_path)
    shown = [name for name in files if not name.startswith(".") and not name.endswith("index.html")]
    # The page of figures is the preview's alone, unless it is asked for.
    pages = [url for url in preview.urls() if not url.endswith("quality/")]
    for name in (*shown, *pages):
        path = f"{name}index.html" if name.endswith("/") or not name else name
        assert preview.respond(name).data == files[path], name
    write(tmp_path, **{"de/a.yml": ENTRIES["de/a.yml"].replace("eine Schaufel", "ein Schieber")})
    preview.rebuild()
    assert "ein Schieber" in preview.respond("de/term/peel/").data.decode()


def test_a_folder_that_is_a_letter_already_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as caught:
        build(tmp_path, "language: hu\nlanguages: [cs]\n")
    (issue,) = [issue for issue in caught.value.issues if issue.severity == "error"]
    assert issue.code == "config-value"
    assert "language: cs" in issue.hint


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "Deutsch"), ("pt-BR", "Português (Brasil)"), ("ja", "日本語"), ("qqx", "Qqx")]
)
def test_a_language_is_named_in_itself(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_published_ids_of_every_language_last(tmp_path: Path) -> None:
    apart = {f"de/{n}.yml": line for n, line in enumerate(ENTRIES["de/a.yml"].splitlines(keepends=True))}
    request = write(tmp_path, **{"de/a.yml": "", **apart})
    done = run_glossary("pin", "--entries", tmp_path / "entries", "--config", tmp_path / "glossary.yml")
    assert "7 ids pinned, 7 of them new" in done.out
    ledger = (tmp_path / "entries/.ids.yml").read_text(encoding="utf-8")
    renamed = apart["de/1.yml"].replace("Roggen, language", "Roggenkorn, language")
    moved = f"{ledger}de/halm: {{term: Halm, moved: de/korn}}\n"
    write_files(tmp_path, {"entries/de/1.yml": renamed, "entries/.ids.yml": moved})
    build_site(request)
    files = read_files(tmp_path / "site")
    assert "Roggenkorn" in files["de/term/roggen/index.html"].decode()
    # Its translations still lead to it, and what moved leads on.
    assert 'href="../../de/term/roggen/"' in files["term/rye/index.html"].decode()
    assert '"../../term/korn/"' in files["de/term/halm/index.html"].decode()
    (tmp_path / "entries/de/0.yml").unlink()
    with pytest.raises(GlossaryError) as caught:
        build_site(request)
    missing = [issue for issue in caught.value.issues if issue.code == "term-gone"]
    assert [Path(issue.path).name for issue in missing] == [".ids.yml"]


@pytest.mark.parametrize("identity", ["DE/wafer", "de/Bad Id", "d/wafer", "de/x/y z"])
def test_what_is_no_id_of_a_language_is_an_error(identity: str) -> None:
    _, issues = parse_ledger(f"'{identity}': {{term: X}}\n", "e/.ids.yml")
    assert [issue.code for issue in issues] == ["ledger-shape"]


@pytest.mark.parametrize(("own", "written"), [("en-GB", "en"), ("en", "en-US"), ("zh", "zh-Hans"), ("nb", "no")])
def test_entries_in_a_variant_of_the_language_of_the_site_are_on_it(tmp_path: Path, own: str, written: str) -> None:
    entries = "".join(f"- {{term: {name}, language: {written}, definition: A grain.}}\n" for name in ("Rye", "Oat"))
    report, files = build(tmp_path, f"language: {own}\n", **{"a.yml": entries, "de/a.yml": "", "sv/a.yml": ""})
    assert {"term/rye/index.html", "term/oat/index.html"} < files.keys()
    assert (report.terms, report.bad) == (2, ())
    again = build_site(write(tmp_path, f"language: {own}\n", **{"a.yml": entries, "de/a.yml": "", "sv/a.yml": ""}))
    assert (again.terms, again.changed) == (2, 0)


def test_the_folder_of_a_language_has_the_entries_in_its_variants(tmp_path: Path) -> None:
    entries = "- {term: Roggen, language: de, id: de/roggen, translation_of: rye, definition: Ein Korn.}\n"
    _, files = build(tmp_path, "languages: [de-AT]\n", **{"de/a.yml": entries, "sv/a.yml": ""})
    assert 'href="../../term/rye/"' in files["de-at/term/roggen/index.html"].decode().replace("../../../", "../../")


SPANISH = {
    "a.yml": "- {term: Rye, aliases: [Secale], definition: A grain., body: 'Rye and [[Millet]], unlike [[Mijo]].'}\n"
    "- {term: Millet, definition: A grain., body: 'Small.'}\n",
    "de/a.yml": "",
    "sv/a.yml": "",
    "es/a.yml": "- {term: Centeno, language: es, translation_of: rye, definition: Un cereal., body: Crece.}\n",
}


def body(text: str) -> str:
    return f"- {{term: Pan, language: es, definition: Un alimento., body: '{text}'}}\n"


@pytest.mark.parametrize(
    ("reference", "link"),
    [
        ("[[Centeno]]", '<a class="mention" href="../../term/rye/" data-term="rye">Centeno</a>'),
        ("[[es/rye|centeno]]", '<a class="mention" href="../../term/rye/" data-term="rye">centeno</a>'),
        ("[[rye|centeno]]", '<a class="mention" href="../../term/rye/" data-term="rye">centeno</a>'),
        ("[[Secale]]", '<a class="mention" href="../../term/rye/" data-term="rye">Secale</a>'),
        ("[[millet|mijo]]", '<a class="mention" href="../../../term/millet/" hreflang="en">mijo</a>'),
        ("[[Millet]]", '<a class="mention" href="../../../term/millet/" hreflang="en">Millet</a>'),
        ("[[en/millet|mijo]]", '<a class="mention" href="../../../term/millet/" hreflang="en">mijo</a>'),
        ("[[en/rye|rye]]", '<a class="mention" href="../../../term/rye/" hreflang="en">rye</a>'),
        ("[[millet#flour|mijo]]", '<a class="mention" href="../../../term/millet/" hreflang="en">mijo</a>'),
        ("[[rye#flour|centeno]]", '<a class="mention" href="../../term/rye/" data-term="rye">centeno</a>'),
        ("[[hirse|mijo]]", '<a class="mention" href="../../../de/term/hirse/" hreflang="de">mijo</a>'),
        ("[[Hirsee|mijo]]", "Hay mijo."),
    ],
)
def test_a_reference_leads_to_its_own_language_else_to_another(tmp_path: Path, reference: str, link: str) -> None:
    spanish = SPANISH["es/a.yml"].replace("rye,", "rye, id: es/rye,") + body(f"Hay {reference}.")
    german = "- {term: Hirse, language: de, definition: Ein Korn.}\n"
    english = SPANISH["a.yml"].replace(", unlike [[Mijo]]", "")
    config = "languages: [de, es]\nlisting: full\n"
    report, files = build(tmp_path, config, **SPANISH | {"a.yml": english, "es/a.yml": spanish, "de/a.yml": german})
    assert report.bad == ()
    assert link in files["es/term/pan/index.html"].decode()
    assert link.replace("../../", "../", 1) in files["es/all/index.html"].decode()
    codes = {issue.code: issue.severity for issue in report.issues}
    assert codes.get("reference-untranslated", "note") == codes.get("reference-unknown", "note") == "note"


def test_the_whole_id_of_a_term_in_the_own_language_of_a_site_leads_to_it(tmp_path: Path) -> None:
    english = SPANISH["a.yml"].replace("[[Mijo]]", "[[en/millet]], [[millet#flour]]").replace("[[Millet]]", "it")
    report, files = build(tmp_path, "languages: [es]\n", **SPANISH | {"a.yml": english})
    assert report.bad == ()
    assert files["term/rye/index.html"].decode().count('href="../../term/millet/" data-term="millet"') >= 2
    assert [issue.code for issue in report.issues if issue.code.startswith("reference")] == ["reference-unknown"]


def test_a_reference_to_a_term_of_a_further_language_only_leads_there(tmp_path: Path) -> None:
    spanish = "- {term: Mijo, language: es, definition: Un cereal.}\n"
    report, files = build(tmp_path, "languages: [es]\n", **SPANISH | {"es/a.yml": spanish})
    assert report.bad == ()
    page = files["term/rye/index.html"].decode()
    assert '<a class="mention" href="../../es/term/mijo/" hreflang="es">Mijo</a>' in page
    assert 'data-term="millet"' in page
    report = build_site(replace(write(tmp_path, "languages: [es]\n", **SPANISH), allow_shrink=True))
    assert [issue.code for issue in report.issues if issue.severity == "error"] == ["reference-unknown"]
    assert len(report.bad) == 1


def test_a_relation_leads_to_the_translation(tmp_path: Path) -> None:
    related = "- {term: Pan, language: es, definition: Un alimento., related: [Rye, Millet]}\n"
    english = SPANISH["a.yml"].replace(", unlike [[Mijo]]", "")
    changed = SPANISH | {"a.yml": english, "es/a.yml": SPANISH["es/a.yml"] + related}
    report, files = build(tmp_path, "languages: [es]\n", **changed)
    assert "Centeno" in files["es/term/pan/index.html"].decode()
    issues = [(issue.code, issue.severity) for issue in report.issues if issue.code.startswith("relation")]
    assert issues == [("relation-untranslated", "note")]


def test_a_term_that_gets_a_translation_changes_the_references_to_it(tmp_path: Path) -> None:
    english = SPANISH["a.yml"].replace(", unlike [[Mijo]]", "")
    entries = SPANISH | {"a.yml": english, "es/a.yml": body("Hay [[Millet]].")}
    _, before = build(tmp_path, "languages: [es]\n", **entries)
    assert 'hreflang="en">Millet' in before["es/term/pan/index.html"].decode()
    millet = "- {term: Mijo, language: es, translation_of: millet, definition: Un cereal.}\n"
    _, after = build(tmp_path, "languages: [es]\n", **entries | {"es/a.yml": entries["es/a.yml"] + millet})
    assert 'href="../../term/mijo/" data-term="mijo">Millet</a>' in after["es/term/pan/index.html"].decode()
    verify_build(write(tmp_path, "languages: [es]\n", **entries | {"es/a.yml": entries["es/a.yml"] + millet}))


@pytest.mark.parametrize(
    ("before", "after", "link"),
    [
        ("", "- {term: Millet, definition: A grain.}\n", "../../../term/millet/"),
        ("- {term: Millet, definition: A grain.}\n", "", ""),
        (
            "- {term: Millet, definition: A grain.}\n",
            "- {term: Millet, id: millet-grain, definition: A grain.}\n",
            "../../../term/millet-grain/",
        ),
        (
            "- {term: Millet, definition: A grain.}\n",
            "- {term: Hirse, aliases: [Millet], language: de, definition: Ein Korn.}\n",
            "../../../de/term/hirse/",
        ),
    ],
)
def test_a_page_follows_the_terms_of_other_languages_that_it_names(
    tmp_path: Path, before: str, after: str, link: str
) -> None:
    config, rye = "languages: [de, es]\n", "- {term: Rye, definition: A grain.}\n- {term: Oat, definition: A grain.}\n"
    build(
        tmp_path, config, **{"a.yml": rye + before, "es/a.yml": body("Hay [[Millet]]."), "de/a.yml": "", "sv/a.yml": ""}
    )
    _, files = build(
        tmp_path, config, **{"a.yml": rye + after, "es/a.yml": body("Hay [[Millet]]."), "de/a.yml": "", "sv/a.yml": ""}
    )
    page = files["es/term/pan/index.html"].decode()
    assert (f'<a class="mention" href="{link}"' in page) if link else ("Hay Millet." in page)
