"""Checks the built site with outside programs: the Nu HTML checker, and Lighthouse's four categories.

``python tests/audit/pages.py [FOLDER OF A BUILT SITE …]`` builds the shipped glossary and, if there are any, the real
documents, and prints the findings. The checkers are installed from npm, at pinned versions, into a cache folder. The
exit code is that of the HTML checker. Lighthouse's figures depend on how busy the machine is, so they fail nothing.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from glossary_site.build import BuildRequest, build_site
from glossary_site.project import ImportRequest, import_project

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsers import find_chromium  # noqa: E402 - the path is extended above
from conftest import serve  # noqa: E402

LIGHTHOUSE, NU = "lighthouse@12.8.2", "vnu-jar@26.9.27"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "glossary-site-audit"
#: Pages for Lighthouse: home, a letter, a term with much text, search with answers.
KINDS = ("", "g/", "term/transformer/", "search/?q=wafer")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 99
#: False messages of the checker: the beginning of the message, and a part of the text that it shows.
FALSE_ALARMS = (
    # It reads files, which have no origin, so that 'self' matches nothing. The browser tests use a server, and fail if
    # anything is blocked.
    ("Resource violates Content Security Policy (meta tag): external stylesheet", ""),
    ("Resource violates Content Security Policy (meta tag): external script", ""),
    # Data, never run: HTML's "prepare the script element" returns before it checks the policy.
    ("Inline script violates Content Security Policy", '<script type="application/ld+json">'),
    # MathML Core 2.1.3: a global attribute.
    ("Attribute “scriptlevel” not allowed on element “mtable”", ""),
)


def install(package: str) -> Path:
    """The folder of an npm package, installed if it is missing."""
    name = package.partition("@")[0]
    # One prefix a package: npm removes packages that it was not told to install this time.
    prefix = CACHE / package.replace("@", "-")
    folder = prefix / "node_modules" / name
    if not (folder / "package.json").exists():
        prefix.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--silent", "--no-audit", "--no-fund", "--prefix", str(prefix)]
        subprocess.run([*command, package], check=True)
    return folder


def build_sites(scratch: Path) -> Iterator[Path]:
    """Build the shipped glossary and, if there are any, the real documents; returns the sites."""
    site = scratch / "own"
    build_site(BuildRequest(ROOT / "entries", site, ROOT / "glossary.yml"))
    yield site
    corpus = Path(os.environ.get("GLOSSARY_CORPUS") or ROOT.parent / "shared" / "corpus")
    documents = sorted(corpus.glob("*.txt"))
    if not documents:
        print(f"no documents in {corpus}: only the shipped glossary is judged")
        return
    wanted = ImportRequest(tuple(documents), scratch / "entries")
    import_project(BuildRequest(config=scratch / "none.yml", jobs=1), wanted)
    for listing in ("summary", "full"):
        settings = scratch / f"{listing}.yml"
        settings.write_text(f"listing: {listing}\n", encoding="utf-8")
        build_site(BuildRequest(scratch / "entries", scratch / listing, settings))
        yield scratch / listing


def is_false(message: str, extract: str) -> bool:
    """Whether a message is one of the false ones; ``extract`` is the text that the checker shows."""
    return any(message.startswith(start) and place in extract for start, place in FALSE_ALARMS)


def check_html(sites: list[Path]) -> int:
    """Print the Nu checker's findings in all pages of ``sites``; returns their number."""
    if not shutil.which("java"):
        print("Nu HTML checker: left out, for it needs java")
        return 0
    jar = next(install(NU).rglob("vnu.jar"))
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--skip-non-html", *map(str, sites)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(result.stderr)["messages"]
    found = [each for each in messages if not is_false(each["message"], each.get("extract", ""))]
    kinds = Counter(each.get("subType", each["type"]) for each in found)
    pages = sum(len(list(site.rglob("*.html"))) for site in sites)
    print(f"Nu HTML checker {NU}: {pages} pages, {kinds['error']} errors, {kinds['warning']} warnings")
    for each in found[:20]:
        print(f"  {each['url']}:{each.get('lastLine', 0)}: {each['message']}")
        print(f"    {each.get('extract', '').strip()[:160]}")
    return len(found)


def score(address: str) -> dict[str, int]:
    """Lighthouse's score, 0 to 100, of a page in each category."""
    command = ["node", str(install(LIGHTHOUSE) / "cli" / "index.js"), address, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--no-sandbox --headless=new"]
    chromium = find_chromium()
    surroundings = {**os.environ, **({"CHROME_PATH": chromium} if chromium else {})}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings, timeout=240)
    if result.returncode:
        print(f"  Lighthouse failed: {result.stderr.strip()[-300:]}")
        return {}
    report = json.loads(result.stdout)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    for name in CATEGORIES:
        judged = [each["id"] for each in report["categories"][name]["auditRefs"] if each["weight"]]
        for audit in (report["audits"][each] for each in judged if scores[name] < GOAL):
            if audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {name}: {audit['id']} {audit['score']:.2f} {audit.get('displayValue', '')}")
    return scores


def print_scores(site: Path) -> None:
    """Print Lighthouse's scores of each kind of page."""
    if not shutil.which("node"):
        print("Lighthouse: left out, for it needs Node 20")
        return
    server = serve(site)
    root = next(server)
    for path in KINDS:
        scores = score(root + path)
        worst = min(scores.values(), default=0)
        remark = "" if worst >= GOAL else f"  below {GOAL}"
        print(f"Lighthouse {path or 'home'}: {', '.join(f'{name} {value}' for name, value in scores.items())}{remark}")
    server.close()  # type: ignore[attr-defined]  # a generator, typed as an iterator


def main() -> None:
    """Build, check and print."""
    with tempfile.TemporaryDirectory() as scratch:
        sites = [Path(name) for name in sys.argv[1:]] or list(build_sites(Path(scratch)))
        wrong = check_html(sites)
        print_scores(sites[0])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
