"""Texts that are hard for a regular expression: what it repeats, over and over, behind what it begins with.

An expression takes long where a text can be read as one repetition after another in many ways, and then does not match.
So each of its unbounded repetitions gives some texts: a beginning that leads to it, a unit that it repeats, and an end
that does not fit.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

#: Tried as the characters of a class.
_CHARACTERS = "a 0-(.\n\t\"é漢<>[]{}=/:;,_A'`*#|\\$&@!~^+%?)\x00"
_ENDS = ("", "\x00", "\n\x01")
#: A repetition of more than so many is as good as one without end.
_UNBOUNDED = 20
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
#: At most so many characters of a beginning, and so many other repetitions that are mixed with one.
_BEGINNING, _MIXED = 200, 8


@dataclass(frozen=True, slots=True)
class Attack:
    """A text of any length: a unit, repeated, between a beginning and an end."""

    beginning: str
    unit: str
    end: str

    def text(self, size: int) -> str:
        """About ``size`` characters of it."""
        return self.beginning[:_BEGINNING] + self.unit * max(1, size // len(self.unit)) + self.end


class _Sample:
    """One text that an expression matches, more or less, and the repetitions in it with what leads to them."""

    def __init__(self, expression: re.Pattern[str], seed: int) -> None:
        self._flags = expression.flags
        self._seed = seed
        self._draw = Random(seed)
        self._groups: dict[int, str] = {}
        self.repeats: list[tuple[str, str]] = []
        parsed = _parser.parse(expression.pattern, expression.flags)
        self._state = parsed.state
        self.text = self._sequence(parsed, "")

    def _choose(self, of: list[str]) -> str:
        return of[0] if self._seed == 0 else self._draw.choice(of)

    def _character(self, node: Any) -> str:
        one = _compiler.compile(_parser.SubPattern(self._state, [node]), self._flags)
        return self._choose([each for each in _CHARACTERS if one.fullmatch(each)] or [""])

    def _sequence(self, nodes: Any, before: str) -> str:
        made = ""
        for node in nodes:
            made += self._node(node, before + made)
        return made

    def _node(self, node: Any, before: str) -> str:
        operator, argument = node
        if operator is _constants.LITERAL:
            return chr(argument)
        if operator in (_constants.IN, _constants.ANY, _constants.NOT_LITERAL):
            return self._character(node)
        if operator is _constants.SUBPATTERN:
            group, *_, inner = argument
            made = self._sequence(inner, before)
            self._groups[group] = made
            return made
        if operator is _constants.ATOMIC_GROUP:
            return self._sequence(argument, before)
        if operator is _constants.BRANCH:
            return self._choose([self._sequence(branch, before) for branch in argument[1]])
        if operator in _REPEATS:
            fewest, most, inner = argument
            once = self._sequence(inner, before)
            if most > _UNBOUNDED:
                self.repeats.append((before, once))
            times: int = fewest if self._seed % 2 == 0 else max(fewest, min(1, most))
            return once * times
        if operator is _constants.GROUPREF:
            return self._groups.get(argument, "")
        return ""  # a position, or a look around


def find_attacks(expression: re.Pattern[str], seeds: int = 4) -> Iterator[Attack]:
    """The attacks on one expression, none of them twice; ``seeds`` is how many texts of it they are taken from."""
    seen = set()
    for seed in range(seeds):
        sample = _Sample(expression, seed)
        found = [Attack("", sample.text, "")]
        for beginning, once in sample.repeats:
            found += [Attack(beginning, once, end) for end in _ENDS]
            found += [Attack("", beginning, ""), Attack("", beginning + once, "")]
            found += [Attack(beginning, once + other, "\x00") for _, other in sample.repeats[:_MIXED]]
        for attack in found:
            if attack.unit and attack not in seen:
                seen.add(attack)
                yield attack


def find_patterns(package: str) -> list[re.Pattern[str]]:
    """The expressions that the modules of a package, or one module, hold by name: alone, in tuples or in mappings."""
    home = importlib.import_module(package)
    inner = pkgutil.walk_packages(home.__path__, f"{package}.") if hasattr(home, "__path__") else ()
    modules = (home, *(importlib.import_module(each.name) for each in inner))
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    waiting: list[Any] = [value for module in modules for value in vars(module).values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            found[value.pattern, value.flags] = value
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif type(value) in (tuple, list, frozenset, set):
            waiting += value
    return list(found.values())
