"""The texts of the interface: each is translated, each translation is complete, and pages have no other words."""

import io
import json
import re
from collections import Counter, defaultdict
from functools import cache
from gettext import GNUTranslations, NullTranslations, c2py
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from command_line import write_files

from glossary_site.build import BuildRequest, build_site
from glossary_site.language import read_texts
from glossary_site.pages import listing as listings
from glossary_site.pages import plan as pages
from glossary_site.pages import quality as charts
from glossary_site.records import FIELDS, STATUSES
from glossary_site.renderer import read_theme, render

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "glossary_site/language/locales"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir())
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%.")
_TAG = re.compile(r"</?[a-z]+")


def texts_of(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[call-overload]


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def read(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES/glossary_site.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def in_sources() -> set[tuple[str, ...]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    return {texts_of(text) for _, _, text, *_ in extract_from_dir(ROOT, methods, options)}


def test_the_documents_list_the_languages_of_the_texts() -> None:
    listed = re.findall(r"^\| `(\S+)` \|", (ROOT / "docs/languages.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(["en", *(name.replace("_", "-") for name in LANGUAGES)])


def counts_of_forms(language: str) -> dict[int, list[int]]:
    """The first thousand counts, by the form of a text that a catalogue chooses for them."""
    choose = c2py(read(language).plural_expr)
    found: dict[int, list[int]] = defaultdict(list)
    for count in range(1000):
        found[choose(count)].append(count)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_translates_every_text_and_no_others(language: str) -> None:
    assert {texts_of(message.id) for message in messages(read(language))} == in_sources()


def test_the_label_of_every_field_is_translated() -> None:
    assert {(row.label,) for row in FIELDS if row.label} <= in_sources()


def test_every_status_that_readers_see_is_translated() -> None:
    assert {(status,) for status in STATUSES[1:]} <= in_sources()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_complete(language: str) -> None:
    catalogue = read(language)
    counts = counts_of_forms(language)
    for message in messages(catalogue):
        ids, strings = texts_of(message.id), texts_of(message.string)
        assert all(strings) and not message.fuzzy, ids
        assert len(strings) == (catalogue.num_plurals if len(ids) > 1 else 1), ids
        for form, string in enumerate(strings):
            wanted = Counter(_PLACEHOLDER.findall(ids[-1]))
            # "One term", "two terms": a form for a single number may write it in words, and for none has no number.
            if len(counts[form]) == 1 and "%(count)s" not in string:
                wanted -= Counter(["%(count)s"])
            assert Counter(_PLACEHOLDER.findall(string)) == wanted, (ids, form)
            assert sorted(_TAG.findall(string)) == sorted(_TAG.findall(ids[-1])), ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_has_the_texts_of_its_source(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    with (LOCALES / language / "LC_MESSAGES/glossary_site.mo").open("rb") as file:
        served, translated = GNUTranslations(file), GNUTranslations(compiled)

    def texts(of: GNUTranslations) -> dict[object, object]:
        """All texts and header fields, except the version of the tool that wrote the file."""
        found = {key: text for key, text in vars(of)["_catalog"].items() if key}
        return found | {name: value for name, value in of.info().items() if name != "generated-by"}

    assert texts(served) == texts(translated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_plural_forms_of_its_language(language: str) -> None:
    """CLDR's; a further form for whole millions in Romance languages is for counts in words."""
    category = Locale.parse(language).plural_form
    by_category: dict[str, list[int]] = defaultdict(list)
    for count in range(1000):
        by_category[category(count)].append(count)
    by_form = counts_of_forms(language)
    assert sorted(by_form) == list(range(read(language).num_plurals))
    assert sorted(by_form.values()) == sorted(by_category.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_choose_the_form_of_a_text_that_pages_have(language: str, tmp_path: Path) -> None:
    """A script chooses by CLDR's category, which ``Intl.PluralRules`` gives it."""
    category, texts = Locale.parse(language).plural_form, read_texts(language.replace("_", "-"))
    part = (
        render._environment(read_theme(tmp_path, language=language.replace("_", "-"))[0])
        .get_template("parts/texts.html")
        .render()
    )
    found = json.loads(part[part.index("{") : part.rindex("}") + 1])["found"]
    for count in range(1000):
        shown = texts.ngettext("%(count)s term found", "%(count)s terms found", count) % {"count": "{count}"}
        assert found.get(category(count), found["other"]) == shown


def test_plural_forms_are_those_of_the_language() -> None:
    def counted(language: str, count: int) -> str:
        return read_texts(language).ngettext("%(count)s term", "%(count)s terms", count)

    assert [counted("en", count) for count in (0, 1, 2)] == ["%(count)s terms", "%(count)s term", "%(count)s terms"]
    assert [counted("de", count) for count in (0, 1)] == ["%(count)s Begriffe", "%(count)s Begriff"]
    assert [counted("fr", count) for count in (0, 1, 2)] == ["%(count)s terme", "%(count)s terme", "%(count)s termes"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(
            ("de", "Suchen"),
            ("de-AT", "Suchen"),
            ("DE", "Suchen"),
            ("hu", "Search"),
            ("../de", "Search"),
            ("", "Search"),
        ),
        *(
            ("zh", "搜索"),
            ("zh-CN", "搜索"),
            ("zh-TW", "搜尋"),
            ("zh-HK", "搜尋"),
            ("pt-BR", "Pesquisar"),
            ("iw", "חיפוש"),
        ),
    ],
)
def test_a_region_has_the_texts_of_its_language_and_an_unknown_language_those_of_english(
    language: str, text: str
) -> None:
    assert read_texts(language).gettext("Search") == text


ENTRIES = {
    "a.md": "---\nterm: αβγ\naliases: [αλφα]\nrelated: [μμμ]\nstatus: superseded\nreplaced_by: δελτα\n"
    "category: ωω\nkeywords: [κλμ]\nupdated: 2026-01-02\nsource: {title: πηγη}\n---\nδελτα ειναι γαμμα.\n",
    "b.md": "---\nterm: δελτα\nbroader: [αβγ]\n---\nτο αβγ ειναι γαμμα.\n",
    # Two senses of one term.
    "c.md": "---\nterm: μμμ\ncategory: ωω\nkeywords: [κλμ]\n---\nμμμ ειναι ενα.\n",
    "d.md": "---\nterm: μμμ\ncategory: ψψ\n---\nμμμ ειναι δυο.\n",
}


class _Words(HTMLParser):
    """All words that a page shows or reads aloud, except those marked as English, which are the rules' messages."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._foreign = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "code")
        self._foreign = tag if ("lang", "en") in attrs else self._foreign
        self.found += [value or "" for name, value in attrs if name in ("aria-label", "title", "placeholder", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "code")
        self._foreign = "" if tag == self._foreign else self._foreign

    def handle_data(self, data: str) -> None:
        if not (self._silent or self._foreign):
            self.found.append(data)


class _Marked(NullTranslations):
    """A language whose texts are the English ones between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def build(folder: Path, language: str) -> dict[str, str]:
    config = f"title: Γλωσσαριο\nlanguage: {language}\npage_size: 1\noffline: yes\nquality: yes\nbase_url: https://example.org/\n"
    config += "edit_url: https://example.org/{path}\nsuggest_url: https://example.org/{term}\n"
    write_files(folder, {"glossary.yml": config, **{f"entries/{name}": text for name, text in ENTRIES.items()}})
    build_site(BuildRequest(folder / "entries", folder / "site", folder / "glossary.yml", jobs=1))
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_no_page_has_a_word_that_is_in_no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (charts, listings, pages, render):
        monkeypatch.setattr(module, "read_texts", lambda _: _Marked())
    # Templates are cached by theme and language, so that this test needs a language tag that no other test uses.
    built = build(tmp_path, "el-x-marked")
    assert len(built) > 8
    for path, html in built.items():
        words = _Words()
        words.feed(html)
        shown = " ".join(words.found)
        assert "⟦" in shown, path
        while (less := re.sub("⟦[^⟦⟧]*⟧", "", shown)) != shown:
            shown = less
        assert not re.findall("[A-Za-z]{2,}", shown), path


def test_a_german_site_is_german(tmp_path: Path) -> None:
    built = build(tmp_path, "de")
    home = built["index.html"]
    assert '<html lang="de" dir="ltr"' in home
    assert "3 Begriffe, 4 Definitionen" in home
    assert "Seite 1 von 3 (3 Einträge)" in built["all/index.html"]
    assert "<title>Alle Begriffe, Seite 2 von 3 · Γλωσσαριο</title>" in built["all/2/index.html"]
