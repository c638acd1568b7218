"""Limits for work that nobody can promise to end: a regular expression may take years for 200 characters.

Python runs nothing else while it matches an expression, no other thread either. Only a signal interrupts it, and Python
acts on signals in the main thread alone. Elsewhere, and on Windows, the work is done by a process that can be killed.
So is the work of libraries that a small file can make take all memory, or that end the process where there is none.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

if sys.platform != "win32":
    import resource

In = TypeVar("In")
Out = TypeVar("Out")

#: By the clock, another process may take so many times as long: it starts first, and the machine may be busy.
_BY_THE_CLOCK = 20
#: Bytes of memory for work that is done apart, on systems that can limit it.
_APART = 1_500_000_000


class _OutOfTimeError(BaseException):
    """The limit is reached; not an ``Exception``, so that no code catches it by chance."""


def map_in_time(function: Callable[[In], Out], values: Sequence[In], seconds: float) -> list[Out]:
    """``function(value)`` of as many values, in order, as are done within so many seconds of the processor.

    Function, values and results can be pickled, and the function raises nothing.
    """
    if not values:
        return []  # most texts have no code, and need no timer
    is_main = threading.current_thread() is threading.main_thread()
    limited = _map if is_main and hasattr(signal, "setitimer") else _other.map
    return limited(function, values, seconds)


def run_apart(function: Callable[[In], Out], value: In, seconds: float) -> Out | None:
    """``function(value)`` from another process, None where it needs too much memory, or more seconds of the processor.

    Function, value and result can be pickled, and the function raises nothing that is not of the system.
    """
    other = _OtherProcess(_APART)
    try:
        found = other.map(function, [value], seconds)
    finally:
        other.stop()
    return found[0] if found else None


def _map(function: Callable[[In], Out], values: Sequence[In], seconds: float) -> list[Out]:
    done: list[Out] = []
    with suppress(_OutOfTimeError), _time_limit(seconds):
        for value in values:
            done.append(function(value))  # noqa: PERF401 - what is done stays
    return done


def _stop(_signal: int, _frame: object) -> None:
    raise _OutOfTimeError


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_OutOfTimeError`` after so many seconds of the processor, in the main thread; never on Windows."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        try:
            # Again and again, as an error may be lost: in a destructor, or where everything is caught.
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:  # the error may have been raised before the line above
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class _OtherProcess:
    """A process that does the same for this one. It starts when it is first needed, and is killed when it is late.

    It gets no more than ``memory`` bytes, 0 for any number. Where that is too little it ends, and prints nothing.
    """

    def __init__(self, memory: int = 0) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def map(self, function: Callable[[In], Out], values: Sequence[In], seconds: float) -> list[Out]:
        """As ``map_in_time``; nothing where the process is killed."""
        with self._lock:
            process = self._process or self._start()
            timer = threading.Timer(seconds * _BY_THE_CLOCK, process.kill)
            timer.start()
            found: list[Out] | None = None
            with suppress(OSError, EOFError, pickle.UnpicklingError):  # it was killed
                process.stdin.write(pickle.dumps((function, values, seconds)))  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                found = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own process
            timer.cancel()
            if found is None:
                self.stop()
            return found or []

    def _start(self) -> subprocess.Popen[bytes]:
        # It imports what this process imports, and nothing from the folder in which the program is called.
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-P", "-c", f"from {__name__} import answer; answer({self._memory})"]
        errors = subprocess.DEVNULL if self._memory else None
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, env=variables)
        return self._process

    def stop(self) -> None:
        """Kill the process."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError):  # what was not sent
                self._process.communicate()
            self._process = None


_other = _OtherProcess()
atexit.register(_other.stop)


def answer(memory: int) -> None:
    """Run in the other process: do what the first one sends, until that ends. ``memory`` is as of ``_OtherProcess``."""
    if memory and sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends, and so this one
    with suppress(EOFError):
        while True:
            function, values, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the first process
            pickle.dump(_map(function, values, seconds), sys.stdout.buffer)
            sys.stdout.buffer.flush()
