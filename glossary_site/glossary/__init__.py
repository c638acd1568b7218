"""All terms together: records merged and related, who bears a name, published ids, what changed."""

from glossary_site.glossary.avoided import find_wrong_names, is_outdated
from glossary_site.glossary.categories import Category, Subjects, Tag, with_higher
from glossary_site.glossary.changes.compare import Change, Kind, TermState, compare_editions, state_of
from glossary_site.glossary.changes.log import LOG, log_schema, read_log, record_changes
from glossary_site.glossary.changes.past import last_changes
from glossary_site.glossary.changes.report import format_changes
from glossary_site.glossary.edit import Edit
from glossary_site.glossary.glossary import (
    Entry,
    Glossary,
    GlossaryInputs,
    complete_record,
    file_record,
    left_out_in,
    records_in,
    relate_records,
)
from glossary_site.glossary.included import Included, TheirTerm, include_records
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
from glossary_site.glossary.merging import group_records, merge_records, with_ids_of_originals
from glossary_site.glossary.names import ABBREVIATION, ALIAS, KINDS, TERM, Name, NameTable, list_names, names_of
from glossary_site.glossary.relations import Relations
from glossary_site.glossary.repeats import are_meanings, find_alike, find_repeats, key_words, likeness
from glossary_site.glossary.short_names import find_written_out, is_abbreviation, is_same_meaning, short_key
from glossary_site.glossary.translations import NOT_ELSEWHERE, Elsewhere, find_elsewhere
