"""The files of a site that hold the glossary in other formats, beside its pages."""

from collections.abc import Iterator

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.llms import write_llms
from glossary_site.formats.objects_inv import write_sphinx
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import Glossary


def site_exports(glossary: Glossary, config: SiteConfig) -> Iterator[Output]:
    """The files with names and definitions: ``terms.json``, ``objects.inv``, ``llms.txt`` where the site has that."""
    edition = Edition(tuple(entry.record for entry in glossary.entries), config, glossary)
    yield terms_json(glossary, config.fields)
    if config.llms:
        yield from write_llms(edition)
    yield from write_sphinx(edition)
