"""``glossary.yml`` -> ``SiteConfig``, the one table of settings: docs/settings.md and the schema are made of it."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

from glossary_site.addresses import BASE_URL, URL, base_url_fault, split_address
from glossary_site.disk import read_own_text
from glossary_site.includes import INCLUDES, Include, parse_includes
from glossary_site.issues import Issue, Severity
from glossary_site.language import LANGUAGE_PATTERN, is_language
from glossary_site.records import Field, declaration_schema, parse_fields
from glossary_site.request import CONFIG_NAME
from glossary_site.schema import FLAG, NAME, NO, TEXT, TEXTS, YES, Schema, fields_of, mapping, one_of, or_none, text_of
from glossary_site.values import Frozen, list_fields, replace
from glossary_site.yaml_text import Node, parse_yaml

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

#: A release is the name of a folder.
_RELEASE = r"(?=.{1,40}$)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
#: The name of a host (RFC 1123); a policy takes it as it is.
_HOST_NAME = r"(?=.{4,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*"
#: A number from 1 to 10,000, with leading zeros or without.
_COUNT = "0{0,4}(?:[1-9][0-9]{0,3}|10000)"
#: The folders of a site beside those of its letters. Some of their names look like language tags.
FOLDERS = frozenset("all category changes embed files map quality search static tag term terms tree".split())


class NavLink(Frozen):
    """A link with its text, as configured: the back link or the licence."""

    text: str
    url: str


class Language(Frozen):
    """A further language of the site: its tag (BCP 47), and its own settings by name."""

    tag: str
    settings: tuple[tuple[str, Any], ...] = ()

    @property
    def prefix(self) -> str:
        """The folder of its pages, with which the ids of its entries begin, too."""
        return f"{self.tag.lower()}/"


class _Value(Frozen):
    """The value of one setting in the file ``path``; what is wrong with it is added to ``issues``."""

    name: str
    node: Node
    path: str
    issues: list[Issue]

    def refuse(self, message: str, hint: str, code: str = "config-value") -> None:
        self.issues.append(Issue(code, Severity.ERROR, message, hint, self.path, self.node.line))

    def of(self, name: str, node: Node) -> "_Value":
        """The value of a name within this one, or of an item."""
        return _Value(name, node, self.path, self.issues)

    @property
    def text(self) -> str:
        """The text as it was written, "" where the value is a list or a mapping."""
        return self.node.value if isinstance(self.node.value, str) else ""


class _Kind(Frozen, Generic[T_co]):
    """A kind of value: how it is parsed, and what editors accept of it.

    None means that the value was refused and that the setting keeps its default.
    """

    parse: Callable[[_Value], T_co | None]
    schema: Schema

    def __call__(self, value: _Value) -> T_co | None:
        return self.parse(value)


def _kind(schema: Schema) -> Callable[[Callable[[_Value], T | None]], _Kind[T]]:
    return lambda parse: _Kind(parse, schema)


@_kind(TEXT)
def _parse_text(value: _Value) -> str | None:
    if isinstance(value.node.value, str):
        return value.text.strip()
    value.refuse(f"'{value.name}' must be text", f"write {value.name}: some text")
    return None


@_kind(URL)
def _parse_url(value: _Value) -> str | None:
    text = _parse_text(value)
    if text is None:
        return None
    parts = split_address(text)
    if parts is None or parts.scheme not in ("", "http", "https", "mailto"):
        value.refuse(f"'{value.name}' is not a web address: {text}", "use http:// or https://")
        return None
    return text


@_kind(BASE_URL)
def _parse_base_url(value: _Value) -> str | None:
    text = _parse_text(value)
    if not text:
        return text
    message, hint = base_url_fault(text)
    if message:
        value.refuse(f"'{value.name}' {message}: {text}", hint)
        return None
    return text.rstrip("/") + "/"


@_kind(or_none(fields_of({"text": NAME, "url": _parse_url.schema}, "text")))
def _parse_link(value: _Value) -> NavLink | None:
    parts = value.node.value
    if isinstance(parts, dict) and set(parts) <= {"text", "url"}:
        nothing = Node("", value.node.line)
        text = _parse_text(value.of(f"{value.name}.text", parts.get("text", nothing)))
        url = _parse_url(value.of(f"{value.name}.url", parts.get("url", nothing)))
        if text:
            return NavLink(text, url or "")
    value.refuse(f"'{value.name}' must have a text and a url", f"write {value.name}: {{text: …, url: …}}")
    return None


@_kind({"type": ["integer", "string", "null"], "minimum": 1, "maximum": 10_000, "pattern": f"^({_COUNT})?$"})
def _parse_count(value: _Value) -> int | None:
    if re.fullmatch(_COUNT, value.text):
        return int(value.text)
    value.refuse(f"'{value.name}' must be a whole number from 1 to 10000", f"write {value.name}: 50")
    return None


@_kind(or_none(FLAG))
def _parse_flag(value: _Value) -> bool | None:
    if re.fullmatch(f"{YES}|{NO}", value.text):
        return re.fullmatch(YES, value.text) is not None
    value.refuse(f"'{value.name}' must be yes or no", f"write {value.name}: yes")
    return None


def _matching(pattern: str, what: str, hint: str, *, with_numbers: bool = False) -> _Kind[str]:
    @_kind(text_of(pattern, with_numbers=with_numbers))
    def parse(value: _Value) -> str | None:
        if re.fullmatch(pattern, value.text):
            return value.text
        value.refuse(f"'{value.name}' must be {what}", hint)
        return None

    return parse


def _one_of(*choices: str) -> _Kind[str]:
    @_kind(one_of(choices))
    def parse(value: _Value) -> str | None:
        if value.text in choices:
            return value.text
        value.refuse(f"'{value.name}' must be one of {', '.join(choices)}", f"write {value.name}: {choices[0]}")
        return None

    return parse


@_kind(or_none(mapping(TEXTS)))
def _parse_categories(value: _Value) -> tuple[tuple[str, str], ...] | None:
    """``{AI agents: [ai agent, ai agents]}`` -> pairs of a spelling and its category."""
    if not isinstance(value.node.value, dict):
        message = f"'{value.name}' must map a category to its spellings"
        value.refuse(message, f"write {value.name}: {{AI safety: [ai-safety]}}")
        return None
    pairs: list[tuple[str, str]] = []
    for category, spellings in value.node.value.items():
        pairs.append((category, category))
        for spelling in spellings.value if isinstance(spellings.value, tuple) else (spellings,):
            if not isinstance(spelling.value, str):
                value.of(category, spelling).refuse(f"a spelling of '{category}' must be text", "write it on one line")
            elif spelling.value:
                pairs.append((spelling.value, category))
    return tuple(pairs)


_HOSTS: Schema = {"type": "array", "items": {"type": "string", "pattern": f"^{_HOST_NAME}$"}}


@_kind({"anyOf": [text_of(_HOST_NAME), _HOSTS]})
def _parse_hosts(value: _Value) -> tuple[str, ...] | None:
    """``img.example.org``, or a list of hosts."""
    items = value.node.value if isinstance(value.node.value, tuple) else (value.node,)
    texts = [each.value for each in items if isinstance(each.value, str)]
    hosts = [text.lower() for text in texts if re.fullmatch(_HOST_NAME, text)]
    if len(hosts) == len(items):
        return tuple(dict.fromkeys(hosts))
    value.refuse(f"'{value.name}' must list names of hosts", f"write {value.name}: [img.example.org]")
    return None


@_kind(text_of(LANGUAGE_PATTERN))
def _parse_language(value: _Value) -> str | None:
    if is_language(value.text):
        return value.text
    hyphenated = value.text.replace("_", "-")
    hint = f"write {value.name}: {hyphenated}" if is_language(hyphenated) else "such as de or pt-BR"
    value.refuse(f"'{value.text}' is no language tag", hint)
    return None


_TAG: Schema = {"type": "string", "pattern": f"^{LANGUAGE_PATTERN}$", "not": {"enum": sorted(FOLDERS)}}
#: The settings of one language are a definition of the whole schema.
_BY_TAG: Schema = {"minProperties": 1, **mapping({"$ref": "#/definitions/language"}, _TAG)}
_TAGS: Schema = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TAG}


@_kind(or_none({"anyOf": [_TAGS, _BY_TAG]}))
def _parse_languages(value: _Value) -> tuple[Language, ...] | None:
    """``[de, fr]``, or ``{de: {title: Glossar}, fr: {}}`` with settings of their own."""
    items = value.node.value
    if isinstance(items, tuple):
        tags = {each.value: Node({}, each.line) for each in items if isinstance(each.value, str)}
        items = tags if len(tags) == len(items) else {}
    if not isinstance(items, dict) or not items:
        value.refuse(f"'{value.name}' must list each further language once", f"write {value.name}: [de, fr]")
        return None
    found = []
    for tag, node in items.items():
        settings = value.of(tag, node)
        if not is_language(tag) or tag.lower() in FOLDERS:
            settings.refuse(f"'{tag}' cannot be one of the '{value.name}'", "use a language tag such as de or pt-BR")
        else:
            found.append(Language(tag, tuple(_parse_settings(settings, _BY_LANGUAGE).items())))
    return tuple(found)


@_kind(or_none(declaration_schema()))
def _parse_fields(value: _Value) -> tuple[Field, ...]:
    return parse_fields(value.node, value.path, value.issues)


@_kind(INCLUDES)
def _parse_include(value: _Value) -> tuple[Include, ...]:
    return parse_includes(value.node, value.path, value.issues)


class Setting(Frozen):
    """How a setting is parsed, what it does, and whether a further language may have its own."""

    parse: _Kind[Any]
    about: str
    by_language: bool


#: One for each field of ``SiteConfig``, in their order.
_ROWS: list[Setting] = []


def _setting(default: T, parse: _Kind[T], about: str, *, by_language: bool = False) -> T:
    """The default of a field, whose row is added to ``_ROWS``: so type checkers compare its type with the parser's."""
    _ROWS.append(Setting(parse, about, by_language))
    return default


