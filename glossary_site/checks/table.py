"""All rules of ``glossary check`` in one table: what each looks for, and how bad it is."""

from glossary_site.checks import rules
from glossary_site.checks.meaning import MEANING
from glossary_site.checks.rules import Rule

RULES: tuple[Rule, ...] = (*rules.RULES, *(rule for rule, _ in MEANING))
