"""Markdown to ``Body``, and to ``Definition``: safe HTML, plain text, and what could not be shown."""

from glossary_site.markup.comments import remove_comments
from glossary_site.markup.definition import escape_line, parse_definition, take_definition
from glossary_site.markup.dialect import LINK_CLOSE, LINK_OPEN, MARK_END, REFERENCE_CLOSE, REFERENCE_OPEN
from glossary_site.markup.links import LocalLink, dead_link
from glossary_site.markup.markdown import Body, opens_with, render_body, render_text
from glossary_site.markup.math import accepts_formula
from glossary_site.markup.outline import Block, Outline, parse_outline
from glossary_site.markup.references import (
    Reference,
    can_be_target,
    count_references,
    escape_references,
    format_reference,
    replace_references,
)
from glossary_site.markup.rules import escape_pairs
from glossary_site.markup.shown import parse_opening
