"""Whatever is edited in whatever order, the preview shows what a fresh start on the same files would show."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from glossary_site.build import BuildRequest, build_site
from glossary_site.issues import GlossaryError
from glossary_site.language import slugify
from glossary_site.preview.preview import Preview
from glossary_site.preview.watch import Watch
from glossary_site.values import replace

TEMPLATES = Path(__file__).parents[1] / "sites" / "templates"
NAMES = ["Rye", "Deck oven", "Proof", "Crumb", "Peel", "Spelt", "Oven spring", "Levain"]
BROKEN = ["Scoring", "Couche", "Rye"]
FILES = [f"{stem}.{kind}" for stem in ("a", "b", "c", "sub/d") for kind in ("md", "yml", "txt")]
# 250 steps, 2,000 in the audit, in parts that each end well before the limit of a test. A step with errors starts two
# previews more.
PARTS, EXAMPLES, STEPS = 5, 16 if os.environ.get("AUDIT") == "full" else 2, 25

names = st.sampled_from(NAMES)
files = st.sampled_from(FILES)
words = st.sampled_from([*NAMES, "bread", "hot ovens", "[[Rye]]", "[[Couche]]", "rises.", "\n\n"])
bodies = st.lists(words, max_size=8).map(" ".join)


def entry(file: str, name: str, body: str, category: str, alias: str) -> str:
    """The text of an entry in the form that the file's name asks for."""
    if file.endswith(".txt"):
        return f"{name.lower()}, {category.lower()}\n**{name}** is a thing of bread. {body}\n"
    fields = f"term: {name}\ncategory: {category}\naliases: [{alias}]\n"
    if file.endswith(".md"):
        return f"---\n{fields}---\n\n{name} is a thing. {body}\n"
    return f"{fields}body: |\n  {name} is a thing. {' '.join(body.split())}\n"


