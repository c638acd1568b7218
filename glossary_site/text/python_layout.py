"""stub"""
from collections.abc import Sequence
def lay_out_python(lines: Sequence[str]) -> list[str]:
    return list(lines)
