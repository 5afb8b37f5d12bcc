"""Triggers in version 1: what is sent, and how long the state token lives."""

import re

import pytest


@pytest.fixture
def sms(enrolled):
    return enrolled("sms").id


@pytest.fixture
def trigger(client):
    return lambda device, **body: client.post(f"/api/1/users/{{ada}}/otp_devices/{device}/trigger", body or None)


def test_sms_says_that_a_token_was_sent(trigger, sms):
    answer = trigger(sms)
    assert answer.status == 200
    assert answer.message == "SMS token sent to your mobile device. Authentication pending."
    assert len(answer.data[0]["state_token"]) == 40
    assert answer.data[0]["state_token_expires_at"] == "2026-11-21T10:02:00Z"


def test_a_code_is_a_letter_and_five_digits(client, trigger, sms):
    trigger(sms)
    assert re.fullmatch(r"[A-Z]\d{5}", client.code())


def test_a_code_is_six_digits_without_leading_zero_if_asked_for(client, trigger, sms):
    for _ in range(30):
        trigger(sms, numeric_sms_otp=True)
        assert re.fullmatch(r"[1-9]\d{5}", client.code())


def test_numeric_codes_for_all_are_a_setting(make_client):
    client = make_client(numeric_sms_otp=True)
    device = client.onelogin.user("ada").enroll_sms().id
    client.post(f"/api/1/users/{{ada}}/otp_devices/{device}/trigger")
    assert client.code().isdigit()


def test_a_pinned_code_is_used(client, trigger, sms):
    client.emulator.world.ids.pin("+15555550100", "A12345")
    trigger(sms)
    assert client.code() == "A12345"


def test_a_template_is_filled(client, trigger, sms):
    trigger(sms, sms_message="Code {{otp_code}}, {{expiration}} min", state_token_expires_in=300)
    message = client.emulator.inbox.latest("+15555550100")
    assert message.body == f"Code {message.code}, 5 min"


def test_a_filled_message_has_160_characters_at_most(client, trigger, sms):
    fits = "{{otp_code}}" + "x" * 154
    assert trigger(sms, sms_message=fits).status == 200
    before = len(client.emulator.inbox)
    answer = trigger(sms, sms_message=fits + "x")
    assert answer.status == 400
    assert "161 characters" in answer.reason
    assert len(client.emulator.inbox) == before


@pytest.mark.parametrize("seconds", [0, -1, 901, "x"])
def test_a_state_token_lives_at_most_15_minutes(trigger, sms, seconds):
    assert trigger(sms, state_token_expires_in=seconds).status == 400


@pytest.mark.parametrize("seconds", [1, 900, "60"])
def test_a_state_token_lives_as_long_as_asked(client, trigger, sms, seconds):
    token = trigger(sms, state_token_expires_in=seconds).data[0]["state_token"]
    client.clock.advance(int(seconds) - 0.5)
    verify = f"/api/1/users/{{ada}}/otp_devices/{sms}/verify"
    body = {"otp_token": "wrong", "state_token": token}
    assert client.post(verify, body).status == 401
    client.clock.advance(0.5)
    assert client.post(verify, body).message == "State token is invalid or expired"


def test_an_authenticator_gets_a_state_token_and_no_message(client, trigger, enrolled):
    answer = trigger(enrolled("authenticator").id)
    assert (answer.status, answer.message) == (200, "Authentication pending")
    assert answer.data[0]["state_token"]
    assert len(client.emulator.inbox) == 0


@pytest.mark.parametrize(("factor", "channel"), [("protect", "push"), ("voice", "call"), ("email", "email")])
def test_every_other_factor_sends_on_its_own_channel(client, trigger, enrolled, factor, channel):
    answer = trigger(enrolled(factor).id)
    assert answer.message == "Authentication pending"
    assert [message.channel for message in client.emulator.inbox] == [channel]


def test_a_device_that_is_not_the_users_cannot_be_triggered(client, trigger):
    other = client.onelogin.user("grace").enroll_sms().id
    for device in (other, 1, "x"):
        answer = trigger(device)
        assert (answer.status, answer.message) == (400, "Factor could not be found")
