"""Verification and removal in version 1."""

import pytest

DEVICES = "/api/1/users/{ada}/otp_devices"


@pytest.fixture
def verify(client):
    return lambda device, **body: client.post(f"{DEVICES}/{device}/verify", body)


@pytest.fixture
def state_token(client):
    def trigger(device, **body):
        return client.post(f"{DEVICES}/{device}/trigger", body).data[0]["state_token"]

    return trigger


def test_success_says_it_twice_for_old_and_generated_sdks(client, enrolled, verify, state_token):
    device = enrolled("sms").id
    token = state_token(device)
    answer = verify(device, otp_token=client.code(), state_token=token)
    assert answer.status == 200
    flat = {"type": "success", "code": 200, "message": "Success", "error": False}
    assert answer.body == {"status": flat, **flat}


@pytest.mark.parametrize("factor", ["sms", "voice", "email"])
def test_a_sent_code_needs_its_state_token(client, enrolled, verify, state_token, factor):
    device = enrolled(factor).id
    token = state_token(device)
    code = client.emulator.inbox.latest().code
    refused = verify(device, otp_token=code)
    assert (refused.status, refused.message) == (400, "State token is invalid or expired")
    assert verify(device, otp_token=code, state_token=token).status == 200


def test_a_wrong_code_is_refused_and_the_right_one_still_counts(client, enrolled, verify, state_token):
    device = enrolled("sms").id
    token = state_token(device)
    answer = verify(device, otp_token="000000", state_token=token)
    assert (answer.status, answer.message) == (401, "Failed authentication with this factor")
    assert verify(device, otp_token=client.code(), state_token=token).status == 200


def test_a_state_token_counts_once(client, enrolled, verify, state_token):
    device = enrolled("sms").id
    body = {"state_token": state_token(device), "otp_token": client.code()}
    assert verify(device, **body).status == 200
    answer = verify(device, **body)
    assert (answer.status, answer.message) == (400, "State token is invalid or expired")
    assert "used up" in answer.reason


def test_a_new_trigger_voids_the_token_before_it(client, enrolled, verify, state_token):
    device = enrolled("sms").id
    old, old_code = state_token(device), client.code()
    state_token(device)
    answer = verify(device, otp_token=old_code, state_token=old)
    assert (answer.status, "replaced" in answer.reason) == (400, True)


def test_a_state_token_expires_after_two_minutes(client, enrolled, verify, state_token):
    device = enrolled("sms").id
    token = state_token(device)
    client.clock.advance("2m")
    answer = verify(device, otp_token=client.code(), state_token=token)
    assert (answer.status, answer.message) == (400, "State token is invalid or expired")
    assert "expired at 2026-11-21T10:02:00Z" in answer.reason


def test_a_state_token_belongs_to_one_device(client, enrolled, verify, state_token):
    first, second = enrolled("sms").id, enrolled("voice").id
    token = state_token(first)
    answer = verify(second, otp_token=client.code(), state_token=token)
    assert (answer.status, f"device {first}" in answer.reason) == (400, True)


def test_an_authenticators_code_is_enough(enrolled, verify):
    device = enrolled("authenticator")
    assert verify(device.id, otp_token=device.authenticator.code()).status == 200


@pytest.mark.parametrize(("step", "status"), [(-2, 401), (-1, 200), (0, 200), (1, 200), (2, 401)])
def test_an_authenticators_code_may_be_one_step_off(enrolled, verify, step, status):
    device = enrolled("authenticator")
    assert verify(device.id, otp_token=device.authenticator.code(step)).status == status


def test_an_authenticators_code_counts_once(client, enrolled, verify):
    device = enrolled("authenticator")
    code = device.authenticator.code()
    assert verify(device.id, otp_token=code).status == 200
    again = verify(device.id, otp_token=code)
    assert (again.status, "used already" in again.reason) == (401, True)
    client.clock.advance("30s")
    assert verify(device.id, otp_token=device.authenticator.code()).status == 200


def test_the_window_is_a_setting(make_client):
    client = make_client(totp_window=3)
    device = client.onelogin.user("ada").enroll_totp()
    code = device.authenticator.code(-3)
    assert client.post(f"{DEVICES}/{device.id}/verify", {"otp_token": code}).status == 200


def test_a_code_as_a_number_has_lost_its_zeros_and_counts(client, enrolled, verify):
    device = enrolled("authenticator")
    while not device.authenticator.code().startswith("0"):
        client.clock.advance("30s")
    client.token = client.onelogin.token()
    assert verify(device.id, otp_token=int(device.authenticator.code())).status == 200


def test_a_pending_device_becomes_active_by_its_code(client, verify):
    (device,) = client.post(DEVICES, {"factor_id": 58959, "display_name": "x", "number": "+15555550100"}).data
    verify(device["id"], otp_token=client.code(), state_token=device["state_token"])
    assert client.get(DEVICES).data["otp_devices"][0]["active"] is True


def test_something_must_be_given(enrolled, verify):
    answer = verify(enrolled("sms").id)
    assert (answer.status, "needed" in answer.message) == (400, True)


def test_sms_cannot_be_polled(enrolled, verify, state_token):
    device = enrolled("sms").id
    assert verify(device, state_token=state_token(device)).status == 400


def test_a_user_or_device_that_is_not_there(client, verify):
    unknown = client.post("/api/1/users/5/otp_devices/1/verify", {"otp_token": "1"})
    assert (unknown.status, unknown.message) == (400, "User does not exist")
    assert verify(1, otp_token="1").message == "Factor could not be found"


def test_attempts_may_be_limited_and_then_the_challenge_is_void(make_client):
    client = make_client(max_otp_attempts=2)
    device = client.onelogin.user("ada").enroll_sms().id
    token = client.post(f"{DEVICES}/{device}/trigger").data[0]["state_token"]
    wrong, right = ({"state_token": token, "otp_token": code} for code in ("0", client.code()))
    path = f"{DEVICES}/{device}/verify"
    assert "attempt 1 of 2" in client.post(path, wrong).reason
    assert "attempt 2 of 2" in client.post(path, wrong).reason
    assert client.post(path, right).message == "State token is invalid or expired"


def test_a_removed_device_is_gone_with_its_challenges_and_the_next_is_default(client, enrolled, verify, state_token):
    first, second = enrolled("sms").id, enrolled("voice").id
    token = state_token(first)
    answer = client.delete(f"{DEVICES}/{first}")
    # Old SDKs read success from the body; 204 is a failure to them.
    assert (answer.status, answer.body["status"]["type"]) == (200, "success")
    assert [(item["id"], item["default"]) for item in client.get(DEVICES).data["otp_devices"]] == [(second, True)]
    assert verify(first, otp_token=client.code(), state_token=token).message == "Factor could not be found"


def test_what_is_not_there_cannot_be_removed(client):
    answer = client.delete(f"{DEVICES}/1")
    assert (answer.status, answer.message) == (400, "Factor could not be found")
