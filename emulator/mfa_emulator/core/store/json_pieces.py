"""JSON documents written bit by bit, each record on a line of its own."""

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

PIECE = 64 * 1024
"""Bytes of a piece, or a little more; the last one is shorter."""

_ROWS = 64
"""Records that are written at a time, which takes far less than a millisecond."""

_ENCODER = msgspec.json.Encoder()


class Part(dict[str, object]):
    """An object that is written field by field, for there is much in it: a state, or several by name."""


def pieces(value: object) -> Iterator[bytes]:
    """The value as JSON. Parts and lists are written bit by bit, all else as a whole."""
    held: list[bytes] = []
    size = 0
    for bit in _bits(value):
        held.append(bit)
        size += len(bit)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _bits(value: object) -> Iterator[bytes]:
    if isinstance(value, Part):
        for number, (name, item) in enumerate(value.items()):
            yield b"%b%b:" % (b",\n" if number else b"{", _ENCODER.encode(name))
            yield from _bits(item)
        yield b"}" if value else b"{}"
    elif isinstance(value, list) and value:
        yield b"[\n"
        for number, lines in enumerate(_lines(value)):
            yield b",\n%b" % lines if number else lines
        yield b"\n]"
    else:
        yield _ENCODER.encode(value)


def _lines(rows: Iterable[object]) -> Iterator[bytes]:
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS)):
        yield b",\n".join(map(_ENCODER.encode, some))
