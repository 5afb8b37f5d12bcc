"""Claims of ID tokens about a second factor."""

import pytest

ENROLL = "/v2/accounts/mfaEnrollment:finalize"
WITHDRAW = "/v2/accounts/mfaEnrollment:withdraw"
START = "/v2/accounts/mfaSignIn:start"
SIGN_IN = "/v2/accounts/mfaSignIn:finalize"
TOKEN = "/securetoken.googleapis.com/v1/token"


def second_factor(claims):
    firebase = claims["firebase"]
    return firebase.get("sign_in_second_factor"), firebase.get("second_factor_identifier")


def sign_in_with_totp(it, ada):
    first = it.sign_in()
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[0].authenticator.code()},
    }
    return it.ok(SIGN_IN, body)


def enroll_totp(it, ada, token):
    session = it.start_totp(token)
    code = it.authenticator(session["sharedSecretKey"]).code()
    info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
    return it.ok(ENROLL, {"idToken": token, "displayName": "app", "totpVerificationInfo": info})


def enroll_phone(it, token, number="+15555550100"):
    info = {"sessionInfo": it.start_phone(token, number), "code": it.sms(number)}
    return it.ok(ENROLL, {"idToken": token, "phoneVerificationInfo": info})


@pytest.fixture
def ada(both):
    return both.user()


def test_no_second_factor_no_claims(both, ada, claims_of):
    assert second_factor(claims_of(both.sign_in()["idToken"])) == (None, None)


def test_after_a_sign_in_with_totp(both, ada, claims_of):
    ada.enroll_totp()
    claims = claims_of(sign_in_with_totp(both, ada)["idToken"])
    assert second_factor(claims) == ("totp", ada.factors[0].id)
    assert claims["firebase"]["sign_in_provider"] == "password"


def test_after_a_sign_in_with_a_phone(both, ada, claims_of):
    factor = ada.enroll_sms("+15555550100").id
    pending = both.sign_in()["mfaPendingCredential"]
    start = both.ok(START, {"mfaPendingCredential": pending, "mfaEnrollmentId": factor, "phoneSignInInfo": {}})
    proof = {"sessionInfo": start["phoneResponseInfo"]["sessionInfo"], "code": both.sms()}
    answer = both.ok(SIGN_IN, {"mfaPendingCredential": pending, "phoneVerificationInfo": proof})
    assert second_factor(claims_of(answer["idToken"])) == ("phone", factor)


def test_after_an_enrollment_of_totp(both, ada, claims_of):
    answer = enroll_totp(both, ada, ada.id_token)
    assert second_factor(claims_of(answer["idToken"])) == ("totp", ada.factors[0].id)


def test_after_an_enrollment_of_a_phone(both, ada, claims_of):
    answer = enroll_phone(both, ada.id_token)
    assert second_factor(claims_of(answer["idToken"])) == ("phone", ada.factors[0].id)


def test_an_enrollment_counts_as_a_login(both, ada, claims_of):
    token = ada.id_token
    both.clock.advance("100s")
    before, after = claims_of(token), claims_of(enroll_phone(both, token)["idToken"])
    assert after["auth_time"] == after["iat"] == before["auth_time"] + 100


def test_auth_time_is_that_of_the_second_factor(both, ada, claims_of):
    ada.enroll_totp()
    first = both.sign_in()
    both.clock.advance("100s")
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[0].authenticator.code()},
    }
    claims = claims_of(both.ok(SIGN_IN, body)["idToken"])
    assert claims["auth_time"] == claims["iat"] == both.clock.micros() // 1_000_000


def test_refreshing_carries_them_on(both, ada, claims_of):
    ada.enroll_totp()
    refresh = sign_in_with_totp(both, ada)["refreshToken"]
    both.clock.advance("50m")
    for _ in range(2):
        answer = both.ok(TOKEN, {"grant_type": "refresh_token", "refresh_token": refresh})
        refresh = answer["refresh_token"]
        claims = claims_of(answer["id_token"])
        assert second_factor(claims) == ("totp", ada.factors[0].id)
        assert claims["iat"] == claims["auth_time"] + 3000


def test_refreshing_after_an_enrollment_does_too(both, ada, claims_of):
    refresh = enroll_totp(both, ada, ada.id_token)["refreshToken"]
    answer = both.ok(TOKEN, {"grant_type": "refresh_token", "refresh_token": refresh})
    assert second_factor(claims_of(answer["id_token"])) == ("totp", ada.factors[0].id)


def test_signed_tokens_have_them_too(make_it, claims_of):
    it = make_it(signed_tokens=True)
    ada = it.user()
    ada.enroll_totp()
    token = sign_in_with_totp(it, ada)["idToken"]
    assert second_factor(claims_of(token)) == ("totp", ada.factors[0].id)
    assert token.split(".")[2]


def test_the_official_emulator_drops_them_on_withdrawal(it, claims_of):
    ada = it.user()
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    token = sign_in_with_totp(it, ada)["idToken"]
    answer = it.ok(WITHDRAW, {"idToken": token, "mfaEnrollmentId": ada.factors[1].id})
    assert second_factor(claims_of(answer["idToken"])) == (None, None)


def test_production_keeps_them_while_their_factor_stays(strict, claims_of):
    ada = strict.user()
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    totp = ada.factors[0].id
    token = sign_in_with_totp(strict, ada)["idToken"]
    answer = strict.ok(WITHDRAW, {"idToken": token, "mfaEnrollmentId": ada.factors[1].id})
    assert second_factor(claims_of(answer["idToken"])) == ("totp", totp)


def test_they_go_with_their_factor(both, claims_of):
    ada = both.user()
    ada.enroll_totp()
    token = sign_in_with_totp(both, ada)["idToken"]
    answer = both.ok(WITHDRAW, {"idToken": token, "mfaEnrollmentId": ada.factors[0].id})
    assert second_factor(claims_of(answer["idToken"])) == (None, None)
