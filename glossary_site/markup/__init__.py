"""Markdown to ``Body``: safe HTML, plain text for search, and what could not be shown."""

from glossary_site.markup.links import LocalLink, dead_link
from glossary_site.markup.markdown import (
    LINK_CLOSE,
    LINK_END,
    LINK_OPEN,
    REFERENCE_CLOSE,
    REFERENCE_OPEN,
    Body,
    render_body,
    render_text,
)
from glossary_site.markup.math import accepts_formula
from glossary_site.markup.outline import Block, Outline, parse_outline
from glossary_site.markup.references import (
    Reference,
    can_be_target,
    escape_references,
    format_reference,
    replace_references,
)
