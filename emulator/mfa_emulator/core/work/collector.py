"""The garbage collector, and what it leaves alone while large documents are in use."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 2**30


@contextmanager
def sparing_the_old() -> Iterator[None]:
    """Have the collector look at young objects alone during the block; large ones of it must be let go of by its end.

    Else it would walk through all that is old, a large document too, again and again, and hold up every thread for as
    long. Young ones are looked at as ever: what many requests leave behind is not to be collected at once.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*usual[:2], _NEVER)
    try:
        yield
    finally:
        if usual[2] != _NEVER:  # else it is somebody else who has it spared, and ends it
            gc.set_threshold(*usual)
