"""Which dashes of a flattened line are bullets, and which are arithmetic, ranges or prose."""

import re

from glossary_site.text.layout.flat_line import NEAR, FlatLine, Marker, is_function_word

_STEP = re.compile(r"(?:^|[.:!?]\s+)[A-Z]\w*\s+\d+[a-z]?\s*$")
_ITEM_MARK = "-•* 0123456789."
_SYMBOL_BEFORE = re.compile(r"(?:^|\s)[=+*/×·≈<>≤≥−]\s+\S+\s*$|[=+*/×·≈<>≤≥−]\s*$")
_SYMBOL_AFTER = re.compile(r"\S+\s+[+*/×·≈<>≤≥−](?:\s|$)")
_OWN_LABEL = re.compile(r"[^\W\d_][\w ]{0,30}:\s")


def begins_item(line: FlatLine, first: int) -> bool:
    """Whether an item may begin with the character at ``first``."""
    char = line.solid[first]
    return not (char.islower() and char.isascii()) and char not in ")]}=,;"


def begins_item_in_lower_case(line: FlatLine, first: int, last_item: int) -> bool:
    """Whether an item may begin with the small letter at ``first``: a label's, or as the item at ``last_item`` does."""
    word = line.word_after(first)
    if word.endswith(":"):
        return True
    own = line.solid[line.skip_spaces(last_item + 1)]
    return own.islower() and own.isascii() and len(word) > 1


def is_after_emphasis(line: FlatLine, marker: Marker) -> bool:
    """Whether a dash follows a bold span that is emphasis or an item's label: ``is **a thing** - It does``."""
    before = line.solid[max(0, marker.start - NEAR) : marker.start].rstrip()
    if not before.endswith("**"):
        return False
    opening = before.rfind("**", 0, len(before) - 2)
    if opening < 0:
        return True
    lead_in = before[:opening].split()
    is_led_in = not lead_in or is_function_word(lead_in[-1].casefold()) or lead_in[-1] in ("-", "•", "*")
    return is_led_in or before[opening + 2].islower()


def is_arithmetic(line: FlatLine, marker: Marker, line_start: int) -> bool:
    """Whether a dash is a minus sign, a range, or the dash of ``Step 3 - …`` at the beginning of its line."""
    first = line.skip_spaces(marker.end)
    after = line.solid[first : first + 60]
    before = line.solid[max(line_start, marker.start - 60) : marker.start].rstrip()
    if before[-1:].isdigit() and after[:1].isdigit():
        return True
    if _STEP.search(before.lstrip(_ITEM_MARK) if marker.start - line_start <= 60 else before):
        return True
    return _SYMBOL_AFTER.match(after) is not None or (
        _SYMBOL_BEFORE.search(before) is not None and not _OWN_LABEL.match(after)
    )
