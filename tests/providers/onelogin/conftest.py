"""A OneLogin account in process, its time standing still, and a client that speaks to it without a socket."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.work import many_rows
from mfa_emulator.core.work.workshop import Workshop
from mfa_emulator.providers.onelogin import errors
from mfa_emulator.providers.onelogin.handles import Factor
from mfa_emulator.providers.onelogin.provider import PROVIDER

UNDOCUMENTED = (errors.SessionTokenInvalid, errors.InternalError, errors.TooLarge)
"""Refusals that no operation names: guesses, and failures outside handlers."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    @property
    def data(self) -> Any:
        return self.body["data"]

    @property
    def reason(self) -> str:
        return self.headers.get("x-mfa-reason", "")

    @property
    def message(self) -> str:
        return self.body.get("status", self.body)["message"]


class Client:
    """A client that calls the account with a token of its own; `agent` is the User-Agent."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.onelogin = emulator.onelogin
        self.token = self.onelogin.token()
        self.agent = "test"

    @property
    def ada(self) -> int:
        """The id of a user without factors."""
        return self.onelogin.user("ada").id

    @property
    def clock(self):
        return self.emulator.clock

    def enroll(self, kind: str, **fields: Any) -> Factor:
        """An active factor of Ada's: ``enroll("sms")``."""
        kind = {"authenticator": "totp", "protect": "push"}.get(kind, kind)
        factor: Factor = getattr(self.onelogin.user("ada"), f"enroll_{kind}")(**fields)
        return factor

    def code(self, to: str = "+15555550100") -> str:
        """The code that was sent last."""
        message = self.emulator.inbox.latest(to)
        assert message is not None, f"nothing was sent to {to}"
        return message.code

    def get(self, path: str, **options: Any) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.call("DELETE", path, **options)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Any = None,
        raw: bytes | None = None,
        agent: str = "",
    ) -> Answer:
        path = path.replace("{ada}", str(self.ada))
        given = {
            "host": "127.0.0.1:9099",
            "content-type": "application/json",
            "user-agent": agent or self.agent,
            "authorization": f"bearer:{self.token}",
            **{name.lower(): value for name, value in (headers or {}).items()},
        }
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "headers": [(n.encode(), v.encode("latin-1")) for n, v in given.items() if v is not None],
            "server": ("127.0.0.1", 9099),
            "extensions": {},
        }
        return drive(self.emulator.app, scope, content)


def drive(app: Any, scope: dict[str, Any], content: bytes) -> Answer:
    """One request through the application. Nothing in it waits, so it needs no event loop."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    try:
        app(scope, receive, send).send(None)
    except StopIteration:
        pass
    else:
        raise AssertionError("the application waits for something")
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def render(error: VendorError, request: Request, settings: Any) -> Reply:
    """The provider's own rendering, of a refusal that its operation names."""
    found = PROVIDER.routes.find(request.method, request.path)
    if isinstance(found, tuple) and not isinstance(error, UNDOCUMENTED):
        assert type(error).__name__ in found[0].errors, f"{found[0].id} does not name {type(error).__name__}"
    return PROVIDER.render(error, request, settings)


WATCHED = replace(PROVIDER, render=render)


@pytest.fixture
def make_client():
    """A client of an account with other settings: ``make_client(profile="strict", dialect="gen")``."""
    made: list[Emulator] = []

    def make(profile: str = "emulator", seeds: Any = (), **settings: Any) -> Client:
        emulator = Emulator(
            providers=[WATCHED],
            freeze="2026-11-21T10:00:00Z",
            profile=profile,
            settings={"onelogin": settings},
            seeds=seeds,
        )
        made.append(emulator)
        return Client(emulator)

    yield make
    crashes = [crash.traceback for emulator in made for crash in emulator.requests.crashes]
    assert not crashes, "\n".join(crashes)


@pytest.fixture
def client(make_client) -> Client:
    return make_client()


@pytest.fixture
def enrolled(client):
    """``enrolled("sms")``: an active device of Ada's."""
    return client.enroll


@pytest.fixture
def searching_aside(monkeypatch):
    """Every search goes on aside, of which `drive` sees nothing: it has no event loop to come back to."""

    async def outcome(self: Workshop, compute: Any) -> Any:
        return compute()

    monkeypatch.setattr(many_rows, "FEW", 0)
    monkeypatch.setattr(Workshop, "outcome", outcome)


@pytest.fixture
def phone(enrolled: Any) -> Any:
    """Ada's OneLogin Protect."""
    return enrolled("protect", display_name="Pixel")


@pytest.fixture
def poll(client: Any, phone: Any) -> Any:
    """Asks how a push to that phone was answered, by version 1."""
    path = f"/api/1/users/{{ada}}/otp_devices/{phone.id}"
    token = client.post(f"{path}/trigger").data[0]["state_token"]
    return lambda: client.post(f"{path}/verify", {"state_token": token})
