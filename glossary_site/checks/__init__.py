"""What ``glossary check`` looks for, beyond what reading and building find wrong: one table of rules."""

from glossary_site.checks import rules
from glossary_site.checks.links import ExternalLink, external_links
from glossary_site.checks.meaning import MEANING, check_meaning
from glossary_site.checks.rules import Rule, check_glossary

RULES: tuple[Rule, ...] = (*rules.RULES, *(rule for rule, _ in MEANING))

__all__ = ["RULES", "ExternalLink", "Rule", "check_glossary", "check_meaning", "external_links"]
