"""The gate to a live vendor: the one place through which a scenario's requests go out, or are refused."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import httpx2
import msgspec

from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.live_runs.undoing import Undoing
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.identifying import Identified, Identifier
from mfa_emulator.recording.scrubbing.looks import kind_by_look

_CONTROL = "/_mfa/v1"
_REASONS = {
    "clock": "a live vendor's clock cannot be moved",
    "faults": "a live vendor takes no faults",
    "seed": "a live vendor takes no seeds: make what is needed by calls, or beforehand",
    "messages": "messages of a live vendor go to phones and mailboxes: use test numbers with fixed codes, or an "
    "authenticator",
    "challenges": "pushes of a live vendor go to phones: nobody taps on one here",
    "deliveries": "webhooks of a live vendor go elsewhere",
}
_NUMBER = re.compile(r"[^\d+]")


class Rules(NamedTuple):
    """The rules that a scenario gives for live calls."""

    safe: Collection[str]
    """Operations that may be called."""
    numbers: Collection[str]
    """Phone numbers that are the vendor's test numbers, or the tester's own."""


class Refused(httpx2.TransportError):
    """A request that does not go out; the text says why."""


class Gate(httpx2.BaseTransport):
    """A transport for the client of a scenario. `env` stands for that of an emulator."""

    def __init__(
        self,
        origin: str,
        env: Mapping[str, str],
        rules: Rules,
        identify: Identifier,
        undoing: Undoing,
        away: httpx2.BaseTransport | None = None,
    ) -> None:
        self.exchanges: list[Exchange] = []
        self._origin, self._env, self._rules, self._identify, self._undoing = origin, env, rules, identify, undoing
        self._away = away or httpx2.HTTPTransport()

    def close(self) -> None:
        """End the connections."""
        self._away.close()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a control call from here, send a vendor's call out, or refuse it."""
        path = request.url.raw_path.decode("latin-1").partition("?")[0]
        if path.startswith(_CONTROL):
            return self._control(request, path.removeprefix(f"{_CONTROL}/"))
        ours = Request.read(request.method, path.encode(), request.url.query, [], request.read())
        found = self._identify(ours, "")
        if found is None or not found.operation:
            raise Refused(f"{path} is no operation that is known: a live vendor gets no others")
        if found.operation not in self._rules.safe:
            raise Refused(f"{found.operation} is not marked safe: name it under `live: {{safe: [...]}}`")
        for number in _numbers(found.path, ours):
            if number not in {_NUMBER.sub("", one) for one in self._rules.numbers}:
                raise Refused(f"{number} is no test number: name it under `live: {{numbers: [...]}}`, if it is yours")
        return self._sent(request, ours, found)

    def _control(self, request: httpx2.Request, what: str) -> httpx2.Response:
        if what == "env":
            return httpx2.Response(200, json=dict(self._env))
        if what == "clock" and request.method == "GET":
            now = realtime.wall_micros()
            return httpx2.Response(200, json={"now": rfc3339(now), "epoch": now / 1_000_000, "mode": "live"})
        raise Refused(_REASONS.get(what.partition("/")[0], "a live vendor has no control API"))

    def _sent(self, request: httpx2.Request, ours: Request, found: Identified) -> httpx2.Response:
        at = realtime.wall_micros()
        headers = [(name, text) for name, text in request.headers.multi_items() if name.lower() != "host"]
        query = request.url.query.decode("latin-1")
        url = f"{self._origin}{found.path}" + (f"?{query}" if query else "")
        away = httpx2.Request(request.method, url, headers=headers, content=ours.body)
        answer = self._away.handle_request(away)
        answer.read()
        exchange = Exchange.of(at, found, ours, headers, answer)
        self.exchanges.append(exchange)
        self._undoing.saw(exchange)
        left = _decoded_headers(exchange.answer_headers)
        return httpx2.Response(answer.status_code, headers=left, content=exchange.answer)


def _decoded_headers(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    left_out = ("content-encoding", "content-length", "transfer-encoding")
    return [(name, text) for name, text in headers if name not in left_out]


def _numbers(path: str, request: Request) -> set[str]:
    """The phone numbers in a request, without blanks and dashes."""
    texts = [*path.split("/"), *(value for _, value in urlencoded.pairs(request.raw_query.decode("latin-1")))]
    try:
        texts += _texts(msgspec.json.decode(request.body))
    except ValueError:
        texts += [value for _, value in urlencoded.pairs(request.body.decode("utf-8", "replace"))]
    plain = [text.replace("%2B", "+").replace("%2b", "+") for text in texts]
    return {_NUMBER.sub("", text) for text in plain if kind_by_look(text) == "phone"}


def _texts(value: Json) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []
