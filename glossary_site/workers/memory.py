"""The garbage collector, which costs much and finds little here: a build makes millions of objects and few cycles."""

import atexit
import gc
from collections.abc import Iterator
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
def frozen_memory() -> Iterator[None]:
    """Exclude present objects from collections while workers are forked.

    A collection in a worker writes to every object, and so copies all the memory that it shares with its parent.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def freeze_new_objects() -> None:
    """Within ``frozen_memory``: exclude also what was made since it began."""
    gc.freeze()
