"""``glossary.yml`` -> ``SiteConfig``: every setting has a good default, every mistake an issue with its line."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glossary_site.disk import read_own_text
from glossary_site.issues import Issue, Severity
from glossary_site.language import is_language
from glossary_site.yaml_text import Node, parse_yaml

CONFIG_NAME = "glossary.yml"

#: A release is a folder's name.
_RELEASE = re.compile(r"(?=.{1,40}\Z)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link with its text, as configured: the back link, the licence, footer links."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Language:
    """A further language of the site: its tag (BCP 47), and the settings that are its own, by name."""

    tag: str
    settings: tuple[tuple[str, Any], ...] = ()

    @property
    def prefix(self) -> str:
        """The folder of its pages, which its entries' ids begin with, too."""
        return f"{self.tag.lower()}/"


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What the site's owner decides. The README's table of settings is checked against these fields."""

    title: str = "Glossary"
    description: str = ""
    language: str = "en"
    base_url: str = ""
    back_link: NavLink | None = None
    licence: NavLink | None = None
    footer: str = ""
    listing: str = "summary"
    page_size: int = 50
    links: str = "section"
    accent: str = ""
    logo: str = ""
    favicon: str = ""
    edit_url: str = ""
    suggest_url: str = ""
    offline: bool = False
    quality: bool = False
    release: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    languages: tuple[Language, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        """The further languages."""
        return tuple(each.tag for each in self.languages)

    def in_language(self, language: Language) -> "SiteConfig":
        """The settings of the pages in a further language: its own, else the site's."""
        base_url = self.base_url and self.base_url + language.prefix
        own = {"language": language.tag, "base_url": base_url, "languages": (), **dict(language.settings)}
        return replace(self, **own)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns nodes into settings and remembers what was wrong with them."""

    path: str
    issues: list[Issue] = field(default_factory=list)

    def fail(self, node: Node, message: str, hint: str) -> None:
        self.issues.append(Issue("config-value", Severity.ERROR, message, hint, self.path, node.line))

    def text(self, name: str, node: Node) -> str | None:
        if isinstance(node.value, str):
            return node.value.strip()
        self.fail(node, f"'{name}' must be text", f"write {name}: some text")
        return None

    def url(self, name: str, node: Node) -> str | None:
        text = self.text(name, node)
        if text is None:
            return None
        parts = urlsplit(text)
        if parts.scheme not in ("", "http", "https", "mailto"):
            self.fail(node, f"'{name}' is not a web address: {text}", "use http:// or https://")
            return None
        return text

    def absolute_url(self, name: str, node: Node) -> str | None:
        text = self.url(name, node)
        if text and not (urlsplit(text).scheme in ("http", "https") and urlsplit(text).netloc):
            self.fail(node, f"'{name}' must be a whole web address: {text}", "such as https://example.org/glossary/")
            return None
        return text and text.rstrip("/") + "/"

    def link(self, name: str, node: Node) -> NavLink | None:
        if isinstance(node.value, dict) and set(node.value) <= {"text", "url"}:
            text = self.text(f"{name}.text", node.value.get("text", Node("", node.line)))
            url = self.url(f"{name}.url", node.value.get("url", Node("", node.line)))
            if text:
                return NavLink(text, url or "")
        self.fail(node, f"'{name}' must have a text and a url", f"write {name}: {{text: …, url: …}}")
        return None

    def count(self, name: str, node: Node) -> int | None:
        text = node.value if isinstance(node.value, str) else ""
        if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 10_000:
            return int(text)
        self.fail(node, f"'{name}' must be a whole number from 1 to 10000", f"write {name}: 50")
        return None

    def choice(self, name: str, node: Node, choices: tuple[str, ...]) -> str | None:
        if isinstance(node.value, str) and node.value in choices:
            return node.value
        self.fail(node, f"'{name}' must be one of {', '.join(choices)}", f"write {name}: {choices[0]}")
        return None

    def listing(self, name: str, node: Node) -> str | None:
        return self.choice(name, node, ("summary", "full"))

    def links(self, name: str, node: Node) -> str | None:
        return self.choice(name, node, ("section", "page", "all", "off"))

    def flag(self, name: str, node: Node) -> bool | None:
        text = node.value.lower() if isinstance(node.value, str) else ""
        if text in ("yes", "true", "no", "false"):
            return text in ("yes", "true")
        self.fail(node, f"'{name}' must be yes or no", f"write {name}: yes")
        return None

    def release(self, name: str, node: Node) -> str | None:
        text = node.value if isinstance(node.value, str) else ""
        if _RELEASE.fullmatch(text):
            return text
        self.fail(node, f"'{name}' must be letters, digits, dots and hyphens", "such as 2026.1")
        return None

    def accent(self, name: str, node: Node) -> str | None:
        text = node.value if isinstance(node.value, str) else ""
        digits = text.removeprefix("#")
        if text.startswith("#") and len(digits) in (3, 6) and all(c in "0123456789abcdefABCDEF" for c in digits):
            return text
        self.fail(node, f"'{name}' must be a colour such as '#0b6e99'", "quote it: a bare # starts a comment")
        return None

    def pins(self, name: str, node: Node) -> tuple[tuple[str, str], ...] | None:
        """``categories: {AI agents: [ai agent, ai agents]}`` -> variant, category pairs."""
        if not isinstance(node.value, dict):
            self.fail(
                node,
                f"'{name}' must map a category to its spellings",
                f"write {name}: {{AI safety: [ai-safety]}}",
            )
            return None
        pairs: list[tuple[str, str]] = []
        for category, variants in node.value.items():
            pairs.append((category, category))
            spellings = variants.value if isinstance(variants.value, tuple) else (variants,)
            for spelling in spellings:
                if not isinstance(spelling.value, str):
                    self.fail(spelling, f"a spelling of '{category}' must be text", "write it on one line")
                elif spelling.value:
                    pairs.append((spelling.value, category))
        return tuple(pairs)

    def languages(self, name: str, node: Node) -> tuple[Language, ...] | None:
        """``[de, fr]``, or ``{de: {title: Glossar}, fr: {}}`` with settings of their own."""
        if isinstance(node.value, tuple):
            tags = {str(each.value): Node({}, each.line) for each in node.value if isinstance(each.value, str)}
            named = tags if len(tags) == len(node.value) else {}
        else:
            named = dict(node.value) if isinstance(node.value, dict) else {}
        if not named:
            self.fail(node, f"'{name}' must list each further language once", f"write {name}: [de, fr]")
            return None
        found = []
        for tag, own in named.items():
            if not is_language(tag) or tag.lower() in _TAKEN:
                self.fail(own, f"'{tag}' cannot be one of the '{name}'", "use a language tag such as de or pt-BR")
            else:
                found.append(Language(tag, tuple(self._own_settings(tag, own))))
        return tuple(found)

    def _own_settings(self, tag: str, node: Node) -> Iterator[tuple[str, Any]]:
        values = node.value if isinstance(node.value, dict) else {}
        if not values and node.value:
            self.fail(node, f"the settings of '{tag}' must be 'name: value' lines", "such as title: Glossar")
        for name, value in values.items():
            if name not in _BY_LANGUAGE:
                hint = f"a language may have its own {', '.join(_BY_LANGUAGE)}"
                message = f"'{name}' is no setting of one language"
                self.issues.append(Issue("config-unknown", Severity.ERROR, message, hint, self.path, value.line))
            elif value.value != "" and (setting := _READERS[name](self, name, value)) is not None:
                yield name, setting


#: What may be set for one language alone.
_BY_LANGUAGE = ("title", "description", "back_link", "licence", "footer", "edit_url", "suggest_url", "categories")
#: Folders of a site, whose names have the shape of a language's tag (BCP 47 leaves room for eight letters).
_TAKEN = frozenset(("all", "category", "changes", "embed", "quality", "search", "static", "term", "terms"))

_READERS: Mapping[str, Callable[[_Reader, str, Node], Any]] = {
    "title": _Reader.text,
    "description": _Reader.text,
    "language": _Reader.text,
    "base_url": _Reader.absolute_url,
    "back_link": _Reader.link,
    "licence": _Reader.link,
    "footer": _Reader.text,
    "listing": _Reader.listing,
    "page_size": _Reader.count,
    "links": _Reader.links,
    "accent": _Reader.accent,
    "logo": _Reader.text,
    "favicon": _Reader.text,
    "edit_url": _Reader.url,
    "suggest_url": _Reader.url,
    "offline": _Reader.flag,
    "quality": _Reader.flag,
    "release": _Reader.release,
    "categories": _Reader.pins,
    "languages": _Reader.languages,
}


def parse_config(text: str, path: str = CONFIG_NAME) -> tuple[SiteConfig, tuple[Issue, ...]]:
    """Read settings from YAML text; a wrong one keeps its default.

    Issues: those of ``parse_yaml``, ``config-unknown``, ``config-value``.
    """
    node, yaml_issues = parse_yaml(text, path)
    reader = _Reader(path, list(yaml_issues))
    config = SiteConfig()
    if node is None or node.value == "":
        return config, tuple(reader.issues)
    if not isinstance(node.value, dict):
        reader.fail(node, "the configuration must be a list of 'name: value' lines", "such as title: My glossary")
        return config, tuple(reader.issues)
    for name, value in node.value.items():
        read = _READERS.get(name)
        if read is None:
            near = get_close_matches(name, _READERS, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the settings are {', '.join(_READERS)}"
            reader.issues.append(
                Issue("config-unknown", Severity.ERROR, f"there is no setting '{name}'", hint, path, value.line)
            )
        elif value.value != "" and (setting := read(reader, name, value)) is not None:
            config = replace(config, **{name: setting})
    # The list may name the site's own language, too.
    further = tuple(each for each in config.languages if each.tag.lower() != config.language.lower())
    return replace(config, languages=further), tuple(reader.issues)


def read_config(path: Path, *, base_url: str = "") -> tuple[SiteConfig, tuple[Issue, ...]]:
    """The settings in the file ``path``, all defaults when there is no such file; ``base_url`` overrides its own.

    Issues: those of ``parse_config``, ``config-unreadable``.
    """
    try:
        config, issues = parse_config(read_own_text(path), path.as_posix())
    except FileNotFoundError:
        config, issues = SiteConfig(), ()
    except (OSError, UnicodeError) as error:
        config = SiteConfig()
        issues = (
            Issue("config-unreadable", Severity.ERROR, f"cannot be read: {error}", "save it as UTF-8", str(path)),
        )
    if base_url:
        reader = _Reader("--base-url")
        address = reader.absolute_url("base_url", Node(base_url, 0))
        return replace(config, base_url=address or ""), (*issues, *reader.issues)
    return config, issues
