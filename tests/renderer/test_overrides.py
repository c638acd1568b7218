"""The default theme, and a project's own files in place of single ones of it."""

from pathlib import Path

from command_line import write_files

from glossary_site.renderer import default_theme, read_theme


def test_the_default_theme_is_complete(tmp_path: Path) -> None:
    theme, static = read_theme(tmp_path)
    names = {name for name, _, _ in theme.templates}
    assert {"base.html", "home.html", "listing.html", "term.html", "search.html", "404.html"} <= names
    assert {"style.css", "main.js"} <= {output.path.removeprefix(theme.assets) for output in static}
    assert all(output.path.startswith(theme.assets) for output in static)


def test_templates_and_static_files_are_those_of_the_theme_folder(tmp_path: Path) -> None:
    theme, static = read_theme(tmp_path)
    home = default_theme()
    style = next(output for output in static if output.path.endswith("/style.css"))
    assert style.data == (home / "static/style.css").read_bytes()
    base = next(text for name, _, text in theme.templates if name == "base.html")
    assert base == (home / "templates/base.html").read_text(encoding="utf-8")


def test_a_project_replaces_and_adds_single_files(tmp_path: Path) -> None:
    theme, static = read_theme(tmp_path)
    write_files(
        tmp_path,
        {
            "templates/base.html": "MINE",
            "templates/own.html": "NEW",
            "static/style.css": "x{}",
            "static/a/logo.svg": "<svg/>",
        },
    )
    own_theme, own_static = read_theme(tmp_path)
    before = {name: text for name, _, text in theme.templates}
    after = {name: text for name, _, text in own_theme.templates}
    assert after == before | {"base.html": "MINE", "own.html": "NEW"}
    files = {output.path.removeprefix(theme.assets): output.data for output in static}
    own_files = {output.path.removeprefix(own_theme.assets): output.data for output in own_static}
    assert own_files == files | {"style.css": b"x{}", "a/logo.svg": b"<svg/>"}
    paths = {name: path for name, path, _ in own_theme.templates}
    assert paths["base.html"] == (tmp_path / "templates/base.html").as_posix()


def test_static_files_get_a_new_address_when_one_of_them_changes(tmp_path: Path) -> None:
    same, _ = read_theme(tmp_path)
    again, _ = read_theme(tmp_path)
    write_files(tmp_path, {"static/own.css": "a{}"})
    added, _ = read_theme(tmp_path)
    write_files(tmp_path, {"static/own.css": "b{}"})
    changed, _ = read_theme(tmp_path)
    (tmp_path / "static/own.css").rename(tmp_path / "static/other.css")
    renamed, _ = read_theme(tmp_path)
    assert same.assets == again.assets
    assert len({theme.assets for theme in (same, added, changed, renamed)}) == 4


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    write_files(tmp_path, {"static/.DS_Store": "x", "templates/.base.html.swp": "x"})
    theme, static = read_theme(tmp_path)
    assert not [output.path for output in static if "/." in output.path]
    assert not [name for name, _, _ in theme.templates if name.startswith(".")]
