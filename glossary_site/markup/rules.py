"""Rules of the dialect that no plugin has as glossary texts need them.

Raised, lowered and marked text, bare addresses, abbreviations, tasks and blocks that readers open. The texts of
glossaries are full of ``~5 nm``, ``a^2+b^2`` and ``a==b``, which show what is written. The plugins for raised and
lowered text take those for marks and show other marks within them as text; the one for addresses takes time that grows
with the square of the text (docs/decisions/2026-11-markdown.md).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from glossary_site.language import HANGUL, UNSPACED
from glossary_site.late import compile_late
from glossary_site.markup.html_tags import TAG_MARKS, use_html_tags

#: Private-use characters around a formula's number, which takes its place until Markdown is parsed.
OPEN, CLOSE = "\ue000", "\ue001"

#: What can have something raised or lowered, by its last character: a word, a bracket, a formula, another script.
_BASE = re.compile(rf"[\w)\]}}{CLOSE}^~*]")
_SCRIPTS = {"^": "sup", "~": "sub"}
#: One mark, text without spaces and code, the mark again.
_SCRIPT = {
    mark: re.compile(rf"(?<!\{mark})\{mark}(?P<text>(?:\\\S|[^\s\\`\{mark}])+)\{mark}(?!\{mark})") for mark in _SCRIPTS
}
#: What a second mark would raise or lower if it were the first of a pair.
_BEHIND = {"^": re.compile(rf"[\w(\[{{+\-−∘°*\\{OPEN}]"), "~": re.compile(r"\w")}
#: Before a base's neighbour of that kind a mark closes only behind so little.
_LITTLE = {"^": re.compile(r"[+\-−]?\d+|[^\W\d_]"), "~": re.compile(r"\w+(?:[+\-−]\w+)*")}

#: A letter or digit of a script that writes spaces between words.
_SPACED = rf"[^\W{UNSPACED}{HANGUL}]"
_MARKED = compile_late(
    rf"(?<![=!<>:])(?<!{_SPACED})==(?=[^\s=])"
    rf"(?P<text>(?:\\.|`[^`]*`|[^\\`=]|=(?!=))+)(?<=\S)==(?![=>])(?!{_SPACED})",
    re.DOTALL,
)

#: The first of two marks that could raise, lower, strike through or mark a text, or what could be at the end.
_PAIRED = compile_late(rf"\^(?=[^\s^]*\^|\Z)|~(?=[^\s~]*~|\Z)|(?<![=!<>:])(?<!{_SPACED})=(?==(?:[^\s=]|\Z))")

#: Without any of these a text has nothing for these rules.
_ANY = ("^", "~", "==", "://", ":::", "*[", "[ ]", "[x]", "[X]", *TAG_MARKS)

_SCHEME = compile_late(rf"(?<!{_SPACED})(?<![+\-./:@])(?i:https?)$")
#: Its host, and a path that goes on to a space, to what no address holds, or to punctuation of East Asia.
_ADDRESS = compile_late(
    rf"://(?=[^\W_])(?:(?![{UNSPACED}{HANGUL}])[\w.:@%~-])+"
    r"(?:[/?#][^\s<>\"`\\^{|}\[\]\ue000-\ue006\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]*)?"
)

_ABBREVIATION = re.compile(r"\*\[[ \t]*(?P<short>[^\s\[\]][^\[\]]{0,99})\]:[ \t]*(?P<long>\S.{0,999})")
#: In one text: the time to find them grows with their number.
_MOST_ABBREVIATIONS = 200

_DETAILS = "container_details"
_DETAILS_PARTS = {f"{_DETAILS}_open": "details_open", f"{_DETAILS}_close": "details_close"}
TASK_MARKS = {False: "☐", True: "☑"}


def escape_pairs(text: str) -> str:
    """A piece of text with a backslash before each ``^``, ``~`` and ``==`` that could be a mark of this dialect."""
    return _PAIRED.sub(r"\\\g<0>", text)


def has_marks(markdown: str) -> bool:
    """Whether a text may hold anything for these rules."""
    return any(mark in markdown for mark in _ANY)


def use_rules(parser: MarkdownIt) -> None:
    """Give a parser the rules of this module. Without its core rules, ``finish_blocks`` is for the caller."""
    parser.use(use_html_tags)
    parser.options["tasklists"] = True
    parser.use(container_plugin, "details", validate=lambda words, _: words.split()[:1] == ["details"] != words.split())
    parser.block.ruler.before("reference", "abbreviation", _read_abbreviation, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.push("marks", _inline_rule)
    parser.core.ruler.after("block", "finished_blocks", finish_blocks)
    parser.core.ruler.push("abbreviations", _mark_abbreviations)


def _push_within(state: StateInline, tag: str, start: int, end: int) -> None:
    """Push an element whose content is the Markdown between two offsets."""
    most = state.posMax
    state.push(f"{tag}_open", tag, 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = most
    state.push(f"{tag}_close", tag, -1)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule of this module: one call for each character that may be a mark, for the sake of its time."""
    rule = _RULES.get(state.src[state.pos])
    return rule is not None and rule(state, silent)