class Editing(RuleBasedStateMachine):
    """Edits a small project on disk and keeps one preview of it."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.entries = self.home / "entries"
        (self.entries / "sub").mkdir(parents=True)
        shutil.copytree(TEMPLATES, self.home / "templates")
        (self.entries / "a.md").write_text(entry("a.md", "Rye", "", "Grain", "rye grain"), encoding="utf-8")
        self.request = BuildRequest(self.entries, self.home / "out", self.home / "glossary.yml")
        self.preview = Preview(self.request)
        # As the server does: a rebuild gets the list of what changed, and so may take the short way.
        roots = (self.entries, self.home / "templates", self.home / "static", self.request.config)
        self.watch = Watch(roots)
        self.preview.rebuild()
        self.good: dict[Path, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @rule(file=files, name=names, body=bodies, category=st.sampled_from(["Grain", "Tools"]), alias=names)
    def write(self, file: str, name: str, body: str, category: str, alias: str) -> None:
        (self.entries / file).write_text(entry(file, name, body, category, alias), encoding="utf-8")

    @rule(file=files, word=words)
    def type_on(self, file: str, word: str) -> None:
        """What is edited most: more text below the text of the file."""
        path = self.entries / file
        if path.exists():
            path.write_text(f"{path.read_text(encoding='utf-8')}  {word}\n", encoding="utf-8")

    @rule(file=files, broken=st.sampled_from(BROKEN))
    def spoil(self, file: str, broken: str) -> None:
        """What is in a file becomes what no entry is, some of it or all."""
        path = self.entries / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if file.endswith(".yml"):
            good = "".join(f"  {line}\n" for line in text.splitlines())
            both = good.startswith("  term:")
            path.write_text((f"-\n{good}" if both else "") + f"-\n  term: {broken}\n  bodi: x\n", encoding="utf-8")
        else:
            path.write_text(f"---\nterm: [{broken}\n---\n{text}", encoding="utf-8")

    @rule(file=files)
    def delete(self, file: str) -> None:
        (self.entries / file).unlink(missing_ok=True)

    @rule(file=files, other=files)
    def move(self, file: str, other: str) -> None:
        if (self.entries / file).exists() and Path(file).suffix == Path(other).suffix:
            (self.entries / file).rename(self.entries / other)

    @rule(file=files, old=names, new=names)
    def rename_term(self, file: str, old: str, new: str) -> None:
        path = self.entries / file
        if path.exists():
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    @rule(file=files, new=st.sampled_from([*NAMES, "Bread", "Hot oven", "Sieve", "Couche"]), keep=st.booleans())
    def rename_in_its_line(self, file: str, new: str, keep: bool) -> None:
        """What an author does: other texts still have the old name, which may stay as an alias."""
        path = self.entries / file
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        place = next((number for number, line in enumerate(lines) if line.startswith("term: ")), None)
        if place is not None:
            old = lines[place].removeprefix("term: ")
            lines[place] = f"term: {new}"
            aliases = f"aliases: [{old}]" if keep else "aliases: []"
            lines = [aliases if line.startswith("aliases: ") else line for line in lines]
            path.write_text("\n".join(lines), encoding="utf-8")

    @rule(file=files, other=names)
    def relate(self, file: str, other: str) -> None:
        path = self.entries / file
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        place = next((number for number, line in enumerate(lines) if line.startswith("term: ")), None)
        if place is not None:
            kept = [line for line in lines if not line.startswith("related: ")]
            path.write_text(
                "\n".join([*kept[: place + 1], f"related: [{other}]", *kept[place + 1 :]]), encoding="utf-8"
            )

    @rule(size=st.integers(1, 3), links=st.sampled_from(["section", "page", "all", "off"]), full=st.booleans())
    def configure(self, size: int, links: str, full: bool) -> None:
        text = f"page_size: {size}\nlinks: {links}\nlisting: {'full' if full else 'summary'}\n"
        (self.home / "glossary.yml").write_text(text, encoding="utf-8")

    @rule(mark=st.sampled_from(["", "<hr>", "<i>x</i>"]))
    def edit_template(self, mark: str) -> None:
        text = (TEMPLATES / "base.html").read_text(encoding="utf-8")
        (self.home / "templates" / "base.html").write_text(text + mark, encoding="utf-8")

    @rule(text=st.sampled_from(["a{}", "b{}"]))
    def edit_style(self, text: str) -> None:
        (self.home / "static").mkdir(exist_ok=True)
        (self.home / "static" / "own.css").write_text(text, encoding="utf-8")

    @invariant()
    def shows_what_a_fresh_start_shows(self) -> None:
        before = {url: self.preview.respond(url) for url in self.urls()}
        self.preview.rebuild(self.watch.look())
        fresh = Preview(self.request)
        fresh.rebuild()
        assert self.preview.issues == fresh.issues
        broken = {Path(issue.path) for issue in fresh.issues if issue.severity == "error"}
        if broken:
            # Files with errors stay as they were without, entries that always had some are left out; where
            # that would take away what was well, all stays as it was.
            put_back = self.start_with_put_back(broken)
            if put_back is None:
                assert {url: self.preview.respond(url) for url in self.urls()} == before
                return
            fresh = put_back
        else:
            self.remember(set())
        assert self.urls() == self.urls(fresh)
        addresses = {
            f"term/{slugify(name)}/" for name in (*NAMES, *BROKEN)
        }  # where entries are left out, pages show why
        for url in (*self.urls(), *sorted(addresses), "terms.json", "search/manifest.json"):
            assert self.preview.respond(url) == fresh.respond(url), url

    def remember(self, bad: set[Path]) -> None:
        entries = self.request.entries
        self.good = {path: path.read_bytes() for path in entries.rglob("*") if path.is_file() and path not in bad}

    def start_with_put_back(self, broken: set[Path]) -> Preview | None:
        """A fresh start with the files that are broken as they last were without; None where that takes much away."""
        if not all(path.is_file() for path in broken):
            return None  # there are no entries at all
        now = {path: path.read_bytes() for path in broken}
        try:
            for path in broken & self.good.keys():
                path.write_bytes(self.good[path])
            fresh = Preview(self.request)
            fresh.rebuild()
            try:
                report = build_site(replace(self.request, output=Path(tempfile.mkdtemp(dir=self.home))))
            except GlossaryError:
                return None
            bad = {Path(place.partition(":")[0]) for place in report.bad}
            if bad & self.good.keys():
                return None
            self.remember(bad)
            return fresh
        finally:
            for path, data in now.items():
                path.write_bytes(data)

    def urls(self, preview: Preview | None = None) -> tuple[str, ...]:
        return (preview or self.preview).urls()


@pytest.mark.parametrize("part", range(PARTS))
def test_any_edits_give_the_same_site_as_a_fresh_start(part: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    steps = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(seed(part)(type("Editing", (Editing,), {})), settings=steps)
