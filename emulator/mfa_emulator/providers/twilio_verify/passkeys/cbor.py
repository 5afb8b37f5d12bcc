"""The part of CBOR (RFC 8949) that WebAuthn uses: whole numbers, byte and text strings, lists, maps, simple values."""

from typing import Any

_DEEPEST = 16
_SIMPLE = {20: False, 21: True, 22: None}


def decode(data: bytes) -> tuple[Any, bytes]:
    """The first value and the bytes after it. Raises ValueError."""
    return _value(data, 0)


def encode(value: Any) -> bytes:
    """A value as CBOR."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    return _head(5, len(value)) + b"".join(encode(key) + encode(item) for key, item in value.items())


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + number.to_bytes(size, "big")


def _value(data: bytes, depth: int) -> tuple[Any, bytes]:
    if depth > _DEEPEST:
        raise ValueError("CBOR is nested too deeply")
    major, number, rest = _read_head(data)
    if major == 0:
        return number, rest
    if major == 1:
        return -1 - number, rest
    if major in (2, 3):
        if number > len(rest):
            raise ValueError("CBOR ends within a string")
        text = rest[:number]
        return text if major == 2 else text.decode(), rest[number:]
    if major == 4:
        return _items(rest, number, depth)
    if major == 5:
        items, rest = _items(rest, 2 * number, depth)
        if not all(isinstance(key, int | str) for key in items[::2]):
            raise ValueError("CBOR map with a key that is neither number nor text")
        return dict(zip(items[::2], items[1::2], strict=True)), rest
    if major == 7 and number in _SIMPLE:
        return _SIMPLE[number], rest
    raise ValueError(f"CBOR of an unexpected kind ({major})")


def _items(rest: bytes, count: int, depth: int) -> tuple[list[Any], bytes]:
    if count > len(rest):
        raise ValueError("CBOR ends within a list")
    items = []
    for _ in range(count):
        item, rest = _value(rest, depth + 1)
        items.append(item)
    return items, rest


def _read_head(data: bytes) -> tuple[int, int, bytes]:
    if not data:
        raise ValueError("CBOR ends too early")
    major, short = data[0] >> 5, data[0] & 31
    if short < 24:
        return major, short, data[1:]
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(short)
    if size is None or len(data) < 1 + size:
        raise ValueError("CBOR with a length that is missing or indefinite")
    return major, int.from_bytes(data[1 : 1 + size], "big"), data[1 + size :]
