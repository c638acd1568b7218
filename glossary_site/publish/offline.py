"""The service worker that keeps what was read. It is written for one site: it lists the site's static files."""

import json
from collections.abc import Iterable
from importlib.resources import files

from glossary_site.digest import digest_all
from glossary_site.disk import Output
from glossary_site.pages import OFFLINE


def worker(static: Iterable[str], languages: Iterable[str] = (), texts: Iterable[str] = ()) -> Output:
    """``sw.js``, with the page to show offline in each of the ``languages``, given by their folders.

    ``texts`` are the URLs of the pages of text, which are kept unread. It changes only with the theme and with these:
    pages are fetched again whenever there is a network.
    """
    others = (folder + OFFLINE for folder in languages if folder)
    shell = [*sorted(static), "./", OFFLINE, "site.webmanifest", *others, *texts]
    code = files("glossary_site.publish").joinpath("worker.js").read_text("utf-8")
    head = f"const VERSION = {json.dumps(digest_all(shell)[:10])};\nconst SHELL = {json.dumps(shell)};\n"
    return Output("sw.js", (head + code).encode())
