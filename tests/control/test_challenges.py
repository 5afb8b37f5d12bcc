"""GET /challenges and POST /challenges/{id}: the tap on the phone."""

import pytest


def test_challenges_are_listed_with_what_the_phone_shows(http_client):
    http_client.enrol("ada")
    assert http_client.get("/challenges").data["challenges"] == [
        {
            "id": "push-ada",
            "provider": "toy",
            "to": "ada",
            "text": "Sign in?",
            "status": "pending",
            "expires_at": "2026-11-21T10:01:00Z",
            "factor": "ada",
        }
    ]


@pytest.mark.parametrize("action", ["approve", "deny"])
def test_a_tap_reaches_the_provider(http_client, emulator, action):
    http_client.enrol("ada")
    answer = http_client.post("/challenges/push-ada", {"action": action})
    assert answer.data == {"id": "push-ada", "provider": "toy", "action": action}
    assert emulator.toy.get("ada").secret == action


def test_an_unknown_challenge_is_404(http_client):
    assert http_client.post("/challenges/push-bob", {"action": "approve"}).status == 404


def test_a_decision_that_the_provider_refuses_is_409_with_its_reason(http_client):
    http_client.enrol("ada")
    http_client.post("/challenges/push-ada", {"action": "deny"})
    answer = http_client.post("/challenges/push-ada", {"action": "approve"})
    assert answer.status == 409
    assert answer.data["error"]["message"] == "push-ada is decided: deny"


@pytest.mark.parametrize("body", [{}, {"action": "maybe"}, {"action": "approve", "by": "me"}, {"action": None}])
def test_only_approve_and_deny_are_taps(http_client, emulator, body):
    secret = http_client.enrol("ada")["secret"]
    assert http_client.post("/challenges/push-ada", body).error == "bad_request"
    assert emulator.toy.get("ada").secret == secret
