"""The garbage collector, which costs much and finds little here: a build makes millions of objects and few cycles."""

import atexit
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: How many new objects trigger a collection; Python's own default is 700.
_NEW_OBJECTS = 100_000


def collect_rarely() -> None:
    """Make garbage collections of this process rare, from now on."""
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def freeze_memory() -> None:
    """Collect garbage once, then exclude all present objects from later collections."""
    gc.collect()
    gc.freeze()


def skip_collection_at_exit() -> None:
    """Have the process end without a last collection, which takes 0.1 s where a large glossary is in memory."""
    atexit.register(gc.freeze)


@contextmanager
def frozen_memory() -> Iterator[Callable[[], None]]:
    """Exclude objects from collections while workers are forked; gives the function that excludes newer ones, too.

    A collection in a worker writes to every object, and so copies all the memory that it shares with its parent.
    """
    gc.freeze()
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()
