"""What ``glossary check`` looks for, beyond what reading and building find wrong: one table of rules."""

from glossary_site.checks.baseline import read_baseline, sift, write_baseline
from glossary_site.checks.links import external_links
from glossary_site.checks.meaning import check_meaning
from glossary_site.checks.quality import DUPLICATES, LENGTHS, LINKS, Quality, Trouble, measure_quality
from glossary_site.checks.rules import check_glossary
from glossary_site.checks.table import RULES

__all__ = [
    "DUPLICATES",
    "LENGTHS",
    "LINKS",
    "RULES",
    "Quality",
    "Trouble",
    "check_glossary",
    "check_meaning",
    "external_links",
    "measure_quality",
    "read_baseline",
    "sift",
    "write_baseline",
]
