"""JSON documents read bit by bit, from their begin to their end."""

import re
import sys
from collections.abc import Iterator
from types import GenericAlias
from typing import TypeVar

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.store.slices import Work

T = TypeVar("T")

_WINDOW = 64 * 1024
"""Bytes that are read at a time: less than a millisecond of work."""

_DEEP = 32
"""Levels of a value that is read at once. A deeper one is read level by level, and too many of them are refused."""

_SPACE = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb"[^\s,:\[\]{}\"]++")
_QUOTED = rb'"(?:[^"\\]++|\\.)*+"'
_STRING = re.compile(_QUOTED, re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]|" + _QUOTED, re.DOTALL)
_INDEX = re.compile(r"\$\[(\d+)\]")
_LISTS: msgspec.json.Decoder[list[Json]] = msgspec.json.Decoder(list)


def reading(text: bytes) -> Work[Json]:
    """The work of reading a whole document as plain data. Raises ValueError where it is no JSON."""
    reader = Reader(text)
    value = yield from reader.plain()
    reader.end()
    return value


class Reader:
    """The place in a document up to which it has been read.

    What comes next is read by the method that fits it. To read a large document in one call would hold up every
    thread until it is done; here no call takes longer than its window. Raises ValueError where the text is no JSON,
    or where something else stands than what is asked for: of its kinds `msgspec.ValidationError`.
    """

    def __init__(self, text: bytes | bytearray) -> None:
        self._text = text
        self._at = 0

    def fields(self) -> Iterator[str]:
        """The names of an object's fields. The value of each must be read before the next name."""
        self._expect(b"{")
        ended = self._take(b"}")
        while not ended:
            name = self.value(str)
            self._expect(b":")
            yield name
            ended = self._take(b"}")
            if not ended:
                self._expect(b",")

    def value(self, kind: type[T]) -> T:
        """The value that comes next, as a whole."""
        found: T = msgspec.json.decode(self._next(), type=kind)
        return found

    def batches(self, kind: type[T]) -> Iterator[list[T]]:
        """The items of a list, some at a time."""
        decoder: msgspec.json.Decoder[list[T]] = msgspec.json.Decoder(GenericAlias(list, (kind,)))
        self._expect(b"[")
        ended, by_lines, count = self._take(b"]"), True, 0
        while not ended:
            try:
                batch = self._lines(decoder) if by_lines else None
                if batch is None:  # not written by us: brackets must be counted, which takes several times as long
                    by_lines = False
                    batch = self._counted(decoder)
            except msgspec.ValidationError as error:
                raise _at_index(error, count) from None
            items, ended = batch
            count += len(items)
            yield items

    def plain(self) -> Work[Json]:
        """The work of reading the value that comes next, as plain data."""
        start = self._skip()
        first = self._text[start : start + 1]
        if first not in (b"{", b"[") or self._bracketed(start, _WINDOW, _DEEP) is not None:
            short: Json = msgspec.json.decode(self._next())
            return short
        yield
        if first == b"[":
            return (yield from self._plain_items())
        found: dict[str, Json] = {}
        for name in self.fields():
            found[name] = yield from self.plain()
            if self._at - start > _WINDOW:
                start = self._at
                yield
        return found

    def _plain_items(self) -> Work[list[Json]]:
        """The work of reading a long list: many short items at a time, or one by one where they are hard to tell."""
        self._expect(b"[")
        items: list[Json] = []
        ended, many = self._take(b"]"), True
        while not ended:
            some = self._window_of_items() if many else None
            many = some is not None
            items += [(yield from self.plain())] if some is None else some
            yield
            ended = self._take(b"]")
            if not ended:
                self._expect(b",")
        return items

    def _window_of_items(self) -> list[Json] | None:
        """The items up to the last object in the window, None if the brackets of that piece do not match."""
        start = self._skip()
        window = bytes(self._text[start : start + _WINDOW])
        cut = window.rfind(b"},") + 1
        try:
            items = _LISTS.decode(b"[%b]" % window[:cut]) if cut else None
        except (ValueError, RecursionError):
            return None
        self._at = start + cut
        return items

    def end(self) -> None:
        """Nothing more may come."""
        if self._skip() < len(self._text):
            raise ValueError(f"JSON is malformed: something follows it at byte {self._at}")

    def _lines(self, decoder: msgspec.json.Decoder[list[T]]) -> tuple[list[T], bool] | None:
        """The items up to the last line in the window that ends one, and whether the list ends there.

        `json_pieces` writes an item a line, and no text in JSON has a line break in it. None where lines are other
        than that: then the brackets of the piece do not match.
        """
        start = self._skip()
        window = bytes(self._text[start : start + _WINDOW])
        cut = window.find(b"\n]")
        ended = cut >= 0
        if not ended:
            cut = window.rfind(b",\n")
        if cut <= 0:
            return None
        try:
            items = decoder.decode(b"[%b]" % window[:cut])
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, RecursionError):
            return None
        self._at = start + cut + 2
        return items, ended

    def _counted(self, decoder: msgspec.json.Decoder[list[T]]) -> tuple[list[T], bool]:
        """The items of about a window, and whether the list ends behind them."""
        items: list[bytes] = []
        size, ended = 0, False
        while size < _WINDOW and not ended:
            start = self._skip()
            self._at = self._end(start)
            items.append(bytes(self._text[start : self._at]))
            size += len(items[-1])
            ended = self._take(b"]")
            if not ended:
                self._expect(b",")
        return decoder.decode(b"[%b]" % b",".join(items)), ended

    def _next(self) -> bytes:
        """The text of the value that comes next."""
        start = self._skip()
        self._at = self._end(start)
        return bytes(self._text[start : self._at])

    def _end(self, start: int) -> int:
        """The end of the value that begins there."""
        first = self._text[start : start + 1]
        if first not in (b"{", b"["):
            found = (_STRING if first == b'"' else _SCALAR).match(self._text, start)
            if found is None:
                raise self._wrong("a value")
            return found.end()
        end = self._bracketed(start)
        if end is None:
            raise ValueError("Input data was truncated")
        return end

    def _bracketed(self, start: int, longest: int = sys.maxsize, deepest: int = sys.maxsize) -> int | None:
        """The end of the object or the list that begins there; None if it is longer or deeper, or does not end."""
        depth = 0
        for token in _BRACKET.finditer(self._text, start, min(start + longest, len(self._text))):
            mark = token[0]
            if mark in (b"{", b"["):
                depth += 1
                if depth > deepest:
                    return None
            elif mark in (b"}", b"]"):
                depth -= 1
                if not depth:
                    return token.end()
        return None

    def _skip(self) -> int:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._at

    def _take(self, mark: bytes) -> bool:
        """Whether the mark comes next; then it is read."""
        start = self._skip()
        found = self._text[start : start + 1] == mark
        self._at += found
        return found

    def _expect(self, mark: bytes) -> None:
        if not self._take(mark):
            raise self._wrong(mark.decode())

    def _wrong(self, wanted: str) -> ValueError:
        if self._at >= len(self._text):
            return ValueError("Input data was truncated")
        return ValueError(f"JSON is malformed: {wanted} should stand at byte {self._at}")


def _at_index(error: msgspec.ValidationError, before: int) -> msgspec.ValidationError:
    """The error with the index that its item has in the whole list."""

    def counted(index: re.Match[str]) -> str:
        return f"$[{int(index[1]) + before}]"

    return msgspec.ValidationError(_INDEX.sub(counted, str(error), count=1))
