"""The glossary inside other programs: its source, mentions in their pages, hover cards, a module for each program.

A program loads its module by an entry point or by name; all of them build on what is here.
"""

from glossary_site.integrations.cards import card_files, card_script, card_style
from glossary_site.integrations.documentation import Documentation, MarkedPage, site_address
from glossary_site.integrations.marking import MODES, Marker, link_mentions
from glossary_site.integrations.serving import serve_editor
from glossary_site.integrations.sources import GlossarySource, Terms, read_source, read_terms
