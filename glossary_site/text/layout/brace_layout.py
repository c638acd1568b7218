"""Line ends and indentation restored in code whose statements end with semicolons and braces, and in JSON."""

import re
from collections.abc import Sequence

from glossary_site.text.words import word_set
from glossary_site.values import Struct, field

_WIDEST = 60  # characters; a longer list in braces or brackets is divided at its commas
DIRECTIVE = r"#\s*(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error)\b"
_TOKEN = re.compile(
    r"(?P<comment>/\*.*?\*/)|(?P<note>//)|(?P<directive>(?:(?<=\s)|^)"
    + DIRECTIVE
    + r")|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<sign>;|,|\+\+|--)|(?P<word>[\w$@]+)|(?P<other>[^\s\w])",
    re.DOTALL,
)
#: What follows the names of directives whose end their names alone decide.
_OPERANDS = {
    **dict.fromkeys(("else", "endif"), re.compile(r"(?:\s*/\*.*?\*/)?")),
    **dict.fromkeys(("ifdef", "ifndef", "undef"), re.compile(r"\s*\w+")),
    "include": re.compile(r"\s*(?:<[^>]*>|\"[^\"]*\")"),
}
_MACRO = re.compile(r"\s*\w+(?:\([^)]*\))?")
_NEXT_DIRECTIVE = re.compile(rf"\s{DIRECTIVE}|$")
_PART = re.compile(
    r"(?P<space>\s*)(?:(?P<end>/[*/]|#\s*[a-z]|;|typedef\b)|(?P<operand>[\w.]+|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<open>[({\[])|(?P<close>[)}\]])|(?P<sign>##?|\S))"
)
_CAST = re.compile(r"\(\s*(?:\w+\s+)*[A-Za-z_]\w*[\s*]*\)(?!\s*(?:[^\w\s(]|$))")
#: Words that another word follows.
_BEFORE_NAME = frozenset(
    {"defined", "union", "enum", "unsigned", "signed", "const", "struct", "extern", "static", "inline"}
)
_CONTINUED = re.compile(r"(?<=\\)\s+")
_ENUM = re.compile(r"\benum\b[\w\s:]*$")
_QUIET = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//.*")
_CONTROLS = frozenset({"if", "for", "while", "switch", "catch", "else", "foreach", "elif", "when", "match"})
_STARTERS = word_set("""
    return if for while switch break continue throw try let var const val func fun function fn defer case default type
    match struct class enum interface impl package import export public private
    """)
_LEADS = _STARTERS | word_set("""
    else async export static final abstract protected internal pub await new typedef unsafe virtual inline extern goto
    constexpr using override sealed data open default do in of unsigned signed long short int char
    """)
#: The head of a compound statement of Go, which may have semicolons.
_HEADS = re.compile(r"\s*(?:\} else )?(?:if|for|switch)\s+[^\s(]")
_DECLARES = re.compile(r"\w+(?:, \w+)* :=")
_AFTER_BLOCK = re.compile(r"\.|\s*(?:[;,)\]]|(?:else|catch|finally|while|from|as)\b|\w+\s*;)")
_TYPE = (
    r"(?:(?:(?:un)?signed|static|const|final|public|private|long)\s+)*(?:int|char|bool|void|auto|float|double|long|string|"
    r"short|byte|var|let|val|const|size_t|\w+_t|[A-Z]\w*|\w+::\w+)(?:<[^;{}]*?>)?(?:\[\])?[*&]*"
)
_STATEMENT = re.compile(
    r"(?<=\s)(?://|/\*|[{}]|"
    + DIRECTIVE
    + r"|(?:if|for|while|switch|catch)\s*\(|(?:if|for|while|match|switch|loop|unsafe)\s[^;{}/]{0,80}\{"
    r"|(?:else|do|try)\s*\{|return\b[^;{}]{0,160}[;}]|(?:break|continue)\s*;|(?:case\s[^:;]{1,40}|default)\s*:"
    r"|(?:func|fn|fun|function|def)\s+\w+\s*[(<]|(?:class|struct|enum|interface|namespace|impl|trait|union)\s[^;{}]{0,80}[{;]"
    r"|(?:import|using|package|use|typedef|throw|delete|export|extern)\s[^{};]{1,80};"
    r"|(?:let|var|const|val)\s[^;{}=]{1,60}=|(?:public|private|protected|static)\s[\w<>\[\], ]{1,80}[({;=]|"
    + _TYPE
    + r"\s+[*&]*[a-z_]\w*\s*(?:=(?!=)|;|\[|\()"
    r"|[A-Za-z_]\w*(?:(?:\.|->|::)\w+)*(?:\[[^\]]*\])?\s*(?:[-+*/|&^%:]|<<|>>)?=(?!=)|(?:\w+(?:\.|->|::))*\w+!?\(|[*&]\w+\s*="
    r"|(?:\w+::)+\w+\s|\"[^\"]*\"\s*:|@[A-Z]\w*|[.#]?[\w-]+\s*\{|\w+(?:\+\+|--)\s*;)"
)


