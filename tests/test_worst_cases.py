"""Input made to take long: work grows no faster than its size. Work is counted in calls, as times vary.

``make audit`` also gives one entry of a megabyte to every stage, and prints the seconds of processor time of each.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from random import Random

import pytest

from glossary_site.markup import accepts_formula, render_body
from glossary_site.records import parse_markdown, parse_records
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout import reflow, repair
from glossary_site.text.naming import gather_evidence, name_entry
from glossary_site.text.scan import scan_text
from glossary_site.text.sentences import first_definition, plain_opening
from glossary_site.yaml_text import parse_yaml

SMALL, TIMES = 1_500, 4
#: Work may grow so much faster than the input, as look-ups, sorting and heaps do.
FASTER = 1.6
MEGABYTE = 1_000_000
SECONDS, MEGABYTES = 2.0, 300

_TOKENS = (
    *("*", "**", "_", "`", "```\n", "~~~\n", "~~", "[", "](", "]", ")", "!", "<", ">", "\n", "\n\n", "- ", "1. "),
    *("> ", "|", "$", "$$", "\\", "\\[", "\\]", "\\frac", "{", "}", "\\begin{align}", "\\end{align}", "&"),
    *("&#x41;", "#", "# ", "a", "[[", "]]", "[^1]", "[^1]: ", "[!NOTE]", ": ", "|-|", "<!--", "<![CDATA["),
    *("    ", "\t", "é", "word ", "---\n", "^", "==", "*[a", "::: details a\n"),
)
_UNITS = (
    *_TOKENS,
    *("[a](", "[a](b) ", "![a](b) ", "<http://a> ", "$a$ ", "$\\frac{a}{b}$ ", "[[a]] ", "[^a]: b\n\n"),
    *("[a]: b\n", "> a\n", "- a\n", "1. a\n", "|a|\n|-|\n", "a\n===\n", "# a\n\n", "**a **a* ", "~~a~~ "),
    *("a\n: b\n\n", "```py\nx\n```\n", "> [!NOTE]\n> x\n\n", "par\n\n", ">>>>>>>>>> a\n", "[a](((", '[a](b "'),
    *("~a", "^a", "^a^", "~a`", "==a ", "==`a", "x^[", "http://a", "://", "*[a]: b\n", "a *[a]: b\n\n", "- [x] a\n"),
    *("a**b", "*[a*](b) ", "[^a[^b]] ", "\t- a\n", "&#xe000;0&#xe001;", "(", "[("),
)
#: Lines that could be headings, hardly longer than the shortest that are read in a text of very many lines.
_LINES = (
    "abc, def\n",
    "abcdefgh, ijklmn\n",
    "abcdefgh, ijklmn\n\n",
    "abcd efgh ijkl mn\n\n",
    "**Abcdefgh**\nabcdefgh, ijklmn\n",
    "abcdefgh, ijklmn\nAbcdefgh is **a** b.\n",
)
#: Marks with hardly more words between them than a body needs to be writing.
_WRITING = (
    "$aaaaaaaaa and $ ",
    "- ab cd ef gh\n",
    "- ab cd ef gh ",
    "1. ab ",
    "# ab cd ef gh ij\n\n",
    "|abcdefghij|\n|-|\nabcdefgh\n",
    "\\(ab\\) ",
)
_YAML = (
    "a: b\n",
    "- a\n",
    "- - ",
    "[",
    "{a: ",
    "? a\n",
    "# x\n",
    '"',
    "a: |\n  x\n",
    "&a ",
    "*a",
    "!!x ",
    "\t",
    "k",
    "---\n",
    "- term: A\n  body: x\n",
)
NO_EVIDENCE = gather_evidence((), {})


def _texts(units: tuple[str, ...], size: int) -> dict[str, str]:
    """Name -> a text of a size that repeats one unit, or a mixture of all units."""
    repeated = {repr(unit): unit for unit in units}
    for seed in range(6):
        draw = Random(seed)
        repeated[f"mixture {seed}"] = "".join(draw.choice(units) for _ in range(120))
    return {name: (unit * (size // len(unit) + 1))[:size] for name, unit in repeated.items()}


def _body_of(text: str) -> object:
    return render_body(text)


STAGES: Mapping[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "YAML": (lambda text: parse_yaml(text, "x"), _YAML),
    "records": (lambda text: parse_records(text, "x"), _YAML),
    "front matter": (lambda text: parse_markdown(f"---\n{text}", "x"), _YAML),
    "Markdown": (_body_of, _UNITS),
    "formulas": (find_formulas, _UNITS),
    "reflow": (reflow, (*_UNITS, *_WRITING)),
    "flattened": (lambda text: reflow(text.replace("\n", " ")), (*_UNITS, *_WRITING)),
    "scan": (scan_text, (*_UNITS, *_LINES)),
    "repair": (lambda text: repair(text, accepts_formula), (*_UNITS, *_WRITING)),
    "definition": (lambda text: first_definition(plain_opening(text), "en"), _UNITS),
    "name": (lambda text: name_entry(text.replace("\n", " "), text, NO_EVIDENCE), _UNITS),
}


def _calls(work: Callable[[str], object], text: str) -> int:
    """The number of calls of functions, including those of Python itself, for ``text``."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


#: These read only the opening of a body: their work stops growing at sizes larger than those of this test.
_OPENINGS = ("definition", "name")


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in _OPENINGS])
def test_work_grows_with_the_input(stage: str) -> None:
    work, units = STAGES[stage]
    small, large = _texts(units, SMALL), _texts(units, SMALL * TIMES)
    work(small["mixture 0"])  # fills the caches
    for name in small:
        few, many = _calls(work, small[name]), _calls(work, large[name])
        assert many <= TIMES * FASTER * few + 5_000, f"{stage} {name}: {few} calls, {many} for {TIMES} times as much"


_MEASURE = """
import json, resource, sys, time
from tests.test_worst_cases import MEGABYTE, STAGES, _texts
work, units = STAGES[sys.argv[1]]
found = {}
for name, text in _texts(units, MEGABYTE).items():
    start = time.process_time()
    work(text)
    found[name] = time.process_time() - start
print(json.dumps([found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="measured by make audit")
@pytest.mark.parametrize("stage", STAGES)
def test_a_megabyte_is_read_in_seconds(stage: str) -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE, stage], capture_output=True, text=True, check=True)
    found, megabytes = json.loads(done.stdout)
    slowest = sorted(found, key=found.__getitem__, reverse=True)[:3]
    print(f"\n{stage}: {', '.join(f'{name} {found[name]:.2f} s' for name in slowest)}; {megabytes:.0f} MB")
    assert found[slowest[0]] <= SECONDS
    assert megabytes <= MEGABYTES
