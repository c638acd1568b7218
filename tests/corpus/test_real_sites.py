"""Real glossaries as whole sites: every term has its page, and no reader meets raw markup or a dead link."""

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
sys.path.insert(0, str(HERE / "audit"))

from real_sites import GLOSSARIES, RealGlossary, format_table, measure  # noqa: E402 - the path is extended above

#: Those that take a few seconds; the others are built by ``make audit``.
QUICK = ("shipped", "cncf", "pypa", "devops")
WHOLE = os.environ.get("AUDIT") == "full"


@pytest.mark.parametrize(
    "glossary", [each for each in GLOSSARIES if WHOLE or each.name in QUICK], ids=lambda each: each.name
)
def test_a_real_glossary_is_whole_on_its_site(glossary: RealGlossary, tmp_path: Path) -> None:
    if not glossary.path.exists():
        pytest.skip(f"no glossary at {glossary.path} (GLOSSARY_MIGRATE names the folder of all)")
    found = measure(glossary, tmp_path)
    print(f"\n{format_table([found])}")
    assert (found.pages, found.missing) == (found.terms, ())
    assert found.raw == ()
    assert found.dead == ()
    assert len(found.later) <= 0.02 * found.derived, found.later
