"""Bad input to the command line: each issue has its file, its line and a hint, and nothing else is lost or broken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome, read_files, run_glossary, write_files

from glossary_site.disk import MANIFEST
from glossary_site.request import CACHE

#: The folders that a build may make beside the entries.
OURS = ("_site", CACHE)

GOOD = "---\nterm: Rye\n---\nRye is a dark flour.\n"

#: Five anchors in 254 bytes; expanded, the last one has millions of letters.
BOMB = (
    "a: &a [" + ",".join(["lol"] * 9) + "]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcde", "bcdef", strict=True))
)  # fmt: skip
BOMB += "#" * (254 - len(BOMB))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder, the only one in its parent folder."""
    folder = tmp_path / "project"
    (folder / "entries").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def build(project: Path, files: dict[str, str | bytes], *arguments: str) -> Outcome:
    """Write files into ``entries/`` and build; nothing may change outside the output folder."""
    write_files(project / "entries", files)
    around = project.parent
    ours = tuple(f"project/{name}/" for name in OURS)
    before = {name: data for name, data in read_files(around).items() if not name.startswith(ours)}
    outcome = run_glossary("build", *arguments)
    after = {name: data for name, data in read_files(around).items() if not name.startswith(ours)}
    assert after == before
    assert {path.name for path in project.iterdir()} - {*OURS} == {"entries"}
    assert "Traceback" not in outcome.err
    return outcome


def messages(outcome: Outcome) -> list[str]:
    """The first line of each printed issue; a hint must follow it."""
    lines = outcome.err.splitlines()
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if any(f" {severity} [" in f" {line}" for severity in ("error", "warning", "note")):
            found.append(line)
            assert following.startswith("    ") and following.strip(), f"no hint below: {line}"
    return found


def refused(project: Path, files: dict[str, str | bytes], *expected: str) -> None:
    """The build fails with exactly these messages and leaves no site."""
    outcome = build(project, files)
    assert messages(outcome) == list(expected)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines()[-1].startswith("Nothing was written: ")
    assert not (project / "_site").exists()


def left_out(project: Path, files: dict[str, str | bytes], places: str, *expected: str) -> Outcome:
    """The build leaves out ``places`` with exactly these messages; with ``--strict`` it fails and writes nothing."""
    outcome = build(project, files)
    assert messages(outcome) == list(expected)
    assert outcome.code == 0
    number = places.count(",") + 1
    were = "1 entry was" if number == 1 else f"{number} entries were"
    summary = f"{were} left out because of errors: {places}; --strict builds nothing in such a case"
    assert outcome.err.splitlines()[-1] == summary
    site = read_files(project / "_site")
    strict = build(project, files, "--strict")
    assert (strict.code, strict.out, messages(strict)) == (1, "", list(expected))
    assert read_files(project / "_site") == site
    return outcome


def warned(project: Path, files: dict[str, str | bytes], *expected: str) -> Outcome:
    """The build passes with exactly these warnings; with ``--strict`` it fails with the same and changes nothing."""
    outcome = build(project, files)
    assert messages(outcome) == list(expected)
    assert outcome.code == 0, outcome.err
    site = read_files(project / "_site")
    assert site
    strict = build(project, files, "--strict")
    assert strict.code == 1
    assert messages(strict) == list(expected)
    assert read_files(project / "_site") == site
    return outcome


def test_an_empty_folder(project: Path) -> None:
    refused(project, {}, "entries: error [entries-empty] no entries here")


def test_a_missing_folder(project: Path) -> None:
    outcome = run_glossary("build", "--entries", "nowhere")
    assert messages(outcome) == ["nowhere: error [entries-missing] there is no such file or folder"]
    assert outcome.code == 1


def test_a_file_that_holds_no_entries(project: Path) -> None:
    write_files(project, {"page.md": "# Rye\n\nText.\n", "words.xyz": "PK"})
    outcome = run_glossary("build", "--entries", "page.md")
    assert messages(outcome) == ["page.md:1: error [page-empty] no entries are found in this file"]
    outcome = run_glossary("build", "--entries", "words.xyz")
    assert messages(outcome) == ["words.xyz: error [format-unread] files that end in .xyz are not read"]


