"""All terms together: records merged and related, who bears a name, published ids, what changed.

Each build reads the ids and the changes. All else is imported when it is first used: a build that finds nothing changed
relates no records.
"""

from typing import TYPE_CHECKING

from glossary_site.glossary.changes.compare import Change, Kind, TermState, compare_editions, state_of
from glossary_site.glossary.changes.log import LOG, log_schema, read_log, record_changes
from glossary_site.glossary.included import Included, TheirTerm, include_records
from glossary_site.glossary.inputs import GlossaryInputs
from glossary_site.glossary.ledger import (
    LEDGER,
    OldAddress,
    Pin,
    RemovedTerm,
    add_pins,
    addresses_in,
    format_ledger,
    is_old_address,
    ledger_schema,
    parse_ledger,
    pinned_ids,
    pins_in,
    read_ledger,
    write_ledger,
)
from glossary_site.glossary.left_out import NOTHING, LeftOut
from glossary_site.glossary.names import ABBREVIATION, ALIAS, KINDS, TERM, Name, NameTable, list_names, names_of
from glossary_site.glossary.short_names import find_written_out, is_abbreviation, is_same_meaning, short_key
from glossary_site.glossary.translations import NOT_ELSEWHERE, Elsewhere, find_elsewhere
from glossary_site.late import import_late

if TYPE_CHECKING:
    from glossary_site.glossary.avoided import find_wrong_names, is_outdated
    from glossary_site.glossary.categories import Category, Subjects, Tag, with_higher
    from glossary_site.glossary.changes.past import last_changes
    from glossary_site.glossary.changes.report import format_changes
    from glossary_site.glossary.edit import Edit
    from glossary_site.glossary.glossary import (
        Entry,
        Glossary,
        complete_record,
        file_record,
        left_out_in,
        records_in,
        relate_records,
    )
    from glossary_site.glossary.merging import group_records, merge_records, with_ids_of_originals
    from glossary_site.glossary.relations import Relations
    from glossary_site.glossary.repeats import are_meanings, find_alike, find_repeats, key_words, likeness

#: The module of each name that is imported late.
_MODULES = {
    "Category": "categories",
    "Edit": "edit",
    "Entry": "glossary",
    "Glossary": "glossary",
    "Relations": "relations",
    "Subjects": "categories",
    "Tag": "categories",
    "are_meanings": "repeats",
    "complete_record": "glossary",
    "file_record": "glossary",
    "find_alike": "repeats",
    "find_repeats": "repeats",
    "find_wrong_names": "avoided",
    "format_changes": "changes.report",
    "group_records": "merging",
    "is_outdated": "avoided",
    "key_words": "repeats",
    "last_changes": "changes.past",
    "left_out_in": "glossary",
    "likeness": "repeats",
    "merge_records": "merging",
    "records_in": "glossary",
    "relate_records": "glossary",
    "with_higher": "categories",
    "with_ids_of_originals": "merging",
}
__getattr__ = import_late(__name__, _MODULES)
