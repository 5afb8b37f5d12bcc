"""Phones of users: their authenticators, and what can be answered there."""

from mfa_emulator.providers.onelogin.provider import PROVIDER

DEVICES = "/api/1/users/{ada}/otp_devices"


def test_what_waits_is_shown_to_people_and_can_be_decided_by_its_id(client, poll):
    world = client.emulator.world
    (waiting,) = PROVIDER.challenges(world)
    assert (waiting.to, waiting.text, waiting.status) == ("ada@example.com", "OneLogin Protect: Pixel", "pending")
    assert PROVIDER.decide(world, waiting.id, "approve") is True
    assert PROVIDER.decide(world, waiting.id, "deny") is False
    assert list(PROVIDER.challenges(world)) == []
    assert poll().message == "Success"


def test_only_what_a_phone_can_answer_can_be_decided(client, enrolled):
    token = client.post(f"{DEVICES}/{enrolled('sms').id}/trigger").data[0]["state_token"]
    world = client.emulator.world
    assert list(PROVIDER.challenges(world)) == []
    assert PROVIDER.decide(world, token, "approve") is False
    assert PROVIDER.decide(world, "unknown", "approve") is False


def test_the_authenticators_of_all_users_are_listed(client, enrolled):
    enrolled("authenticator", secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    enrolled("sms")
    (app,) = PROVIDER.authenticators(client.emulator.world)
    assert (app.label, app.secret) == ("ada@example.com", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert app.code() == client.onelogin.user("ada").factors[0].authenticator.code()
