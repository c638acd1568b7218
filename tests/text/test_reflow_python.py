"""Line ends and indentation are restored in Python code, where Python accepts the result."""

import ast

import pytest

from glossary_site.text.layout.python_layout import lay_out_python

PROGRAMS = {
    "loop over what it binds": """\
total = 0
for jar in shelf:
    weight = jar.weigh()
    total += weight
print(total)""",
    "branches": """\
def grade(apple):
    if apple.ripe:
        return "sell"
    elif apple.green:
        wait(3)
    else:
        compost(apple)
    return None""",
    "try": """\
try:
    oven.light()
    oven.wait()
except OSError as error:
    log(error)
finally:
    oven.close()""",
    "methods and a call": """\
class Loom(Frame):
    def __init__(self, width):
        super().__init__()
        self.width = width

    def weave(self, yarn):
        rows = [row for row in yarn if row]
        return rows if rows else None
loom = Loom(40)
loom.weave(yarn)""",
    "closure": """\
def make(scale):
    def apply(value):
        return value * scale
    return apply""",
    "imports and decorator": """\
from kiln.parts import *
import os

@cached
def heat(degrees: float = 20.0) -> float:
    assert degrees not in (0, None)
    return degrees""",
    "words that may end a statement": """\
def sort(jars):
    if not jars:
        return
    for jar in jars:
        label = jar.label if jar.label else "none"
        if label == "none":
            raise
        jar.label = label
    *others, last = jars
    return last""",
    "unpacking": """\
jars = shelf + cellar
(first, second) = jars
print(first)""",
    "definition in a branch": """\
try:
    import oven
except ImportError:
    def bake(loaf):
        return loaf
else:
    bake = oven.bake""",
    "decorators in a class": """\
class Jar:
    size: int

    @property
    def is_large(self):
        return self.size > 3

    @staticmethod
    @cached
    def seal():
        pass""",
    "match": """\
match = find(jar)
match kind:
    case "jam":
        return match
    case _:
        return None""",
    "with": """\
with open(path) as file:
    rows = file.read()
save(rows)""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_line_ends_and_indentation_are_restored(program: str) -> None:
    flat = " ".join(program.split())
    assert ast.dump(ast.parse("\n".join(lay_out_python([flat])))) == ast.dump(ast.parse(program))


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_indentation_is_restored(program: str) -> None:
    lines = [line.strip() for line in program.split("\n") if line.strip()]
    assert lay_out_python(lines) == program.split("\n")


def test_code_on_the_line_of_a_comment_gets_its_own_line() -> None:
    flat = "oven = Oven() # Warm it up for each loaf for loaf in loaves: oven.bake(loaf) # Let it cool"
    assert lay_out_python([flat]) == [
        "oven = Oven()",
        "# Warm it up for each loaf",
        "for loaf in loaves:",
        "    oven.bake(loaf)  # Let it cool",
    ]


def test_a_space_within_brackets_shows_a_lost_line_end() -> None:
    flat = 'menu = [ {"dish": "soup", "price": 4}, {"dish": "bread and butter", "price": 2}, ] serve(menu)'
    assert lay_out_python([flat]) == [
        "menu = [",
        '    {"dish": "soup", "price": 4},',
        '    {"dish": "bread and butter", "price": 2},',
        "]",
        "serve(menu)",
    ]


def test_a_comment_within_brackets_ends_where_their_elements_read_on() -> None:
    flat = 'jars = { "plum": 3, # dark, and (very) sweet "pear": 4, # pale } count(jars) # Note what is left keep(jars)'
    assert lay_out_python([flat]) == [
        "jars = {",
        '    "plum": 3, # dark, and (very) sweet',
        '    "pear": 4, # pale',
        "}",
        "count(jars)",
        "# Note what is left",
        "keep(jars)",
    ]


def test_a_line_goes_on_behind_a_backslash() -> None:
    assert lay_out_python(["if jar.is_full and \\ jar.is_cold: seal(jar)"]) == [
        "if jar.is_full and \\",
        "    jar.is_cold:",
        "    seal(jar)",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["x = 1", "y = 2"],
        ["if a:", "    b()"],
        ["def broken(:", "return 1"],
        ["x = (1"],
        ["this is no code at all"],
        ["print 'old'"],
        ["x = '\x00'"],
        ["x = 'open"],
        [""],
        ["a = 1 # a comment that ends in prose"],
    ],
)
def test_only_white_space_may_change(lines: list[str]) -> None:
    assert "".join("".join(lay_out_python(lines)).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("lines", [["if a:", "  b("], ["def broken(:", "return 1"], ["this is no code at all"]])
def test_what_does_not_parse_stays_as_it_is(lines: list[str]) -> None:
    assert lay_out_python(lines) == lines
