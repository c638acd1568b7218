"""HTML comments in Markdown: notes of authors, which no reader sees."""

import re

from glossary_site.text.code import change_outside_code

_ESCAPE_OR_COMMENT = re.compile(r"\\.|<!--(?:(?!-->).)*(?P<closed>-->)?", re.DOTALL)


def remove_comments(markdown: str) -> tuple[str, int]:
    """``markdown`` without its comments, whose line ends stay; those in code and behind a backslash are none.

    With it the offset of a comment that nothing closes, which takes the rest of the text with it; -1 without one.
    """
    if "<!--" not in markdown:
        return markdown, -1
    unclosed = -1

    def remove(match: re.Match[str]) -> str:
        nonlocal unclosed
        if match[0][0] == "\\":
            return match[0]
        if not match["closed"]:
            unclosed = match.start()
        return "\n" * match[0].count("\n")

    return change_outside_code(markdown, _ESCAPE_OR_COMMENT, remove), unclosed
