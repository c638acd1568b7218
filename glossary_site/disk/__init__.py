"""What is written to disk: the site, single files, archives; locks, and rules of file names."""

from glossary_site.disk.archive import archive_ending, write_archive
from glossary_site.disk.files import (
    DEVICES,
    FileMemory,
    Fingerprint,
    find_fingerprint,
    is_hidden,
    leads_out,
    name_fault,
    read_own_text,
    real_path,
    replacing,
    write_atomically,
)
from glossary_site.disk.kept import Kept, cut_in_blocks, make_in_blocks
from glossary_site.disk.locks import locked
from glossary_site.disk.output import (
    MANIFEST,
    FileCopy,
    Output,
    SiteFile,
    Stage,
    Stamp,
    check_output,
    open_stage,
    publish_stage,
    read_manifest,
    stamp_of,
    write_site,
)
from glossary_site.disk.own_folder import adopt_folder, is_own_folder, make_own_folder