@pytest.mark.parametrize("content", ["", "\n", "  \n\t\n", "\ufeff"])
@pytest.mark.parametrize("name", ["a.md", "a.yml", "a.txt"])
def test_an_empty_file(project: Path, name: str, content: str) -> None:
    warned(project, {name: content, "rye.md": GOOD}, f"entries/{name}: warning [file-empty] the file is empty")


def test_only_empty_files(project: Path) -> None:
    refused(
        project,
        {"a.md": "", "b.txt": "\n"},
        "entries: error [entries-empty] no entries here",
        "entries/a.md: warning [file-empty] the file is empty",
        "entries/b.txt: warning [file-empty] the file is empty",
    )


@pytest.mark.parametrize("name", ["a.md", "a.yml", "a.yaml", "a.txt", "A.TXT"])
@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"term: a\0b\n", b"\0" * 100])
def test_a_binary_file(project: Path, name: str, raw: bytes) -> None:
    files: dict[str, str | bytes] = {name: raw, "rye.md": GOOD}
    left_out(project, files, f"entries/{name}", f"entries/{name}: error [file-binary] the file is not text")


def test_a_file_of_another_kind(project: Path) -> None:
    warned(
        project,
        {"list.xls": b"\xd0\xcf\0", "rye.md": GOOD},
        "entries/list.xls: warning [file-unknown] not an entry file, so it is left out",
    )


@pytest.mark.parametrize(
    ("raw", "line", "byte"),
    [
        (b"---\nterm: A\n---\ncr\xe8me\n", 4, "e8"),
        (b"\xff", 1, "ff"),
        (b"a\nb\nc \xc3", 3, "c3"),
        (b"a\r\n\xed\xa0\x80", 2, "ed"),
    ],
)
def test_invalid_utf_8(project: Path, raw: bytes, line: int, byte: str) -> None:
    refused(project, {"a.md": raw}, f"entries/a.md:{line}: error [file-encoding] byte 0x{byte} is not UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["a.md", "a.yml", "a.txt"])
def test_utf_16_without_its_mark_and_utf_32(project: Path, name: str, encoding: str) -> None:
    outcome = build(project, {name: GOOD.encode(encoding)})
    assert messages(outcome) == [f"entries/{name}: error [file-binary] the file is not text"]
    assert outcome.code == 1


def test_utf_16_with_its_mark_is_read(project: Path) -> None:
    assert build(project, {"a.md": GOOD.encode("utf-16")}).code == 0


def test_a_50_mb_file(project: Path) -> None:
    with (project / "entries/huge.txt").open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    outcome = run_glossary("build")
    assert messages(outcome) == [
        "entries/huge.txt: error [file-too-large] the file is too large: 50 MB, the limit is 32 MB"
    ]
    assert (outcome.code, (project / "_site").exists()) == (1, False)


def test_a_large_file_of_one_line_is_read(project: Path) -> None:
    outcome = build(project, {"a.md": GOOD + "word " * 400_000})
    assert outcome.code == 0, outcome.err


def test_a_heading_without_a_body(project: Path) -> None:
    text = "crumb, baking\n\nproof, baking\n\n**Proof** is the last rise of a loaf before the oven.\n"
    warned(
        project,
        {"a.txt": text},
        "entries/a.txt:1: warning [heading-without-body] there is no body below the heading “crumb, baking”",
    )
    page = (project / "_site/term/crumb/index.html").read_text(encoding="utf-8")
    assert "crumb" in page.lower()


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.md", "---\nterm: Crumb\n---\n", 2),
        ("a.md", "---\ncategory: Baking\nterm: Crumb\n---\n\n  \n", 2),
        ("a.yml", "- term: Rye\n  body: x\n- term: Crumb\n", 3),
        ("a.yml", "term: Crumb\ndefinition: ''\n", 1),
    ],
)
def test_a_term_without_a_text(project: Path, name: str, text: str, line: int) -> None:
    warned(
        project,
        {name: text},
        f"entries/{name}:{line}: warning [body-missing] 'Crumb' has neither a definition nor a body",
    )


