"""LaTeX -> Markdown, without the loss of a word. The only importer of pylatexenc."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from textwrap import indent
from typing import Any, TypeAlias

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as get_default_text_db
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexToken,
    LatexWalker,
    LatexWalkerParseError,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import MacroSpec

from glossary_site.formats.imported import ImportNotes
from glossary_site.markup import code_block, code_span, escape_text
from glossary_site.values import Frozen

#: A node of pylatexenc, which has no types.
_Node: TypeAlias = Any

#: Commands that name a term by its key and show its name, its plural, its short or its long form.
_NAMES = ("gls", "glsname", "glstext", "glsfirst", "glsentryname", "glsentrytext", "ac")
_PLURALS = ("glspl", "glsplural", "acp", "acsp", "acrshortpl", "glsentryplural")
_SHORT = ("acrshort", "acs", "glsxtrshort", "glsentryshort")
_LONG = ("acrlong", "acl", "glsxtrlong", "glsentrylong", "acrlongpl", "aclp")
_FULL = ("acrfull", "acf", "glsxtrfull", "acrfullpl", "acfp")
_MENTIONS = {
    spelled: kind
    for kind, names in (("name", (*_NAMES, *_SHORT)), ("plural", _PLURALS), ("long", _LONG), ("full", _FULL))
    for name in names
    for spelled in (name, name[0].upper() + name[1:], re.sub("^(gls|acr)", lambda found: found[0].upper(), name))
}
#: Commands that lead to a term by its key and show a text of their own.
_LINKS = ("glslink", "glsdisp", "Glslink", "Glsdisp", "hyperlink")
_MARKS = {
    **dict.fromkeys(("emph", "textit", "textsl", "it", "em", "itshape", "sl"), "*"),
    **dict.fromkeys(("textbf", "bf", "bfseries", "strong"), "**"),
    **dict.fromkeys(("texttt", "code", "tt", "ttfamily"), "`"),
}
#: Those of them that change the look of the rest of their group.
_DECLARED = ("it", "em", "itshape", "sl", "bf", "bfseries", "tt", "ttfamily")
#: Commands that show nothing themselves, with what they take.
_UNSEEN = {
    **dict.fromkeys(("label", "index", "glsadd", "vspace", "hspace", "glsreset", "color"), "*[{"),
    **dict.fromkeys(("noindent", "xspace", "medskip", "smallskip", "bigskip", "hfill", "centering", "small"), ""),
    **dict.fromkeys(("nopostdesc", "protect", "relax", "sffamily", "rmfamily", "item"), ""),
}
#: Commands that lead to another place of the document or to its bibliography.
_ELSEWHERE = ("ref", "autoref", "cref", "Cref", "pageref", "eqref", "cite", "citep", "citet", "parencite", "textcite")
#: Commands that show what they take, and no more.
_PLAIN = ("mbox", "text", "textrm", "textsf", "textsc", "textup", "textnormal", "underline", "uppercase", "hypertarget")
_TAKES = {
    **dict.fromkeys(_MENTIONS, "*[{["),
    **dict.fromkeys(_LINKS, "*[{{"),
    **dict.fromkeys(_ELSEWHERE, "*[[{"),
    **dict.fromkeys((*_PLAIN, "textsuperscript", "textsubscript", "ensuremath", "url", "nolinkurl"), "{"),
    **dict.fromkeys(set(_MARKS) - set(_DECLARED), "{"),
    **_UNSEEN,
    "href": "[{{",
    "hyperref": "[{",
    "footnote": "[{",
    "enquote": "*{",
    "textcolor": "[{{",
    "item": "[",
    "includegraphics": "*[{",
    "hypertarget": "{{",
    "input": "{",
    "include": "{",
}
_BREAKS = ("par", "glspar")
_SIGNS = {"LaTeX": "LaTeX", "TeX": "TeX", "\\": " ", "newline": " ", "slash": "/", "textendash": "–", "textemdash": "—"}
_LISTS = {"itemize": "- ", "enumerate": "1. "}
_LISTING = re.compile(r"\\lstinline\s*(?:\[[^\[\]]{0,200}\])?\s*\{([^{}\n]{0,300})\}")
_VERBATIM = ("verbatim", "lstlisting", "minted", "Verbatim", "alltt")
#: Text that no command is in, and no sign that LaTeX reads otherwise.
_RUN = re.compile(r"[^\W_](?:[^\W_]|[ ,.;:])*")
_LABEL = re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber|notag)")
_ADDRESS = re.compile(r"\\(?:url|nolinkurl|href)\s*\{[^{}]*\}")


def _show_unknown(node: _Node) -> str:
    """What a command shows that pylatexenc has no text for: what it takes, or its name if no braces follow it."""
    if node.macroname in _UNSEEN or node.macroname in _DECLARED:
        return ""
    if taken := [each for each in _arguments(node) if each is not None]:
        return _as_text(_inside(taken[-1]))
    text, after = node.parsing_state.s, node.pos + node.len
    if text[after : after + 1] == "{" and text[after : after + 2] != "{}":
        return ""
    name: str = node.macroname
    return name + " " * bool(node.macro_post_space)


def _text_converter() -> Any:
    commands = get_default_text_db()
    commands.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_show_unknown))
    return LatexNodes2Text(math_mode="text", keep_comments=False, latex_context=commands)


#: Commands that pylatexenc has a text for; others show what ``_show_unknown`` gives.
_TEXTS = get_default_text_db()
_TO_TEXT = _text_converter()


class Named(Frozen):
    """What a mention of a term shows: ``target`` as a reference leads to it, and its name, plural and long form."""

    target: str
    name: str
    plural: str
    long: str

    def shown_as(self, kind: str) -> str:
        """The text of one kind of mention."""
        match kind:
            case "plural":
                return self.plural or f"{self.name}s"
            case "long":
                return self.long or self.name
            case "full":
                return f"{self.long} ({self.name})" if self.long else self.name
        return self.name


class _Block(Frozen):
    """Markdown with lines of its own, between runs of text."""

    markdown: str


def shield_addresses(latex: str) -> str:
    """LaTeX whose addresses have ``\\%`` for each percent sign: there it begins no comment."""
    return _ADDRESS.sub(lambda found: re.sub(r"(?<!\\)%", r"\\%", found[0]), latex)


def mark_code(latex: str) -> str:
    """LaTeX with ``\\verb|if|`` for each ``\\lstinline{if}``: pylatexenc takes the brace for the mark of both ends."""
    return _LISTING.sub(_to_verb, latex)


def _to_verb(listing: re.Match[str]) -> str:
    mark = next((each for each in "|!+/@" if each not in listing[1]), "")
    return f"\\verb{mark}{listing[1]}{mark}" if mark else listing[0]


@lru_cache(maxsize=1)
def _commands() -> Any:
    """pylatexenc's commands, and those of the packages for glossaries and links."""
    commands = get_default_latex_context_db()
    commands.add_context_category("glossaries", prepend=True, macros=[MacroSpec(*each) for each in _TAKES.items()])
    return commands


