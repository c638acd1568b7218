"""What a glossary is made of beside records and settings."""

from glossary_site.attachments import NO_ATTACHMENTS, Attachments
from glossary_site.glossary.changes.compare import Change
from glossary_site.glossary.included import Included
from glossary_site.glossary.ledger import LEDGER, Pin
from glossary_site.glossary.left_out import NOTHING, LeftOut
from glossary_site.glossary.translations import NOT_ELSEWHERE, Elsewhere
from glossary_site.records import TextPage
from glossary_site.values import Frozen


class GlossaryInputs(Frozen):
    """What a glossary is made of beside records and settings.

    ``pins`` are the published ids, from the file ``ledger`` as issues name it; ``changes`` is the log of changes.
    Entries ``left_out`` keep their ids, and a reference to one is a warning. ``drafts``: with records that are drafts.
    ``elsewhere`` is given for a further language of a site; for the site's own it is found. ``attachments`` are the
    files that entries may refer to. ``texts`` are the pages of text in the language, ``included`` the
    glossaries of others in it.
    """

    pins: tuple[Pin, ...] = ()
    ledger: str = LEDGER
    changes: tuple[Change, ...] = ()
    left_out: LeftOut = NOTHING
    drafts: bool = False
    elsewhere: Elsewhere = NOT_ELSEWHERE
    attachments: Attachments = NO_ATTACHMENTS
    texts: tuple[TextPage, ...] = ()
    included: tuple[Included, ...] = ()


#: Records and settings alone.
NO_INPUTS = GlossaryInputs()
