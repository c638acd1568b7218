"""Markdown -> ``Body``: safe HTML, plain text for search, and what could not be shown."""

from glossary_site.markup.markdown import Body, render_body

__all__ = ["Body", "render_body"]