def test_a_body_without_a_heading(project: Path) -> None:
    refused(
        project,
        {"a.txt": "This is prose, and nothing but prose.\n\nIt goes on, and on, and never says of what.\n"},
        "entries/a.txt: error [no-entries] no heading was found",
    )


def test_a_body_before_the_first_heading(project: Path) -> None:
    text = (
        "Here is a text that stands above everything else and has no name of its own.\n\n"
        "crumb, baking\n\n**Crumb** is the **inside of a loaf** — soft and open.\n\n"
        "proof, baking\n\n**Proof** is the last rise of a loaf before the oven.\n"
    )
    left_out(
        project,
        {"a.txt": text},
        "entries/a.txt:1",
        "entries/a.txt:1: error [body-without-heading] there is text before the first heading",
    )


def test_front_matter_without_a_term(project: Path) -> None:
    refused(
        project,
        {"a.md": "---\ncategory: x\n---\nText.\n", "b.md": "---\n---\nText.\n", "c.yml": "body: Text.\n"},
        "entries/a.md:1: error [page-empty] no entries are found in this file",
        "entries/b.md:1: error [page-empty] no entries are found in this file",
        "entries/c.yml:1: error [term-missing] the record has no term",
    )


def test_front_matter_that_is_missing_or_open(project: Path) -> None:
    refused(
        project,
        {"a.md": "# Rye\n\nText.\n", "b.md": "---\nterm: Rye\n\nText.\n"},
        "entries/a.md:1: error [page-empty] no entries are found in this file",
        "entries/b.md:1: error [front-matter-open] the front matter is not closed",
    )


def test_an_unclosed_fence(project: Path) -> None:
    warned(
        project,
        {
            "a.md": "---\nterm: A\n---\nText.\n\n```python\nx = 1\n",
            "b.yml": "term: B\nbody: |\n  Text.\n\n  ~~~\n  x = 1\n",
            "c.txt": (
                "crumb, baking\n**Crumb** is soft.\n```python\nimport bread\n"
                "proof, baking\n**Proof** is the last rise of a loaf.\n"
            ),
        },
        "entries/a.md:6: warning [unclosed-fence] a code fence is not closed",
        "entries/b.yml:5: warning [unclosed-fence] a code fence is not closed",
        "entries/c.txt:3: warning [unclosed-fence] a code fence is not closed",
    )


def test_an_unclosed_formula(project: Path) -> None:
    outcome = build(
        project,
        {
            "a.md": "---\nterm: A\n---\nText.\n\n$$ x_1 = \\frac{a}{b}\n",
            "b.yml": "term: B\nbody: |\n  Text.\n\n  $$ x_{\n",
            "c.txt": (
                "crumb, baking\n**Crumb** is soft. $$ L = \\sum_{i} x_{\n"
                "proof, baking\n**Proof** is the last rise of a loaf.\n"
            ),
        },
    )
    assert outcome.code == 0
    found = [line for line in messages(outcome) if "[unclosed-formula]" in line]
    assert found == [
        "entries/a.md:6: warning [unclosed-formula] a display formula is not closed",
        "entries/b.yml:5: warning [unclosed-formula] a display formula is not closed",
        "entries/c.txt:2: warning [unclosed-formula] a display formula is not closed",
    ]
    assert build(project, {}, "--strict").code == 1


