"""The shape of language tags (BCP 47, RFC 5646)."""

import re

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def is_language(text: str) -> bool:
    """Whether ``text`` has the shape of a language tag, and is short enough for the name of a folder."""
    return len(text) <= 35 and _TAG.fullmatch(text) is not None
