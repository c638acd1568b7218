"""A glossary that another site publishes: fetched, compared with its pinned digest, and kept beside the project."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from glossary_site.disk import write_atomically
from glossary_site.issues import Issue, Severity
from glossary_site.loader.sources import read_raw
from glossary_site.values import Frozen


class Published(Frozen):
    """A published file: its web address, the file that keeps its content, and the digest that this must have.

    ``pin`` is ``sha256:`` and 64 hexadecimal digits; with "" whatever is published is taken.
    """

    url: str
    kept: Path
    pin: str = ""


def format_pin(content: bytes) -> str:
    """The digest of a file's content, as settings pin it."""
    return f"sha256:{sha256(content).hexdigest()}"


def _fetch(url: str) -> bytes:
    from glossary_site.loader.fetching import fetch  # most builds fetch nothing, and its libraries take long to load

    return fetch(url)


def update_kept(published: Published, fetch: Callable[[str], bytes] = _fetch) -> tuple[Issue, ...]:
    """Bring the kept copy up to date; what was wrong is given back, and without an error the copy can be read.

    A kept copy that has the pinned digest is the one that is wanted, so nothing is fetched. ``fetch`` raises
    ``OSError``. Issues: ``published-unreachable`` (a warning where there is a copy to go on from, else an error),
    ``published-changed`` (an error: another digest than the pinned one), ``published-unpinned`` (a note).
    """
    kept, _ = read_raw(published.kept, published.kept.as_posix())
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
