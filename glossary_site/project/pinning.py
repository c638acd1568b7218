"""``glossary pin``: the ids of all terms go into the ledger, so that their addresses last."""

from glossary_site.build import open_project
from glossary_site.disk import locked
from glossary_site.glossary import format_ledger, write_ledger
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, replace


class Pinned(Frozen):
    """How many ids the ledger has now, how many of them are new, and whether the file changed."""

    ids: int
    new: int
    changed: bool


def pin_ids(request: BuildRequest) -> Pinned:
    """Write the ledger of published ids. Raises ``GlossaryError`` where the entries have errors, or with ``in-use``."""
    with open_project(request) as project:
        project.refuse_errors()
        languages, pins = project.analysis.languages, project.inputs.pins
        prefixes = ("", *(each.prefix for each in project.config.languages))
    records = [
        replace(entry.record, id=prefix + entry.id)
        for prefix, each in zip(prefixes, languages, strict=True)
        for entry in each.glossary.entries
    ]
    new = {record.id for record in records} - {pin.id for pin in pins}
    with locked(request.home):
        changed = write_ledger(request.home, format_ledger(pins, records))
    return Pinned(len(records), len(new), changed)
