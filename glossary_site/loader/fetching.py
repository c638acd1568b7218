"""Fetches what is published at a web address."""

import time
from http.client import HTTPException
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
