"""Tests that drive the vendors' own, unmodified packages against an emulator on a real port."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import tested_operations

from mfa_emulator import Emulator


@pytest.fixture(scope="session", autouse=True)
def _tested_operations() -> Iterator[None]:
    """Keep the list of what SDKs call, when it is asked for."""
    if not tested_operations.WANTED:
        yield
        return
    with tested_operations.watched():
        yield


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An emulator of this test's own, on a port of its own, its clock standing still at the real now."""
    with Emulator(freeze=True) as emulator:
        yield emulator
        crashes = _crashes(emulator)
    assert not crashes, "\n".join(crashes)


@pytest.fixture
def proxied_emulator() -> Iterator[Emulator]:
    """The same with an HTTPS proxy: its environment variables lead a program here that knows only Twilio's hosts."""
    pytest.importorskip("trustme", reason="the proxy needs the extra [tls]")
    from mfa_emulator.serving.secure import Secure

    with Emulator(freeze=True, secure=Secure(https_proxy=True)) as emulator:
        yield emulator
        crashes = _crashes(emulator)
    assert not crashes, "\n".join(crashes)


def _crashes(emulator: Emulator) -> list[str]:
    return [crash.traceback for world in emulator.worlds.values() for crash in world.journal.crashes]


@pytest.fixture
def google_api(emulator: Emulator) -> Iterator[Callable[..., Any]]:
    """``google_api("v2")`` is google-api-python-client's own client for that version of Identity Toolkit, with an
    API key; ``google_api("v1", owner=True)`` has an administrator's credential."""
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build

    with ExitStack() as services:

        def client(version: str, *, owner: bool = False) -> Any:
            # `api_endpoint` takes the place of the whole base URL, and that of v3 has a path.
            endpoint = emulator.url + ("/identitytoolkit/v3/relyingparty/" if version == "v3" else "")
            caller = {"credentials": Credentials("owner")} if owner else {"developerKey": "any"}
            options = {"api_endpoint": endpoint}
            return services.enter_context(build("identitytoolkit", version, client_options=options, **caller))

        yield client


@pytest.fixture
def google_error() -> type[Exception]:
    """What google-api-python-client raises; ``match=`` finds the error's code in its text."""
    from googleapiclient.errors import HttpError

    return HttpError


