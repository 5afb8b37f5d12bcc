"""A call that is refused leaves the world as it was, to the byte: every operation, whatever is sent to it."""

import asyncio
import json
from collections.abc import Iterator
from random import Random
from re import fullmatch
from typing import Any
from urllib.parse import quote, unquote, urlencode

import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

CALLS = 40
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
ADA = {"email": "ada@example.com", "password": "secret-1"}
BOB = {
    "username": "bob",
    "password": "secret-1",
    "factors": [{"type": "sms", "to": "+15555550100"}, {"type": "authenticator", "secret": SECRET}],
}
OWL = {
    "friendly_name": "Owl Bank",
    "default": True,
    "entities": [{"identity": "ada-lovelace", "factors": [{"friendly_name": "Phone", "secret": SECRET}]}],
}
SEED = {
    "identity_toolkit": {"users": [{**ADA, "localId": "ada", "factors": [{"phoneNumber": "+15555550101"}]}]},
    "twilio_verify": {"services": [OWL]},
    "onelogin": {"users": [BOB]},
}
WORDS = (
    *("", "x", "ada", "ada-lovelace", "bob", "ada@example.com", "secret-1", "+15555550100", "sms", "totp", "push"),
    *(0, 1, -1, 10**20, True, None, "0", "1", "true", "2026-11-21T10:00:00Z", SECRET, "{}", "[]", "https://x.co"),
    *({}, [], {"x": 1}, ["x"], {"phoneNumber": "+15555550100"}, [{"email": "x"}], "\x00", "é" * 300, '{"uid":"x"}'),
    *("refresh_token", "PASSWORD_RESET", "EMAIL_SIGNIN", [{"phoneInfo": "+15555550100"}], ["ada"], "YF" + "0" * 32),
)
BROKEN = (b"{", b"[]", b"null", b"\xff", b"", b"a=b&c")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

ROWS = [
    (provider, operation)
    for provider in map(load, BUILT_IN)
    for operation in provider.operations
    if operation.handler is not None
]


Call = tuple[str, str, dict[str, str], bytes]


class Thrower:
    """Sends one operation whatever comes to mind, the same on every run."""

    def __init__(self, provider: Provider, operation: Operation, profile: str) -> None:
        self.provider, self.operation = provider, operation
        self.emulator = Emulator(freeze="2026-11-21T10:00:00Z", profile=profile, seeds=(SEED,))
        self.chance = Random(f"{operation.id} {profile}")
        named = provider.credentials(provider.env(self.emulator.world, "http://localhost"))
        bearer = {"authorization": f"bearer:{self.emulator.onelogin.token()}"}
        self.callers = [{}, {"authorization": "Bearer x"}, *named.values(), bearer]
        self.learn()

    def learn(self) -> None:
        """Look for what could be thrown in what is stored."""
        self.known = sorted(set(texts(json.loads(self.remembered()))))
        self.ids = [text for text in self.known if fullmatch(r"[A-Z]{2}[0-9a-f]{32}|ada.*|\d{5,12}|demo-project", text)]

    def remembered(self) -> bytes:
        """All that the world holds beside its journal."""
        snapshot = self.emulator.world.snapshot()
        # That version 1 counts every call of an hour is no trace of what the call wanted.
        vars(snapshot.states["onelogin"]).pop("rate")
        return snapshot.to_json()

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
        fields = msgspec.structs.fields(body) if issubclass(body, msgspec.Struct) else ()
        return {field.encode_name: self._word() for field in fields if self.chance.random() < share}

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


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.mark.parametrize("profile", ["emulator", "strict"])
@pytest.mark.parametrize(("provider", "operation"), ROWS, ids=[f"{p.name}-{o.id}" for p, o in ROWS])
def test_a_refused_call_leaves_the_world_as_it_was(loop, provider: Provider, operation: Operation, profile: str):
    thrower = Thrower(provider, operation, profile)
    before, call, status = thrower.remembered(), thrower.call(), 400
    for _ in range(CALLS):
        # What succeeded comes once more: what it made is there already then.
        again = status < 400 and thrower.chance.random() < 0.5
        call = call if again else thrower.call()
        status = thrower.throw(loop, call)
        after = thrower.remembered()
        assert status < 500 or status == 501, call
        assert after == before or status < 400, call
        if after != before:
            thrower.learn()
        before = after
