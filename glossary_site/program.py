"""Which program made something: a digest of this package's code and of the versions of what it works with."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from glossary_site.digest import digest_all

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
