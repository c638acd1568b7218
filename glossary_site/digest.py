"""Content digests: short, stable across runs and machines, composed from digests already made."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Hex characters in a digest: 128 bits, so that a collision is not to be expected in a glossary's lifetime.
LENGTH = 32


def digest(*parts: str | bytes) -> str:
    """The digest of ``parts``, in order; ``("ab", "c")`` and ``("a", "bc")`` differ."""
    return digest_all(parts)


def digest_all(parts: Iterable[str | bytes]) -> str:
    """As ``digest``, over any iterable."""
    state = blake2b(digest_size=LENGTH // 2)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw))
        state.update(raw)
    return state.hexdigest()


#: The libraries whose versions may change what a build makes.
_MAKERS = (
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
    """Different whenever the same entries might make another site; what is kept from build to build hangs on it."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".js", ".css", ".json", ".mo"))
    return digest_all((*map(_version, _MAKERS), *(part for path in files for part in (path.name, path.read_bytes()))))
