"""Macros in the Markdown of site generators: Hugo's ``{{< name "…" >}}``, MDN's ``{{name("…")}}``.

https://gohugo.io/content-management/shortcodes/
https://developer.mozilla.org/en-US/docs/MDN/Writing_guidelines/Page_structures/Macros
"""

import re
from collections.abc import Callable, Mapping
from html import unescape

from glossary_site.markup.containers import CLOSE, NAMED, OPEN, is_alone, quote_alerts
from glossary_site.markup.escaping import code_span, escape_text
from glossary_site.text.code import change_outside_code
from glossary_site.values import Frozen

_HUGO = re.compile(
    r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>\w[\w/.-]*)(?P<given>(?:\"[^\"]{0,400}\"|[^\"{}]){0,400}?)\s*[>%]\}\}"
)
_MDN = re.compile(
    r"\{\{(?P<close>)\s*(?P<name>[A-Za-z]\w*)\s*"
    r"(?:\((?P<given>(?:\"[^\"]{0,400}\"|'[^']{0,400}'|[^\"'(){}]){0,50})\))?\s*\}\}"
)
_ARGUMENT = re.compile(r"(?:(\w+)\s*=\s*)?(?:\"([^\"]*)\"|'([^']*)'|([^\s,\"'=]+))")

#: The key of a term (a file's name, an id or a name) and the text shown, or "" -> Markdown.
Refer = Callable[[str, str], str]


class _Macro(Frozen):
    """One use of a macro: its arguments in order, and by name. ``closes``: it is the end of a block."""

    arguments: tuple[str, ...]
    named: Mapping[str, str]
    closes: bool

    def argument(self, place: int) -> str:
        return self.arguments[place] if place < len(self.arguments) else ""


_Replace = Callable[[_Macro, Refer], str]


def _tooltip(macro: _Macro, refer: Refer) -> str:
    return refer(macro.named.get("term_id") or macro.argument(0), macro.named.get("text") or macro.argument(1))


def _definition(macro: _Macro, refer: Refer) -> str:
    return refer(macro.named.get("term_id") or macro.argument(0), "")


def _mention(macro: _Macro, refer: Refer) -> str:
    return refer(macro.argument(0), macro.argument(1) or macro.argument(0))


def _address(macro: _Macro, _: Refer) -> str:
    return "".join(macro.argument(0).split())


def _nothing(*_: object) -> str:
    return ""


def _code(macro: _Macro, _: Refer) -> str:
    return code_span(unescape(macro.argument(1) or macro.argument(0)))


def _tag(macro: _Macro, _: Refer) -> str:
    return code_span(f"<{macro.argument(0)}>")


def _rfc(macro: _Macro, _: Refer) -> str:
    title = f": {macro.argument(1)}" if macro.argument(1) else ""
    return escape_text(f"RFC {macro.argument(0)}{title}")


def _alert(kind: str) -> _Replace:
    return lambda macro, _: CLOSE if macro.closes else f"{OPEN}{kind}{NAMED}"


#: What each known macro becomes, by its name in lower case.
KNOWN: Mapping[str, _Replace] = {
    # Hugo, and Kubernetes' own
    "glossary_tooltip": _tooltip,
    "glossary_definition": _definition,
    "ref": _address,
    "relref": _address,
    "note": _alert("NOTE"),
    "tip": _alert("TIP"),
    "important": _alert("IMPORTANT"),
    "warning": _alert("WARNING"),
    "caution": _alert("CAUTION"),
    # MDN
    "glossary": _mention,
    **dict.fromkeys(("glossarysidebar", "learnsidebar", "quicklinkswithsubpages", "previousmenunext"), _nothing),
    **dict.fromkeys(("cssxref", "jsxref", "domxref", "httpheader", "httpmethod", "httpstatus", "csp"), _code),
    **dict.fromkeys(("htmlattrxref", "svgattr", "webextapiref"), _code),
    **dict.fromkeys(("htmlelement", "svgelement", "mathmlelement"), _tag),
    "rfc": _rfc,
}


def replace_macros(markdown: str, refer: Refer, add_unknown: Callable[[str], None]) -> str:
    """Markdown without macros: references by ``refer``, alerts, code and addresses; those in code stay as they are.

    An unknown macro is left out, and its name is given to ``add_unknown``. MDN's are macros where they have arguments
    or are alone in a line; an unknown ``{{name}}`` within a line is text.
    """

    def replace(found: re.Match[str]) -> str:
        name, given = found["name"], found["given"]
        known = KNOWN.get(name.lower())
        if known is None:
            if given is None and not is_alone(found):
                return found[0]
            if not found["close"]:
                add_unknown(name)
            return ""
        pairs = [(key, quoted or single or bare) for key, quoted, single, bare in _ARGUMENT.findall(given or "")]
        positional = tuple(value for key, value in pairs if not key)
        return known(_Macro(positional, {key: value for key, value in pairs if key}, bool(found["close"])), refer)

    if "{{" not in markdown:
        return markdown
    for pattern in (_HUGO, _MDN):
        markdown = change_outside_code(markdown, pattern, replace)
    return quote_alerts(markdown)
