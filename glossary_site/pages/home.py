"""What the front page shows: the categories, a term, and what changed last."""

from dataclasses import dataclass

from glossary_site.pages.linked_data import set_data
from glossary_site.pages.page import Page, PageInput, Part
from glossary_site.pages.views import HomeView


@dataclass(frozen=True, slots=True)
class HomeInput(PageInput):
    """All that the front page may see; ``updated`` is the day of the glossary's last change, or ""."""

    home: HomeView
    updated: str

    def page(self) -> Page:
        """The front page."""
        config = self.site.value.config
        data = set_data(config, self.updated)
        return self.make_page("home", config.title, config.description, Part("home", self.home), linked_data=data)
