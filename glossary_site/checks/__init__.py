"""What ``glossary check`` looks for beside the errors of reading and building, in one table; what each code means."""

from glossary_site.checks.baseline import Comparison, compare_with_baseline, read_baseline, write_baseline
from glossary_site.checks.codes import CODES, Code, find_code
from glossary_site.checks.links import ExternalLink, find_external_links
from glossary_site.checks.quality import DUPLICATES, LENGTHS, LINKS, Problem, Quality, count_quality
from glossary_site.checks.table import RULES, check_glossary, choose_rules, judge_issue
