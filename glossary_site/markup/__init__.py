"""Markdown to ``Body``, and to ``Definition``: safe HTML, plain text, and what could not be shown."""

from glossary_site.markup.addresses import find_addresses, replace_addresses
from glossary_site.markup.comments import remove_comments
from glossary_site.markup.containers import component_text, replace_containers
from glossary_site.markup.definition import escape_line, parse_definition, take_definition
from glossary_site.markup.dialect import (
    LINK_CLOSE,
    LINK_OPEN,
    MARK_END,
    PICTURE_CLOSE,
    PICTURE_OPEN,
    REFERENCE_CLOSE,
    REFERENCE_OPEN,
    SITE_ROOT,
)
from glossary_site.markup.escaping import code_block, code_span, escape_text
from glossary_site.markup.links import (
    LocalLink,
    Picture,
    dead_link,
    format_description,
    format_picture,
    format_sound,
    id_from_root,
    is_from_root,
    is_local,
    missing_picture,
    unchecked_link,
)
from glossary_site.markup.macros import replace_macros
from glossary_site.markup.markdown import Body, heading_words, opens_with, render_body, render_text
from glossary_site.markup.math import accepts_formula
from glossary_site.markup.outline import Block, Outline, parse_outline
from glossary_site.markup.references import (
    Reference,
    can_be_target,
    count_references,
    escape_references,
    find_references,
    format_reference,
    parse_reference,
    replace_references,
)
from glossary_site.markup.rules import escape_pairs
from glossary_site.markup.shown import parse_opening
