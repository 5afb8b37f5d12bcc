"""A Twilio account in a world of its own, called without a socket."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from in_process import client_of

from mfa_emulator import Emulator
from mfa_emulator.providers.twilio_verify.facade import TwilioVerify
from mfa_emulator.providers.twilio_verify.provider import PROVIDER

NOW = "2026-11-21T10:00:00Z"
ADA = "ada-lovelace"
PHONE = "+15017122661"


class Account:
    """The default account and service; `s` is the path of the service, `e` that of the entity ada-lovelace."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.world = emulator.world
        self.api: TwilioVerify = emulator.world.twilio_verify
        self.http = client_of(emulator, "verify.twilio.com")
        self.http.auth = httpx2.BasicAuth(self.api.account_sid, self.api.auth_token)
        self.s = f"/v2/Services/{self.api.service_sid}"
        self.e = f"{self.s}/Entities/{ADA}"

    def post(self, path: str, form: dict[str, Any] | None = None, **arguments: Any) -> httpx2.Response:
        return self.http.post(path, data=form or {}, **arguments)

    def get(self, path: str, **query: Any) -> httpx2.Response:
        return self.http.get(path, params=query)

    def delete(self, path: str) -> httpx2.Response:
        return self.http.delete(path)

    def make(self, path: str, form: dict[str, Any] | None = None, status: int = 201) -> dict[str, Any]:
        """The answer to a POST that must succeed."""
        answer = self.post(path, form)
        assert answer.status_code == status, answer.text + answer.headers.get("x-mfa-reason", "")
        found: dict[str, Any] = answer.json()
        return found

    def service(self, **form: Any) -> str:
        """The path of a new service."""
        return f"/v2/Services/{self.make('/v2/Services', {'FriendlyName': 'Owl Bank', **form})['sid']}"

    def totp(self, *, verified: bool = True, path: str = "", **form: Any) -> dict[str, Any]:
        """A new TOTP factor."""
        e = path or self.e
        factor = self.make(f"{e}/Factors", {"FriendlyName": "Ada's phone", "FactorType": "totp", **form})
        if verified:
            payload = {"AuthPayload": self.code(factor)}
            assert self.make(f"{e}/Factors/{factor['sid']}", payload, 200)["status"] == "verified"
        return factor

    def code(self, factor: dict[str, Any], step: int = 0) -> str:
        """The code that the user's authenticator shows."""
        entity = self.api.find_entity(factor["identity"], service_sid=factor["service_sid"])
        found = next(one for one in entity.factors if one.id == factor["sid"])
        return found.authenticator.code(step)

    def wrong(self, factor: dict[str, Any]) -> str:
        """A code that no step near now has."""
        near = {self.code(factor, step) for step in range(-10, 11)}
        length = len(self.code(factor))
        return next(code for code in (str(n).zfill(length) for n in range(30)) if code not in near)

    def challenge(self, factor: dict[str, Any], **form: Any) -> dict[str, Any]:
        """A new challenge."""
        return self.make(f"{self.e}/Challenges", {"FactorSid": factor["sid"], **form})

    def sent(self, to: str = PHONE) -> str:
        """The newest code that was sent."""
        message = self.emulator.inbox.latest(to=to)
        assert message is not None
        return str(message.code)

    def wrong_sms(self, to: str = PHONE) -> str:
        """A code of the same length that was not sent."""
        code = self.sent(to)
        return ("1" if code[0] != "1" else "2") + code[1:]


@pytest.fixture
def account_with() -> Iterator[Callable[..., Account]]:
    """``account_with(setting=value)``: an account in a world with other settings, or another `profile`."""
    accounts: list[Account] = []

    def make(profile: str = "emulator", seeds: Any = (), **settings: Any) -> Account:
        changed = {"twilio_verify": settings}
        emulator = Emulator(freeze=NOW, profile=profile, seeds=seeds, settings=changed, providers=[PROVIDER])
        accounts.append(Account(emulator))
        return accounts[-1]

    yield make
    for account in accounts:
        account.http.close()
        assert [crash.traceback for crash in account.world.journal.crashes] == []


@pytest.fixture
def account(account_with: Callable[..., Account]) -> Account:
    """An account with the default settings."""
    return account_with()


@pytest.fixture
def refused() -> Callable[..., str]:
    """``refused(answer, 400, 60200)`` checks the envelope of a refusal and returns its reason."""

    def check(answer: httpx2.Response, status: int, code: int, message: str | None = None) -> str:
        assert answer.status_code == status, answer.text
        body = answer.json()
        detail = ["detail"] if status == 401 else []
        assert list(body) == ["code", *detail, "message", "more_info", "status"]
        assert body.get("detail", "") == ""
        assert (body["code"], body["status"]) == (code, status)
        assert body["more_info"] == f"https://www.twilio.com/docs/errors/{code}"
        assert body["message"]
        if message is not None:
            assert body["message"] == message
        reason = answer.headers["x-mfa-reason"]
        assert reason
        return reason

    return check


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


@pytest.fixture
def basic_auth() -> Callable[[str, str], dict[str, str]]:
    """The header of HTTP Basic."""
    return basic
