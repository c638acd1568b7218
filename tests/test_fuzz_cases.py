"""The inputs that fuzzing found, and those with which it begins: the properties of any input hold for all of them."""

from pathlib import Path

import pytest

from fuzz.targets import TARGETS

HOME = Path(__file__).parents[1] / "fuzz"
INPUTS = sorted(path for target in TARGETS for part in ("cases", "seeds") for path in (HOME / part / target).glob("*"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_inputs_found_by_fuzzing_break_nothing(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_inputs() -> None:
    assert {path.parent.name for path in INPUTS} == set(TARGETS)
