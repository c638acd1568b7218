"""Links between the entries of a page, and what its dialects of Markdown write, in the dialect of bodies."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from glossary_site.markup import format_reference
from glossary_site.text.code import change_outside_code, find_code

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.){1,300})\]\(\s*<?([^()\s<>]{1,300})>?(?:\s+\"[^\"]{0,300}\")?\s*\)")
_HTML_LINK = re.compile(
    r"<a\s(?:[^<>]{0,300}?\s)?href\s*=\s*[\"']([^\"'\s<>]{1,300})[\"'][^<>]{0,300}>([^<>\[\]]{1,300})</a>",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\{([\w:+.-]{1,40})\}`([^`]{1,300})`")
_ROLE_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>", re.DOTALL)
_LABEL = re.compile(r"(?<!\\)\[([^\[\]]{1,300})\](?![(:])")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,40})\]")
#: Lines of other dialects that show nothing: targets, attributes, rules of the Rust reference.
_INVISIBLE = re.compile(r"(?m)^[ ]{0,3}(?:\([\w.:-]+\)=|\{:[^{}\n]*\}|r\[[\w.-]+\])[ \t]*$\n?")


@dataclass(frozen=True, slots=True)
class PageLinks:
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

    def rewrite(self, text: str) -> str:
        """The Markdown of a meaning with references in place of links to other entries of the page."""
        text = _INVISIBLE.sub("", text)
        if "`" in text:
            text = _change_roles(text, self._role)
        if "</a>" in text:
            text = change_outside_code(text, _HTML_LINK, lambda found: f"[{found[2]}]({found[1]})")
        text = change_outside_code(text, _LINK, self._link)
        return self._with_definitions(text).strip("\n")

    def _link(self, found: re.Match[str]) -> str:
        path, mark, anchor = found[2].partition("#")
        if not mark or ":" in path or (path and PurePosixPath(path).stem.lower() not in (self.stem.lower(), "index")):
            return found[0]
        target = self.anchors.get(anchor.lower(), "")
        return (format_reference(target, found[1]) if target else "") or found[0]

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
