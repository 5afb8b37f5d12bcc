"""The garbage collector, and its rest while large documents are in use."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector rest during the block; what the block made must be let go of by its end.

    It would walk through all objects of a large document again and again, and hold up every thread for as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
