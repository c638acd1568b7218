"""Links within the glossary and pictures: what each leads to or shows, an entry's term or a file beside it."""

import re
from collections.abc import Mapping
from functools import cached_property
from html import escape
from posixpath import basename, splitext
from urllib.parse import urlsplit

from glossary_site.attachments import PICTURES, Attachment, Shown, find_kind, path_from, path_key
from glossary_site.glossary import NameTable
from glossary_site.issues import Issue, Severity
from glossary_site.markup import (
    PICTURE_CLOSE,
    PICTURE_OPEN,
    SITE_ROOT,
    Body,
    LocalLink,
    Picture,
    Reference,
    dead_link,
    format_description,
    format_picture,
    format_sound,
    heading_words,
    id_from_root,
    is_from_root,
    is_local,
    missing_picture,
    unchecked_link,
)
from glossary_site.mentions.link_table import HEADINGS_OF_TEXT, LinkTable, Target
from glossary_site.values import Struct, field

_PICTURE = re.compile(f"{PICTURE_OPEN}(\\d+){PICTURE_CLOSE}")
#: The address of another term's page, from that of a term.
_PAGE = re.compile(r"\.\./(?:\.\./term/)?([^/]+)(?:/(?:index\.html)?)?")


class Found(Struct):
    """What linking finds in one body: issues, and by their paths the addresses of files, "" where there is none."""

    issues: list[Issue]
    files: dict[str, str] = field(default_factory=dict)


