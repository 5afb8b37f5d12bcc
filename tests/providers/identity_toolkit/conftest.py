"""An emulator with a frozen clock, and a client that speaks HTTP to it without a socket."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlencode

import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core import base64url
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.tokens import read_unverified

START = "2026-11-21T10:00:00Z"
"""The instant at which the clock of these tests stands; 10:00:00 is the first moment of a TOTP step."""

PROJECT = "demo-project"
GOOGLE = "identitytoolkit.googleapis.com"
AUDIENCE = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"


class Answer:
    """An answer over HTTP."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def reason(self) -> str:
        """Why it was refused, for people."""
        return unquote(self.headers.get("x-mfa-reason", ""))

    def __repr__(self) -> str:
        return f"{self.status} {self.body[:400].decode(errors='replace')} ({self.reason})"


class IdentityToolkitClient:
    """Calls the emulated API as an app does, or as an administrator."""

    def __init__(self, emulator: Emulator, loop: asyncio.AbstractEventLoop) -> None:
        self.emulator = emulator
        self.world = emulator.world
        self.clock = emulator.clock
        self.inbox = emulator.inbox
        self.accounts = emulator.identity_toolkit
        self._loop = loop

    # Requests

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        **query: str,
    ) -> Answer:
        """One request, as given: `body` as JSON, or bytes as they are."""
        raw = b"" if body is None else body if isinstance(body, bytes) else msgspec.json.encode(body)
        named = {"host": "127.0.0.1:9099", "content-type": "application/json", **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query).encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in named.items()],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 9099),
            "scheme": "http",
        }
        return self._loop.run_until_complete(_serve(self.emulator.app, scope, raw))

    def call(self, path: str, body: Any = None, *, method: str = "POST", admin: bool = False, **query: str) -> Answer:
        """A call of ``/v1/…``, ``/v2/…`` and so on, with an API key or as an administrator."""
        if admin:
            return self.send(method, path, body, headers={"authorization": "Bearer owner"}, **query)
        return self.send(method, path, body, **{"key": "any-key", **query})

    def ok(self, path: str, body: Any = None, **options: Any) -> Any:
        """The answer of a call that must succeed."""
        answer = self.call(path, {} if body is None and "method" not in options else body, **options)
        assert answer.status == 200, answer
        return answer.json

    def refused(self, path: str, body: Any = None, **options: Any) -> str:
        """The code of a refusal, or its whole message when that is a sentence. Refusals must give a reason."""
        answer = self.call(path, {} if body is None and "method" not in options else body, **options)
        assert 400 <= answer.status < 500, answer
        assert answer.reason, answer
        code: str = answer.json["error"]["message"].split(" : ")[0]
        return code

    # Stories

    def user(self, email: str = "ada@example.com", **options: Any) -> Any:
        """An account with a verified address, made without a request."""
        return self.accounts.user(email, **options)

    def sign_in(self, email: str = "ada@example.com", password: str = "secret-1") -> Any:
        """The answer to e-mail and password: tokens, or the question for a second factor."""
        body = {"email": email, "password": password, "returnSecureToken": True}
        return self.ok("/v1/accounts:signInWithPassword", body)

    def configure(self, mask: str, config: Any) -> Any:
        """Write a part of the project's configuration."""
        path = f"/v2/projects/{PROJECT}/config"
        return self.ok(path, config, method="PATCH", admin=True, updateMask=mask)

    def switch_on_second_factors(self, adjacent_intervals: int | None = None) -> None:
        """Switch SMS and TOTP on, as a project of production must before they can be used."""
        window = {} if adjacent_intervals is None else {"adjacentIntervals": adjacent_intervals}
        totp = {"state": "ENABLED", "totpProviderConfig": window}
        self.configure(
            "mfa", {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"], "providerConfigs": [totp]}}
        )

    def custom_token(self, uid: str | bool | None = "ada", *, header: Any = None, **changed: Any) -> str:
        """A custom token as a service account of the project makes it; its signature, which nobody can check, is none.

        A claim that is changed to None is left out.
        """
        now, account = self.clock.micros() // 1_000_000, f"firebase-adminsdk@{PROJECT}.iam.gserviceaccount.com"
        made = {"iss": account, "sub": account, "aud": AUDIENCE, "iat": now, "exp": now + 3600, "uid": uid, **changed}
        parts = (header or {"alg": "RS256", "typ": "JWT"}, {k: v for k, v in made.items() if v is not None})
        return ".".join([*(base64url.encode(msgspec.json.encode(part)) for part in parts), "c2lnbmF0dXJl"])

    def start_totp(self, id_token: str) -> Any:
        """Begin to enroll TOTP: the `totpSessionInfo`."""
        return self.ok("/v2/accounts/mfaEnrollment:start", {"idToken": id_token, "totpEnrollmentInfo": {}})[
            "totpSessionInfo"
        ]

    def start_phone(self, id_token: str, number: str = "+15555550100") -> str:
        """Begin to enroll a phone: the session."""
        body = {"idToken": id_token, "phoneEnrollmentInfo": {"phoneNumber": number}}
        session: str = self.ok("/v2/accounts/mfaEnrollment:start", body)["phoneSessionInfo"]["sessionInfo"]
        return session

    def authenticator(self, secret: str) -> Authenticator:
        """The app that holds this secret."""
        return Authenticator(Totp(secret), self.clock)

    def sms(self, number: str = "+15555550100") -> str:
        """The code of the newest text message to that number."""
        return self.inbox.wait_for(to=number, channel="sms", timeout=0).code


async def _serve(app: Callable[..., Any], scope: dict[str, Any], body: bytes) -> Answer:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def claims(id_token: str) -> Any:
    """The claims of an ID token."""
    return read_unverified(id_token)[1]


@pytest.fixture
def claims_of() -> Callable[[str], Any]:
    """Reads the claims of an ID token."""
    return claims


@pytest.fixture
def make_it() -> Iterator[Callable[..., IdentityToolkitClient]]:
    """Makes clients of further emulators: ``make_it(profile="strict", sms_code_lifetime=60)``."""
    loop = asyncio.new_event_loop()

    def make(
        profile: str = "emulator", *, signed_tokens: bool = False, seed: int = 0, **settings: Any
    ) -> IdentityToolkitClient:
        emulator = Emulator(
            profile=profile,
            freeze=START,
            seed=seed,
            project=PROJECT,
            signed_tokens=signed_tokens,
            settings={"identity_toolkit": settings},
        )
        return IdentityToolkitClient(emulator, loop)

    yield make
    loop.close()


@pytest.fixture
def it(make_it: Callable[..., IdentityToolkitClient]) -> IdentityToolkitClient:
    """The emulator with the answers of the official emulator."""
    return make_it()


ANY_PROVIDER = {"idp_needs_configuration": False, "idp_tokens_checked": False}
"""Settings by which identity providers sign in that nobody has configured, with tokens made by hand."""


@pytest.fixture
def strict(make_it: Callable[..., IdentityToolkitClient]) -> IdentityToolkitClient:
    """The emulator with the answers of production, second factors switched on, and any identity provider."""
    client = make_it("strict", **ANY_PROVIDER)
    client.switch_on_second_factors()
    return client


@pytest.fixture(params=["emulator", "strict"])
def both(request: pytest.FixtureRequest, make_it: Callable[..., IdentityToolkitClient]) -> IdentityToolkitClient:
    """One after the other."""
    client = make_it(request.param, **ANY_PROVIDER)
    client.switch_on_second_factors()
    return client
