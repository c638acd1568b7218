"""Files beside entries, which they show or link to: pictures, sound, documents."""

from glossary_site.attachments.kinds import KINDS, PICTURES, Shown, find_kind
from glossary_site.attachments.read import (
    MAX_BYTES,
    NO_ATTACHMENTS,
    Attachment,
    Attachments,
    find_attachments,
    measure,
    path_from,
    path_key,
    read_attachment,
    read_attachments,
)