class SiteConfig(Frozen):
    """What the owner of the site decides."""

    title: str = _setting("Glossary", _parse_text, "the site's name", by_language=True)
    description: str = _setting("", _parse_text, "a sentence below the name", by_language=True)
    introduction: str = _setting("", _parse_text, "Markdown for the front page", by_language=True)
    language: str = _setting("en", _parse_language, "the site's language tag (see below)")
    languages: tuple[Language, ...] = _setting(
        (),
        _parse_languages,
        "further languages of the site: `[de, fr]`, or `{de: {title: Glossar}, fr: {}}`",
    )
    base_url: str = _setting(
        "", _parse_base_url, "the site's address, for canonical links and a 404 page that works in every folder"
    )
    back_link: NavLink | None = _setting(
        None, _parse_link, "`{text: ← Back to …, url: …}` at the top of every page", by_language=True
    )
    licence: NavLink | None = _setting(
        None, _parse_link, "`{text: …, url: …}` at the foot of every page", by_language=True
    )
    footer: str = _setting("", _parse_text, "a line of text at the foot of every page", by_language=True)
    listing: str = _setting(
        "summary",
        _one_of("summary", "full"),
        "`summary`: a term and its definition; `full`: whole entries with their heading lines, in the published order",
    )
    names: str = _setting(
        "as-is",
        _one_of("as-is", "sentence", "title"),
        "the case of names in glossary text: `as-is`, `sentence` (Deck oven) or `title` (Deck Oven)",
    )
    numeric_order: bool = _setting(
        False, _parse_flag, "`yes` sorts numbers in names by their value: `Level 2` before `Level 10`", by_language=True
    )
    page_size: int = _setting(50, _parse_count, "entries on a listing page")
    links: str = _setting(
        "section",
        _one_of("section", "page", "all", "off"),
        "how often a mentioned term is linked: the first in a `section`, on the `page`, `all`, or `off`",
    )
    search: str = _setting(
        "words", _one_of("words", "meaning"), "`meaning` finds terms by a description, too, in English (see below)"
    )
    images: tuple[str, ...] = _setting(
        (),
        _parse_hosts,
        "hosts whose pictures are shown, such as `[img.example.org]`; those of others stay links",
    )
    accent: str = _setting(
        "",
        _matching("#(?:[0-9a-fA-F]{3}){1,2}", "a colour such as '#0b6e99'", "quote it: a bare # starts a comment"),
        "the theme's colour, such as `'#0b6e99'`",
    )
    logo: str = _setting("", _parse_text, "the name of a picture in `static/`")
    favicon: str = _setting("", _parse_text, "the name of a picture in `static/`")
    offline: bool = _setting(False, _parse_flag, "`yes` lets readers keep what they read (see Reading offline)")
    map: str = _setting(
        "auto",
        _matching("auto|yes|no", "one of auto, yes, no", "write map: yes"),
        "a picture of all terms at `map/`: `yes`, `no`, or `auto`, where there are at most 1,000 terms",
    )
    quality: bool = _setting(
        False, _parse_flag, "`yes` adds `quality/` for maintainers, to which no page links; the preview always has it"
    )
    llms: bool = _setting(
        True,
        _parse_flag,
        "what programs read: `llms.txt`, `llms-full.txt`, each term in Markdown beside its page; `no` leaves these out",
    )
    release: str = _setting(
        "",
        _matching(_RELEASE, "letters, digits, dots and hyphens", "such as 2026.1", with_numbers=True),
        "a name such as `2026.1` that other sites can pin the terms to (see On other sites)",
    )
    edit_url: str = _setting(
        "", _parse_url, "a link to edit a term; `{path}` and `{line}` are replaced by the entry's", by_language=True
    )
    suggest_url: str = _setting(
        "", _parse_url, "a link to suggest a change; `{term}` is replaced by the term", by_language=True
    )
    fields: tuple[Field, ...] = _setting(
        (), _parse_fields, "fields of your own: `{owner: Owner, level: {choices: [basic, advanced]}}`"
    )
    include: tuple[Include, ...] = _setting(
        (), _parse_include, "glossaries of others: `{Baking: https://example.org/baking/terms.json}` (docs/include.md)"
    )
    categories: tuple[tuple[str, str], ...] = _setting(
        (), _parse_categories, "spellings of one category: `{AI agents: [ai agent, ai-agents]}`", by_language=True
    )
    category_separator: str = _setting(
        "/",
        _matching(r"\S{1,8}", "a mark such as /, or off", "write category_separator: /", with_numbers=True),
        "the mark, with spaces around it, between a category and one below it (`Sports / Football`), or `off`",
    )

    @property
    def separator(self) -> str:
        """What parts the names of categories, with its spaces; "" where nothing does."""
        return "" if self.category_separator == "off" else f" {self.category_separator} "

    @property
    def order(self) -> str:
        """The tag of the order of names: the language's, with the Unicode extension ``kn`` where numbers count."""
        language, private, rest = self.language.partition("-x-")
        return f"{language}-u-kn{private}{rest}" if self.numeric_order else self.language

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the further languages."""
        return tuple(each.tag for each in self.languages)

    def in_language(self, language: Language) -> "SiteConfig":
        """The settings of the pages in a further language: its own, else the site's."""
        base_url = self.base_url and self.base_url + language.prefix
        own = {"language": language.tag, "base_url": base_url, "languages": (), **dict(language.settings)}
        return replace(self, **own)


