"""A text that is there and empty: missing to the official emulator, a bad value in production."""

import pytest

PHONE = "/v1/accounts:signInWithPhoneNumber"
CASES = [
    (PHONE, {"sessionInfo": "", "code": "1"}, "MISSING_SESSION_INFO", "INVALID_SESSION_INFO"),
    ("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": "SESSION", "code": ""}, "MISSING_CODE", "INVALID_CODE"),
    ("/v1/accounts:signInWithCustomToken", {"token": ""}, "MISSING_CUSTOM_TOKEN", "INVALID_CUSTOM_TOKEN"),
    ("/v1/accounts:signInWithIdp", {"requestUri": ""}, "MISSING_REQUEST_URI", "INVALID_REQUEST_URI"),
    (
        "/v1/accounts:createAuthUri",
        {"identifier": "", "continueUri": "http://localhost"},
        "MISSING_IDENTIFIER",
        "INVALID_IDENTIFIER",
    ),
    (
        "/v1/accounts:createAuthUri",
        {"identifier": "ada@example.com", "continueUri": ""},
        "MISSING_CONTINUE_URI",
        "INVALID_CONTINUE_URI",
    ),
    ("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": ""}, "MISSING_EMAIL", "INVALID_EMAIL"),
    ("/v1/accounts:resetPassword", {"oobCode": ""}, "MISSING_OOB_CODE", "INVALID_OOB_CODE"),
]


@pytest.mark.parametrize(("path", "body", "missing", "invalid"), CASES, ids=lambda value: str(value)[:40])
def test_an_empty_text_is_missing_or_bad_and_an_absent_one_missing_in_both(it, strict, path, body, missing, invalid):
    for client, code in ((it, missing), (strict, invalid)):
        session = client.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})["sessionInfo"]
        sent = {name: session if value == "SESSION" else value for name, value in body.items()}
        assert client.refused(path, sent) == code
        assert client.refused(path, {name: value for name, value in sent.items() if value}) == missing


@pytest.mark.parametrize("name", ["grant_type", "refresh_token"])
def test_the_same_holds_at_the_token_endpoint(it, strict, name):
    whole = {"grant_type": "refresh_token", "refresh_token": "x"}
    for client, code in ((it, f"MISSING_{name.upper()}"), (strict, f"INVALID_{name.upper()}")):
        assert client.refused("/v1/token", {**whole, name: ""}) == code
        assert client.refused("/v1/token", {key: each for key, each in whole.items() if key != name}).startswith(
            "MISSING_"
        )


@pytest.mark.parametrize("step", ["enrollment", "sign-in"])
def test_the_same_holds_for_the_code_of_a_second_factor(it, strict, step):
    for client, missing, invalid in ((it, "MISSING_CODE", "MISSING_CODE"), (strict, "MISSING_CODE", "INVALID_CODE")):
        ada = client.user()
        if step == "enrollment":
            path, body = "/v2/accounts/mfaEnrollment:finalize", {"idToken": ada.id_token}
            session = client.start_phone(ada.id_token)
        else:
            ada.enroll_sms("+15555550100")
            pending = client.sign_in()["mfaPendingCredential"]
            start = {
                "mfaPendingCredential": pending,
                "mfaEnrollmentId": ada.factors[0].id,
                "phoneSignInInfo": {},
            }
            session = client.ok("/v2/accounts/mfaSignIn:start", start)["phoneResponseInfo"]["sessionInfo"]
            path, body = "/v2/accounts/mfaSignIn:finalize", {"mfaPendingCredential": pending}
        info = {"sessionInfo": session}
        assert client.refused(path, {**body, "phoneVerificationInfo": info}) == missing
        assert client.refused(path, {**body, "phoneVerificationInfo": {**info, "code": ""}}) == invalid
