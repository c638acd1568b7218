"""Settings: good defaults, every mistake reported with its line."""

from pathlib import Path

import pytest

from glossary_site.config import NavLink, SiteConfig, parse_config, read_config
from glossary_site.values import list_defaults, list_fields

WHOLE = """\
title: Bread words
description: What bakers say
language: sv
base_url: https://example.org/bread
back_link: {text: Back to the bakery, url: https://example.org/}
licence: {text: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
footer: Baked daily
listing: full
page_size: 12
accent: '#0b6e99'
logo: logo.svg
favicon: crumb.svg
edit_url: https://example.org/edit/{path}
suggest_url: mailto:baker@example.org
categories:
  Home baking: [home-baking, baking at home]
  Tools: kitchen tools
"""


def test_every_setting_is_read() -> None:
    config, issues = parse_config(WHOLE)
    assert issues == ()
    for name, default in list_defaults(SiteConfig).items():
        if f"\n{name}:" in f"\n{WHOLE}":
            assert getattr(config, name) != default, name
    assert config.base_url == "https://example.org/bread/"
    assert config.back_link == NavLink("Back to the bakery", "https://example.org/")
    assert config.page_size == 12
    assert config.categories == (
        ("Home baking", "Home baking"),
        ("home-baking", "Home baking"),
        ("baking at home", "Home baking"),
        ("Tools", "Tools"),
        ("kitchen tools", "Tools"),
    )


def test_every_setting_has_a_reader() -> None:
    """A setting without a reader would be reported as unknown."""
    for name in list_fields(SiteConfig):
        codes = {issue.code for issue in parse_config(f"{name}: [[]]\n")[1]}
        assert codes == {"config-value"}, name


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "title:\npage_size: ~\n"])
def test_an_absent_setting_keeps_its_default(text: str) -> None:
    assert parse_config(text) == (SiteConfig(), ())


@pytest.mark.parametrize(
    "line",
    [
        "page_size: 0",
        "page_size: -3",
        "page_size: 1.5",
        "page_size: many",
        "page_size: 10001",
        "page_size: ٣",
        "page_size: [50]",
        "listing: everything",
        "accent: red",
        "accent: '#12345'",
        "accent: '#ggg'",
        "title: [a]",
        "language: English language",
        "language: pt_BR",
        "base_url: bread",
        "base_url: ftp://example.org",
        "base_url: 'https://'",
        "back_link: https://example.org",
        "back_link: {txt: home}",
        "back_link: {url: https://example.org}",
        "back_link: {text: home, url: 'javascript:alert(1)'}",
        "licence: []",
        "edit_url: 'javascript:alert(1)'",
        "categories: [a]",
        "categories: {a: [[b]]}",
    ],
)
def test_a_wrong_value_is_reported_with_its_line_and_keeps_the_default(line: str) -> None:
    config, issues = parse_config(f"footer: kept\n{line}\n", "shop.yml")
    assert [(issue.code, issue.path, issue.line) for issue in issues][:1] == [("config-value", "shop.yml", 2)]
    assert all(issue.hint for issue in issues)
    name = line.partition(":")[0]
    if name not in ("back_link", "categories"):
        assert getattr(config, name) == getattr(SiteConfig(), name)
    assert config.footer == "kept"


def test_a_dangerous_link_is_not_kept() -> None:
    config, _ = parse_config("back_link: {text: home, url: 'javascript:alert(1)'}\n")
    assert config.back_link is None or config.back_link.url == ""


def test_an_unknown_setting_names_the_nearest() -> None:
    _, issues = parse_config("titel: x\nzzz: y\n")
    assert [(issue.code, issue.line) for issue in issues] == [("config-unknown", 1), ("config-unknown", 2)]
    assert issues[0].hint == "did you mean 'title'?"
    assert "title, description" in issues[1].hint


def test_all_problems_are_reported_at_once() -> None:
    _, issues = parse_config("titel: x\npage_size: none\nlisting: short\ntitle: a\ntitle: b\n")
    assert {issue.code for issue in issues} == {"config-unknown", "config-value", "duplicate-key"}
    assert len(issues) == 4


def test_settings_that_are_no_mapping() -> None:
    config, issues = parse_config("- title: x\n")
    assert config == SiteConfig()
    assert [issue.code for issue in issues] == ["config-value"]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "glossary.yml") == (SiteConfig(), ())


@pytest.mark.parametrize("raw", ["title: x".encode("utf-16"), b"title: \xff"])
def test_a_file_that_is_not_utf_8(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "glossary.yml"
    path.write_bytes(raw)
    config, issues = read_config(path)
    assert config == SiteConfig()
    assert [(issue.code, issue.path) for issue in issues] == [("config-unreadable", str(path))]


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    assert [issue.code for issue in read_config(tmp_path)[1]] == ["config-unreadable"]


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yml"
    path.write_bytes(b"\xef\xbb\xbftitle: x")
    assert read_config(path)[0].title == "x"


@pytest.mark.parametrize(
    ("address", "why", "hint"),
    [
        ("https://example.org/g?x=1", "query (?x=1)", "write https://example.org/g"),
        ("https://example.org/g?", "query (?)", "write https://example.org/g"),
        ("https://example.org/g#top", "fragment (#top)", "write https://example.org/g"),
        ("https://example.org/a b", "' '", "%20"),
        ("https://exa mple.org", "' '", ""),
        ("https://example.org/a\\b", "no address may", "%5C"),
        ("example.org/g", "no whole web address", "such as https://example.org/g"),
        ("//example.org/g", "no whole web address", ""),
        ("javascript:alert(1)", "no whole web address", ""),
        ("ftp://example.org", "no whole web address", ""),
        ("https:///g", "no whole web address", ""),
        ("https://[::1", "no whole web address", ""),
        ("https://example.org:99999", "no whole web address", ""),
        ("https://ann:secret@example.org/", "user name", "before the @"),
        ("https://example.org/g/index.html", "leads to a file", "write https://example.org/g/"),
        ("https://example.org/../g", "leads up", ""),
    ],
)
def test_a_base_url_that_pages_cannot_be_below_is_refused_with_its_reason(address: str, why: str, hint: str) -> None:
    config, (issue,) = parse_config(f"base_url: '{address}'\n")
    assert config.base_url == ""
    assert issue.code == "config-value" and why in issue.message and hint in issue.hint


@pytest.mark.parametrize(
    "address", ["https://example.org/v1.2", "HTTP://Example.org:8080/~ann/g/", "http://localhost:8000"]
)
def test_a_base_url_ends_with_one_slash(address: str) -> None:
    config, issues = parse_config(f"base_url: {address}\n")
    assert issues == () and config.base_url == address.rstrip("/") + "/"


@pytest.mark.parametrize("name", ["back_link: {text: a, url: 'https://[::1'}", "edit_url: https://example.org:x/"])
def test_an_address_that_cannot_be_read_is_refused(name: str) -> None:
    assert [issue.code for issue in parse_config(name)[1]][:1] == ["config-value"]


def test_the_command_line_overrides_the_base_url(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yml"
    path.write_text("base_url: https://one.example/\n", encoding="utf-8")
    assert read_config(path, base_url="https://two.example/x")[0].base_url == "https://two.example/x/"
    config, issues = read_config(path, base_url="two.example")
    assert config.base_url == ""
    assert [(issue.code, issue.path) for issue in issues] == [("config-value", "--base-url")]
