"""The event loop of commands that serve, and the signals that reach it."""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run it to its end on a fast loop."""
    from mfa_emulator.serving.server import new_event_loop

    # All that is loaded by now stays for good: the collector need not look through it, above all not at the end,
    # where that would take longer than the rest of the way out.
    gc.freeze()
    with asyncio.Runner(loop_factory=lambda: new_event_loop(fast=True)) as runner:
        return runner.run(main)


def on_signals(names: Iterable[str], tell: Callable[[int], object]) -> None:
    """Call `tell` on the running loop with the number of each signal of these names; systems lack some of them.

    What `nohup` has the process ignore stays ignored.
    """
    loop = asyncio.get_running_loop()
    for name in names:
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        try:
            loop.add_signal_handler(number, tell, number)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda number, _: loop.call_soon_threadsafe(tell, number))
