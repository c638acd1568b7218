"""Links between the entries of a page, and what its dialects of Markdown write, in the dialect of bodies."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from glossary_site.loader.one_file.names import heading_slug, parse_name
from glossary_site.markup import format_reference, replace_containers, replace_macros
from glossary_site.text.code import change_outside_code, find_code
from glossary_site.values import Frozen

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.){1,300})\]\(\s*<?([^()\s<>]{1,300})>?(?:\s+\"[^\"]{0,300}\")?\s*\)")
_HTML_LINK = re.compile(
    r"<a\s(?:[^<>]{0,300}?\s)?href\s*=\s*[\"']([^\"'\s<>]{1,300})[\"'][^<>]{0,300}>([^<>\[\]]{1,300})</a>",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\{([\w:+.-]{1,40})\}`([^`]{1,300})`")
_ROLE_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>", re.DOTALL)
_LABEL = re.compile(r"(?<!\\)\[([^\[\]]{1,300})\](?![(:])")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,40})\]")
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(\S.*?)[ \t]*#*$")
#: Lines of other dialects that show nothing: targets, attributes, rules of the Rust reference.
_INVISIBLE = re.compile(r"(?m)^[ ]{0,3}(?:\([\w.:-]+\)=|\{:[^{}\n]*\}|r\[[\w.-]+\])[ \t]*$\n?")


def find_inner_anchors(text: str) -> Iterator[str]:
    """The anchors of the headings within a meaning, in lower case."""
    for found in _HEADING.finditer(text):
        yield from (anchor.lower() for anchor in (*parse_name(found[1]).anchors, heading_slug(found[1])))


def replace_links(text: str, find: Callable[[str], str]) -> str:
    """Markdown with references in place of links; ``find`` gives the entry that an address leads to, "" for none."""

    def link(found: re.Match[str]) -> str:
        target = find(found[2])
        return (format_reference(target, found[1]) if target else "") or found[0]

    return change_outside_code(text, _LINK, link) if "](" in text else text


def _anchor(address: str) -> str:
    """What an address within the page leads to, "" for another."""
    return address[1:].lower() if address.startswith("#") else ""


class PageLinks(Frozen):
    """Where the links of a page lead.

    ``anchors`` are the targets of references by anchors in lower case; ``names`` those by names in lower case.
    ``labels`` are the addresses of its link definitions, ``notes`` the lines of its footnotes, both by label.
    ``stem`` is the name of its file without ending.
    """

    anchors: Mapping[str, str]
    names: Mapping[str, str]
    labels: Mapping[str, str]
    notes: Mapping[str, str]
    stem: str
    #: Takes the names of blocks, components and macros that are not known.
    add_unknown: Callable[[str], None]

    def rewrite(self, text: str) -> str:
        """The Markdown of a meaning with references in place of links to other entries of the page.

        Blocks and macros of site generators become alerts, references and text.
        """
        text = _INVISIBLE.sub("", text)
        text = replace_macros(replace_containers(text, self.add_unknown), self._refer, self.add_unknown)
        if "`" in text:
            text = _change_roles(text, self._role)
        if "</a>" in text:
            text = change_outside_code(text, _HTML_LINK, lambda found: f"[{found[2]}]({found[1]})")
        own = frozenset(find_inner_anchors(text)) if "](" in text else frozenset()
        text = replace_links(text, lambda address: "" if _anchor(address) in own else self._find(address))
        return self._with_definitions(text).strip("\n")

    def _find(self, address: str) -> str:
        """The entry that an address leads to, "" for none."""
        path, mark, anchor = address.partition("#")
        if not mark or ":" in path or (path and PurePosixPath(path).stem.lower() not in (self.stem.lower(), "index")):
            return ""
        return self.anchors.get(anchor.lower(), "")

    def _refer(self, key: str, shown: str) -> str:
        """The reference of a macro, by the name or the anchor of an entry; its text where there is none."""
        target = self.names.get(key.lower()) or self.anchors.get(key.lower())
        return (format_reference(target, shown or key) if target else "") or shown or key

    def _role(self, found: re.Match[str]) -> str:
        titled = _ROLE_TARGET.fullmatch(found[2])
        shown, target = titled.groups() if titled else (found[2], found[2])
        if found[1] != "term":
            return f"`{shown.lstrip('~!')}`"
        named = self.names.get(" ".join(target.split()).lower(), "")
        return (format_reference(named, shown) if named else "") or shown

    def _with_definitions(self, text: str) -> str:
        """``text`` with the link definitions and footnotes of the page that it uses."""
        used: dict[str, str] = {}
        for found in _LABEL.finditer(text):
            label = " ".join(found[1].split())
            if label.upper() in self.labels:
                used[label.upper()] = f"[{label}]: {self.labels[label.upper()]}"
        notes = dict.fromkeys(found[1] for found in _FOOTNOTE.finditer(text) if found[1] in self.notes)
        more = [*used.values(), *(self.notes[label] for label in notes)]
        return "\n\n".join((text.strip("\n"), "\n".join(more))) if more else text


def _change_roles(text: str, change: Callable[[re.Match[str]], str]) -> str:
    """``text`` with its MyST roles changed: a role is a code span with a name before it."""
    starts = {start for start, _ in find_code(text)}
    return _ROLE.sub(lambda found: change(found) if found.start(2) - 1 in starts else found[0], text)
