"""Glossaries made to take long: the work of each stage grows with the glossary and no faster, however entries refer.

As in ``test_worst_cases``, work is counted in calls. ``make audit`` also gives every stage a megabyte of each, or
13,000 entries where that is less, and prints the seconds of processor time. A stage has two seconds, with two
exceptions. 13,000 terms have 13,500 pages, whatever their text: making pages has two seconds for each thousand. Of
still smaller entries a megabyte has 40,000: linking and rendering them has proportionally more time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from math import isqrt
from pathlib import Path
from typing import TypeVar

import pytest
from test_worst_cases import FASTER, MEGABYTE, MEGABYTES, SECONDS, TIMES

from glossary_site.build import BuildRequest, Inputs, Memory, Project
from glossary_site.checks import check_glossary, choose_rules
from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.formats import site_exports
from glossary_site.glossary import relate_records
from glossary_site.loader import Source, decode_source, load_records
from glossary_site.mentions import BodySettings, render_bodies
from glossary_site.pages import Entries
from glossary_site.renderer import read_theme, render_pages
from glossary_site.search import SearchInput, WordCounter, search_outputs
from glossary_site.values import replace
from glossary_site.workers import Executor, open_executor

SMALL, MOST = 120 if os.environ.get("AUDIT") == "full" else 70, 13_000
#: References in a body, which is text to a limit of 100,000 characters.
_IN_A_BODY = 3_000
GOOD = Source("e/a.yml", "a", "- term: Wheat\n  body: Wheat is a cereal.\n")


def _each(entry: str) -> Callable[[int], str]:
    """A glossary of entries by their number (``{i}``), in a circle (``{j}`` is the next)."""
    return lambda count: "".join(entry.format(i=i, j=(i + 1) % count) for i in range(count))


def _in_few_bodies(count: int) -> str:
    """``count`` references to nothing, all different."""
    bodies = [range(start, min(start + _IN_A_BODY, count)) for start in range(0, count, _IN_A_BODY)]
    return "".join(
        f"- term: Term{body.start}\n  body: A {' '.join(f'[[no such term {each}]]' for each in body)}\n"
        for body in bodies
    )


def _all_of_all(count: int) -> str:
    """Terms that all mention each other, also in their definitions: twenty mentions for each of ``count``."""
    terms = range(isqrt(20 * count))
    others = " ".join(f"Term{other}" for other in terms)
    return "".join(f"- term: Term{i}\n  body: It is {others}.\n" for i in terms)


def _spelled(number: int, one: str, other: str) -> str:
    """A word of the letters of ``one``, some as in ``other``: another for each number below 16,384."""
    return "x" + "".join(pair[number >> place & 1] for place, pair in enumerate(zip(one, other, strict=True)))


def _alike(entry: str, one: str, other: str) -> Callable[[int], str]:
    """A glossary as ``_each`` makes it, of words (``{word}``, ``{next}``) that are alike but for some letters."""
    return lambda count: "".join(
        entry.format(i=i, word=_spelled(i, one, other), next=_spelled((i + 1) % count, one, other))
        for i in range(count)
    )


_LETTERS, _CAPITALS, _ACCENTS, _DASHES = "aeiouaeiouaeio", "AEIOUAEIOUAEIO", "áéíóúäëïöüâêîô", "a-i-u-e-o-a-i-"
_A_WORD = "- term: {word}\n  body: A {next} is one.\n"


def _of_many_senses(count: int) -> str:
    """A term of a hundred senses in as many categories, and ``count`` entries that mention it or one of these."""
    senses = "".join(f"  - {{category: c{i}, definition: The x {i}.}}\n" for i in range(100))
    texts = ("one", "[[one#c{j}]]", "[[one#no{i}]]")
    others = "".join(f"- term: Term{i}\n  body: A {texts[i % 3].format(i=i, j=i % 100)}.\n" for i in range(count))
    return f"- term: one\n  senses:\n{senses}{others}"


GLOSSARIES: Mapping[str, Callable[[int], str]] = {
    "references to nothing": _in_few_bodies,
    "a reference to nothing each": _each("- term: Term{i}\n  body: A [[no such term {i}]].\n"),
    "a relation to nothing each": _each("- term: Term{i}\n  related: [no such term {i}]\n  body: x\n"),
    "a circle of definitions": _each("- term: Term{i}\n  definition: A Term{j} is it.\n"),
    "a circle of references": _each("- term: Term{i}\n  body: A [[Term{j}]].\n"),
    "a circle of broader terms": _each("- term: Term{i}\n  broader: [Term{j}]\n  body: x\n"),
    "mentions of all in all": _all_of_all,
    "senses of one term": _each("- term: Term\n  category: c{i}\n  body: The x {i}.\n"),
    "terms of one id": _each("- term: Term{i}\n  id: one\n  body: x {i}\n"),
    "terms of one alias": _each("- term: Term{i}\n  aliases: [one]\n  body: It is one of x.\n"),
    "references to one alias": _each("- term: Term{i}\n  aliases: [one]\n  related: [one]\n  body: A [[one]].\n"),
    "a category each": _each("- term: Term{i}\n  category: c{i}\n  body: It is x {i}.\n"),
    "one text over and over": _each("- term: Term{i}\n  body: It is x.\n"),
    "names that differ in case": _alike(_A_WORD, _LETTERS, _CAPITALS),
    "names that differ in accents": _alike(_A_WORD, _LETTERS, _ACCENTS),
    "names that differ in dashes": _alike(_A_WORD, "a i u e o a i ", _DASHES),
    "tags that differ in case": _alike("- term: Term{i}\n  tags: [{word}]\n  body: x\n", _LETTERS, _CAPITALS),
    "categories that differ in case": _alike("- term: Term{i}\n  category: {word}\n  body: x\n", _LETTERS, _CAPITALS),
    "categories below one": _each("- term: Term{i}\n  category: a / b / c{i}\n  body: x {i}\n"),
    "references to senses": _of_many_senses,
    "abbreviations": _each("- term: Term{i}\n  body: The ABC{i} of A{i}B.\n"),
}
Result = TypeVar("Result")


#: A function that takes the name of a stage, its work, and the number of pages that it makes.
Measure = Callable[[str, Callable[[], object], int], None]


def run_stages(text: str, stage: Measure) -> None:
    """Take a glossary through all stages of building and checking."""
    with open_executor(1, 0) as executor:
        _run_stages(text, stage, executor)


def _run_stages(text: str, stage: Measure, executor: Executor) -> None:
    results: dict[str, object] = {}

    def of(name: str, work: Callable[[], Result], pages: int = 0) -> Result:
        def keep() -> None:
            results[name] = work()

        stage(name, keep, pages)
        return results[name]  # type: ignore[return-value]

    source, _ = decode_source(text.encode(), "e/x.yml")
    assert source is not None
    config, memory = SiteConfig(), Memory()
    made = BodySettings(config.links, count=WordCounter(config.language))
    inputs = Inputs(config=config, sources=(GOOD, source))
    records, _ = of("records", lambda: load_records(inputs.sources, SiteConfig(), executor, memory.records))
    glossary = of("links", lambda: relate_records(records, config))
    bodies = of("bodies", lambda: render_bodies(glossary, made, executor, store=memory.bodies))

    remembered = replace(memory, bodies=bodies.store)
    project = Project(BuildRequest(Path("e"), Path("site"), jobs=1), inputs, remembered=remembered)
    kept = of("leaving out", lambda: project.sound)
    (plan,) = of("plan", lambda: project.plans)
    of("checks", lambda: list(check_glossary(glossary, bodies, choose_rules())))
    searched = SearchInput(config, Entries(kept.glossary), Digested(lambda: kept.words_by_id), Digested(dict))
    of("search", lambda: list(search_outputs(searched)))
    of("exports", lambda: list(site_exports(kept.glossary, config)))
    theme, _ = read_theme(Path("none"))
    of("pages", lambda: [len(render_pages((plan.page(url),), theme)) for url in plan.urls], len(plan.urls))


def _count_calls(text: str) -> dict[str, int]:
    found: dict[str, int] = {}

    def stage(name: str, work: Callable[[], object], _pages: int) -> None:
        def note(_frame: object, event: str, _argument: object) -> None:
            found[name] += event in ("call", "c_call")

        found[name] = 0
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(before)

    run_stages(text, stage)
    return found


@pytest.mark.parametrize("glossary", GLOSSARIES)
def test_work_grows_with_the_glossary(glossary: str) -> None:
    few, many = (_count_calls(GLOSSARIES[glossary](count)) for count in (SMALL, SMALL * TIMES))
    for stage, calls in many.items():
        assert calls <= TIMES * FASTER * few[stage] + 5_000, f"{stage}: {few[stage]} calls, {calls} for {TIMES} times"


_MEASURE = """
import json, resource, sys, time
sys.path.insert(0, "tests")
from test_worst_glossaries import GLOSSARIES, MEGABYTE, MOST, run_stages
make = GLOSSARIES[sys.argv[1]]
count = MEGABYTE * 10_000 // len(make(10_000))
text = make(count if sys.argv[1] == "references to nothing" else min(count, MOST))
found = {}
def stage(name, work, pages):
    start = time.process_time()
    work()
    found[name] = time.process_time() - start, pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
run_stages(text, stage)
print(json.dumps([found, len(text)]))
"""


@pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="measured by make audit")
@pytest.mark.parametrize("glossary", GLOSSARIES)
def test_a_megabyte_of_entries_is_built_in_seconds(glossary: str) -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE, glossary], capture_output=True, text=True, check=True)
    found, size = json.loads(done.stdout)
    times = ", ".join(f"{name} {seconds:.2f} s" for name, (seconds, _, _) in found.items())
    most = max(megabytes for _, _, megabytes in found.values())
    print(f"\n{glossary} ({size / MEGABYTE:.1f} MB, {found['pages'][1]} pages): {times}; {most:.0f} MB")
    for name, (seconds, pages, _) in found.items():
        assert seconds <= SECONDS * max(pages / 1_000, 1), name
    assert most <= MEGABYTES
