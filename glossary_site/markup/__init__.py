"""Markdown to ``Body``: safe HTML, plain text for search, and what could not be shown."""

from glossary_site.markup.markdown import REFERENCE_CLOSE, REFERENCE_OPEN, Body, Reference, render_body
from glossary_site.markup.math import accepts_formula

__all__ = ["REFERENCE_CLOSE", "REFERENCE_OPEN", "Body", "Reference", "accepts_formula", "render_body"]
