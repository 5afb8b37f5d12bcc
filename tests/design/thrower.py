"""Calls of any operation of any provider, with whatever comes to mind, which may be refused but never half done."""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from re import fullmatch
from typing import Any, Literal, TypeAlias, get_args, get_origin
from urllib.parse import quote, unquote, urlencode

import msgspec

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider

CALLS = 40
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
START = "2026-11-21T10:00:00Z"
WORDS = (
    *("", "x", "ada", "ada-lovelace", "bob", "ada@example.com", "secret-1", "+15555550100", "sms", "totp", "push"),
    *(0, 1, -1, 10**20, True, None, "0", "1", "true", "2026-11-21T10:00:00Z", SECRET, "{}", "[]", "https://x.co"),
    *({}, [], {"x": 1}, ["x"], {"phoneNumber": "+15555550100"}, [{"email": "x"}], "\x00", "é" * 300, '{"uid":"x"}'),
    *("refresh_token", "PASSWORD_RESET", "EMAIL_SIGNIN", [{"phoneInfo": "+15555550100"}], ["ada"], "YF" + "0" * 32),
)
BROKEN = (b"{", b"[]", b"null", b"\xff", b"", b"a=b&c")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
IDS = r"[A-Z]{2}[0-9a-f]{32}|ada.*|\d{5,12}|demo-project|[0-9a-z]{3}[0-9A-Za-z]{17}"
"""Ids of people and things, for the places where a path asks for one."""

Call: TypeAlias = tuple[str, str, dict[str, str], bytes]
"""Path, query, headers and body."""


def rows(providers: Iterable[Provider]) -> list[tuple[Provider, Operation]]:
    """Every operation that is built, as parameters of a test."""
    return [(provider, one) for provider in providers for one in provider.operations if one.handler is not None]


def name(value: Any) -> str | None:
    """The name of a parameter."""
    return value.name if isinstance(value, Provider) else value.id if isinstance(value, Operation) else None


class Thrower:
    """Sends one operation whatever comes to mind, the same on every run."""

    def __init__(
        self,
        provider: Provider,
        operation: Operation,
        emulator: Emulator,
        callers: Iterable[Mapping[str, str]] = (),
        forget: Callable[[Mapping[str, Any]], object] = lambda states: None,
    ) -> None:
        self.provider, self.operation, self.emulator, self.forget = provider, operation, emulator, forget
        self.chance = Random(f"{operation.id} {emulator.options.profile}")
        named = provider.credentials(provider.env(emulator.world, "http://localhost"))
        self.callers = [{}, {"authorization": "Bearer x"}, *named.values(), *callers]
        self.learn()

    def learn(self) -> None:
        """Look for what could be thrown in what is stored."""
        self.known = sorted(set(texts(json.loads(self.remembered()))))
        self.ids = [text for text in self.known if fullmatch(IDS, text)]

    def remembered(self) -> bytes:
        """All that the world holds beside its journal, without what `forget` takes from a copy of the states."""
        snapshot = self.emulator.world.snapshot()
        self.forget(snapshot.states)
        return snapshot.to_json()

    def run(self, loop: asyncio.AbstractEventLoop) -> int:
        """Send many calls, and look after each that is refused whether anything changed; how many succeeded."""
        before, call, status, done = self.remembered(), self.call(), 400, 0
        for _ in range(CALLS):
            # What succeeded comes once more: what it made is there already then.
            again = status < 400 and self.chance.random() < 0.5
            call = call if again else self.call()
            status = self.throw(loop, call)
            done += status < 400
            after = self.remembered()
            assert status < 500 or status == 501, call
            assert after == before or status < 400, call
            if after != before:
                self.learn()
            before = after
        return done

    def call(self) -> Call:
        """Any call of the operation: path, query, headers and body."""
        path = f"/{self.provider.front.hosts[0].replace('*', 'acme')}{self._filled(self.operation.route.split(' ')[1])}"
        query = urlencode(self._fields()) if self.chance.random() < 0.5 else ""
        body, kind = self._body()
        return path, query, {"host": "localhost", "content-type": kind, **self.chance.choice(self.callers)}, body

    def throw(self, loop: asyncio.AbstractEventLoop, call: Call) -> int:
        """Send a call; its status."""
        verb, (path, query, headers, body) = self.operation.route.split(" ")[0], call
        scope = {
            "type": "http",
            "method": verb,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 0),
        }
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        loop.run_until_complete(self.emulator.app(scope, receive, send))
        status: int = sent[0]["status"]
        return status

    def _word(self) -> Any:
        return self.chance.choice(self.known if self.chance.random() < 0.3 else WORDS)

    def _filled(self, path: str) -> str:
        while "{" in path:
            before, _, rest = path.partition("{")
            word = self.chance.choice(self.ids) if self.chance.random() < 0.7 else self._word()
            path = before + (quote(str(word), safe="") or "x") + rest.partition("}")[2]
        return path

    def _fields(self) -> dict[str, Any]:
        body, share = self.operation.body, self.chance.choice((0.2, 0.6, 1))
        fields = () if body is None else msgspec.structs.fields(body)
        return {field.encode_name: self._value(field.type) for field in fields if self.chance.random() < share}

    def _value(self, kind: Any) -> Any:
        """A word; of a field that takes a few alone mostly one of these."""
        known = get_args(kind) if get_origin(kind) is Literal else ()
        return self.chance.choice(known) if known and self.chance.random() < 0.7 else self._word()

    def _body(self) -> tuple[bytes, str]:
        fields = self._fields()
        if self.chance.random() < 0.1:
            return self.chance.choice(BROKEN), JSON
        if self.provider.forms:
            given = {name: word if isinstance(word, str) else json.dumps(word) for name, word in fields.items()}
            return urlencode(given).encode(), FORM
        return json.dumps(fields).encode(), JSON


def texts(value: Any) -> Iterator[str]:
    """All texts and numbers in a document."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str | int):
        yield str(value)
