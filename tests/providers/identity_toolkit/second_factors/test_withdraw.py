"""A second factor is taken away by its owner."""

import pytest

WITHDRAW = "/v2/accounts/mfaEnrollment:withdraw"


@pytest.fixture
def ada(both):
    ada = both.user()
    ada.enroll_sms("+15555550100")
    ada.enroll_totp()
    return ada


def body(ada, factor):
    return {"idToken": ada.id_token, "mfaEnrollmentId": factor.id}


def test_the_factor_is_gone_and_the_others_stay(both, ada):
    phone, totp = ada.factors
    both.ok(WITHDRAW, body(ada, phone))
    assert ada.factors == (totp,)


def test_without_factors_the_first_one_is_enough_again(both, ada):
    for factor in ada.factors:
        both.ok(WITHDRAW, {"idToken": ada.sign_in().id_token, "mfaEnrollmentId": factor.id})
    assert both.sign_in()["idToken"]


def test_lookup_leaves_an_empty_list_out(both):
    ada = both.user()
    ada.enroll_totp()
    token = both.ok(WITHDRAW, body(ada, ada.factors[0]))["idToken"]
    assert "mfaInfo" not in both.ok("/v1/accounts:lookup", {"idToken": token})["users"][0]


def test_the_answer_has_tokens_that_work(both, ada):
    answer = both.ok(WITHDRAW, body(ada, ada.factors[0]))
    assert both.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})["users"]
    grant = {"grant_type": "refresh_token", "refresh_token": answer["refreshToken"]}
    assert both.ok("/securetoken.googleapis.com/v1/token", grant)["id_token"]


def test_the_official_emulator_tells_when_the_token_expires(it):
    ada = it.user()
    ada.enroll_totp()
    assert it.ok(WITHDRAW, body(ada, ada.factors[0]))["expiresIn"] == "3600"


def test_production_does_not(strict):
    ada = strict.user()
    ada.enroll_totp()
    assert set(strict.ok(WITHDRAW, body(ada, ada.factors[0]))) == {"idToken", "refreshToken"}


def test_the_official_emulator_misses_the_id_token(it):
    assert it.refused(WITHDRAW, {"mfaEnrollmentId": "any"}) == "MISSING_ID_TOKEN"


def test_production_takes_its_absence_for_a_bad_one(strict):
    assert strict.refused(WITHDRAW, {"mfaEnrollmentId": "any"}) == "INVALID_ID_TOKEN"


@pytest.mark.parametrize("factor_id", ["", "other"])
def test_a_factor_that_the_user_has_not(both, ada, factor_id):
    answer = both.call(WITHDRAW, {"idToken": ada.id_token, "mfaEnrollmentId": factor_id})
    assert answer.json["error"]["message"] == "MFA_ENROLLMENT_NOT_FOUND"
    assert "has 2 second factors" in answer.reason


def test_a_factor_of_somebody_else(both, ada):
    bob = both.user("bob@example.com")
    bob.enroll_totp()
    assert both.refused(WITHDRAW, body(ada, bob.factors[0])) == "MFA_ENROLLMENT_NOT_FOUND"
    assert len(bob.factors) == 1


def test_a_factor_goes_once(both, ada):
    phone = ada.factors[0]
    both.ok(WITHDRAW, body(ada, phone))
    assert both.refused(WITHDRAW, body(ada, phone)) == "MFA_ENROLLMENT_NOT_FOUND"


def test_it_works_while_second_factors_are_off(both, ada):
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    both.ok(WITHDRAW, body(ada, ada.factors[0]))


def test_in_production_the_sessions_own_factor_takes_its_session_along(strict, ada_strict):
    old = ada_strict.id_token
    strict.clock.advance("2s")
    assert strict.ok(WITHDRAW, {"idToken": old, "mfaEnrollmentId": ada_strict.factors[1].id}) == {}
    assert [factor.kind for factor in ada_strict.factors] == ["phone"]
    assert strict.refused("/v1/accounts:lookup", {"idToken": old}) == "TOKEN_EXPIRED"


def test_in_production_the_only_factor_leaves_its_session(strict):
    ada = strict.user()
    ada.enroll_totp()
    assert strict.ok(WITHDRAW, body(ada, ada.factors[0]))["idToken"]


def test_the_official_emulator_gives_tokens_whichever_factor_goes(it):
    ada = it.user()
    ada.enroll_sms("+15555550100")
    ada.enroll_totp()
    assert it.ok(WITHDRAW, body(ada, ada.factors[1]))["idToken"]


def test_in_production_it_takes_a_recent_login(it, strict):
    for client in (it, strict):
        ada = client.user()
        ada.enroll_totp()
        asked = body(ada, ada.factors[0])
        client.clock.advance("5m")
        if client is strict:
            assert client.refused(WITHDRAW, asked) == "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"
        else:
            client.ok(WITHDRAW, asked)


@pytest.fixture
def ada_strict(strict):
    ada = strict.user()
    ada.enroll_sms("+15555550100")
    ada.enroll_totp()
    return ada


def test_a_withdrawn_factor_can_be_enrolled_again(both):
    ada = both.user()
    ada.enroll_totp()
    token = both.ok(WITHDRAW, body(ada, ada.factors[0]))["idToken"]
    assert both.start_totp(token)
