"""AsciiDoc within a line -> Markdown, without the loss of a word.

https://docs.asciidoctor.org/asciidoc/latest/text/
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape

from glossary_site.formats.imported import ImportNotes, render_picture
from glossary_site.markup import code_span, escape_text

#: What AsciiDoc itself names; the other attributes are those of the file.
_ATTRIBUTES = {
    "nbsp": "\N{NO-BREAK SPACE}",
    "empty": "",
    "blank": "",
    "sp": " ",
    "zwsp": "",
    "wj": "",
    "cpp": "C++",
    "plus": "+",
    "asterisk": "*",
    "vbar": "|",
    "caret": "^",
    "tilde": "~",
    "backtick": "`",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "startsb": "[",
    "endsb": "]",
    "apos": "'",
    "quot": '"',
    "backslash": "\\",
    "deg": "°",
    "two-colons": "::",
    "two-semicolons": ";;",
    "ldquo": "“",
    "rdquo": "”",
    "lsquo": "‘",
    "rsquo": "’",
}
_ATTRIBUTE = re.compile(r"(?<!\\)\{([\w-]+)\}")
#: Marks and what is between them; each is bounded, so that the time is linear in the text.
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[*_`^~\#{<\[(])
    | \+\+\+(?P<raw>.{1,999}?)\+\+\+ | pass:\w*\[(?P<passed>(?:\\.|[^\]\\]){0,999})\]
    | "`(?P<double>.{1,999}?)`" | '`(?P<single>.{1,999}?)`'
    | ``(?P<codes>.{1,999}?)`` | (?<![\w`])`(?P<code>[^`\s](?:[^`]{0,999}[^`\s])?)`(?![\w`])
    | (?<!\w)\+(?P<literal>\S(?:[^+]{0,999}\S)?)\+(?!\w)
    | <<\s*(?P<cross>[^<>,]{1,200}?)\s*(?:,(?P<cross_text>.{0,999}?))?>>
    | \bxref:(?P<xref>[^\s\[\]]{1,999})\[(?P<xref_text>[^\]]{0,999})\]
    | \[\[[^\]]{0,999}\]\] | anchor:[^\s\[\]]{1,999}\[[^\]]{0,999}\]
    | (?:\b|(?<=:))(?:link:(?P<link>[^\s\[\]]{1,999})
      |(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]{0,999}[^\s\[\]<>.,;:!?)"']))
      (?:\[(?P<link_text>(?:\\.|[^\]\\]){0,999})\])?
    | \b(?:stem|latexmath|asciimath):\w*\[(?P<formula>(?:\\.|[^\]\\]){0,999})\]
    | \b(?:kbd|btn):\[(?P<key>[^\]]{0,999})\] | \bfootnote:[\w-]*\[(?P<footnote>(?:\\.|[^\]\\]){0,999})\]
    | \b(?:image|icon):(?P<image>[^\s\[\]]{1,999})\[(?P<alternative>[^\]]{0,999})\]
    | \bindexterm:\[(?P<hides>[^\]]{0,999})\] | \(\(\((?P<hidden>[^()]{0,999})\)\)\)
    | \bindexterm2:\[(?P<indexes>[^\]]{1,999})\] | \(\((?P<index>[^()]{1,999})\)\)
    | (?:\[[^\]\s]{0,99}\])?\#\#(?P<spans>.{1,999}?)\#\#
    | (?:\[[^\]\s]{0,99}\])?(?<![\w&])\#(?P<span>\S(?:[^\#]{0,999}\S)?)\#(?!\w)
    | \*\*(?P<strongs>.{1,999}?)\*\* | (?<![\w*])\*(?P<strong>[^*\s](?:[^*]{0,999}[^*\s])?)\*(?![\w*])
    | __(?P<emphases>.{1,999}?)__ | (?<![\w_])_(?P<emphasis>[^_\s](?:[^_]{0,999}[^_\s])?)_(?![\w_])
    | \^(?P<above>\S{1,99}?)\^ | ~(?P<below>\S{1,99}?)~
    | (?P<sign>\((?:C|R|TM)\)|(?<=\w)--(?=\w)|(?<=\ )--(?=\ )|\.\.\.|&\#?\w+;)
    | (?P<break>\ \+$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = {"(C)": "©", "(R)": "®", "(TM)": "™", "--": "—", "...": "…"}
_MARKS = {"strongs": "**", "strong": "**", "emphases": "*", "emphasis": "*"}
_QUOTES = {"double": "“”", "single": "‘’", "spans": ("", ""), "span": ("", "")}


class AsciiDocInline:
    """Converts text within lines of one file. ``find`` gives the target of a reference for an anchor, None if none."""

    def __init__(self, notes: ImportNotes, find: Callable[[str], str | None], attributes: Mapping[str, str]) -> None:
        self.notes, self.find, self.attributes = notes, find, {**_ATTRIBUTES, **attributes}
        self.line = 0

    def convert(self, text: str, line: int) -> str:
        """Markdown of a run of AsciiDoc on ``line``."""
        self.line = line
        return self._convert(_ATTRIBUTE.sub(self._attribute, text))

    def _attribute(self, found: re.Match[str]) -> str:
        value = self.attributes.get(found[1])
        if value is None:
            self.notes.count_loss("an attribute has no value in the file", found[1], self.line)
            return found[0]
        return value

    def _convert(self, text: str) -> str:
        parts = []
        start = 0
        for token in _TOKEN.finditer(text):
            parts += [escape_text(text[start : token.start()]), self._token(token)]
            start = token.end()
        return "".join((*parts, escape_text(text[start:])))

    def _token(self, token: re.Match[str]) -> str:
        kind = token.lastgroup or ""
        text = token[kind] if kind else ""
        if kind in _MARKS:
            return f"{_MARKS[kind]}{self._convert(text)}{_MARKS[kind]}"
        if kind in _QUOTES:
            before, after = _QUOTES[kind]
            return before + self._convert(text) + after
        match kind:
            case "code" | "codes":
                return code_span(text.removeprefix("+").removesuffix("+") if text != "+" else text)
            case "escaped" | "raw" | "passed" | "literal" | "key":
                return escape_text(text)
            case "cross" | "cross_text":
                return self._refer(token["cross"], token["cross_text"] or "")
            case "xref" | "xref_text":
                return self._refer(token["xref"], token["xref_text"] or "")
            case "link" | "url" | "link_text":
                return self._link(token["link"] or token["url"], token["link_text"] or "")
            case "formula":
                return f"${text.replace(chr(92) + ']', ']').strip()}$"
            case "footnote":
                return f" ({self._convert(text)})"
            case "image" | "alternative":
                return self.picture(token["image"], token["alternative"] or "", self.line)
            case "hidden" | "hides":
                self.notes.count_loss("an entry of an index is not kept", text, self.line)
                return ""
            case "index" | "indexes":
                return self._convert(text)
            case "above" | "below":
                return f"${'^' if kind == 'above' else '_'}{{\\text{{{text}}}}}$"
            case "sign":
                return escape_text(_SIGNS.get(text) or unescape(text))
            case "break":
                return "\\"
        return ""

    def picture(self, address: str, given: str, line: int) -> str:
        """A picture, or the text in its place where its address cannot be read from here."""
        folder = self.attributes.get("imagesdir", "")
        text = escape_text(given.split(",")[0].strip('"'))
        shown = render_picture(posixpath.join(folder, address) if "://" not in address else address, text)
        if not shown:
            self.notes.count_loss("a picture is left out", address, line, "pictures")
        return shown or text

    def _link(self, address: str, given: str) -> str:
        shown = self._convert(given.split(",window=")[0].removesuffix("^").strip('"')) or escape_text(address)
        return f"[{shown}](<{address}>)"

    def _refer(self, anchor: str, given: str) -> str:
        target = self.find(anchor.rpartition("#")[2])
        shown = " ".join(re.sub(r"[*_`]", "", given).split())
        if target is not None:
            return self.notes.make_reference(target, escape_text(shown or target), self.line)
        self.notes.count_loss("a link leads to no term of the file", anchor, self.line, "references")
        return escape_text(shown or anchor)