def test_bad_yaml(project: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yml": "term: A\n  nested: b\n",
        "b.yml": "term: A\nbody: a hot box: an oven\n",
        "c.yml": 'term: A\nbody: "open\n',
        "d.yml": "term: A\n\tbody: x\n",
        "e.yml": "term: A\nbody: x\n---\nterm: B\n",
        "f.yml": "? [a]\n: b\n",
        "g.yml": "just text\n",
        "h.yml": "term: A\nbody: !!python/object/apply:os.system [echo]\n",
        "i.yml": "term: é\nbody: x\x07y\n",
        "j.md": "---\nterm: [A\n---\nText.\n",
    }
    outcome = build(project, files)
    found = messages(outcome)
    assert outcome.code == 1
    assert [line.partition(":")[0] for line in found] == [f"entries/{name}" for name in files]
    assert [line.split("[")[1].partition("]")[0] for line in found] == [
        "yaml-syntax", "yaml-syntax", "yaml-syntax", "yaml-syntax", "yaml-documents",
        "yaml-key", "record-shape", "yaml-tag", "yaml-syntax", "yaml-syntax",
    ]  # fmt: skip
    lines = [int(line.split(":")[1]) for line in found]
    assert lines == [2, 2, lines[2], 2, 3, 1, 1, 2, 2, lines[9]]
    assert lines[2] in (2, 3) and lines[9] in (2, 3)
    assert "quotes" in outcome.err.splitlines()[3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("term: A\nbody: {a: {b: c}}\ndefinition: x\n", "2: error [field-type] 'body' must be text"),
        ("term: A\nbody: x\naliases: {a: b}\n", "3: error [field-type] 'aliases' must be a list of texts"),
        ("term: A\nbody: x\nfields: {term: B}\n", "3: error [unknown-field] a record has no field 'fields'"),
        ("[" * 3_000, "1: error [yaml-depth] nested deeper than 20 levels"),
        ("- " * 3_000, "1: error [yaml-depth] nested deeper than 20 levels"),
        ("{a: " * 3_000, "1: error [yaml-depth] nested deeper than 20 levels"),
    ],
)
def test_nested_yaml(project: Path, text: str, expected: str) -> None:
    refused(project, {"a.yml": text}, f"entries/a.yml:{expected}")


def test_a_record_that_is_none_is_left_out_alone(project: Path) -> None:
    text = "- term: A\n  body: x\n- - term: B\n"
    message = "entries/a.yml:3: error [record-shape] a record must be fields such as 'term: …'"
    left_out(project, {"a.yml": text}, "entries/a.yml:3", message)
    assert (project / "_site/term/a/index.html").is_file()


def test_aliases_that_multiply(project: Path) -> None:
    assert len(BOMB) == 254
    refused(
        project,
        {"a.yml": BOMB, "b.md": f"---\nterm: B\n{BOMB}\n---\nText.\n"},
        "entries/a.yml:1: error [yaml-alias] the anchor &a is not allowed",
        "entries/b.md:3: error [yaml-alias] the anchor &a is not allowed",
    )


def test_aliases_in_the_settings(project: Path) -> None:
    write_files(project, {"entries/rye.md": GOOD, "glossary.yml": BOMB})
    outcome = run_glossary("build")
    assert messages(outcome) == ["glossary.yml:1: error [yaml-alias] the anchor &a is not allowed"]
    assert outcome.code == 1


def test_duplicate_keys(project: Path) -> None:
    refused(
        project,
        {
            "a.yml": "term: A\nbody: x\nterm: B\n",
            "b.md": "---\nterm: B\naliases: [x]\naliases: [y]\n---\nText.\n",
            "c.yml": "term: C\nsenses:\n  - body: x\n    body: y\n",
        },
        "entries/a.yml:3: error [duplicate-key] the key 'term' is given twice (first on line 1)",
        "entries/b.md:4: error [duplicate-key] the key 'aliases' is given twice (first on line 3)",
        "entries/c.yml:4: error [duplicate-key] the key 'body' is given twice (first on line 3)",
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [("no", "no"), ("12:30", "12-30"), ("1.10", "1-10"), ("null", "null"), ("2024-01-01", "2024-01-01")],
)
def test_words_that_yaml_reads_as_something_else(project: Path, name: str, slug: str) -> None:
    outcome = build(project, {"a.yml": f"term: {name}\ncategory: {name}\nbody: {name}\naliases: [yes, off]\n"})
    assert (outcome.code, outcome.err) == (0, "")
    page = (project / f"_site/term/{slug}/index.html").read_text(encoding="utf-8")
    assert f"<p>{name}</p>" in page and "yes" in page and "off" in page
    assert (project / f"_site/category/{slug}/index.html").is_file()


