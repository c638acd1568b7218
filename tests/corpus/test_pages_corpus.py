"""What a reader of the imported documents sees: no raw Markdown, no broken formula, no run-together list."""

import re
from html import unescape
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site

pytestmark = pytest.mark.corpus

_OPAQUE = re.compile(r"<(code|pre|math|script|style|svg|template)\b.*?</\1>", re.DOTALL)
_RAW = {
    "bold marks": re.compile(r"\*\*"),
    "a bullet inside a line": re.compile(r"[.;:] [-•] [A-Z][\w ]+: "),
    "a table's delimiter row": re.compile(r"\|\s*:?-{2,}"),
    "formula marks": re.compile(r"\$\$|\\(?:frac|mathbb|text|sum|begin)\b"),
    "a fence": re.compile(r"```"),
    "a heading mark": re.compile(r"(?:^|\s)#{1,4}\s?\*?[A-Z]"),
    "a lost command": re.compile(r"\b(?:mathbb|mathcal|cdot|heta|abla)\b"),
}


def visible(html: str) -> str:
    """The text of a page's main part, without code and formulas."""
    main = html[html.index("<main") : html.index("</main>")]
    return unescape(re.sub(r"<[^>]+>", " ", _OPAQUE.sub(" ", main)))


@pytest.fixture(scope="module")
def site(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    entries = tmp_path_factory.mktemp("entries")
    for path in corpus.glob("*-?.txt"):
        (entries / path.name).write_bytes(path.read_bytes())
    output = tmp_path_factory.mktemp("out") / "site"
    report = build_site(BuildRequest(entries, output, entries / "none.yml"))
    assert report.senses == 150
    return output


def test_no_page_shows_raw_markdown(site: Path) -> None:
    found: dict[str, list[str]] = {}
    pages = sorted(site.glob("term/*/index.html"))
    for page in pages:
        text = visible(page.read_text(encoding="utf-8"))
        for name, pattern in _RAW.items():
            if match := pattern.search(text):
                around = text[max(match.start() - 40, 0) : match.end() + 30]
                found.setdefault(name, []).append(f"{page.parent.name}: {' '.join(around.split())}")
    for name, places in found.items():
        print(f"{name}: {len(places)} of {len(pages)} pages", *places[:10], sep="\n  ")
    assert not found


def test_formulas_are_shown(site: Path) -> None:
    html = "".join(page.read_text(encoding="utf-8") for page in site.glob("term/*/index.html"))
    shown, failed = html.count("<math"), html.count('<code class="formula"')
    print(f"{shown} formulas shown, {failed} as code")
    assert shown > 100
    assert failed <= 0.01 * (shown + failed)
