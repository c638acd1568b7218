"""Where work runs: in this process, in forked or spawned ones, on a Dask cluster. Only this room imports ``gc``.

What limits work is imported when it is first used: each command imports this room, and few limit any.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late
from glossary_site.workers.executor import Executor, Job, SerialExecutor, chunked, map_chunks, open_executor
from glossary_site.workers.memory import collect_rarely, freeze_memory, skip_collection_at_exit

if TYPE_CHECKING:
    from glossary_site.workers.limits import map_in_time, run_apart

#: The module of each name that is imported late.
_MODULES = {"map_in_time": "limits", "run_apart": "limits"}
__getattr__ = import_late(__name__, _MODULES)
