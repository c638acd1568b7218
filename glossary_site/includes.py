"""Glossaries of others that ``glossary.yml`` includes: what is written there, and its schema."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from glossary_site.addresses import BASE_URL, FILE_ADDRESS, base_url_fault, is_web_address, site_of
from glossary_site.issues import Issue, Severity
from glossary_site.language import LANGUAGE_PATTERN, is_language, name_slug
from glossary_site.schema import NAME, Schema, fields_of, mapping, or_none, text_of
from glossary_site.values import Frozen
from glossary_site.yaml_text import Node

#: The folder, beside the settings, of the kept copies.
FOLDER = "included"
_PIN = "sha256:[0-9a-f]{64}"
_ADDRESS: Schema = {"type": "string", "pattern": f"^{FILE_ADDRESS}$"}
_SOURCE: Schema = {**NAME, "pattern": rf"^(?:{FILE_ADDRESS}|(?![\s\S]*://)[\s\S]*\S[\s\S]*)$"}
_SITE: Schema = {"allOf": [{"type": "string", "pattern": r"\S"}, BASE_URL]}
_PARTS = {"from": _ADDRESS, "site": BASE_URL, "pin": text_of(_PIN), "language": text_of(LANGUAGE_PATTERN)}
#: What ``include`` holds: titles of glossaries, each with its address, or with all that there is to set. The site of a
#: file that has no address must be named.
INCLUDES: Schema = or_none(
    mapping(
        {
            "anyOf": [
                _ADDRESS,
                fields_of(_PARTS, "from"),
                fields_of({**_PARTS, "from": _SOURCE, "site": _SITE}, "from", "site"),
            ]
        }
    )
)
_EXAMPLE = "such as Baking: https://example.org/baking/terms.json"


class Include(Frozen):
    """A glossary of others.

    ``title`` is shown with its terms. ``source`` is the web address of a published file, or a path from the folder of
    the settings. ``pin`` is the digest that a published file must have (``Published``). ``site`` is the address of the
    site that its links lead to, ``language`` that of its terms, "" for the site's own.
    """

    title: str
    source: str
    site: str
    pin: str = ""
    language: str = ""

    @property
    def is_published(self) -> bool:
        """Whether it is fetched from another site."""
        return is_web_address(self.source)

    def find_file(self, folder: Path) -> Path:
        """The file that is read, in the ``folder`` of the settings: the kept copy of a published one."""
        if not self.is_published:
            return folder / self.source
        ending = PurePosixPath(urlsplit(self.source).path).suffix
        return folder / FOLDER / f"{name_slug(self.title)}{ending}"


def parse_includes(node: Node, path: str, issues: list[Issue]) -> tuple[Include, ...]:
    """The included glossaries in their order, which is that of their precedence. Issues: ``config-value``."""

    def refuse(message: str, hint: str, line: int) -> None:
        issues.append(Issue("config-value", Severity.ERROR, message, hint, path, line))

    if not isinstance(node.value, dict):
        refuse("'include' must map the title of a glossary to its address", _EXAMPLE, node.line)
        return ()
    found: dict[str, Include] = {}
    for title, given in node.value.items():
        parts = given.value if isinstance(given.value, dict) else {"from": given}
        texts = {name: each.value.strip() for name, each in parts.items() if isinstance(each.value, str)}
        source, site = texts.get("from", ""), texts.get("site", "")
        site = site or (site_of(source) if is_web_address(source) else "")
        message, hint = base_url_fault(site) if site else ("is missing", "write site: https://example.org/baking/")
        if len(texts) < len(parts) or not set(parts) <= set(_PARTS) or not source:
            refuse(f"'include' of '{title}' must be an address, or have {', '.join(_PARTS)}", _EXAMPLE, given.line)
        elif "://" in source and not (is_web_address(source) and re.fullmatch(FILE_ADDRESS, source)):
            refuse(f"'include' of '{title}' is no web address: {source}", "use https://, or a path", given.line)
        elif message:
            refuse(f"'site' of '{title}', where its links lead, {message}", hint, given.line)
        elif not re.fullmatch(f"(?:{_PIN})?", texts.get("pin", "")):
            refuse(f"'pin' of '{title}' is no digest", "remove it, and build: a note has the digest", given.line)
        elif (language := texts.get("language", "")) and not is_language(language):
            refuse(f"'{language}' is no language tag", "such as de or pt-BR", given.line)
        elif not (slug := name_slug(title)) or slug in found:
            refuse(f"'{title}' makes no file name of its own", "give it another title", given.line)
        else:
            found[slug] = Include(title, source, site.rstrip("/") + "/", texts.get("pin", ""), language)
    return tuple(found.values())
