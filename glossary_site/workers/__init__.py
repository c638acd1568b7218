"""Where work runs: in this process, in forked or spawned ones, on a Dask cluster. Only this room imports ``gc``."""

from glossary_site.workers.executor import Executor, Job, SerialExecutor, chunked, map_chunks, open_executor
from glossary_site.workers.limits import map_in_time, run_apart
from glossary_site.workers.memory import collect_rarely, freeze_memory, skip_collection_at_exit