class LocalLinks:
    """The local links and pictures of bodies, under one ``LinkTable``."""

    def __init__(self, table: LinkTable, names: NameTable) -> None:
        """``names`` are those of the table."""
        self.table = table
        self._names = names

    @cached_property
    def _targets(self) -> Mapping[str, Target]:
        return {target.id: target for target in self.table.targets}

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The URLs of pages of text by their files."""
        return {path_key(path): url for path, url in self.table.texts}

    @cached_property
    def _by_file(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the terms in each file, by its path with and without its ending."""
        found: dict[str, tuple[str, ...]] = {}
        for target in self.table.targets:
            for file in target.files:
                path, _ = splitext(path_key(file))
                for name in (path_key(file), path, path.removesuffix("/index")):
                    found[name] = (*found.get(name, ()), target.id)
        return found

    def find(self, link: LocalLink, path: str) -> tuple[str, str] | Attachment | None:
        """The id and anchor of the term, or the file, that a link in the file ``path`` leads to; None without any."""
        address, _, fragment = link.address.partition("#")
        address = address.partition("?")[0]
        if is_from_root(link.href):
            found = self._with_id(id_from_root(link.address))
        else:
            found = self._by_file.get(path_from(path, address), ()) if address else ()
            found = found or self._with_id(page[1].lower() if (page := _PAGE.fullmatch(address)) else "")
            if not found and find_kind(address):
                return self._find_attachment(path_from(path, address))
        identity = fragment if fragment in found else found[0] if len({*found}) == 1 else ""
        if not identity:
            return None
        anchors = {sense.anchor for sense in self._targets[identity].senses}
        return identity, fragment if fragment in anchors else ""

    def _with_id(self, identity: str) -> tuple[str, ...]:
        return (identity,) if identity in self._targets else ()

    def _find_attachment(self, path: str) -> Attachment | None:
        """The file at ``path``, None where there is none that can be published."""
        found = self.table.attachments.find(path)
        return found if found and not found.fault else None

    def _explain(self, link: LocalLink, path: str) -> Issue:
        """Why a link in the file ``path`` leads nowhere."""
        if is_from_root(link.href):
            return unchecked_link(link)
        address = link.address.partition("#")[0].partition("?")[0]
        if find_kind(address):
            return self._explain_file(link, path_from(path, address))
        name = splitext(basename(address.rstrip("/")))[0]
        if self._names.is_left_out(name):
            return to_left_out(link)
        names = " or ".join(str(Reference(each)) for each in self._names.nearest(name))
        return dead_link(link, f"did you mean {names}?" if names else "")

    def _explain_file(self, link: LocalLink | Picture, path: str) -> Issue:
        """Why there is no file at ``path`` that can be published."""
        files = self.table.attachments
        if found := files.find(path):
            return Issue("file-unusable", Severity.WARNING, f"{link}: {found.fault}", found.hint, line=link.line)
        if not files.holds(path):
            message, hint = f"{link} leads out of the folder of the entries", "copy the file into it"
            return Issue("file-unusable", Severity.WARNING, message, hint, line=link.line)
        other = files.find_in_other_case(path)
        near = f"the file is called '{basename(other.path)}': case counts" if other else ""
        if not find_kind(path):
            near = f"pictures end in {', '.join(ending for kind in PICTURES for ending in kind.endings)}"
        return missing_picture(link, near) if isinstance(link, Picture) else dead_link(link, near)

    def place_pictures(self, html: str, body: Body, path: str, found: Found) -> str:
        """The HTML with its pictures."""

        def place(mark: re.Match[str]) -> str:
            return self._picture_html(body.pictures[int(mark[1])], path, found)

        return _PICTURE.sub(place, html)

    def _picture_html(self, picture: Picture, path: str, found: Found) -> str:
        if not is_local(picture.source):
            parts = urlsplit(picture.source)
            if parts.scheme == "https" and parts.hostname in self.table.images:
                return format_picture(picture, picture.source)
            if is_from_root(picture.source):
                found.issues.append(unchecked_link(LocalLink(picture.source, picture.line)))
            return format_description(picture)
        file = path_from(path, picture.address)
        attachment = self._find_attachment(file)
        found.files[file] = attachment.url if attachment else ""
        if attachment is None:
            found.issues.append(self._explain_file(picture, file))
            return format_description(picture)
        address = self._address(attachment)
        if attachment.shown is Shown.PICTURE:
            return format_picture(picture, address, attachment.width, attachment.height)
        if attachment.shown is Shown.SOUND:
            return format_sound(picture.description or basename(file), address)
        return _link_html(address, escape(picture.description or basename(file), quote=False))

    def _address(self, attachment: Attachment) -> str:
        """The address of a file: those of all languages are at the root of the site."""
        return SITE_ROOT + ("../" if self.table.elsewhere.is_further else "") + attachment.url

    def place_link(self, link: LocalLink, shown: str, path: str, found: Found) -> tuple[tuple[str, str] | Issue, str]:
        """The term that a local link leads to, ("", "") for another place, or what is wrong; and what is shown."""
        text = self._texts.get(path_from(path, link.address)) if is_local(link.href) else None
        if text is not None:
            return ("", ""), _link_html(f"{SITE_ROOT}{text}{_heading_in(link.address)}", shown)
        target = self.find(link, path)
        if is_local(link.href) and find_kind(link.address.partition("#")[0].partition("?")[0]):
            found.files[path_from(path, link.address)] = target.url if isinstance(target, Attachment) else ""
        if isinstance(target, Attachment):
            return ("", ""), _link_html(self._address(target), shown)
        if target is None and is_from_root(link.href):
            shown = _link_html(link.href, shown)
        return target or self._explain(link, path), shown


def to_left_out(reference: Reference | LocalLink) -> Issue:
    """The issue for a reference or a link to an entry that is left out."""
    message = f"{reference} leads to an entry that is left out because of errors: it is shown as plain text"
    return Issue("target-left-out", Severity.WARNING, message, "mend that entry", line=reference.line)


def _heading_in(address: str) -> str:
    """The fragment of a heading in a page of text that an address leads to, "" where it leads to none."""
    words = heading_words(address.partition("#")[2])
    return f"#{HEADINGS_OF_TEXT}-{words}" if words else ""


def _link_html(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}">{shown}</a>'