class _Walker(LatexWalker):  # type: ignore[misc]
    """Reads words and spaces as one token: pylatexenc reads each letter as its own, which takes ten times as long."""

    def get_token(
        self, pos: int, include_brace_chars: Any = None, environments: bool = True, **more: Any
    ) -> LatexToken:
        """The next token; where a command takes a single letter, ``environments`` is False."""
        run = _RUN.match(self.s, pos) if environments else None
        if run is None:
            return super().get_token(pos, include_brace_chars, environments, **more)
        return LatexToken("char", run[0], pos, len(run[0]), "")


def _parse(latex: str) -> list[_Node]:
    nodes: list[_Node] = _Walker(latex, latex_context=_commands(), tolerant_parsing=True).get_latex_nodes()[0]
    return nodes


def _arguments(node: _Node) -> list[_Node | None]:
    """What a command takes, None for what is not given."""
    return list(getattr(node.nodeargd, "argnlist", None) or ())


def _inside(argument: _Node | None) -> list[_Node]:
    if argument is None:
        return []
    return list(argument.nodelist) if isinstance(argument, LatexGroupNode) else [argument]


def _written(argument: _Node | None) -> str:
    """The LaTeX of an argument without its braces, as one run."""
    return " ".join("".join(each.latex_verbatim() for each in _inside(argument)).split())


