"""Input made to take long: work grows no faster than its size. Work is counted in calls, as times vary.

``make audit`` also gives one entry of a megabyte to every stage, and to each stage and reader 20 KB of every attack
on an expression in its own modules. It prints how many inputs were tried, and the longest time and the most memory.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from fuzz.attacks import Attack, find_attacks, find_patterns
from fuzz.targets import FORMS, READERS
from glossary_site.formats.form import load_reader
from glossary_site.formats.imported import ImportSource
from glossary_site.formats.keyed_folder import read_keyed_folder
from glossary_site.formats.markdown_folder import read_markdown_folder
from glossary_site.formats.own import read_entries
from glossary_site.formats.table import FORMATS
from glossary_site.loader.one_file.page import parse_glossary_file
from glossary_site.markup import accepts_formula, parse_opening, render_body
from glossary_site.records import parse_markdown, parse_records
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout import reflow, repair
from glossary_site.text.naming import gather_evidence, name_entry
from glossary_site.text.scan import scan_text
from glossary_site.text.sentences import first_definition
from glossary_site.yaml_text import parse_yaml

SMALL, TIMES = 1_500 if os.environ.get("AUDIT") == "full" else 1_000, 4
#: Work may grow so much faster than the input, as look-ups, sorting and heaps do.
FASTER = 1.6
MEGABYTE = 1_000_000
SECONDS, MEGABYTES = 2.0, 300
#: Characters of an attack on an expression, and seconds for each. Time in proportion to the square of the length is far
#: more; docutils needs most, 0.12 ms for each character.
ATTACK, ATTACK_SECONDS = 20_000, 3.0

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
NO_EVIDENCE = gather_evidence((), {}, parse_opening)


def _texts(units: tuple[str, ...], size: int) -> dict[str, str]:
    """Name -> a text of a size that repeats one unit, or a mixture of all units."""
    repeated = {repr(unit): unit for unit in units}
    for seed in range(6):
        draw = Random(seed)
        repeated[f"mixture {seed}"] = "".join(draw.choice(units) for _ in range(120))
    return {name: (unit * (size // len(unit) + 1))[:size] for name, unit in repeated.items()}


def _body_of(text: str) -> object:
    return render_body(text)


@dataclass(frozen=True, slots=True)
class Stage:
    """Work on a text, units of texts that are hard for it, and the packages or modules whose expressions it uses."""

    work: Callable[[str], object]
    units: tuple[str, ...]
    modules: tuple[str, ...] = ()

    def attacks(self) -> list[Attack]:
        """The attacks on all expressions of the modules."""
        patterns = {pattern: None for module in self.modules for pattern in find_patterns(f"glossary_site.{module}")}
        return list(dict.fromkeys(attack for pattern in patterns for attack in find_attacks(pattern, 2)))


def _indented(text: str) -> str:
    return text.replace("\n", "\n      ")


#: A text where each form has the texts of its entries; other forms get it as it is.
_FRAMES: Mapping[str, Callable[[str], str]] = {
    "read_csv": lambda text: 'term,definition\nA,"' + text.replace('"', '""') + '"\n',
    "read_json": lambda text: json.dumps([{"term": "A", "definition": text}]),
    "read_jsonl": lambda text: json.dumps({"term": "A", "definition": text}),
    "read_glosario": lambda text: "- slug: a\n  en:\n    term: A\n    def: " + json.dumps(text) + "\n",
    "read_yaml": lambda text: f"A: {json.dumps(text)}\n",
    "read_html": lambda text: f"<dl><dt>A</dt><dd>{escape(text)}</dd></dl>",
    "read_sphinx": lambda text: f".. glossary::\n\n   A\n      {_indented(text)}\n",
    "read_po": lambda text: f'msgid "A"\nmsgstr {json.dumps(text)}\n',
    "read_xml": lambda text: f"<a><term>A</term><definition>{escape(text)}</definition></a>",
    "read_asciidoc": lambda text: f"[glossary]\n== Glossary\n\nA:: {text}\n",
    "read_entries": lambda text: f"---\nterm: A\n---\n{text}\n",
    "read_keyed_folder": lambda text: json.dumps([{"term": "A", "definition": text}]),
    "read_markdown_folder": lambda text: f"# A\n\n{text}\n",
    "read_latex": lambda text: f"\\newglossaryentry{{a}}{{name={{A}}, description={{{text}}}}}",
}


#: Readers of folders, each with the file in one.
_FOLDERS: Mapping[Callable[[ImportSource], object], str] = {
    read_entries: "a.md",
    read_keyed_folder: "a.json",
    read_markdown_folder: "a.md",
}


def _reader(read: Callable[[ImportSource], object]) -> Callable[[str], object]:
    frame = _FRAMES.get(read.__name__, str)

    def work(text: str) -> None:
        for form in (frame(text), text):
            raw = form.encode("utf-8", "replace")
            if read in _FOLDERS:
                with TemporaryDirectory() as folder:
                    Path(folder, _FOLDERS[read]).write_bytes(raw)
                    read(ImportSource(folder, b"", "en"))
            else:
                read(ImportSource("x", raw, "en"))

    return work


STAGES: Mapping[str, Stage] = {
    "YAML": Stage(lambda text: parse_yaml(text, "x"), _YAML, ("yaml_text",)),
    "records": Stage(lambda text: parse_records(text, "x"), _YAML, ("records",)),
    "front matter": Stage(lambda text: parse_markdown(f"---\n{text}", "x"), _YAML, ("records",)),
    "Markdown": Stage(_body_of, _UNITS, ("markup",)),
    "formulas": Stage(find_formulas, _UNITS, ("text.latex",)),
    "reflow": Stage(reflow, (*_UNITS, *_WRITING), ("text.layout", "text.code")),
    "flattened": Stage(lambda text: reflow(text.replace("\n", " ")), (*_UNITS, *_WRITING), ("text.layout",)),
    "scan": Stage(scan_text, (*_UNITS, *_LINES), ("text.scan",)),
    "repair": Stage(lambda text: repair(text, accepts_formula), (*_UNITS, *_WRITING), ("text.layout", "text.latex")),
    "definition": Stage(lambda text: first_definition(parse_opening(text), "en"), _UNITS, ("text.sentences",)),
    "name": Stage(
        lambda text: name_entry(text.replace("\n", " "), parse_opening(text), NO_EVIDENCE),
        _UNITS,
        ("text.naming", "text.words"),
    ),
    "one file": Stage(lambda text: parse_glossary_file(text, "x.md"), (*_UNITS, *_LINES), ("loader",)),
}
#: Readers of other forms: their work is counted in libraries that are not Python, so only their time is measured.
FORM_READERS: Mapping[str, Stage] = {
    read.__name__: Stage(_reader(read), _UNITS, (read.__module__.removeprefix("glossary_site."),))
    for read in sorted({*READERS, *FORMS.values(), *_FOLDERS}, key=lambda read: read.__name__)
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
    work, units = STAGES[stage].work, STAGES[stage].units
    small, large = _texts(units, SMALL), _texts(units, SMALL * TIMES)
    work(small["mixture 0"])  # fills the caches
    for name in small:
        few, many = _calls(work, small[name]), _calls(work, large[name])
        assert many <= TIMES * FASTER * few + 5_000, f"{stage} {name}: {few} calls, {many} for {TIMES} times as much"


def test_every_reader_is_measured() -> None:
    names = {load_reader(form).__name__ for form in FORMATS if form.reads}
    assert names - set(FORM_READERS) == {"read_pandoc"}  # a program, which tests/test_worst_libraries.py measures


_MEASURE = """
import json, resource, sys, time
from tests.test_worst_cases import ATTACK, FORM_READERS, MEGABYTE, STAGES, _texts
stage = {**STAGES, **FORM_READERS}[sys.argv[1]]
found = [{}, {}]
def measure(into, name, text):
    start = time.process_time()
    stage.work(text)
    into[name] = time.process_time() - start
for name, text in _texts(stage.units, MEGABYTE if sys.argv[1] in STAGES else ATTACK).items():
    measure(found[0], name, text)
for attack in stage.attacks():
    measure(found[1], repr(attack)[7:120], attack.text(ATTACK))
print(json.dumps([*found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="measured by make audit")
@pytest.mark.parametrize("stage", [*STAGES, *FORM_READERS])
def test_a_megabyte_is_read_in_seconds(stage: str) -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE, stage], capture_output=True, text=True, check=True)
    units, attacks, megabytes = json.loads(done.stdout)
    for of, found in (("units", units), ("attacks", attacks)):
        slowest = sorted(found, key=found.__getitem__, reverse=True)[:3]
        print(f"\n{stage}: {len(found)} {of}, {', '.join(f'{name} {found[name]:.2f} s' for name in slowest)}", end="")
    print(f"; {megabytes:.0f} MB")
    assert max(units.values()) <= (SECONDS if stage in STAGES else ATTACK_SECONDS)
    assert max(attacks.values(), default=0) <= ATTACK_SECONDS
    assert megabytes <= MEGABYTES