#: Every setting by its name, and those that a further language may have.
SETTINGS: Mapping[str, Setting] = dict(zip(list_fields(SiteConfig), _ROWS, strict=True))
_BY_LANGUAGE = {name: setting for name, setting in SETTINGS.items() if setting.by_language}


def config_schema() -> Schema:
    """The JSON Schema of ``glossary.yml``, for editors: a row of ``SETTINGS`` is a property."""

    def properties(settings: Mapping[str, Setting]) -> dict[str, Schema]:
        return {name: {**each.parse.schema, "description": each.about} for name, each in settings.items()}

    own = fields_of(properties(_BY_LANGUAGE))
    return {**or_none(fields_of(properties(SETTINGS))), "definitions": {"language": or_none(own)}}


def _parse_settings(values: _Value, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """The values in a mapping by the names of their settings; without empty ones and wrong ones."""
    found: dict[str, Any] = {}
    if values.node.value == "":
        return found
    if not isinstance(values.node.value, dict):
        values.refuse(f"'{values.name}' must hold 'name: value' lines", "such as title: My glossary")
        return found
    for name, node in values.node.value.items():
        value = values.of(name, node)
        if name not in settings:
            near = get_close_matches(name, settings, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the settings are {', '.join(settings)}"
            only = " of one language" if name in SETTINGS else ""
            value.refuse(f"there is no setting '{name}'{only}", hint, "config-unknown")
        elif node.value != "" and (setting := settings[name].parse(value)) is not None:
            found[name] = setting
    return found


def parse_config(text: str, path: str = CONFIG_NAME, language: str = "") -> tuple[SiteConfig, tuple[Issue, ...]]:
    """The settings in the YAML ``text`` of the file ``path``; a wrong one keeps its default, ``language`` among them.

    Issues: those of ``parse_yaml``, ``config-unknown``, ``config-value``.
    """
    node, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    found = _parse_settings(_Value(path, node, path, issues), SETTINGS) if node else {}
    config = SiteConfig(**{**({"language": language} if language else {}), **found})
    # The list may name the site's own language, too.
    further = tuple(each for each in config.languages if each.tag.lower() != config.language.lower())
    return replace(config, languages=further), tuple(issues)


def read_config(path: Path, *, base_url: str = "", language: str = "") -> tuple[SiteConfig, tuple[Issue, ...]]:
    """As ``parse_config`` of the file ``path``, all defaults where there is none; ``base_url`` overrides its own.

    Issues: those of ``parse_config``, ``config-unreadable``.
    """
    text, unreadable = read_own_text(path, "config-unreadable")
    config, found = parse_config(text, path.as_posix(), language)
    issues = (*unreadable, *found)
    if base_url:
        wrong: list[Issue] = []
        address = _parse_base_url(_Value("base_url", Node(base_url, 0), "--base-url", wrong))
        return replace(config, base_url=address or ""), (*issues, *wrong)
    return config, issues
