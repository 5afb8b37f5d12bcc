"""Settings of a recorded world: kept where they are numbers and the emulator's own words, and obeyed in a replay."""

import httpx2
import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.contract import checking
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.making import recording_of
from mfa_emulator.recording.recorded import decoded, encoded
from mfa_emulator.recording.scenario_text import scenarios
from mfa_emulator.recording.world_settings import UNTOLD, WorldSettings

PROVIDERS = Providers(BUILT_IN)
TOLD = WorldSettings(
    profile="strict",
    settings={
        "identity_toolkit": {
            "password_attempts": 3,
            "idp_ids": "lowered",
            "import_shares": ["phone"],
            "passkeys_verified": False,
            "api_keys": ["a-secret-key"],
            "project_number": "777",
            "idp_keys": {"google.com": {"keys": []}},
            "unheard_of": 1,
        },
        "onelogin": {"subdomain": "somebody"},
    },
)
KEPT = {
    "password_attempts": 3,
    "idp_ids": "lowered",
    "import_shares": ["phone"],
    "passkeys_verified": False,
}


def exchange(**changes: object) -> Exchange:
    """A sign-in with a wrong password, by nobody."""
    whole = {
        "at": 1_795_255_200_000_000,
        "provider": "identity_toolkit",
        "operation": "accounts.signInWithPassword",
        "route": "POST /v1/accounts:signInWithPassword",
        "method": "POST",
        "path": "/v1/accounts:signInWithPassword",
        "query": "key=any",
        "headers": (("content-type", "application/json"),),
        "body": b'{"email":"nobody@example.com","password":"wrong-1"}',
        "status": 400,
        "answer_headers": (("content-type", "application/json"),),
        "answer": msgspec.json.encode({"error": {"code": 400, "message": "EMAIL_NOT_FOUND"}}),
    }
    return Exchange(**{**whole, **changes})


def test_what_people_wrote_stays_out_and_is_told():
    recording = recording_of([exchange()], "http://127.0.0.1:9099", PROVIDERS, TOLD)
    assert (recording.profile, recording.settings) == ("strict", {"identity_toolkit": KEPT})
    names = ("api_keys", "project_number", "idp_keys", "unheard_of")
    assert [place for place in recording.left_out if place.startswith("settings.")] == [
        f"settings.identity_toolkit.{name}" for name in names
    ]
    data = encoded(recording)
    assert b"a-secret-key" not in data
    assert b"somebody" not in data
    assert decoded(data) == recording


def test_the_scenario_gets_them_too():
    recording = recording_of([exchange()], "http://127.0.0.1:9099", PROVIDERS, TOLD)
    text = scenarios(recording, "Recorded", PROVIDERS)["identity_toolkit"]
    assert "profile: strict\n" in text
    assert "    password_attempts: 3\n" in text


def test_a_vendors_own_server_has_none():
    recording = recording_of([exchange()], "https://identitytoolkit.googleapis.com", PROVIDERS)
    assert (recording.profile, recording.settings) == ("", {})
    assert "settings" not in scenarios(recording, "Recorded", PROVIDERS)["identity_toolkit"]


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"profile": "other"}', b'{"profile": 1}', b"<html>"])
def test_an_answer_that_tells_no_profile_tells_nothing(answer: bytes):
    assert WorldSettings.read(answer) == UNTOLD


@pytest.mark.parametrize("told", [True, False])
def test_a_replay_is_of_a_world_with_these_settings(tmp_path, told: bool):
    settings = {"identity_toolkit": {"missing_token_named": False}}
    path = "/v2/accounts/mfaEnrollment:withdraw"
    emulator = Emulator(settings=settings, freeze="2026-11-21T10:00:00Z")
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        answer = client.post(f"{path}?key=any", json={})
    made = exchange(
        operation="accounts.mfaEnrollment.withdraw", route=f"POST {path}", path=path, body=b"{}", answer=answer.content
    )
    known = WorldSettings("emulator", settings) if told else UNTOLD
    file = tmp_path / "one.recording.json"
    file.write_bytes(encoded(recording_of([made], "http://127.0.0.1:9099", PROVIDERS, known)))
    report = checking.checked([PROVIDERS["identity_toolkit"]], descriptions={}, recordings=[file], folder=tmp_path)
    assert bool(report.drift) is not told
