"""How a host installs the very program that runs here, wherever that came from."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

from glossary_site.renderer import default_theme, theme_folders
from glossary_site.values import Frozen, field

_PACKAGE = "glossary-site"
#: What describes an installation, not the program.
_OF_INSTALLATION = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


class Installing(Frozen):
    """What a host gives to ``pip install`` and why, in a sentence; ``files`` are those that it needs, by path."""

    requirement: str
    why: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def find_installing() -> Installing:
    """The requirement for the program that runs here, from where it was installed (``direct_url.json``, PEP 610).

    From a package index it is the version, from an address that address. A folder or file of this machine is of no use
    elsewhere: then the program is packed into a wheel, which the project carries.
    """
    program = distribution(_PACKAGE)
    # The order of names is the same there as here.
    extra = "[icu]" if find_spec("icu") else ""
    origin = json.loads(program.read_text("direct_url.json") or "{}")
    url, version = origin.get("url", ""), f"{_PACKAGE}{extra}=={program.version}"
    if not url:
        return Installing(f"'{version}'", f"Hosts install {version} from the package index.")
    if url.startswith("file:"):
        name, data = pack_wheel(program)
        why = (
            f"Hosts install the program from `{name}`, a copy of the one here, which is from a folder or file. "
            f"Once a package index has it, install `{version}` instead, and remove the copy."
        )
        return Installing(f"'./{name}{extra}'", why, {name: data})
    if commit := origin.get("vcs_info"):
        url = f"{commit['vcs']}+{url}@{commit['commit_id']}"
    why = f"Hosts install the program from `{url}`, as it was installed here, until a package index has `{version}`."
    return Installing(f"'{_PACKAGE}{extra} @ {url}'", why)


def pack_wheel(program: Distribution) -> tuple[str, bytes]:
    """The wheel of the program as it is installed, and its path in a project: the same bytes for the same files.

    The format is that of the binary distribution format of PyPA, version 1.0.
    """
    stem = f"{_PACKAGE.replace('-', '_')}-{program.version}"
    content = dict(_list_program(program))
    record = f"{stem}.dist-info/RECORD"
    rows = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in content.items()]
    content[record] = "".join((*rows, f"{record},,\n")).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return f"wheels/{stem}-py3-none-any.whl", packed.getvalue()


def _list_program(program: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of a wheel by their paths: the package, its theme, and what describes the program."""
    with as_file(files("glossary_site")) as package:
        yield from _list_folder(package, package.name)
        for folder in theme_folders(default_theme()):
            yield from _list_folder(folder, f"{package.name}/theme/{folder.name}")
    for path in program.files or ():
        if path.parts[0].endswith(".dist-info") and path.name not in _OF_INSTALLATION:
            yield path.as_posix(), path.read_binary()


def _list_folder(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
