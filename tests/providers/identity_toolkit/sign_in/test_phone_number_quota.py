"""The quota of sign-ins with a phone number within a minute."""

import pytest

SEND = "/v1/accounts:sendVerificationCode"
SIGN_IN = "/v1/accounts:signInWithPhoneNumber"
NUMBER = "+15555550199"


@pytest.fixture
def sign_in(make_it):
    """Makes sign-ins of a test number, whose session is never used up, with two of them allowed in a minute."""
    it = make_it(phone_sign_ins_per_minute=2)
    numbers = {"enabled": True, "testPhoneNumbers": {NUMBER: "123456"}}
    it.configure("signIn.phoneNumber", {"signIn": {"phoneNumber": numbers}})
    session = it.ok(SEND, {"phoneNumber": NUMBER})["sessionInfo"]

    def sign_in(code: str = "123456"):
        return it.call(SIGN_IN, {"sessionInfo": session, "code": code})

    sign_in.it = it
    return sign_in


def test_production_takes_1600_and_the_official_emulator_any_number(make_it):
    assert make_it("strict").emulator.world.settings["identity_toolkit"].phone_sign_ins_per_minute == 1600
    assert make_it().emulator.world.settings["identity_toolkit"].phone_sign_ins_per_minute == 0


def test_one_too_many_is_refused_until_the_minute_has_slid_on(sign_in):
    assert sign_in().status == 200
    sign_in.it.clock.advance("30s")
    assert sign_in().status == 200
    refused = sign_in()
    assert refused.json["error"]["message"].startswith("QUOTA_EXCEEDED : ")
    assert refused.reason == "2 within the last 1m, and the setting phone_sign_ins_per_minute is 2"
    sign_in.it.clock.advance("30s")
    assert sign_in().status == 200
    assert sign_in().status == 400


def test_a_refused_sign_in_does_not_count_and_changes_nothing(sign_in):
    for _ in range(3):
        assert sign_in("000000").json["error"]["message"] == "INVALID_CODE"
    assert [sign_in().status for _ in range(3)] == [200, 200, 400]
    before = sign_in.it.emulator.snapshot().to_json()
    assert sign_in().status == 400
    assert sign_in.it.emulator.snapshot().to_json() == before
