"""Findings of the default check on real glossaries compared with labels made by hand (``make audit``).

``labels/findings.tsv`` holds each of them: the glossary, the rule, what is named first in the message, and whether an
editor would change the entry, or is glad to have read it. Rules that state a fact (``term-orphan``) have no labels.
"""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from command_line import run_glossary

pytestmark = pytest.mark.corpus

LABELS = Path(__file__).parents[1] / "labels" / "findings.tsv"
SHIPPED = Path(__file__).parents[2] / "entries"
#: Nobody can be of another opinion about these.
FACTS = {"term-orphan", "entries-merged", "read-as", "import-loss"}
#: The lines of a screen.
SCREEN = 25
_NAMED = re.compile(r"'([^']+)'")


def read_labels() -> dict[tuple[str, str, str], bool]:
    rows = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()[1:])
    return {(glossary, code, named): right == "yes" for glossary, code, named, right in rows}


def find_places(corpus: Path, real: Path, folder: Path) -> dict[str, Path]:
    """The entries of each glossary; those of the real documents are imported into ``folder``."""
    documents = sorted(map(str, corpus.glob("*.txt")))
    assert run_glossary("import", "--quiet", "--to", folder, *documents).code == 0
    return {
        "shipped": SHIPPED,
        "documents": folder,
        "CNCF": real / "cncf" / "en",
        "CPython": real / "rst" / "cpython.rst",
        "Kubernetes": real / "kubernetes" / "en",
        "MDN": real / "mdn",
        "pypa": real / "sphinx" / "glossary.rst",
    }


@pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="make audit checks seven real glossaries")
def test_four_of_five_findings_of_each_rule_are_right(
    corpus: Path, real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("", encoding="utf-8")
    labels = read_labels()
    outcomes: dict[str, Counter[bool | None]] = {}
    lines: dict[str, int] = {}
    for name, place in find_places(corpus, real, tmp_path / "entries").items():
        for issue in json.loads(run_glossary("check", "--format", "json", "--entries", str(place)).out):
            if issue["code"] not in FACTS:
                named = _NAMED.search(issue["message"])
                place_of = (name, issue["code"], named[1] if named else "")
                outcomes.setdefault(issue["code"], Counter())[labels.get(place_of)] += 1
        shown = run_glossary("check", "--entries", str(place)).out.splitlines()
        lines[name] = sum(not line.startswith(" ") for line in shown)
    with capsys.disabled():
        print()
        for code, of_rule in sorted(outcomes.items()):
            judged = of_rule[True] + of_rule[False]
            print(f"{code}: {of_rule[True]} of {judged} findings are right, {of_rule[None]} without label")
        print(*(f"{name}: {count} lines" for name, count in lines.items()), sep="; ")
    assert {code for code, each in outcomes.items() if each[True] < 4 * each[False]} == set()
    assert sum(each[None] for each in outcomes.values()) <= sum(map(Counter.total, outcomes.values())) / 20
    assert max(lines.values()) <= SCREEN
