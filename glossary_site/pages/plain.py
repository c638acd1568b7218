"""Pages without content of the glossary: search, an unknown address, a term that was removed."""

from dataclasses import dataclass

from glossary_site.pages.page import Page, PageInput, Part
from glossary_site.pages.views import DepartedView


@dataclass(frozen=True, slots=True)
class PlainInput(PageInput):
    """All that a page without content of its own may see: its kind, after which its template is named, and title."""

    kind: str
    title: str

    def page(self) -> Page:
        """The page of that kind."""
        return self.make_page(self.kind, self.title, self.site.value.config.description)


@dataclass(frozen=True, slots=True)
class DepartedInput(PageInput):
    """All that the page of a term that was removed, or that is left out, may see."""

    departed: DepartedView

    def page(self) -> Page:
        """The page of that term."""
        template = "left-out.html" if self.departed.faults else "departed.html"
        return self.make_page("departed", self.departed.term, "", Part("departed", self.departed), template=template)
