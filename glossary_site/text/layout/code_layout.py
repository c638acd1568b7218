"""Line ends restored in the code of fences, each language by the signs that end its lines; only white space changes."""

import re
from collections.abc import Sequence

from glossary_site.text.code import find_fences
from glossary_site.text.layout.brace_layout import indent_braces, lay_out_braces
from glossary_site.text.layout.outline_layout import lay_out_outline
from glossary_site.text.layout.python_layout import is_certain, lay_out_python
from glossary_site.text.layout.python_statements import LONGEST_CODE, parse
from glossary_site.text.layout.shell_layout import is_certain_shell, lay_out_shell
from glossary_site.text.layout.yaml_layout import lay_out_yaml
from glossary_site.text.words import word_set
from glossary_site.yaml_text import parse_yaml

_PYTHON = frozenset({"python", "py", "python3"})
_BRACES = word_set("""
    c h cpp c++ cc hpp csharp cs c# css scss less cuda cu dart glsl go golang groovy hlsl java javascript js json json5
    jsonc jsx kotlin kt objc opencl php proto protobuf rust rs scala solidity swift ts tsx typescript
    """)
_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "console"})
_YAML = frozenset({"yaml", "yml"})
_OUTLINES = frozenset({"", "markdown", "md", "text", "txt", "plain", "plaintext", "none", "prompt", "diagram", "ascii"})
#: What begins a line of SQL.
SQL_CLAUSE = (
    r"(?:SELECT|(?<!DELETE\s)FROM|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|(?:(?:LEFT|RIGHT|FULL|INNER|CROSS|OUTER) )*JOIN"
    r"|UNION|INSERT INTO|VALUES|UPDATE \w+ SET|DELETE FROM|(?:CREATE|ALTER|DROP) [A-Z]{3,}|BEGIN|COMMIT)\b|-- "
)
_SQL_BREAK = re.compile(
    rf"(?<=;)\s+(?=\S)|(?<!LEFT)(?<!RIGHT)(?<!FULL)(?<!INNER)(?<!CROSS)(?<!OUTER)\s+(?={SQL_CLAUSE})"
)
_DOCKER_BREAK = re.compile(
    r"\s+(?=(?:#|FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|HEALTHCHECK|SHELL)\s)"
)
_PAIR_BREAK = re.compile(r"\s+(?=\[[\w. -]+\](?:\s|$)|[\w.-]+ ?=(?:\s|$)|[#;] )")
_BREAKS = (
    dict.fromkeys(("docker", "dockerfile"), _DOCKER_BREAK)
    | dict.fromkeys(("ini", "toml", "cfg", "conf", "properties"), _PAIR_BREAK)
    | dict.fromkeys(("html", "xml", "svg"), re.compile(r"(?<=>)\s+(?=<)"))
)
#: A key without a value above another one: what it held has lost its indentation.
_FLUSH = re.compile(r"^[\w.-]+:\n(?=[\w.-]+:)", re.MULTILINE)
_LONGEST = 60  # characters: longer code in one line that no rule divides may have lost its line ends


def lay_out_code(info: str, lines: Sequence[str]) -> list[str]:
    """Code with lost line ends and indentation restored where that is certain; only white space changes.

    ``info`` is the text after the opening fence, whose first word is the language.
    """
    language = info.split(maxsplit=1)[0].lower() if info.strip() else ""
    if language in _PYTHON:
        return lay_out_python(lines)
    if len(lines) != 1:
        ends_with_braces = {"{", "}"} <= {line[-1:] for line in lines}
        is_flush = not any(line[:1].isspace() for line in lines)
        return indent_braces(lines) if is_flush and (language in _BRACES or ends_with_braces) else list(lines)
    line = lines[0]
    if len(line) > LONGEST_CODE:
        return [line]
    if language in _BRACES:
        return lay_out_braces(line) or [line]
    if language == "sql":
        return _outside_brackets(line, _SQL_BREAK)
    if language in _YAML:
        return lay_out_yaml(line) or [line]
    if language in _SHELLS:
        return lay_out_shell(line)
    if language in _BREAKS:
        return _BREAKS[language].split(line)
    return lay_out_outline(line) if language in _OUTLINES else [line]


def find_uncertain_code(markdown: str, source: str = "") -> list[str]:
    """The first words of each fence whose line ends were not found, and of each whose indentation could be another.

    Lines that ``source`` has just so, from which ``markdown`` was made, are those of the author.
    """
    found: list[str] = []
    for start, end in find_fences(markdown):
        opening, *lines = markdown[start:end].rstrip().split("\n")
        language, code = opening.strip("`~ ").split(" ")[0].lower(), lines[:-1]
        is_kept = len(code) > 1 and "\n".join(code) in source
        if language in _PYTHON:
            is_uncertain = not (parse("\n".join(code)) if is_kept else is_certain(code))
        elif language in _SHELLS:
            is_uncertain = not is_kept and not is_certain_shell(code)
        elif language in _YAML:
            is_uncertain = bool(_FLUSH.search("\n".join(code)) or (len(code) == 1 and parse_yaml(code[0])[1]))
        else:
            is_uncertain = len(code) == 1 and len(code[0]) > _LONGEST and language != "json"
        if is_uncertain:
            found.append(" ".join("\n".join(code).split()[:8]))
    return found


def _outside_brackets(line: str, pattern: re.Pattern[str]) -> list[str]:
    """``line`` divided at each match of ``pattern`` outside brackets."""
    places = [0]
    for match in pattern.finditer(line):
        before = line[: match.start()]
        if before.count("(") == before.count(")") and before.count("'") % 2 == 0:
            places.append(match.end())
    return [line[start:end].strip() for start, end in zip(places, [*places[1:], len(line)], strict=True)]
