"""Ctrl-C: it ends a command at once and without a word, unless there is something to put in order first."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def end_quietly() -> None:
    """Let Ctrl-C end the process as it ends programs that are not in Python: no traceback, from wherever it is."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is ignored, as `nohup` and `&` have it
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def raised() -> Iterator[None]:
    """Have Ctrl-C raise KeyboardInterrupt within the block, once: its `finally`, which puts things in order, is not
    cut short by another one."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
        yield
        return

    def interrupt(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
