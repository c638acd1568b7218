"""What ``glossary check`` looks for, beyond what reading and building find wrong: one table of rules."""

from glossary_site.checks.links import ExternalLink, external_links
from glossary_site.checks.rules import RULES, Rule, check_glossary

__all__ = ["RULES", "ExternalLink", "Rule", "check_glossary", "external_links"]
