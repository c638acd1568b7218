"""A glossary that another site publishes: fetched, compared with its pinned digest, and kept beside the project."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from glossary_site.disk import write_atomically
from glossary_site.issues import Issue, Severity
from glossary_site.loader.sources import MAX_BYTES

#: In seconds: how long a host may be silent, and how long it may take in all.
_SILENT, _LONGEST = 20, 120
_PART = 1 << 16
#: What a web page begins with: that of an error, or of a network that asks for a password first.
_WEB_PAGE = (b"<!doctype html", b"<html")
#: What opens an address: there is none for files and other schemes, also where a site leads on to one.
_HANDLERS = (
    *(ProxyHandler, HTTPHandler, HTTPSHandler, HTTPRedirectHandler),
    *(HTTPDefaultErrorHandler, HTTPErrorProcessor, UnknownHandler),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A published file: its web address, the file that keeps its content, and the digest that this must have.

    ``pin`` is ``sha256:`` and 64 hexadecimal digits; with "" whatever is published is taken.
    """

    url: str
    kept: Path
    pin: str = ""


def format_pin(content: bytes) -> str:
    """The digest of a file's content, as settings pin it."""
    return f"sha256:{sha256(content).hexdigest()}"


def fetch(url: str) -> bytes:
    """What is published at a web address, over HTTP or HTTPS alone. Raises ``OSError`` where it cannot be had."""
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    end = time.monotonic() + _LONGEST
    request = Request(url, headers={"User-Agent": "glossary-site"})  # noqa: S310 - the handlers are chosen
    content = bytearray()
    try:
        with opener.open(request, timeout=_SILENT) as response:
            while part := response.read1(_PART):
                content += part
                if len(content) > MAX_BYTES:
                    raise OSError(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
                if time.monotonic() > end:
                    raise OSError(f"it takes longer than {_LONGEST} seconds")
    except (HTTPException, ValueError) as error:
        raise OSError(f"it cannot be read: {error}") from error
    if content.lstrip()[: len(_WEB_PAGE[0])].lower().startswith(_WEB_PAGE):
        raise OSError("it is a web page, not a glossary")
    return bytes(content)


def update_kept(published: Published, fetch: Callable[[str], bytes] = fetch) -> tuple[Issue, ...]:
    """Bring the kept copy up to date; what was wrong is given back, and without an error the copy can be read.

    A kept copy that has the pinned digest is the one that is wanted, so nothing is fetched. ``fetch`` raises
    ``OSError``. Issues: ``published-unreachable`` (a warning where there is a copy to go on from, else an error),
    ``published-changed`` (an error: another digest than the pinned one), ``published-unpinned`` (a note).
    """
    kept = _read(published.kept)
    if kept is not None and published.pin == format_pin(kept):
        return ()
    path = published.kept.as_posix()
    try:
        content = fetch(published.url)
    except OSError as error:
        message = f"{published.url} cannot be reached: {getattr(error, 'reason', error)}"
        if kept is None or published.pin:
            hint = "try again later, or put the file there by hand"
            return (Issue("published-unreachable", Severity.ERROR, message, hint, path),)
        return (Issue("published-unreachable", Severity.WARNING, message, "the kept copy is used", path),)
    found = format_pin(content)
    if published.pin and published.pin != found:
        message = f"{published.url} has another digest than the pinned one: {found}"
        hint = "compare it with the kept copy; where it is right, pin this digest"
        return (Issue("published-changed", Severity.ERROR, message, hint, path),)
    if content != kept:
        published.kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(published.kept, content)
    if published.pin:
        return ()
    message = f"{published.url} is not pinned: each build takes what is there then"
    return (Issue("published-unpinned", Severity.NOTE, message, f"pin {found}", path),)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
