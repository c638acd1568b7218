"""What fuzzing found, and what its runs begin with: none of it breaks what must hold of any input."""

from pathlib import Path

import pytest

from fuzz.targets import TARGETS

HOME = Path(__file__).parents[1] / "fuzz"
INPUTS = sorted(path for target in TARGETS for part in ("cases", "seeds") for path in (HOME / part / target).glob("*"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_inputs() -> None:
    assert {path.parent.name for path in INPUTS} == set(TARGETS)
