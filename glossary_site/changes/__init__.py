"""What changed between two editions of a glossary, and the log of it that is kept with the entries."""

from glossary_site.changes.compare import Change, Kind, Stand, compare_editions, stand_of
from glossary_site.changes.log import LOG, Log, format_log, parse_log, read_log, record_changes
from glossary_site.changes.past import history, last_changes
from glossary_site.changes.telling import FORMS, tell_changes

__all__ = [
    "FORMS",
    "LOG",
    "Change",
    "Kind",
    "Log",
    "Stand",
    "compare_editions",
    "format_log",
    "history",
    "last_changes",
    "parse_log",
    "read_log",
    "record_changes",
    "stand_of",
    "tell_changes",
]
