"""The sentence that defines a term, in each form in which it is shown. Room ``markup`` makes it."""

from glossary_site.values import Frozen


class Definition(Frozen):
    """``text`` is plain, ``html`` is safe and has no links, ``markdown`` is on one line.

    ``is_taken``: it is a sentence of the body; else its author wrote the ``markdown``. A template that prints the
    definition shows its HTML.
    """

    text: str = ""
    html: str = ""
    markdown: str = ""
    is_taken: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        """The protocol by which templates take HTML that needs no escaping."""
        return self.html

    @property
    def source(self) -> str:
        """What its author wrote, or the text that was taken: the definition changes where this does."""
        return self.text if self.is_taken else self.markdown


NO_DEFINITION = Definition()
