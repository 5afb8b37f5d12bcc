"""Undoing of what a live run made: for each call that made something, the call that removes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote, unquote, urlencode

import msgspec

from mfa_emulator.contract.published import Undo
from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.recording.exchange import Exchange

_GONE = (200, 202, 204, 404)
_OK = range(200, 300)
Send: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], int]
"""Verb, path, headers and body -> status."""


class Undoing:
    """Remembers what was made, and removes it, the last first."""

    def __init__(self, provider: Provider, undos: Sequence[Undo]) -> None:
        self._provider = provider
        self._undos = {undo.made: undo for undo in undos}
        self._made: list[tuple[Undo, Exchange]] = []

    def saw(self, exchange: Exchange) -> None:
        """Take note of a call."""
        undo = self._undos.get(exchange.operation)
        if undo is not None and exchange.status in _OK:
            self._made.append((undo, exchange))

    def run(self, send: Send) -> Iterator[str]:
        """Remove all that was made; a text for each that could not be."""
        while self._made:
            undo, exchange = self._made.pop()
            try:
                verb, path, body = self._call(undo, exchange)
            except LookupError as error:
                yield f"what {undo.made} made could not be removed: the answer has no {error.args[0]}"
                continue
            headers = {name: text for name, text in exchange.headers if name not in ("content-length", "content-type")}
            media = "application/x-www-form-urlencoded" if self._provider.forms else "application/json"
            status = send(verb, path, headers | ({"content-type": media} if body else {}), body)
            if status not in _GONE:
                yield f"what {undo.made} made could not be removed: {undo.by} {path} answered {status}"

    def _call(self, undo: Undo, exchange: Exchange) -> tuple[str, str, bytes]:
        row = next(row for row in self._provider.operations if row.id == undo.by)
        verb, route = row.route.split(" ")
        known = {"request": _asked(exchange), "answer": _object(exchange.answer)}
        fields = {name: _picked(known, place) for name, place in undo.fields.items()}
        rest = dict(fields)
        path = route
        for name in fields:
            if f"{{{name}}}" in path:
                path = path.replace(f"{{{name}}}", quote(str(rest.pop(name)), safe=""))
        if verb in ("GET", "DELETE") or not rest:
            return verb, path, b""
        return verb, path, urlencode(rest).encode() if self._provider.forms else msgspec.json.encode(rest)


def _asked(exchange: Exchange) -> JsonObject:
    """The parameters and fields of a request by name."""
    route, path = exchange.route.partition(" ")[2].split("/"), exchange.path.split("/")
    found: JsonObject = {
        own.strip("{}"): unquote(given) for own, given in zip(route, path, strict=False) if own.startswith("{")
    }
    pairs: Sequence[tuple[str, Json]] = urlencoded.pairs(exchange.body.decode("utf-8", "replace"))
    return found | (_object(exchange.body) or dict(pairs))


def _object(body: bytes) -> JsonObject:
    try:
        value: Json = msgspec.json.decode(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _picked(known: Mapping[str, JsonObject], place: str) -> Json:
    """The value at `request.Sid` or `answer.id`. Raises LookupError, which names it."""
    side, _, name = place.partition(".")
    value = known[side].get(name)
    if value is None:
        raise LookupError(place)
    return value