@pytest.fixture
def firebase(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """firebase-admin's `auth`, told by the environment where to go as an app's own would be.

    Without the option it would look for credentials first, on disk and in the network, to learn the project.
    """
    import firebase_admin
    from firebase_admin import auth

    for name, value in emulator.env.items():
        monkeypatch.setenv(name, value)
    app = firebase_admin.initialize_app(options={"projectId": emulator.world.options.project})
    try:
        yield auth
    finally:
        firebase_admin.delete_app(app)


@pytest.fixture
def ada(emulator: Emulator, google_api: Callable[..., Any]) -> "Person":
    """A user who does everything by google-api-python-client, and has no account yet."""
    return Person(emulator, google_api("v1").accounts(), google_api("v2").accounts())


class Person:
    """A user of an app; `session` is the newest answer that held tokens."""

    email = "ada@example.com"
    password = "secret-1"
    phone = "+15555550100"

    def __init__(self, emulator: Emulator, accounts: Any, second_factors: Any) -> None:
        self.emulator = emulator
        self.accounts = accounts
        self.enrollment = second_factors.mfaEnrollment()
        self.sign_in_by_factor = second_factors.mfaSignIn()
        self.session: dict[str, Any] = {}
        self.app: pyotp.TOTP | None = None

    @property
    def id_token(self) -> str:
        return str(self.session["idToken"])

    def code(self, step: int = 0) -> str:
        """What the authenticator app shows, `step` steps from now."""
        assert self.app is not None
        return str(self.app.at(self.emulator.clock.now() + timedelta(seconds=30 * step)))

    def wrong_code(self) -> str:
        """A code that no step near now has."""
        near = {self.code(step) for step in range(-10, 11)}
        return next(code for code in map("{:06}".format, range(30)) if code not in near)

    def sms_code(self) -> str:
        message = self.emulator.inbox.latest(to=self.phone, channel="sms")
        assert message is not None
        assert message.code is not None
        return message.code

    def sign_up(self) -> "Person":
        body = {"email": self.email, "password": self.password, "returnSecureToken": True}
        self.session = self.accounts.signUp(body=body).execute()
        return self

    def verify_email(self) -> "Person":
        self.accounts.sendOobCode(body={"requestType": "VERIFY_EMAIL", "idToken": self.id_token}).execute()
        message = self.emulator.inbox.latest(to=self.email, channel="email")
        assert message is not None
        self.accounts.update(body={"oobCode": message.code}).execute()
        return self

    def start_totp(self) -> dict[str, Any]:
        """A new secret, in the app from now on."""
        started = self.enrollment.start(body={"idToken": self.id_token, "totpEnrollmentInfo": {}}).execute()
        info: dict[str, Any] = started["totpSessionInfo"]
        self.app = pyotp.TOTP(info["sharedSecretKey"])
        return info

    def finish_totp(self, info: dict[str, Any], code: str) -> dict[str, Any]:
        proof = {"sessionInfo": info["sessionInfo"], "verificationCode": code}
        body = {"idToken": self.id_token, "displayName": "authenticator", "totpVerificationInfo": proof}
        answer: dict[str, Any] = self.enrollment.finalize(body=body).execute()
        self.session = answer
        return answer

    def enroll_totp(self) -> "Person":
        """Enroll, and wait for the next step so that the app shows a fresh code."""
        self.finish_totp(self.start_totp(), self.code())
        self.emulator.clock.advance("30s")
        return self

    def start_phone(self) -> str:
        info = {"phoneNumber": self.phone}
        started = self.enrollment.start(body={"idToken": self.id_token, "phoneEnrollmentInfo": info}).execute()
        return str(started["phoneSessionInfo"]["sessionInfo"])

    def finish_phone(self, session_info: str, code: str) -> None:
        proof = {"sessionInfo": session_info, "code": code}
        body = {"idToken": self.id_token, "displayName": "my phone", "phoneVerificationInfo": proof}
        self.session = self.enrollment.finalize(body=body).execute()

    def enroll_phone(self) -> "Person":
        self.finish_phone(self.start_phone(), self.sms_code())
        return self

    def first_factor(self) -> dict[str, Any]:
        """The answer to the password: tokens, or a pending credential and the factors to choose from."""
        body = {"email": self.email, "password": self.password, "returnSecureToken": True}
        answer: dict[str, Any] = self.accounts.signInWithPassword(body=body).execute()
        return answer

    def second_factor(self, pending: dict[str, Any], code: str) -> dict[str, Any]:
        """The TOTP code."""
        body = {
            "mfaPendingCredential": pending["mfaPendingCredential"],
            "mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"],
            "totpVerificationInfo": {"verificationCode": code},
        }
        self.session = self.sign_in_by_factor.finalize(body=body).execute()
        return self.session

    def ask_for_sms(self, pending: dict[str, Any]) -> str:
        """A text message with the code of the second factor."""
        body = {
            "mfaPendingCredential": pending["mfaPendingCredential"],
            "mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"],
            "phoneSignInInfo": {},
        }
        return str(self.sign_in_by_factor.start(body=body).execute()["phoneResponseInfo"]["sessionInfo"])

    def second_factor_by_sms(self, pending: dict[str, Any], session_info: str, code: str) -> dict[str, Any]:
        proof = {"sessionInfo": session_info, "code": code}
        body = {"mfaPendingCredential": pending["mfaPendingCredential"], "phoneVerificationInfo": proof}
        self.session = self.sign_in_by_factor.finalize(body=body).execute()
        return self.session

    def withdraw(self, enrollment_id: str) -> dict[str, Any]:
        body = {"idToken": self.id_token, "mfaEnrollmentId": enrollment_id}
        self.session = self.enrollment.withdraw(body=body).execute()
        return self.session

    def account(self) -> dict[str, Any]:
        """The own account as `lookup` shows it."""
        user: dict[str, Any] = self.accounts.lookup(body={"idToken": self.id_token}).execute()["users"][0]
        return user
