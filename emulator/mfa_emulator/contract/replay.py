"""Replay of a recording against the emulator: the same calls, with values of its own in the place of the recorded."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx2
import msgspec
from msgspec import UNSET

from mfa_emulator.contract.bindings import bindings
from mfa_emulator.contract.code_values import code_of
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.world import World
from mfa_emulator.recording import initial_values
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Code, Recorded, Recording
from mfa_emulator.recording.scrubbing.placeholders import PLACEHOLDER, names_in

_REFUSED = 400
_UNAUTHORIZED = 401


class CannotReplay(Exception):
    """An exchange that cannot be made here; the text says why."""


class Replay:
    """One recording, exchange by exchange, in one world that stands still between them."""

    def __init__(self, recording: Recording, world: World, client: httpx2.Client) -> None:
        self._recording, self._world, self._client = recording, world, client
        self._values: dict[str, Json] = dict(recording.values)
        self._given: set[str] = set()
        self._made_up: set[str] = set()
        """Placeholders with values of ours that no answer has taken yet."""
        vendors = {exchange.provider for exchange in recording.exchanges}
        self._people = {name: [person.name for person in world.providers[name].people(world)] for name in vendors}
        self._codes: dict[str, Code] = recording.codes

    def exchanges(self) -> Iterator[tuple[Recorded, Exchange | str]]:
        """Each recorded exchange with that of the emulator, or with the reason why there is none.

        After a change that cannot be made here, nothing more of that vendor's is comparable.
        """
        stopped: dict[str, str] = {}
        for number, recorded in enumerate(self._recording.exchanges, 1):
            self._world.clock.advance(recorded.after)
            if recorded.provider in stopped:
                yield recorded, stopped[recorded.provider]
                continue
            exchange: Exchange | str
            try:
                exchange = self._made(recorded)
                self._prove(recorded, exchange)
            except CannotReplay as error:
                exchange = f"{recorded.operation or recorded.path}: {error}"
                if recorded.method != "GET":
                    stopped[recorded.provider] = f"all after exchange {number}"
            yield recorded, exchange
            self._given.update(names_in(recorded.answer or None))
            if recorded.answer is not UNSET and isinstance(exchange, Exchange):
                self._bind(recorded.answer, _decoded(exchange.answer))

    def _prove(self, recorded: Recorded, ours: Exchange) -> None:
        """Tell a refusal of values that were made up from one that is drift."""
        used = {name for name in _asked(recorded) if name in self._made_up}
        if recorded.status < _REFUSED <= ours.status and used:
            names = ", ".join(sorted(used))
            raise CannotReplay(f"{names} is unknown here ({ours.status}): give it in `values` or `seeds`")
        if ours.status < _REFUSED:
            self._made_up -= used

    def _bind(self, recorded: Json, ours: Json) -> None:
        for name, value in bindings(recorded, ours):
            self._values.setdefault(name, value)

    def _made(self, recorded: Recorded) -> Exchange:
        provider = self._world.providers[recorded.provider]
        row = next((row for row in provider.operations if row.id == recorded.operation), None)
        route = row.route if row else ""
        path = self._path(recorded, route)
        query = urlencode([(name, self._text(value, name, recorded)) for name, value in recorded.query])
        headers, body = self._headers(provider, recorded), self._body(recorded)
        host = provider.front.hosts[0].replace("*", "example")
        url = f"/{host}{path}" + (f"?{query}" if query else "")
        at = self._world.clock.micros()
        answer = self._client.request(recorded.method, url, headers=headers, content=body)
        return Exchange(
            at=at,
            provider=recorded.provider,
            operation=recorded.operation,
            route=route,
            method=recorded.method,
            path=path,
            query=query,
            headers=tuple((name.lower(), text) for name, text in headers.items()),
            body=body,
            status=answer.status_code,
            answer_headers=tuple((name.lower(), text) for name, text in answer.headers.items()),
            answer=answer.content,
        )

    def _path(self, recorded: Recorded, route: str) -> str:
        """The path with its values; a parameter that nothing gave is one that the emulator is configured with."""
        segments, own = recorded.path.split("/"), route.partition(" ")[2].split("/")
        named = own if len(own) == len(segments) else [""] * len(segments)
        return "/".join(
            quote(self._text(segment, name.partition("}")[0].lstrip("{") if "{" in name else "", recorded), safe=":@")
            for segment, name in zip(segments, named, strict=True)
        )

    def _body(self, recorded: Recorded) -> bytes:
        if recorded.form is not UNSET:
            return urlencode([(name, self._text(value, name, recorded)) for name, value in recorded.form]).encode()
        return b"" if recorded.json is UNSET else msgspec.json.encode(self._filled(recorded.json, "", recorded))

    def _headers(self, provider: Provider, recorded: Recorded) -> dict[str, str]:
        found = {}
        for name, text in recorded.headers.items():
            if name == "authorization" and any(part not in self._values for part in names_in(text)):
                found[name] = self._credentials(provider, recorded, text)
            else:
                found[name] = self._text(text, name, recorded)
        return found

    def _credentials(self, provider: Provider, recorded: Recorded, text: str) -> str:
        """The credentials of the emulator's own account in the place of the recorded one's."""
        if recorded.status == _UNAUTHORIZED:
            return PLACEHOLDER.sub("bm9ib2R5Om5vYm9keQ==", text)
        known = provider.credentials(provider.env(self._world, "http://localhost"))
        scheme = re.split(r"[ :]", text)[0].lower()
        for headers in known.values():
            own = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
            if re.split(r"[ :]", own)[0].lower() == scheme:
                return own
        raise CannotReplay(f"no credentials here are like `{PLACEHOLDER.sub('…', text)}`")

    def _text(self, value: Json, name: str, recorded: Recorded) -> str:
        """A value as it stands in a path, a query, a form or a header."""
        found = self._filled(value, name, recorded)
        return found if isinstance(found, str) else msgspec.json.encode(found).decode()

    def _filled(self, value: Json, name: str, recorded: Recorded) -> Json:
        """A recorded value with values for its placeholders."""
        if isinstance(value, dict):
            return {
                str(self._filled(key, name, recorded)): self._filled(item, key, recorded) for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._filled(item, name, recorded) for item in value]
        if not isinstance(value, str):
            return value
        whole = PLACEHOLDER.fullmatch(value)
        if whole:
            return self._value(whole, name, recorded)
        return PLACEHOLDER.sub(lambda found: str(self._value(found, name, recorded)), value)

    def _value(self, found: re.Match[str], name: str, recorded: Recorded) -> Json:
        placeholder = f"<{found['kind']}-{found['index']}>"
        if placeholder not in self._values:
            code = self._codes.get(placeholder)
            self._values[placeholder] = (
                code_of(code, self._values, self._world)
                if code
                else self._first(found.group(), placeholder, name, recorded)
            )
        value = self._values[placeholder]
        is_number = found["number"] and isinstance(value, str) and value.isdigit()
        return int(value) if is_number and isinstance(value, str) else value

    def _first(self, mark: str, placeholder: str, name: str, recorded: Recorded) -> Json:
        """A value for a placeholder that no answer gave: configured here, of the kind, or none that is known."""
        if placeholder in self._given:
            raise CannotReplay(f"no answer here has given `{name or placeholder}`")
        provider = self._world.providers[recorded.provider]
        own = initial_values.configured(name, provider.env(self._world, "http://localhost"))
        if own is not None:
            return own
        known = self._people[recorded.provider]
        if placeholder.startswith("<email-") and known:
            return known[(int(mark.strip("<>").partition("-")[2]) - 1) % len(known)]
        self._made_up.add(placeholder)
        return initial_values.initial(mark)


def _asked(recorded: Recorded) -> list[str]:
    """The placeholders in a request, but for those in headers."""
    pairs = [value for _, value in (*recorded.query, *(recorded.form or ()))]
    return names_in([recorded.path, *pairs, recorded.json or None])


def _decoded(body: bytes) -> Json:
    try:
        value: Json = msgspec.json.decode(body)
    except ValueError:
        return None
    return value