class _Written(Struct):
    """The lines so far, the line being written, and the brackets open in it.

    Of each: whether it is a block, whether it is divided, and whether comments in it are behind what they are about.
    """

    lines: list[str] = field(default_factory=list)
    line: str = ""
    opened: list[tuple[bool, bool, bool]] = field(default_factory=list)

    def end_line(self) -> None:
        """End the line, if there is anything in it."""
        if line := self.line.strip():
            depth = sum(is_divided for _, is_divided, _ in self.opened)
            self.lines.append("    " * max(0, depth) + line)
        self.line = ""

    @property
    def follows_code(self) -> bool:
        """Whether a comment belongs behind the last line."""
        is_behind = bool(self.opened and self.opened[-1][2]) and not self.line.strip()
        return is_behind and self.lines[-1].endswith((",", ";"))

    @property
    def at_statement(self) -> bool:
        """Whether the innermost bracket is a block, or none is open."""
        return not self.opened or self.opened[-1][0]


def lay_out_braces(code: str) -> list[str] | None:
    """The lines of code in one line; None where brackets do not match or the end of a comment is not certain.

    A line ends after a semicolon, around braces, and at the commas of a long list. A comment ends where a statement
    begins.
    """
    tokens = _find_tokens(code)
    ends = _match_brackets(tokens) if tokens else None
    if tokens is None or ends is None:
        return None
    written = _Written()
    before, control = "", False
    for kind, text, start in tokens:
        written.line += " " * code[start - 1 : start].isspace() * bool(written.line)
        if kind in ("note", "directive"):
            if kind == "note" and not written.line.strip() and _is_trailing(text, written.lines):
                written.lines[-1] += f"  {text}"
                continue
            if kind == "directive" or not _is_beside(text):
                written.end_line()
            for line in _CONTINUED.split(text):
                written.line += line
                written.end_line()
        elif kind == "comment" and written.follows_code:
            written.lines[-1] += f"  {text}"
        elif kind == "open":
            is_block = text == "{" and _is_block(code, start, ends[start], before)
            inner = code[start + 1 : ends[start]]
            is_long = (
                len(inner) > _WIDEST
                or (text != "(" and "{" in inner)
                or "//" in inner
                or "/*" in inner
                or inner.rstrip().endswith(",")
            )
            may_divide = text == "{" or (inner[:1] == " " and before not in _CONTROLS)
            is_divided = is_block or (bool(inner.strip()) and is_long and may_divide)
            control = text == "(" and before in _CONTROLS
            written.line += text
            if is_divided:
                written.end_line()
            written.opened.append((is_block, is_divided, inner.rstrip().endswith("*/")))
        elif kind == "close":
            is_block, is_divided, _ = written.opened[-1]
            if is_divided:
                written.end_line()
            written.opened.pop()
            written.line += text
            if is_block and written.at_statement and not _AFTER_BLOCK.match(code, start + 1):
                written.end_line()
        else:
            starts = kind == "word" and (text in _STARTERS or _DECLARES.match(code, start)) and not control
            goes_on = before == "}" and _AFTER_BLOCK.match(code, start)
            if starts and not goes_on and _ends_operand(before) and written.at_statement:
                written.end_line()
            written.line += text
            if (text == ";" and written.at_statement and not _HEADS.match(written.line)) or (
                text == "," and written.opened and written.opened[-1][:2] == (False, True)
            ):
                written.end_line()
            if kind == "comment" and written.line.strip() == text:
                written.end_line()
        control = control and kind in ("open", "close")
        before = text
    written.end_line()
    return written.lines


