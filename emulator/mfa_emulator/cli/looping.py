"""The event loop of commands that serve, and the signals that reach it."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from typing import Never, TypeVar

T = TypeVar("T")


def run(main: Coroutine[object, Never, T]) -> T:
    """Run it to its end on a fast loop."""
    from mfa_emulator.serving.server import new_event_loop

    # All that is loaded by now stays for good: the collector need not look through it, above all not at the end,
    # where that would take longer than the rest of the way out.
    gc.freeze()
    with _short_turns(), asyncio.Runner(loop_factory=lambda: new_event_loop(fast=True)) as runner:
        return runner.run(main)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Have a thread that imports a vendor or checks a password let go of the interpreter after a millisecond.

    It is 5 otherwise, each time that a request wants it, which is several times.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def on_signals(names: Iterable[str], tell: Callable[[int], object]) -> Iterator[None]:
    """Call `tell` on the running loop with the number of each signal of these names; systems lack some of them.

    After the block they are ignored: a second Ctrl-C must not cut the way out short, nor an export. A signal that
    `nohup` has the process ignore stays ignored.
    """
    loop = asyncio.get_running_loop()
    heard = [number for name in names if (number := _number(name)) is not None]
    for number in heard:
        # Not by the loop: taking its handler away sets Python's own for a moment, in which Ctrl-C would raise.
        signal.signal(number, lambda number, _: loop.call_soon_threadsafe(tell, number))
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)


def _number(name: str) -> int | None:
    number = getattr(signal, name, None)
    ignored = name == "SIGHUP" and number is not None and signal.getsignal(number) is signal.SIG_IGN
    return None if ignored else number
