"""The rules about meaning compared with labels made by hand: how often each finding is right, and which are missing.

``labels/meaning.yml`` has small glossaries, each with a rule and with whether an editor would want its finding.
"""

from collections import Counter
from pathlib import Path

import pytest

from glossary_site.checks import RULES, check_glossary, choose_rules, meaning
from glossary_site.config import SiteConfig
from glossary_site.glossary import relate_records
from glossary_site.mentions import BodySettings, render_bodies
from glossary_site.records import parse_records
from glossary_site.workers import open_executor
from glossary_site.yaml_text import parse_yaml

CODES = [rule.code for rule in RULES if rule.find and rule.find.__module__ == meaning.__name__]
LABELS = Path(__file__).parent / "labels" / "meaning.yml"


def read_labels() -> list[dict[str, str]]:
    root, issues = parse_yaml(LABELS.read_text(encoding="utf-8"), LABELS.name)
    assert root is not None and not issues and isinstance(root.value, tuple)
    found = []
    for node in root.value:
        assert isinstance(node.value, dict)
        found.append({name: str(each.value) for name, each in node.value.items()})
    return found


def speaks(rule: str, entries: str) -> bool:
    records, issues = parse_records(entries, "e.yml")
    assert not issues
    glossary = relate_records(records, SiteConfig())
    with open_executor(1, 0) as executor:
        bodies = render_bodies(glossary, BodySettings("section"), executor)
    return rule in {issue.code for issue in check_glossary(glossary, bodies, choose_rules(style=True, every=True))}


def test_the_rules_agree_with_the_labels(capsys: pytest.CaptureFixture[str]) -> None:
    labels = read_labels()
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong = []
    for label in labels:
        spoke, right = speaks(label["rule"], label["entries"]), label["right"] == "yes"
        name = {(True, True): "found", (True, False): "false", (False, True): "missed", (False, False): "silent"}
        outcomes[label["rule"], name[spoke, right]] += 1
        if spoke != right:
            wrong.append(f"{label['rule']}: {label['why']}")
    with capsys.disabled():
        print()
        for code in CODES:
            found, false, missed = (outcomes[code, name] for name in ("found", "false", "missed"))
            precision, recall = found / max(1, found + false), found / max(1, found + missed)
            print(f"{code}: precision {precision:.2f}, recall {recall:.2f} of {found + missed}")
        print(*(f"  at odds: {each}" for each in wrong), sep="\n")
    total = {name: sum(outcomes[code, name] for code in CODES) for name in ("found", "false", "missed")}
    # A missing finding is better than a false one, which somebody has to read.
    assert total["found"] / (total["found"] + total["false"]) >= 0.9
    assert total["found"] / (total["found"] + total["missed"]) >= 0.7


def test_every_rule_is_labelled_both_ways() -> None:
    labelled = {(label["rule"], label["right"]) for label in read_labels()}
    assert labelled == {(code, right) for code in CODES for right in ("yes", "no")}