def indent_braces(lines: Sequence[str]) -> list[str]:
    """Code with its line ends, each line indented by the brackets open before it."""
    indented: list[str] = []
    depth = 0
    for line in lines:
        code = _QUIET.sub("", line).strip()
        closes = len(code) - len(code.lstrip("}])"))
        indented.append("    " * max(0, depth - closes) + line.strip())
        depth += sum(code.count(sign) for sign in "{[(") - sum(code.count(sign) for sign in "}])")
    return indented


def _find_tokens(code: str) -> list[tuple[str, str, int]] | None:
    """The kind, text and beginning of each token; None where the end of a comment or directive is not certain."""
    tokens: list[tuple[str, str, int]] = []
    at = 0
    while token := _TOKEN.search(code, at):
        start, at = token.span()
        kind = token.lastgroup or ""
        if kind == "directive" and not token[0].endswith(("pragma", "error")):
            at = _end_of_directive(code, at, token[0].lstrip("# "))
        elif kind in ("note", "directive"):
            end = _end_of_line(code, at)
            if end is None:
                return None
            at = end
        tokens.append((kind, code[start:at].strip(), start))
    return tokens


def _match_brackets(tokens: Sequence[tuple[str, str, int]]) -> dict[int, int] | None:
    """Where each bracket closes; None if one does not."""
    ends: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    for kind, text, start in tokens:
        if kind == "open":
            opened.append((start, {"{": "}", "(": ")", "[": "]"}[text]))
        elif kind == "close":
            if not opened or opened[-1][1] != text:
                return None
            ends[opened.pop()[0]] = start
    return None if opened else ends


def _is_block(code: str, start: int, end: int, before: str) -> bool:
    """Whether braces hold statements: they have a semicolon, or follow the head of a statement."""
    inner = code[start + 1 : end]
    if _ENUM.search(code[max(0, start - _WIDEST) : start]):
        return False
    if ";" in inner:
        return True
    is_spaced = code[start - 1 : start] == " "
    return (
        bool(inner.strip())
        and is_spaced
        and (before in (")", "++") or (before[:1].isalpha() and before not in ("return", "in", "import", "export")))
    )


def _end_of_directive(code: str, at: int, name: str) -> int:
    """Where a directive of the preprocessor ends whose ``name`` ends at a place: behind its name or expression."""
    operand = _OPERANDS.get(name, _MACRO if name == "define" else None)
    if operand and (found := operand.match(code, at)):
        at = found.end()
    if name in _OPERANDS:
        return at
    following = _NEXT_DIRECTIVE.search(code, at)
    last_line = code.rfind("\\ ", at, following.start() if following else len(code)) + 1
    depth = sum(map(code[at:last_line].count, "({[")) - sum(map(code[at:last_line].count, ")}]"))
    at, is_open = max(at, last_line), True
    while part := _PART.match(code, at):
        kind = part.lastgroup or ""
        begins = part[kind] == "{" or (kind == "operand" and part["space"])
        if depth <= 0 and (kind in ("end", "close") or (begins and not is_open)):
            break
        cast = _CAST.match(code, part.start(kind)) if is_open else None
        at = cast.end() if cast else part.end()
        depth += 0 if cast else (kind == "open") - (kind == "close")
        is_open = bool(cast) or kind == "sign" or part[kind] in _BEFORE_NAME
    return at


def _end_of_line(code: str, at: int) -> int | None:
    """Where a comment or a directive of free text ends; None where more code follows in it than one can separate."""
    found = _STATEMENT.search(code, at + 1)
    if found:
        return found.start()
    return None if re.search(r"[;{}]", code[at:]) else len(code)


def _is_beside(text: str) -> bool:
    """Whether a comment belongs beside the code before it: it begins with a small letter."""
    return text.lstrip("/#- *")[:1].islower()


def _is_trailing(text: str, lines: list[str]) -> bool:
    """Whether a comment belongs behind the last line, which is a statement of its own."""
    return bool(lines) and _is_beside(text) and lines[-1][-1] in ";,)" and not lines[0].startswith("//")


def _ends_operand(before: str) -> bool:
    return (
        before in ("++", "--")
        or before[-1:] in (")", "]", "}", '"', "'", "`")
        or (before[:1].isalnum() and before not in _LEADS)
    )