@pytest.mark.parametrize(
    ("first", "second", "plain", "ids"),
    [("C++", "C#", "c", ("c-plus-plus", "c-sharp")), ("Straße", "STRASSE", "strasse", ("strasse", "strasse-c0fc"))],
)
def test_two_terms_with_one_slug(project: Path, first: str, second: str, plain: str, ids: tuple[str, str]) -> None:
    files: dict[str, str | bytes] = {
        "one.md": f"---\nterm: {first}\n---\nText.\n",
        "two.yml": f"term: '{second}'\nbody: Text.\n",
        "three.md": GOOD,
    }
    outcome = build(project, files)
    assert outcome.code == 0
    warning = (
        f"entries/two.yml:1: warning [slug-collision] the names '{second}' and '{first}' (entries/one.md:2) both make "
        f"the id '{plain}': '{second}' has the id '{ids[1]}'"
    )
    assert warning in outcome.err
    assert f"id: {ids[1]}" in outcome.err
    for identity in ids:
        assert (project / f"_site/term/{identity}/index.html").is_file()
    files = {
        "one.md": f"---\nterm: {first}\nid: {ids[0]}\n---\nText.\n",
        "two.yml": f"term: '{second}'\nid: {ids[1]}\nbody: Text.\n",
    }
    mended = build(project, files)
    assert (mended.code, mended.err) == (0, "")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("CON", "con-term"), ("../../x", "x"), ("index", "index"), ("404.html", "404-html"), ("a/b\\c:d", "a-b-c-d"),
     ("NUL.txt", "nul-txt"), ("search", "search"), ("..", None), ("%2e%2e/x", "2e-2e-x"), ("x" * 300, "x" * 80)],
)  # fmt: skip
def test_names_that_are_paths(project: Path, name: str, slug: str | None) -> None:
    outcome = build(project, {"a.yml": f"term: '{name}'\ncategory: '{name}'\nbody: Text.\n"})
    if slug is None:
        assert outcome.code in (0, 1)
        return
    assert outcome.code == 0, outcome.err
    assert (project / f"_site/term/{slug}/index.html").is_file()
    assert {path.name for path in (project / "_site").iterdir()} >= {
        "index.html",
        "404.html",
        "search",
        "term",
        MANIFEST,
    }
    home = (project / "_site/index.html").read_text(encoding="utf-8")
    assert "<!doctype html>" in home.lower() and "Text." not in home.partition("<main")[0]


@pytest.mark.parametrize("identity", ["../../up", "CON", "con", "index.html", "a/b", "A", "ä"])
def test_ids_that_are_paths(project: Path, identity: str) -> None:
    outcome = build(project, {"a.yml": f"term: Rye\nid: {identity}\nbody: Text.\n"})
    (message,) = messages(outcome)
    assert message.startswith(f"entries/a.yml:1: error [id-invalid] '{identity}' cannot be an id")
    assert outcome.code == 1


def test_pinned_ids_that_are_paths(project: Path) -> None:
    write_files(project / "entries", {".ids.yml": "../../up:\n  term: Rye\n", "rye.md": GOOD})
    outcome = build(project, {})
    assert outcome.code == 1
    assert messages(outcome)[0].startswith("entries/.ids.yml:")


def test_names_without_a_letter(project: Path) -> None:
    refused(
        project,
        {"a.yml": "term: '???'\nbody: Text.\n", "b.yml": "term: '---'\nbody: Text.\n"},
        "entries/a.yml:1: error [id-missing] no id can be made from the name '???'",
        "entries/b.yml:1: error [id-missing] no id can be made from the name '---'",
    )


def test_a_file_name_that_is_no_text(project: Path) -> None:
    bad = bytes(project / "entries") + b"/\xff.md"
    try:
        with open(bad, "wb") as stream:  # noqa: PTH123 - the name is not text
            stream.write(b"no front matter")
    except OSError:
        pytest.skip("this file system takes only text for names")
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert "[page-empty]" in outcome.err


