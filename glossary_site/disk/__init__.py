"""Files on disk: atomic writes, the site swapped in, locks, archives."""

from glossary_site.disk.archive import archive_ending, pack
from glossary_site.disk.files import DEVICES, leads_out, name_fault, read_own_text, replacing, write_atomically
from glossary_site.disk.locks import locked
from glossary_site.disk.output import (
    MANIFEST,
    Output,
    Placed,
    Stage,
    Stamp,
    check_output,
    open_stage,
    publish_stage,
    read_manifest,
    stamp_of,
    write_site,
)

__all__ = [
    "DEVICES",
    "MANIFEST",
    "Output",
    "Placed",
    "Stage",
    "Stamp",
    "archive_ending",
    "check_output",
    "leads_out",
    "locked",
    "name_fault",
    "open_stage",
    "pack",
    "publish_stage",
    "read_manifest",
    "read_own_text",
    "replacing",
    "stamp_of",
    "write_atomically",
    "write_site",
]
