"""The console in Debian's Chromium, beside a live emulator of all vendors."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from mfa_emulator import Emulator

START = "2026-11-21T10:00:00Z"


@pytest.fixture(autouse=True)
def _patience() -> None:
    """Have `expect` wait as long as a busy machine may need."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    sync_api.expect.set_options(timeout=30_000)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(freeze=START) as running:
        yield running


@pytest.fixture
def post(emulator: Emulator) -> Callable[..., Any]:
    """Send JSON to the emulator, below its URL; refusals are answers too."""

    def send(path: str, body: Any, **headers: str) -> Any:
        request = Request(emulator.url + path, json.dumps(body).encode(), headers)
        request.add_header("content-type", "application/json")
        try:
            with urlopen(request) as answer:
                return json.load(answer)
        except HTTPError as error:
            return json.load(error)

    return send


@pytest.fixture
def ask_for_a_push(emulator: Emulator) -> Callable[[], None]:
    """Ask on ada's phone whether she signs in."""

    def ask() -> None:
        verify = emulator.twilio_verify
        factor = verify.user("ada-of-app").enroll_push()
        url = f"{emulator.url}/v2/Services/{verify.service_sid}/Entities/ada-of-app/Challenges"
        form = urlencode({"FactorSid": factor.id, "Details.Message": "Sign in to Bank?"}).encode()
        basic = b64encode(f"{verify.account_sid}:{verify.auth_token}".encode()).decode()
        with urlopen(Request(url, form, {"Authorization": f"Basic {basic}"})) as answer:
            assert answer.status == 201

    return ask


@pytest.fixture
def page(chromium: Any, emulator: Emulator) -> Iterator[Any]:
    """The console's first page. No error may reach the browser's own console."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=emulator.url)
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    opened.goto(f"{emulator.url}/_mfa/")
    opened.wait_for_selector(".connection.yes")
    yield opened
    context.close()
    assert [error for error in errors if "status of 4" not in error] == []