def _script_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``H~2~O`` and ``2^10^``."""
    mark = state.src[state.pos]
    found = _SCRIPT[mark].match(state.src, state.pos, state.posMax)
    if found is None or not _is_script(found, mark):
        return False
    if not silent:
        _push_within(state, _SCRIPTS[mark], *found.span("text"))
    state.pos = found.end()
    return True


def _is_script(found: re.Match[str], mark: str) -> bool:
    """Whether two marks raise or lower the text between them. In ``a^2+b^2``, ``5~10`` and ``~1,~2`` they do not."""
    text, before = found["text"], found.string[found.start() - 1 : found.start()]
    behind = found.string[found.end() : found.end() + 1]
    if text.count("[") != text.count("]"):
        return False  # the end of a link
    if not _BASE.match(before) and (mark == "~" or not (text[0].isalnum() or text[0] in f"\\*[{OPEN}")):
        return False
    if mark == "~" and before.isdigit() and text[0].isdigit() and text[-1].isdigit() and behind.isdigit():
        return False  # two ranges, in a script without spaces
    opens = _BASE.match(text[-1]) is not None and _BEHIND[mark].match(behind) is not None
    return not opens or _LITTLE[mark].fullmatch(text) is not None


def _mark_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``==marked text==``."""
    found = _MARKED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _push_within(state, "mark", *found.span("text"))
    state.pos = found.end()
    return True


def _address_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule for a web address without brackets; its scheme is the text that was read last."""
    pos = state.pos
    if silent or state.linkLevel or not state.src.startswith("://", pos):
        return False
    scheme = _SCHEME.search(state.pending, max(len(state.pending) - len("https"), 0))
    found = _ADDRESS.match(state.src, pos, state.posMax) if scheme else None
    if scheme is None or found is None:
        return False
    shown = scheme[0] + _without_ending(found[0])
    address = state.md.normalizeLink(shown)
    if not state.md.validateLink(address):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1)
    state.pos = pos + len(shown) - len(scheme[0])
    return True


_RULES = {"^": _script_rule, "~": _script_rule, "=": _mark_rule, ":": _address_rule}


def _without_ending(address: str) -> str:
    """An address without the punctuation of its sentence; a bracket that opens in it closes in it (GFM 6.9)."""
    more = address.count(")") - address.count("(")
    end = len(address)
    while address[end - 1] in "?!.,:;*_~'&" or (address[end - 1] == ")" and more > 0):
        more -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _read_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule for ``*[HTML]: HyperText Markup Language``, a line that is not shown."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("*[", first):
        return False
    found = _ABBREVIATION.fullmatch(state.src, first, state.eMarks[start])
    if found is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", {}).setdefault(found["short"].strip(), found["long"].strip())
        state.line = start + 1
    return True


def _mark_abbreviations(state: StateCore) -> None:
    """Give each abbreviation of a text its long form."""
    long = dict([*state.env.get("abbreviations", {}).items()][:_MOST_ABBREVIATIONS])
    if long:
        shorts = "|".join(map(re.escape, sorted(long, key=len, reverse=True)))
        pattern = re.compile(rf"(?<!{_SPACED})(?:{shorts})(?!{_SPACED})")
        for token in state.tokens:
            if token.children:
                token.children = [each for child in token.children for each in _cut(child, pattern, long)]


def _cut(token: Token, pattern: re.Pattern[str], long: dict[str, str]) -> list[Token]:
    """A token, in pieces where it is text with abbreviations."""
    if token.type != "text":
        return [token]
    pieces: list[Token] = []
    done = 0
    for found in pattern.finditer(token.content):
        pieces += (
            Token("text", "", 0, content=token.content[done : found.start()]),
            Token("abbr_open", "abbr", 1, attrs={"title": long[found[0]]}),
            Token("text", "", 0, content=found[0]),
            Token("abbr_close", "abbr", -1),
        )
        done = found.end()
    return [*pieces, Token("text", "", 0, content=token.content[done:])] if pieces else [token]


def finish_blocks(state: StateCore) -> None:
    """Put the marks of tasks and the titles of blocks that readers open into the text."""
    finished: list[Token] = []
    task = ""
    for token in state.tokens:
        if task and token.type != "paragraph_open":
            if token.type == "inline":
                token.content = f"{task} {token.content}"
            else:
                finished.append(Token("inline", "", 0, content=task, children=[]))
            task = ""
        finished.append(token)
        if token.type == "list_item_open" and "checked" in token.meta:
            task = TASK_MARKS[token.meta["checked"]]
        elif token.type in _DETAILS_PARTS:
            token.type, token.tag = _DETAILS_PARTS[token.type], "details"
            if token.nesting > 0:
                finished += _summary(token)
    state.tokens = finished


def _summary(details: Token) -> list[Token]:
    """The tokens of the title in the first line of a block: ``::: details The title``."""
    title = details.info.split(maxsplit=1)[1].strip()
    return [
        Token("summary_open", "summary", 1, block=True),
        Token("inline", "", 0, content=title, children=[], map=details.map),
        Token("summary_close", "summary", -1, block=True),
    ]
