"""Lost line ends restored in flattened Markdown, and damaged text repaired."""

from glossary_site.text.layout.code_layout import find_uncertain_code
from glossary_site.text.layout.reflow import reflow
from glossary_site.text.layout.repair import Repair, Repaired, is_writing, repair, written_text
