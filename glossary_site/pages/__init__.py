"""What each page shows, as values that templates see, and every URL of the site."""

from glossary_site.pages.clashes import find_clashes
from glossary_site.pages.entries import Entries
from glossary_site.pages.languages import find_other_languages, prefix_issues
from glossary_site.pages.map import map_files
from glossary_site.pages.page import Page, PageInput, Part, page_path
from glossary_site.pages.plain import plain_term
from glossary_site.pages.plan import Contents, SitePlan
from glossary_site.pages.texts import describe_text
from glossary_site.pages.urls import (
    CHANGES,
    FEED,
    MAP,
    NOT_FOUND,
    OFFLINE,
    QUALITY,
    SEARCH,
    category_url,
    id_in,
    letter_url,
    root_from,
    term_url,
)
from glossary_site.pages.views import FaultView, PageView, RemovedView
