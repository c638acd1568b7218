"""Lists of words in plain text: a word and its meaning a line, or the meaning indented below the word.

Between them are marks that no other text has in every line; a comma is such a mark where all lines have one.
"""

import re

from glossary_site.loader.one_file.heads import is_letter
from glossary_site.loader.one_file.leads import find_lead

#: What separates a word from its meaning in plain text, beside the marks that do so in Markdown.
_BETWEEN = re.compile(r"\t+|[ ]+=[ ]+|[ ]*\.{3,}[ ]*(?=\S)|(?<=\))[ ]+[-–—][ ]+")
_SPECIAL = re.compile(r"([\\*_`\[\]<>])")
_WORD = re.compile(r"\w")
_BULLET = re.compile(r"\A(?:[-*+•·]|\d{1,3}[.)])[ \t]+")
#: A word and its meaning behind a comma or semicolon, in quotes as CSV has them or not.
_CUT = re.compile(
    r"(?P<quote>\"?)(?P<name>(?:[^\s\",;.:!?]+[ ]+){0,4}[^\s\",;.:!?]+)(?P=quote)[,;][ \t]*(?P<meaning>\S.*)"
)
_FEWEST_CUT = 3
#: At most so many words make a name with nothing behind it, and no sentence.
_NAME = re.compile(r"(?:\S+[ ]+){0,7}\S*[^\s.!?:;,]")
_FEWEST = 2


def is_cut_list(text: str) -> bool:
    """Whether every line of a plain text is a word and, behind a comma or semicolon, a meaning of several words."""
    found = [_CUT.fullmatch(line.strip()) for line in text.split("\n") if line.strip()]
    cut = [each for each in found if each and len(each["meaning"].split()) > 1]
    return len(found) >= _FEWEST_CUT and len(cut) == len(found) == len({each["name"].casefold() for each in cut})


def _mark_cut(line: str) -> str:
    """A line of a list of which every line is cut, with its name in bold."""
    found = _CUT.fullmatch(line.strip())
    meaning = found["meaning"] if found else ""
    if meaning.startswith('"') and meaning.endswith('"'):
        meaning = meaning[1:-1].replace('""', '"')
    return f"- **{_SPECIAL.sub(_escape, found['name'])}**: {meaning}" if found else line


def mark_words(text: str) -> str:
    """Plain text as Markdown with the same lines, each of its words an item of a list with a name in bold.

    A text in which other lines are more than twice as many is taken back as it is.

    >>> print(mark_words("Kiln\\tA hot oven.\\nGlaze = A coat of glass."))
    - **Kiln**: A hot oven.
    - **Glaze**: A coat of glass.
    """
    lines = text.split("\n")
    if is_cut_list(text):
        return "\n".join(map(_mark_cut, lines))
    words = others = 0
    is_below = False  # a line below a word that is a line by itself
    marked: list[str] = []
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        has_meaning = _WORD.search(below) is not None and (below[:1].isspace() or not above.strip())
        if not line.strip() or line[:1].isspace():
            is_below = False
            marked.append(f"  {line.strip()}" if words and line.strip() else line)
        elif is_letter(line):
            marked.append(f"## {line}")
        elif not is_below and (item := _mark(_BULLET.sub("", line), has_meaning_below=has_meaning)):
            marked.append(item)
            is_below = item.endswith("**")
            words += 1
        else:
            marked.append(line)
            others += not is_below
    return "\n".join(marked) if words >= _FEWEST and words * 2 >= others else text


def _mark(line: str, *, has_meaning_below: bool) -> str:
    """A line with its name in bold, as an item of a list; "" where it has no name."""
    name, meaning = line, ""
    if between := _BETWEEN.search(line):
        name, meaning = line[: between.start()], line[between.end() :].strip()
    elif (lead := find_lead(line)) and not lead.is_marked:
        name, meaning = lead.name, lead.meaning
    if not meaning and not (has_meaning_below and _NAME.fullmatch(name.strip())):
        return ""
    item = f"- **{_SPECIAL.sub(_escape, name.strip())}**"
    return f"{item}: {meaning}" if meaning else item


def _escape(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"
