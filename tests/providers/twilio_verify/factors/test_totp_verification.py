"""Verifying a TOTP factor: right codes, wrong codes, and the end of patience."""

import pytest


def verify(account, factor, code):
    return account.post(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": code})


@pytest.mark.parametrize("skew", [0, 1, 2])
def test_codes_within_the_skew_verify_and_others_do_not(account, skew):
    for step in range(-4, 5):
        factor = account.totp(verified=False, **{"Config.Skew": skew})
        answer = verify(account, factor, account.code(factor, step))
        assert answer.status_code == 200
        assert answer.json()["status"] == ("verified" if abs(step) <= skew else "unverified"), step


def test_a_wrong_code_is_answered_200_unverified_with_a_reason(account):
    factor = account.totp(verified=False)
    answer = verify(account, factor, account.code(factor, -3))
    assert (answer.status_code, answer.json()["status"]) == (200, "unverified")
    assert "3 steps old" in answer.headers["x-mfa-reason"]
    assert account.world.journal.find(operation="UpdateFactor")[-1].reason.startswith("wrong code 1 of 5")


def test_after_five_wrong_codes_even_the_right_one_is_refused(account, refused):
    factor = account.totp(verified=False)
    for _ in range(5):
        assert verify(account, factor, account.wrong(factor)).status_code == 200
    assert "5 wrong codes" in refused(verify(account, factor, account.code(factor)), 429, 60310)
    assert account.get(f"{account.e}/Factors/{factor['sid']}").json()["status"] == "unverified"


def test_the_fifth_try_may_still_be_right(account):
    factor = account.totp(verified=False)
    for _ in range(4):
        verify(account, factor, account.wrong(factor))
    assert verify(account, factor, account.code(factor)).json()["status"] == "verified"


@pytest.mark.parametrize("code", ["12345", "1234567", "123", "abcdef", "１２３４５６", "12 456"])
def test_what_cannot_be_the_code_is_a_wrong_code(account, code):
    factor = account.totp(verified=False)
    assert verify(account, factor, code).json()["status"] == "unverified"


@pytest.mark.parametrize("code", ["", "12", "123456789"])
def test_a_code_of_impossible_length_is_60306_and_no_attempt(account, refused, code):
    factor = account.totp(verified=False)
    for _ in range(6):
        refused(verify(account, factor, code), 400, 60306, "Invalid Request: AuthPayload")
    assert verify(account, factor, account.code(factor)).json()["status"] == "verified"


def test_a_code_goes_out_of_date_with_the_clock(account):
    factor = account.totp(verified=False)
    code = account.code(factor)
    account.world.clock.advance("61s")
    assert verify(account, factor, code).json()["status"] == "unverified"


def test_a_verified_factor_ignores_further_codes(account):
    factor = account.totp()
    assert verify(account, factor, account.wrong(factor)).json()["status"] == "verified"


def test_other_fields_may_come_with_the_code(account):
    factor = account.totp(verified=False)
    form = {"AuthPayload": account.code(factor), "FriendlyName": "work phone"}
    updated = account.make(f"{account.e}/Factors/{factor['sid']}", form, 200)
    assert (updated["status"], updated["friendly_name"]) == ("verified", "work phone")


def test_an_update_without_a_code_verifies_nothing(account):
    factor = account.totp(verified=False)
    assert account.make(f"{account.e}/Factors/{factor['sid']}", {}, 200)["status"] == "unverified"
