"""A Dask cluster as a pool of workers, the only importer of distributed (the extra ``cluster``)."""

import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from functools import partial
from typing import Any

from glossary_site.issues import GlossaryError
from glossary_site.workers.pools import PoolExecutor

#: How long to wait for the scheduler, and for a worker that begins work, in seconds.
_PATIENCE = 30


def _same(value: Any) -> Any:
    return value


def _wait(client: Any, future: Future[Any]) -> Any:
    """The result of a piece. Raises ``GlossaryError`` with ``cluster-lost`` where no worker works, and none begins to.

    A worker that holds four fifths of its memory ends what it does, and begins nothing until it holds less.
    """
    while not wait([future], _PATIENCE).done:
        workers = client.scheduler_info()["workers"].values()
        if any(each["metrics"].get("task_counts", {}).get("executing") for each in workers):
            continue
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            message = "no worker of the cluster has memory left to begin more work"
            hint = "start them with a larger --memory-limit, or build without --scheduler"
            raise GlossaryError.of("cluster-lost", message, hint) from error
    return future.result()


@contextmanager
def open_cluster(address: str) -> Iterator[PoolExecutor]:
    """An executor on the cluster whose scheduler is at ``address`` (``tcp://host:port``).

    A shared value is the result of a task: the scheduler makes it again when the worker that held it is lost. Raises
    ``GlossaryError`` with ``cluster-unreachable``, ``cluster-lost`` or ``extra-missing``.
    """
    try:
        import distributed
        from distributed.comm.core import CommClosedError
    except ModuleNotFoundError as error:
        hint = "pip install 'glossary-site[cluster]'"
        raise GlossaryError.of("extra-missing", "--scheduler needs the package 'distributed'", hint) from error
    # What goes wrong with a connection is reported once, in words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    # All names of a glossary, above all: sent once a stage, not with every piece.
    warnings.filterwarnings("ignore", "Sending large graph")
    hint = "start one with 'dask scheduler' and 'dask worker ADDRESS'; the workers need this program installed too"
    try:
        made: Any = distributed.Client  # it is only partly typed
        client = made(address, timeout=_PATIENCE)
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise GlossaryError.of("cluster-unreachable", f"no cluster answers at {address}: {error}", hint) from error
    with client:
        workers = sum(client.nthreads().values())
        try:
            pool = client.get_executor(pure=False)
            yield PoolExecutor(
                pool, workers, lambda value: client.submit(_same, value, pure=False), partial(_wait, client)
            )
        except (CancelledError, distributed.KilledWorker, CommClosedError) as error:
            message = f"the cluster at {address} was lost before the work was done: {error or 'no scheduler answers'}"
            raise GlossaryError.of("cluster-lost", message, "start it again, or build without --scheduler") from error
