"""Web addresses in settings: their shape, by which editors check them, and what is wrong with one."""

import re
from urllib.parse import SplitResult, urlsplit

from glossary_site.schema import TEXT, Schema, text_of

#: What a hint shows as an address.
_BASE_URL = "https://example.org/glossary/"
#: The shape of addresses; what else is wrong with one, such as a port that is too large, a build reports.
_HOST = r"(?:[^\s/?#@:<>\"\\^`{|}\[\]]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?"
_WEB = "[Hh][Tt][Tt][Pp][Ss]?:"
_SCHEME = rf"(?:{_WEB}|[Mm][Aa][Ii][Ll][Tt][Oo]:|(?![A-Za-z][A-Za-z0-9+.-]*:))"
_ADDRESS = rf"\s*{_SCHEME}(?://(?:[^/?#@]*@)?(?:{_HOST})?(?=[/?#\s]|$)|(?!//))[\s\S]*"
_WHOLE_ADDRESS = (
    r"(?!.*/\.\.?(?:/|\s*$))(?!.*\.(?:[Xx]?[Hh][Tt][Mm][Ll]?|[Pp][Hh][Pp])\s*$)"
    rf"\s*(?:{_WEB}//{_HOST}(?:/[^\s?#<>\"\\^`{{|}}]*)?)?\s*"
)
#: The address of a file below a site: its folder is that of the site.
FILE_ADDRESS = rf"(?!.*/\.\.?(?:/|\s*$))\s*{_WEB}//{_HOST}/[^\s#<>\"\\^`{{|}}]*\s*"
#: An address of the web or of mail, or a path; and the whole address of a folder.
URL: Schema = {**TEXT, "pattern": f"^{_ADDRESS}$"}
BASE_URL = text_of(_WHOLE_ADDRESS)
#: The part of an address that is below the root of the site: a file, or that of a release.
_BELOW_SITE = re.compile(r"(?:embed/[^/]+/)?[^/]*$")


def split_address(text: str) -> SplitResult | None:
    """The parts of an address, None where it is none: its host or its port cannot be read."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_web_address(text: str) -> bool:
    """Whether ``text`` is the whole address of a web page."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # no host, or no port
        return False


def site_of(url: str) -> str:
    """The address of the site that publishes a file.

    >>> site_of("https://example.org/glossary/embed/1.0/terms.json")
    'https://example.org/glossary/'
    """
    return _BELOW_SITE.sub("", url)


def base_url_fault(text: str) -> tuple[str, str]:
    """Why no address of a page can begin with ``text``, and what to do; two empty texts where one can."""
    parts = split_address(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        near = f"https://{text}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text) else _BASE_URL
        return "is no whole web address", f"such as {near}"
    if odd := re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", text):
        return f"holds {odd[0]!r}, which no address may", f"write it as %{ord(odd[0]):02X}, or leave it out"
    if "@" in parts.netloc:
        return "holds a user name, which every page would show", "leave out what is before the @"
    for mark, what in (("?", "query"), ("#", "fragment")):
        if mark in text:
            behind = "the paths of the pages come behind it"
            return f"ends with a {what} ({text[text.index(mark) :]}), but {behind}", f"write {text[: text.index(mark)]}"
    folder, _, last = text.rpartition("/")
    if re.search(r"\.(x?html?|php)$", last, re.IGNORECASE):
        return "leads to a file, not to the folder of the site", f"write {folder}/"
    if {".", ".."} & {*parts.path.split("/")}:
        return "leads up to another folder", "write the folder's own address"
    return "", ""
