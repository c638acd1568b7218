"""Digests of content: short, and the same in every run and on every machine."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Hexadecimal digits of a digest: 128 bits, so that no two contents of a glossary share one.
LENGTH = 32


def digest(*parts: str | bytes) -> str:
    """The digest of ``parts``, in order; ``("ab", "c")`` and ``("a", "bc")`` differ. Texts are encoded in UTF-8."""
    return digest_all(parts)


def digest_all(parts: Iterable[str | bytes]) -> str:
    """The digest of all ``parts``, in their order."""
    state = blake2b(digest_size=LENGTH // 2)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw))
        state.update(raw)
    return state.hexdigest()


#: The libraries whose versions may change the bytes of a site.
_LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "pygments",
    "math-core",
    "jinja2",
    "lunr",
    "pyicu-wheels",
    "anyascii",
    "ftfy",
    "snowballstemmer",
)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def program_digest() -> str:
    """The digest of the program and its libraries. Caches depend on it: another program may make another site."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".js", ".css", ".json", ".mo"))
    return digest_all(
        (*map(_version, _LIBRARIES), *(part for path in files for part in (path.name, path.read_bytes())))
    )
