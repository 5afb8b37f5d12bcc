"""Pushes of OneLogin Protect in version 1, decided by a phone, by the control API's way in, or by nobody."""

import pytest

DEVICES = "/api/1/users/{ada}/otp_devices"


def test_a_push_is_pending_until_the_user_answers(poll, phone):
    answer = poll()
    pending = {"type": "pending", "code": 401, "message": "Authentication pending on OL Protect", "error": True}
    assert (answer.status, answer.body) == (401, {"status": pending})
    phone.approve()
    assert poll().message == "Success"


PYTHON = ("onelogin-python-sdk 2.0.4", "onelogin-python-sdk 1.9.1", "OpenAPI-Generator/3.1.5/python")


@pytest.mark.parametrize("agent", PYTHON)
def test_the_python_sdks_take_200_for_a_push_that_waits(client, poll, agent):
    client.agent = agent
    answer = poll()
    pending = {"type": "pending", "code": 200, "message": "Authentication pending on OL Protect", "error": False}
    assert (answer.status, answer.body) == (200, {"status": pending, **pending})


def test_an_approval_counts_once(poll, phone):
    poll()
    phone.approve()
    assert [poll().status, poll().status] == [200, 400]


def test_a_denied_push_fails(poll, phone):
    poll()
    phone.deny()
    answer = poll()
    assert (answer.status, answer.message) == (401, "Failed authentication with this factor")


def test_a_push_expires(client, poll, phone):
    poll()
    client.clock.advance("2m")
    assert poll().message == "State token is invalid or expired"
    assert phone.waiting is None
    with pytest.raises(LookupError, match="nothing waits"):
        phone.approve()


def test_the_answer_may_come_later(client, poll, phone):
    poll()
    phone.approve(after="5s")
    client.clock.advance("4s")
    assert poll().message != "Success"
    client.clock.advance("1s")
    assert poll().message == "Success"


def test_a_late_answer_to_a_push_that_expired_does_nothing(client, poll, phone):
    poll()
    phone.approve(after="3m")
    client.clock.advance("3m")
    assert poll().status == 400


def test_a_code_of_the_app_works_without_a_push(client, phone):
    body = {"otp_token": phone.authenticator.code()}
    assert client.post(f"{DEVICES}/{phone.id}/verify", body).status == 200
    assert phone.pushes == []


def test_a_call_is_answered_on_the_phone(client, enrolled):
    device = enrolled("voice")
    path = f"{DEVICES}/{device.id}"
    body = {"state_token": client.post(f"{path}/trigger").data[0]["state_token"]}
    assert client.post(f"{path}/verify", body).body["type"] == "pending"
    device.deny()  # a wrong code typed into the phone
    assert client.post(f"{path}/verify", body).status == 401
