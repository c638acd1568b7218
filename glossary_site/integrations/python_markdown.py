"""Python-Markdown: the rule for ``[[references]]``. The only importer of Python-Markdown."""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from glossary_site.integrations.marking import REFERENCE_TAG
from glossary_site.markup import parse_reference

#: After code and escapes, before links.
_PRIORITY = 175


class _References(InlineProcessor):
    """The inline rule for ``[[term]]``; ``[[text]](address)`` stays a link."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the base class calls it so
        self, m: Any, data: str
    ) -> tuple[Element | None, int | None, int | None]:
        found = parse_reference(data, m.start(0))
        if found is None or data[found[1] : found[1] + 1] in ("(", "["):
            return None, None, None
        reference, end = found
        element = Element(REFERENCE_TAG, {"target": reference.target})
        element.text = reference.text
        return element, m.start(0), end


class ReferenceExtension(Extension):
    """Finds references, and leaves each as an element that ``Marker.mark`` reads."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class calls it so
        """Give a parser the rule."""
        md.inlinePatterns.register(_References(r"\[\[", md), "glossary_reference", _PRIORITY)
