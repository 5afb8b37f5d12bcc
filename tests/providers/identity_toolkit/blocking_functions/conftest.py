"""A server with the project's own functions, and the two of a project that has both."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

import pytest
from stand_in_servers import served

from mfa_emulator.core.tokens import read_unverified


@dataclass
class Functions:
    """Functions on loopback: what they were asked, and what they answer."""

    url: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    """The claims of each token that came."""
    tokens: list[str] = field(default_factory=list)
    replies: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Status and body by event; else the function has no objection."""
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What happens, by event, while the function runs."""

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Event and sign-in method of each question."""
        return [(event["event_type"], event["sign_in_method"]) for event in self.events]

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Event, address and kind of each message that a function was asked about."""
        by = {"beforeSendEmail": ("email", "email_type"), "beforeSendSms": ("phone_number", "sms_type")}
        told = [(event["event_type"], event) for event in self.events if event["event_type"] in by]
        return [(name, event[by[name][0]], event[by[name][1]]) for name, event in told]

    def change(self, event: str, **record: Any) -> None:
        """Let the function change these fields."""
        body = {"userRecord": {**record, "updateMask": ",".join(record)}}
        self.replies[event] = (200, json.dumps(body).encode())

    def refuse(self, event: str, status: int = 403, body: bytes = b'{"error":{"status":"PERMISSION_DENIED"}}') -> None:
        """Let the function refuse."""
        self.replies[event] = (status, body)

    def config(self, *events: str, **forward: bool) -> dict[str, Any]:
        """The configuration that has these functions."""
        triggers = {event: {"functionUri": f"{self.url}/{event}"} for event in events}
        return {"blockingFunctions": {"triggers": triggers, "forwardInboundCredentials": forward}}


@pytest.fixture
def functions() -> Iterator[Functions]:
    """A server of its own for each test."""
    found = Functions()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.headers["Content-Type"] == "application/json"
            token = body["data"]["jwt"]
            event = read_unverified(token)[1]
            found.tokens.append(token)
            found.events.append(event)
            found.meanwhile.get(event["event_type"], lambda: None)()
            status, answer = found.replies.get(event["event_type"], (200, b"{}"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with suppress(OSError):  # the caller has gone
                self.wfile.write(answer)

    with served(Handler) as url:
        found.url = url
        yield found


@pytest.fixture
def watched(both: Any, functions: Functions) -> Any:
    """A project of either profile that asks both functions."""
    both.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    return both


@pytest.fixture
def watched_messages(both: Any, functions: Functions) -> Any:
    """A project of either profile that asks about messages."""
    both.configure("blockingFunctions", functions.config("beforeSendEmail", "beforeSendSms"))
    return both


@pytest.fixture
def elsewhere() -> Callable[[Any], Any]:
    """``elsewhere(it)(path, body)``: a call from another thread, as an administrator, while `it` is busy."""

    def client(it: Any) -> Callable[[str, Any], Any]:
        import httpx2

        http = httpx2.Client(transport=it.emulator.transport(), base_url="http://127.0.0.1:9099")

        def call(path: str, body: Any, method: str = "POST") -> Any:
            return http.request(method, path, json=body, headers={"authorization": "Bearer owner"})

        return call

    return client


PROFILE = {"sub": "77", "email": "ada@example.com", "email_verified": True, "name": "Ada"}


class Ways:
    """The ways in, each walked to its end, of a project that asks both functions."""

    base = "/v1/projects/demo-project/accounts"
    body: ClassVar = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}

    def __init__(self, it: Any) -> None:
        self.it = it

    def sign_up(self, email: str = "ada@example.com") -> Any:
        return self.it.ok("/v1/accounts:signUp", {**self.body, "email": email})

    def by_phone(self, number: str = "+15555550100") -> Any:
        asked = {"phoneNumber": number, "recaptchaToken": "x"}
        session = self.it.ok("/v1/accounts:sendVerificationCode", asked)["sessionInfo"]
        body = {"sessionInfo": session, "code": self.it.sms(number)}
        return self.it.ok("/v1/accounts:signInWithPhoneNumber", body)

    def link(self, email: str = "ada@example.com") -> dict[str, str]:
        """The body of a sign-in by the link that was just mailed."""
        body = {"requestType": "EMAIL_SIGNIN", "email": email, "continueUrl": "http://localhost/in"}
        self.it.ok("/v1/accounts:sendOobCode", body)
        return {"email": email, "oobCode": self.it.inbox.latest(to=email).code}

    def by_link(self, email: str = "ada@example.com") -> Any:
        return self.it.ok("/v1/accounts:signInWithEmailLink", self.link(email))

    def profile(self, claims: Any = PROFILE, provider: str = "google.com", **more: Any) -> dict[str, Any]:
        """The body of a sign-in by an identity provider."""
        post_body = f"providerId={provider}&id_token={json.dumps(claims)}"
        return {"postBody": post_body, "requestUri": "http://localhost", "returnSecureToken": True, **more}

    def by_provider(self, *arguments: Any, **more: Any) -> Any:
        return self.it.ok("/v1/accounts:signInWithIdp", self.profile(*arguments, **more))

    def account(self, email: str = "ada@example.com") -> Any:
        """The account as an administrator sees it; None when there is none."""
        users = self.it.ok(f"{self.base}:lookup", {"email": [email]}, admin=True).get("users")
        return users[0] if users else None


@pytest.fixture
def ways_of() -> Callable[[Any], Ways]:
    """``ways_of(it)``."""
    return Ways


@pytest.fixture
def ways(watched: Any) -> Ways:
    """The ways in of `watched`."""
    return Ways(watched)
