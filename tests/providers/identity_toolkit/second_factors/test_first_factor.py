"""Answers to the first factor of a user who has second factors."""

import pytest


def test_there_are_no_tokens_but_a_question(both):
    both.user().enroll_totp()
    answer = both.sign_in()
    assert {"idToken", "refreshToken", "expiresIn"}.isdisjoint(answer)
    assert answer["mfaPendingCredential"]
    assert answer["localId"]
    assert answer["registered"] is True


def test_totp_is_told_by_an_empty_object(both):
    both.user().enroll_totp("My phone")
    (factor,) = both.sign_in()["mfaInfo"]
    assert factor["totpInfo"] == {}
    assert "phoneInfo" not in factor
    assert factor["displayName"] == "My phone"


def test_a_phone_is_told_by_its_masked_number(both):
    both.user().enroll_sms("+15555550102")
    (factor,) = both.sign_in()["mfaInfo"]
    assert factor["phoneInfo"] == "+*******0102"
    assert "totpInfo" not in factor
    assert "unobfuscatedPhoneInfo" not in factor


@pytest.mark.parametrize(
    ("number", "masked"),
    [("+15555550102", "+*******0102"), ("+491701234567", "+********4567"), ("+1234567", "+***4567")],
)
def test_all_digits_but_the_last_four_are_masked(it, number, masked):
    it.user().enroll_sms(number)
    assert it.sign_in()["mfaInfo"][0]["phoneInfo"] == masked


def test_a_factor_without_a_name_has_none(both):
    both.user().enroll_totp()
    assert "displayName" not in both.sign_in()["mfaInfo"][0]


def test_factors_come_in_the_order_of_their_enrollment(both):
    ada = both.user()
    ada.enroll_sms("+15555550101")
    both.clock.advance("1s")
    ada.enroll_totp()
    both.clock.advance("1s")
    ada.enroll_sms("+15555550103")
    factors = both.sign_in()["mfaInfo"]
    assert [factor.get("phoneInfo", "totp") for factor in factors] == ["+*******0101", "totp", "+*******0103"]
    assert [factor["enrolledAt"] for factor in factors] == [
        "2026-11-21T10:00:00.000Z",
        "2026-11-21T10:00:01.000000Z",
        "2026-11-21T10:00:02.000Z",
    ]


def test_the_secret_is_never_shown_again(both):
    ada = both.user()
    ada.enroll_totp()
    answer = both.call("/v1/accounts:signInWithPassword", {"email": "ada@example.com", "password": "secret-1"})
    assert ada.factors[-1].authenticator.secret.encode() not in answer.body
    looked_up = both.call("/v1/projects/demo-project/accounts:lookup", {"localId": [ada.local_id]}, admin=True)
    assert ada.factors[-1].authenticator.secret.encode() not in looked_up.body


def test_the_login_times_stay_until_the_second_factor(both):
    ada = both.user()
    ada.enroll_totp()
    both.sign_in()
    assert (ada.record.last_login_at, ada.record.last_refresh_at) == (0, 0)


def test_while_second_factors_are_off_nobody_is_asked(both):
    ada = both.user()
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    both.configure("mfa", {"mfa": {"state": "DISABLED", "enabledProviders": ["PHONE_SMS"]}})
    assert both.sign_in()["idToken"]


def test_a_kind_that_is_off_is_not_asked_for(both):
    ada = both.user()
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    both.configure("mfa", {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}})
    assert [factor["phoneInfo"] for factor in both.sign_in()["mfaInfo"]] == ["+*******0100"]


def test_a_mandatory_second_factor_is_asked_for_as_well(both):
    both.user().enroll_sms("+15555550100")
    both.configure("mfa", {"mfa": {"state": "MANDATORY", "enabledProviders": ["PHONE_SMS"]}})
    assert both.sign_in()["mfaInfo"]


def test_lookup_shows_the_whole_number_to_its_owner(it):
    ada = it.user()
    ada.enroll_sms("+15555550100")
    (user,) = it.ok("/v1/accounts:lookup", {"idToken": ada.id_token})["users"]
    assert user["mfaInfo"][0]["phoneInfo"] == "+15555550100"
    assert user["mfaInfo"][0]["unobfuscatedPhoneInfo"] == "+15555550100"


def test_in_production_lookup_shows_it_once(strict):
    ada = strict.user()
    ada.enroll_sms("+15555550100")
    (user,) = strict.ok("/v1/accounts:lookup", {"idToken": ada.id_token})["users"]
    assert user["mfaInfo"][0]["phoneInfo"] == "+15555550100"
    assert "unobfuscatedPhoneInfo" not in user["mfaInfo"][0]
