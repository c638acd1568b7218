"""The text fixtures of ``tests/cases``: input and expected output, with a line of five dots between them."""

from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """One fixture."""

    name: str
    before: str
    after: str


def read_cases(folder: str, fewest: int) -> list[Case]:
    """The fixtures of a folder of ``tests/cases`` in order of their names; a folder with fewer files is an error."""
    cases: list[Case] = []
    for path in sorted((Path(__file__).parent / "cases" / folder).glob("*.txt")):
        before, after = path.read_text(encoding="utf-8").split("\n.....\n")
        cases.append(Case(path.stem, before, after.removesuffix("\n")))
    assert len(cases) >= fewest, f"tests/cases/{folder} has {len(cases)} files"
    return cases
