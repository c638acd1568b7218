"""AsciiDoc within a line -> Markdown, without the loss of a word.

https://docs.asciidoctor.org/asciidoc/latest/text/
"""

import re
from collections.abc import Callable, Mapping
from html import unescape

from glossary_site.formats.imported import ImportNotes, code_span, escape_text

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
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[*_`^~\#{<\[(])
    | \+\+\+(?P<raw>.+?)\+\+\+ | pass:\w*\[(?P<passed>(?:\\.|[^\]\\])*)\]
    | "`(?P<double>.+?)`" | '`(?P<single>.+?)`'
    | ``(?P<codes>.+?)`` | (?<![\w`])`(?P<code>[^`\s](?:[^`]*[^`\s])?)`(?![\w`])
    | (?<!\w)\+(?P<literal>\S(?:[^+]*\S)?)\+(?!\w)
    | <<\s*(?P<cross>[^<>,]+?)\s*(?:,(?P<cross_text>.*?))?>>
    | \bxref:(?P<xref>[^\s\[\]]+)\[(?P<xref_text>[^\]]*)\]
    | \[\[[^\]]*\]\] | \banchor:[^\s\[\]]+\[[^\]]*\]
    | (?:\b|(?<=:))(?:link:(?P<link>[^\s\[\]]+)|(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]*[^\s\[\]<>.,;:!?)"']))
      (?:\[(?P<link_text>(?:\\.|[^\]\\])*)\])?
    | \b(?:stem|latexmath|asciimath):\w*\[(?P<formula>(?:\\.|[^\]\\])*)\]
    | \b(?:kbd|btn):\[(?P<key>[^\]]*)\] | \bfootnote:[\w-]*\[(?P<footnote>(?:\\.|[^\]\\])*)\]
    | \b(?:image|icon):(?P<image>[^\s\[\]]+)\[(?P<alternative>[^\]]*)\]
    | \bindexterm2?:\[[^\]]*\] | \(\(\([^()]*\)\)\) | \(\((?P<index>[^()]+)\)\)
    | (?:\[[^\]\s]*\])?\#\#(?P<spans>.+?)\#\# | (?:\[[^\]\s]*\])?(?<![\w&])\#(?P<span>\S(?:[^\#]*\S)?)\#(?!\w)
    | \*\*(?P<strongs>.+?)\*\* | (?<![\w*])\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])
    | __(?P<emphases>.+?)__ | (?<![\w_])_(?P<emphasis>[^_\s](?:[^_]*[^_\s])?)_(?![\w_])
    | \^(?P<above>\S+?)\^ | ~(?P<below>\S+?)~
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
            self.notes.add_loss(f"the attribute '{found[1]}' has no value in the file", self.line)
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
                self.notes.add_loss(f"the picture '{token['image']}' is left out", self.line)
                return escape_text((token["alternative"] or "").split(",")[0])
            case "index":
                return self._convert(text)
            case "above" | "below":
                return f"${'^' if kind == 'above' else '_'}{{\\text{{{text}}}}}$"
            case "sign":
                return escape_text(_SIGNS.get(text) or unescape(text))
            case "break":
                return "\\"
        return ""

    def _link(self, address: str, given: str) -> str:
        shown = self._convert(given.split(",window=")[0].removesuffix("^").strip('"')) or escape_text(address)
        return f"[{shown}](<{address}>)"

    def _refer(self, anchor: str, given: str) -> str:
        target = self.find(anchor.rpartition("#")[2])
        shown = " ".join(re.sub(r"[*_`]", "", given).split())
        if target is not None:
            return self.notes.make_reference(target, escape_text(shown or target), self.line)
        self.notes.add_loss(f"a link to '{anchor}' leads to no term of the file", self.line, "reference-lost")
        return escape_text(shown or anchor)
