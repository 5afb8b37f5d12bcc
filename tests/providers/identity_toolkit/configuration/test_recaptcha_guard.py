"""Doors that reCAPTCHA Enterprise guards."""

import pytest

PASSES = "recaptcha-test-token"
PASSWORD = {"email": "ada@example.com", "password": "secret-1"}
RESET = {"requestType": "PASSWORD_RESET", "email": "ada@example.com"}
LINK = {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com", "continueUrl": "http://localhost"}
NUMBER = "+15555550100"

MAIL_DOORS = [
    ("/v1/accounts:signInWithPassword", PASSWORD, "captchaResponse"),
    ("/v1/accounts:signUp", {**PASSWORD, "email": "new@example.com"}, "captchaResponse"),
    ("/v1/accounts:sendOobCode", RESET, "captchaResp"),
    ("/v1/accounts:sendOobCode", LINK, "captchaResp"),
]


def guard(it, state="ENFORCE"):
    config = {"emailPasswordEnforcementState": state, "phoneEnforcementState": state}
    it.configure("recaptchaConfig", {"recaptchaConfig": config})
    it.user()


@pytest.mark.parametrize(("path", "body", "field"), MAIL_DOORS)
def test_doors_of_addresses_take_a_token_that_passes(both, path, body, field):
    guard(both)
    assert both.refused(path, body) == "MISSING_RECAPTCHA_TOKEN"
    assert both.refused(path, {**body, field: "NO_RECAPTCHA"}) == "INVALID_RECAPTCHA_TOKEN"
    assert both.ok(path, {**body, field: PASSES})


@pytest.mark.parametrize(("path", "body", "field"), MAIL_DOORS)
@pytest.mark.parametrize("state", ["AUDIT", "OFF"])
def test_where_nothing_is_enforced_nobody_is_asked(both, path, body, field, state):
    guard(both, state)
    assert both.ok(path, body)


def test_text_messages_take_one_too(both):
    guard(both)
    path, body = "/v1/accounts:sendVerificationCode", {"phoneNumber": NUMBER}
    assert both.refused(path, body) == "MISSING_RECAPTCHA_TOKEN"
    assert both.refused(path, {**body, "captchaResponse": "x"}) == "INVALID_APP_CREDENTIAL"
    assert both.ok(path, {**body, "captchaResponse": PASSES})


def test_so_do_those_of_second_factors(both):
    guard(both)
    ada = both.user()
    path, body = "/v2/accounts/mfaEnrollment:start", {"idToken": ada.id_token}
    info = {"phoneNumber": NUMBER}
    assert both.refused(path, {**body, "phoneEnrollmentInfo": info}) == "MISSING_RECAPTCHA_TOKEN"
    assert both.ok(path, {**body, "phoneEnrollmentInfo": {**info, "captchaResponse": PASSES}})
    ada.enroll_sms(NUMBER)
    pending = both.ok("/v1/accounts:signInWithPassword", {**PASSWORD, "captchaResponse": PASSES})
    body = {"mfaPendingCredential": pending["mfaPendingCredential"], "mfaEnrollmentId": ada.factors[0].id}
    path = "/v2/accounts/mfaSignIn:start"
    assert both.refused(path, {**body, "phoneSignInInfo": {}}) == "MISSING_RECAPTCHA_TOKEN"
    assert both.ok(path, {**body, "phoneSignInInfo": {"captchaResponse": PASSES}})


def test_administrators_need_none(both):
    guard(both)
    assert both.ok("/v1/accounts:sendOobCode", {**RESET, "returnOobLink": True}, admin=True)["oobCode"]
    assert both.ok("/v1/projects/demo-project/accounts", {"email": "x@example.com", "password": "secret-1"}, admin=True)


def test_the_tokens_that_pass_are_a_setting(make_it):
    it = make_it(recaptcha_tokens=["mine"])
    guard(it)
    assert it.refused("/v1/accounts:signInWithPassword", {**PASSWORD, "captchaResponse": PASSES})
    assert it.ok("/v1/accounts:signInWithPassword", {**PASSWORD, "captchaResponse": "mine"})
