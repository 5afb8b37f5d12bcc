"""The console's files: who gets them, and what they allow."""

import http.client
import re
from contextlib import closing

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.control.api import OPERATIONS
from mfa_emulator.providers import installed
from mfa_emulator.serving.guard import Access


def got(emulator, path, **headers):
    with closing(http.client.HTTPConnection(emulator.host_port)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.fixture
def emulator():
    with Emulator(access=Access(token="secret-token")) as running:
        yield running


def test_the_page_needs_no_token_but_what_it_shows_does(emulator):
    assert got(emulator, "/_mfa/")[0] == 200
    assert got(emulator, "/_mfa/v1/clock")[0] == 401
    assert got(emulator, "/_mfa/v1/events")[0] == 401


def test_scripts_come_from_the_emulator_alone(emulator):
    _, headers, _ = got(emulator, "/_mfa/")
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert got(emulator, "/_mfa/main.js")[1]["content-type"].startswith("text/javascript")


def test_the_page_is_found_without_its_last_slash_in_any_world(emulator):
    for path in ("/_mfa", "/_world/default/_mfa"):
        status, headers, _ = got(emulator, path)
        assert (status, headers["location"]) == (307, "_mfa/")
    assert got(emulator, "/_world/default/_mfa/")[0] == 200


def test_only_pages_of_the_manual_are_served_beside_it(emulator):
    assert got(emulator, "/_mfa/manual/start.md")[0] == 200
    for path in ("/_mfa/manual/manual.py", "/_mfa/manual/../console/main.js", "/_mfa/..%2fversion.py", "/_mfa/nothing"):
        assert got(emulator, path)[0] == 404


def test_pages_of_elsewhere_get_nothing(emulator):
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "https://a.onelogin.com"},
        {"Host": "rebound.example"},
    ):
        for path in ("/_mfa/", "/_mfa/main.js", "/_mfa/v1/events"):
            assert got(emulator, path, **headers)[0] == 403
    assert got(emulator, "/_mfa/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 403


def test_the_console_can_be_left_out():
    with Emulator(access=Access(console=False)) as emulator:
        assert got(emulator, "/_mfa/")[0] == 404
        assert got(emulator, "/_mfa/v1/clock")[0] == 200


FRONTS = [front for front in installed() if front.hosts]
ORIGINS = [
    "https://evil.example",
    "http://127.0.0.1.evil.example",
    "null",
    *(f"https://{host.replace('*', 'any')}" for front in FRONTS for host in front.hosts),
]


@pytest.mark.parametrize("origin", ORIGINS)
def test_pages_of_elsewhere_and_of_vendors_get_nothing_from_any_control_call(origin):
    running = Emulator(freeze="2026-11-21T10:00:00Z")
    before = running.clock.micros()
    with httpx2.Client(transport=running.transport(), base_url="http://127.0.0.1") as client:
        for operation in OPERATIONS:
            method, path = re.sub(r"{[^}]+}", "default", operation.route).split(" ")
            for asked in (path, f"/_world/default{path}"):
                answer = client.request(method, asked, headers={"Origin": origin}, content=b"{}")
                assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden_origin"), asked
                assert "access-control-allow-origin" not in answer.headers
                preflight = {"Origin": origin, "Access-Control-Request-Method": method}
                assert client.options(asked, headers=preflight).status_code == 403
    assert running.clock.micros() == before
