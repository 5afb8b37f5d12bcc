"""twilio-python, unmodified, in every way that it can be pointed here."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from mfa_emulator import Emulator

PHONE = "+15017122661"


@pytest.fixture
def emulator(proxied_emulator: Emulator) -> Emulator:
    """With a proxy, that some of the clients use."""
    return proxied_emulator


@pytest.fixture(params=["http_client", "base_url", "https_proxy", "in_process"])
def client(emulator: Emulator, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """twilio-python's Client: redirected, with `base_url` set, led by the environment alone, and without a socket."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from mfa_emulator.sdk.twilio import in_process, redirect

    account = emulator.twilio_verify
    http = TwilioHttpClient()
    if request.param == "in_process":
        in_process(http, emulator)
    if request.param == "http_client":
        redirect(http, emulator.url)
    found = Client(account.account_sid, account.auth_token, http_client=http)
    if request.param == "base_url":
        found.verify.base_url = emulator.url
    if request.param == "https_proxy":
        for name, value in emulator.env.items():
            monkeypatch.setenv(name, value)
    yield found
    found.http_client.session.close()


@pytest.fixture
def service(client: Any, emulator: Emulator) -> Any:
    """The default service."""
    return client.verify.v2.services(emulator.twilio_verify.service_sid)


@pytest.fixture
def ada(service: Any) -> Any:
    """An entity."""
    return service.entities("ada-lovelace")


@pytest.fixture
def code(emulator: Emulator) -> Callable[..., str]:
    """``code(factor)``: what an authenticator app shows that scanned the factor's URI."""

    def show(factor: Any, step: int = 0) -> str:
        app = pyotp.parse_uri(factor.binding["uri"])
        return str(app.at(emulator.clock.now() + timedelta(seconds=step * app.interval)))

    return show


@pytest.fixture
def refused() -> Callable[..., Any]:
    """``with refused(429, 60202):`` expects that Twilio's SDK raises this error."""
    from contextlib import contextmanager

    from twilio.base.exceptions import TwilioRestException

    @contextmanager
    def check(status: int, number: int) -> Iterator[None]:
        with pytest.raises(TwilioRestException) as error:
            yield
        assert (error.value.status, error.value.code) == (status, number)

    return check