def test_all_problems_of_all_files_are_reported_at_once(project: Path) -> None:
    write_files(project, {"glossary.yml": "titel: Bread\npage_size: none\n"})
    write_files(
        project / "entries",
        {
            "a.md": "no front matter\n",
            "b.yml": "- term: B\n  bodi: x\n- body: y\n",
            "c.txt": b"\0",
            "d.md": "---\nterm: C++\nid: c\n---\nText.\n",
            "e.md": "---\nterm: C#\nid: c\n---\nText $\\frobnicate{y}^2$.\n",
            "f.md": "---\nterm: Rye\nrelated: [Weat]\n---\nText.\n",
            "g.md": b"\xff",
        },
    )
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert [line.split(" ")[0] + line.split(" ")[2] for line in messages(outcome)] == [
        "entries/a.md:1:[page-empty]",
        "entries/b.yml:2:[unknown-field]",
        "entries/b.yml:3:[term-missing]",
        "entries/c.txt:[file-binary]",
        "entries/e.md:2:[id-collision]",
        "entries/g.md:1:[file-encoding]",
        "glossary.yml:1:[config-unknown]",
        "glossary.yml:2:[config-value]",
        "entries/b.yml:1:[body-missing]",
        "entries/e.md:5:[formula-unreadable]",
        "entries/f.md:2:[relation-unknown]",
    ]
    assert outcome.err.splitlines()[-1] == "Nothing was written: 8 errors, 3 warnings."


@pytest.mark.parametrize(
    ("prepare", "output", "code"),
    [
        (lambda: write_files(Path("mine"), {"photo.jpg": "x"}), "mine", "output-not-ours"),
        (lambda: write_files(Path(), {"mine": "x"}), "mine", "output-not-folder"),
        (lambda: None, "entries", "output-is-input"),
        (lambda: None, "entries/site", "output-is-input"),
        (lambda: None, ".", "output-is-input"),
        (lambda: None, "..", "output-is-input"),
    ],
)
def test_an_output_folder_that_is_not_ours_is_refused(
    project: Path, prepare: Callable[[], None], output: str, code: str
) -> None:
    write_files(project, {"entries/rye.md": GOOD})
    prepare()
    before = read_files(project.parent)
    outcome = run_glossary("build", "--output", output)
    (message,) = messages(outcome)
    assert message.startswith(f"{output}: error [{code}] ")
    assert outcome.code == 1
    assert read_files(project.parent) == before


@pytest.mark.parametrize(
    "break_it",
    [
        {"glossary.yml": "titel: x"},
        {"entries/.ids.yml": "[]"},
        {"entries/.changes.yml": "[]"},
        {"templates/term.html": "{{ nothing }}"},
        {"templates/term.html": "{% if %}"},
        {"templates/404.html": "{{ nothing }}"},
        {"templates/base.html": b"\xff"},
    ],
    ids=lambda files: " ".join(f"{name}: {content!r}" for name, content in files.items()),
)
def test_the_last_good_output_stays(project: Path, break_it: dict[str, str | bytes]) -> None:
    write_files(project, {"entries/rye.md": GOOD})
    assert run_glossary("build").code == 0
    before = read_files(project / "_site")
    write_files(project, {"entries/rye.md": GOOD.replace("dark", "grey"), **break_it})
    outcome = run_glossary("build")
    (message,) = messages(outcome)
    assert message.startswith(f"{next(iter(break_it))}:")
    assert outcome.code == 1
    assert read_files(project / "_site") == before
    assert not [path for path in project.iterdir() if path.name.startswith("._site")]
    for name in break_it:
        (project / name).unlink()
    assert run_glossary("build").code == 0
    assert b"grey" in read_files(project / "_site")["term/rye/index.html"]


def test_strict_fails_on_warnings_and_nothing_else(project: Path) -> None:
    assert build(project, {"rye.md": GOOD}, "--strict").code == 0
    before = read_files(project / "_site")
    outcome = build(project, {"b.md": "---\nterm: B\n---\n"}, "--strict")
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1] == "Nothing was written: 1 warning."
    assert read_files(project / "_site") == before


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0",
        "x".encode("utf-16"),
        b"\xff",
        b"This is prose and ends with a full stop.",
        b"$$",
        b"```",
        b",,,\n,,,\n",
    ],
)
def test_import_reports_the_same_problems(project: Path, raw: bytes) -> None:
    write_files(project, {"page.txt": raw})
    outcome = run_glossary("import", "page.txt", "--to", "out", "--report", "report.json")
    assert "Traceback" not in outcome.err
    assert all(line.startswith("page.txt:") for line in messages(outcome))
    assert messages(outcome)
    assert not [name for name in read_files(project) if name.endswith(".yml")]