def _as_text(nodes: Iterable[_Node]) -> str:
    text: str = _TO_TEXT.nodelist_to_text(list(nodes))
    return text


def _address(argument: _Node | None) -> str:
    return re.sub(r"\\([%#&_~{}])", r"\1", _written(argument)).replace(" ", "")


def _formula(latex: str) -> str:
    return " ".join(_LABEL.sub("", latex).split())


class LatexConverter:
    """Converts the texts of one file. ``find`` gives the term of a key, None if there is none."""

    def __init__(self, notes: ImportNotes, find: Callable[[str], Named | None]) -> None:
        self.notes, self.find, self.line = notes, find, 0

    def convert(self, latex: str, line: int) -> str:
        """Markdown of a piece of LaTeX that starts on ``line``."""
        self.line = line
        try:
            return self.blocks(_parse(latex))
        except (LatexWalkerParseError, RecursionError):
            self.notes.count_loss("markup that is broken or nested too deeply is kept as it is", latex, line)
            return escape_text(latex)

    def blocks(self, nodes: list[_Node]) -> str:
        """Nodes as blocks, a blank line between them."""
        found: list[str] = []
        run: list[str] = []
        for piece in (*self.pieces(nodes), _Block("")):
            if isinstance(piece, str):
                run.append(piece)
                continue
            found += [" ".join(each.split()) for each in re.split(r"\n\s*\n", "".join(run))]
            found.append(piece.markdown)
            run = []
        return "\n\n".join(filter(None, found))

    def inline(self, nodes: list[_Node]) -> str:
        """Nodes as one run of Markdown."""
        found = (piece if isinstance(piece, str) else f" {piece.markdown} " for piece in self.pieces(nodes))
        return re.sub(r"\s+", " ", "".join(found))

    def pieces(self, nodes: list[_Node]) -> Iterator[str | _Block]:
        """Runs of Markdown and blocks, in order."""
        for place, node in enumerate(nodes):
            if isinstance(node, LatexMacroNode) and node.macroname in _DECLARED:
                yield self.marked(_MARKS[node.macroname], nodes[place + 1 :])
                return
            if isinstance(node, LatexCommentNode):
                continue
            if isinstance(node, LatexCharsNode):
                yield escape_text(node.chars)
            elif isinstance(node, LatexGroupNode):
                yield from self.pieces(_inside(node))
            elif isinstance(node, LatexMathNode):
                latex = _formula(_as_latex(node.nodelist))
                yield f"${latex}$" if node.displaytype == "inline" else _Block(f"$$\n{latex}\n$$")
            elif isinstance(node, LatexEnvironmentNode):
                yield self.environment(node)
            elif isinstance(node, LatexMacroNode):
                yield self.command(node)
            else:
                yield escape_text(_as_text([node]))

    def marked(self, mark: str, nodes: list[_Node]) -> str:
        """Emphasis or code around nodes."""
        if mark == "`":
            text = " ".join(_as_text(nodes).split())
            return code_span(text) if text else ""
        inner = self.inline(nodes)
        return f"{mark}{inner.strip()}{mark}" if inner.strip() else inner

    def command(self, node: _Node) -> str:
        """A command as a run of Markdown."""
        name, taken = node.macroname, _arguments(node)
        last = _inside(taken[-1]) if taken else []
        if name in _MENTIONS or name in _LINKS:
            return self.mention(node)
        if name in _MARKS:
            return self.marked(_MARKS[name], last)
        if name == "verb" or name == "lstinline":
            return code_span(getattr(node.nodeargd, "verbatim_text", "") or _as_text(last))
        if name in ("url", "nolinkurl", "href"):
            address = _address(taken[-1] if name != "href" else taken[1])
            shown = self.inline(last) if name == "href" else escape_text(address)
            return f"[{shown}](<{address}>)" if address and not set(address) & set("<>\n") else shown
        if name == "hyperref":
            return self.refer(_written(taken[0]), self.inline(last))
        if name in _ELSEWHERE:
            self.notes.count_loss(f"\\{name} leads to no term", _written(taken[-1]), self.line, "references")
            return escape_text(f"[{_written(taken[-1])}]")
        if name in ("input", "include", "includegraphics"):
            counted = "pictures" if name == "includegraphics" else ""
            self.notes.count_loss(f"\\{name} is not followed", _written(taken[-1]), self.line, counted)
            return ""
        if name == "footnote":
            return f" ({self.inline(last).strip()})"
        if name == "enquote":
            return f"“{self.inline(last)}”"
        if name in ("textsuperscript", "textsubscript"):
            return f"${'^' if name == 'textsuperscript' else '_'}{{\\text{{{_as_text(last)}}}}}$"
        if name == "ensuremath":
            return f"${_formula(_as_latex(last))}$"
        if name in _PLAIN or name == "textcolor":
            return self.inline(last)
        if name in _BREAKS:
            return "\n\n"
        if name in _UNSEEN:
            return ""
        if name in _SIGNS:
            return _SIGNS[name]
        if _TEXTS.get_macro_spec(name) is None:
            self.notes.count_loss(
                f"the command '\\{name}' is not known: its text is kept", node.latex_verbatim(), self.line
            )
        return escape_text(_as_text([node]))

    def mention(self, node: _Node) -> str:
        """A reference to the term whose key a command takes."""
        name, (_, _, key_given, last) = node.macroname, _arguments(node)
        key = _written(key_given)
        if name in _LINKS:
            return self.refer(key, self.inline(_inside(last)))
        found = self.find(key)
        shown = found.shown_as(_MENTIONS[name]) if found else key
        if name.startswith(("GLS", "ACR")):
            shown = shown.upper()
        elif name[0].isupper():
            shown = shown[:1].upper() + shown[1:]
        return self.refer(key, escape_text(shown + _as_text(_inside(last))))

    def refer(self, key: str, shown: str) -> str:
        """A reference to the term of a key, shown as given in Markdown; a loss where there is none."""
        found = self.find(key)
        if found is not None:
            return self.notes.make_reference(found.target, shown, self.line)
        self.notes.count_loss("a key is that of no term", key, self.line, "references")
        return shown

    def environment(self, node: _Node) -> _Block:
        """An environment as a block: a list, code, a formula, a quotation, or what it holds."""
        name = node.environmentname
        if name in _VERBATIM:
            text = getattr(node.nodeargd, "verbatim_text", None)
            return _Block(code_block((_as_latex(node.nodelist) if text is None else text).strip("\n")))
        if node.nodelist and name.rstrip("*") in ("equation", "displaymath", "math"):
            return _Block(f"$$\n{_formula(_as_latex(node.nodelist))}\n$$")
        if name.rstrip("*") in ("align", "gather", "multline", "eqnarray"):
            return _Block(f"$$\n{_formula(node.latex_verbatim())}\n$$")
        if name in _LISTS or name == "description":
            mark = _LISTS.get(name, "- ")
            items = (indent(text, " " * len(mark)).lstrip() for text in self.items(node.nodelist))
            return _Block("\n".join(mark + text for text in items))
        inner = self.blocks(node.nodelist)
        if name in ("quote", "quotation"):
            inner = "> " + inner.replace("\n", "\n> ")
        elif name in ("tabular", "table", "figure", "tabularx", "longtable"):
            self.notes.count_loss(f"a {name} is kept as text", inner, self.line)
        return _Block(inner)

    def items(self, nodes: list[_Node]) -> Iterator[str]:
        """The items of a list, each with its label before it."""
        starts = [
            place for place, each in enumerate(nodes) if isinstance(each, LatexMacroNode) and each.macroname == "item"
        ]
        for start, end in pairwise((*starts, len(nodes))):
            label = self.inline([each for each in _arguments(nodes[start]) if each is not None]).strip("[] ")
            text = self.blocks(nodes[start + 1 : end])
            yield f"**{label}** {text}" if label else text


def _as_latex(nodes: Iterable[_Node]) -> str:
    return "".join(each.latex_verbatim() for each in nodes)


def plain_text(latex: str) -> str:
    """The text of a name on one line, without its markup; a formula as letters and signs."""
    if not latex or _RUN.fullmatch(latex):
        return " ".join(latex.split())
    try:
        return " ".join(_as_text(_parse(latex)).split())
    except (LatexWalkerParseError, RecursionError):
        return " ".join(latex.split())
