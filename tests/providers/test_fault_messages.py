"""The message of a fault stands where the vendor's clients look for one, whatever the status."""

import json

import httpx2
import pytest

from mfa_emulator import Emulator

CALLS = {
    "identity_toolkit v1": ("POST", "/v1/accounts:lookup?key=k", lambda body: body["error"]["message"]),
    "identity_toolkit v2": ("GET", "/v2/projects/p/config", lambda body: body["error"]["message"]),
    "twilio_verify": ("GET", "/v2/Services", lambda body: body["message"]),
    "onelogin v1": ("GET", "/api/1/users/1/otp_devices", lambda body: body["status"]["message"]),
    "onelogin v2": ("GET", "/api/2/users", lambda body: body["message"]),
}


def ask(emulator: Emulator, call: str) -> httpx2.Response:
    """One call by somebody who may make it."""
    name = call.split()[0]
    provider = emulator.world.providers[name]
    named = provider.credentials(provider.env(emulator.world, "http://localhost"))
    bearer = {"authorization": f"bearer:{emulator.onelogin.token()}"}
    headers = bearer if name == "onelogin" else named.get("admin", named[""])
    host = provider.front.hosts[0].replace("*", "acme")
    verb, path, _ = CALLS[call]
    with httpx2.Client(transport=emulator.transport(), base_url=f"http://localhost/{host}", trust_env=False) as http:
        return http.request(verb, path, headers=headers)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500, 503])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("message", ["gone fishing", ""])
def test_a_fault_of_a_status_says_its_message(call, status, message):
    emulator = Emulator()
    emulator.faults.add(status=status, message=message)
    answer = ask(emulator, call)
    assert answer.status_code == status
    assert CALLS[call][2](json.loads(answer.content)) == (message or f"HTTP {status} asked for by a fault")
    assert answer.headers["x-mfa-reason"] == f"fault fault-1: status {status}"


@pytest.mark.parametrize(("status", "name"), [(429, "RESOURCE_EXHAUSTED"), (503, "UNAVAILABLE"), (418, "INTERNAL")])
def test_google_has_a_name_for_the_status_as_well(status, name):
    emulator = Emulator()
    emulator.faults.add(status=status)
    assert ask(emulator, "identity_toolkit v2").json()["error"]["status"] == name
