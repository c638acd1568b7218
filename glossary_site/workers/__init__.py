"""Where work runs: this process, forked workers, a Dask cluster."""

from glossary_site.workers.executor import Executor, SerialExecutor, chunked, map_chunks, open_executor

__all__ = ["Executor", "SerialExecutor", "chunked", "map_chunks", "open_executor"]
