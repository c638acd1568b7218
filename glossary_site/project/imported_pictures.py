"""Pictures and other files that imported entries name: copied beside the entries, under names of their own.

Only a file at or below the folder of its source is copied. Any other is counted as lost, and so is a link to a page
or a place that is not among the entries: each entry gets a file of its own.
"""

import re
from pathlib import Path, PurePath

from glossary_site.attachments import Attachment, Shown, find_kind, path_from, read_attachment
from glossary_site.digest import digest_file
from glossary_site.disk import leads_out
from glossary_site.formats import ImportLoss, find_pictures
from glossary_site.language import slugify
from glossary_site.markup import heading_words, is_local, replace_addresses
from glossary_site.records import Origin, Record, Sense, change_markdown
from glossary_site.values import Struct, field, replace

#: The folder of copied files, among the entries.
FILES = "files"
#: The text of a heading, and the id that is written behind it.
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*(?:\{#([^\s{}]+)[^{}\n]*\})?[ \t]*$")
_WHOLE = ("https:", "http:", "data:", "//")


class PicturePlan(Struct):
    """The files that the records of an import name.

    ``folder`` is that of the entries, ``homes`` are the folders of the sources. ``copies`` are the files by their paths
    in ``folder``; ``losses`` are those that are not copied. Nothing is written before ``write``.
    """

    folder: Path
    homes: tuple[Path, ...]
    copies: dict[str, Attachment] = field(default_factory=dict)
    losses: list[ImportLoss] = field(default_factory=list)

    def place(self, record: Record) -> Record:
        """The record with the addresses that its files have from its own file among the entries."""
        up = "../" * record.id.count("/")

        shown = {*find_pictures(record)}

        def place_in(sense: Sense) -> Sense:
            return change_markdown(sense, lambda text: replace_addresses(text, lambda each: find(each, sense)))

        def find(address: str, sense: Sense) -> str | None:
            name = self._find(address, sense.origin) if is_local(address) else ""
            if not name and address not in shown and _leads_nowhere(address, sense):
                self._lose("a link leads to no entry", address, sense.origin)
            return up + name if name else None

        placed = replace(record, senses=tuple(map(place_in, record.senses)))
        for address in find_pictures(placed):
            if not address.startswith(_WHOLE) and address.removeprefix(up) not in self.copies:
                self._lose("a picture that is a file is not copied", address, record.origin, "pictures")
        return placed

    def _lose(self, what: str, address: str, origin: Origin, counted: str = "") -> None:
        self.losses.append(ImportLoss(what, address, origin.path, origin.line, counted))

    def _find(self, address: str, origin: Origin) -> str:
        """The path in ``folder`` of what an address in the file of ``origin`` leads to; "" where it is not copied."""
        kind = find_kind(path_from(origin.path, address))
        if kind is None:
            return ""
        path = Path(path_from(origin.path, address))
        file = read_attachment(path, path.as_posix())
        fault = file.fault or ("" if self._is_held(path) else "it is not below the folder of its source")
        if fault:
            if kind.shown is not Shown.PICTURE:
                self._lose(f"a file is not copied: {fault}", address, origin)
            return ""
        name = self._name(file)
        self.copies[name] = file
        return name

    def _is_held(self, path: Path) -> bool:
        return any(not leads_out(path, home) for home in self.homes)

    def _name(self, file: Attachment) -> str:
        """A readable path in ``folder`` that no other content has: the next import gives the same one."""
        own = PurePath(file.path)
        plain = f"{FILES}/{slugify(own.stem) or 'file'}{own.suffix.lower()}"
        return plain if self._has_room(plain, file) else f"{FILES}/{PurePath(file.url).name}"

    def _has_room(self, name: str, file: Attachment) -> bool:
        if name in self.copies:
            return self.copies[name].content == file.content
        target = self.folder / name
        return not target.exists() or (target.is_file() and digest_file(target) == file.content)

    def write(self) -> None:
        """Copy the files that are not there yet. Raises ``OSError``."""
        for name, file in self.copies.items():
            target = self.folder / name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                file.at().create(str(target))


def _leads_nowhere(address: str, sense: Sense) -> bool:
    """Whether an address is none of a file that can be copied, of another site, or of a heading of the same text."""
    if not is_local(address) or find_kind(address.partition("#")[0]):
        return False
    headings = {heading_words(own or text) for text, own in _HEADING.findall(sense.body)}
    return not (address.startswith("#") and heading_words(address) in headings)
