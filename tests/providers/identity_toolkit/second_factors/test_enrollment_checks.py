"""Checks before any second factor is enrolled."""

import pytest

START = "/v2/accounts/mfaEnrollment:start"
FINALIZE = "/v2/accounts/mfaEnrollment:finalize"
PHONE = {"phoneEnrollmentInfo": {"phoneNumber": "+15555550100"}}
TOTP = {"totpEnrollmentInfo": {}}

KINDS = pytest.mark.parametrize("info", [PHONE, TOTP], ids=["phone", "totp"])


@KINDS
def test_a_kind_that_is_off_cannot_be_enrolled(both, info):
    token = both.user().id_token
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    assert both.refused(START, {"idToken": token, **info}) == "OPERATION_NOT_ALLOWED"


def test_sms_can_be_on_while_totp_is_off(both):
    token = both.user().id_token
    both.configure("mfa", {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}})
    assert both.refused(START, {"idToken": token, **TOTP}) == "OPERATION_NOT_ALLOWED"
    assert both.ok(START, {"idToken": token, **PHONE})["phoneSessionInfo"]["sessionInfo"]


def test_totp_can_be_on_while_sms_is_off(both):
    token = both.user().id_token
    both.configure("mfa", {"mfa": {"providerConfigs": [{"state": "ENABLED", "totpProviderConfig": {}}]}})
    assert both.refused(START, {"idToken": token, **PHONE}) == "OPERATION_NOT_ALLOWED"
    assert both.ok(START, {"idToken": token, **TOTP})["totpSessionInfo"]["sessionInfo"]


def test_in_production_second_factors_are_off_until_they_are_configured(make_it):
    strict = make_it("strict")
    assert strict.refused(START, {"idToken": strict.user().id_token, **TOTP}) == "OPERATION_NOT_ALLOWED"


@pytest.mark.parametrize(("info", "name"), [(PHONE, "SMS second"), (TOTP, "TOTP second"), ({}, "Second")])
def test_the_reason_says_that_it_is_off_and_what_switches_it_on(both, info, name):
    token = both.user().id_token
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    answer = both.call(START, {"idToken": token, **info})
    assert answer.json["error"]["message"] == f"OPERATION_NOT_ALLOWED : {name} factor is not enabled"
    assert answer.reason == f"{name} factor is off: the mfa configuration, projects.updateConfig, switches it on"


@KINDS
def test_without_id_token(it, strict, info):
    assert it.refused(START, info) == "MISSING_ID_TOKEN"
    assert strict.refused(START, info) == "INVALID_ID_TOKEN"


@KINDS
def test_with_a_text_that_is_no_id_token(both, info):
    assert both.refused(START, {"idToken": "not-a-token", **info}) == "INVALID_ID_TOKEN"


@KINDS
def test_an_anonymous_user_cannot_enroll(both, info):
    token = both.ok("/v1/accounts:signUp", {"returnSecureToken": True})["idToken"]
    assert both.refused(START, {"idToken": token, **info}) == "UNSUPPORTED_FIRST_FACTOR"


@KINDS
def test_who_signed_in_by_custom_token_cannot_enroll_even_with_a_verified_address(both, info):
    uid = both.user().local_id
    body = {"token": both.custom_token(uid), "returnSecureToken": True}
    token = both.ok("/v1/accounts:signInWithCustomToken", body)
    assert both.refused(START, {"idToken": token["idToken"], **info}) == "UNSUPPORTED_FIRST_FACTOR"


@KINDS
def test_who_signed_in_by_phone_cannot_enroll_even_with_a_verified_address(both, info):
    number = "+15555550199"
    both.user(phone_number=number)
    session = both.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": number})["sessionInfo"]
    token = both.ok("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": session, "code": both.sms(number)})["idToken"]
    assert both.refused(START, {"idToken": token, **info}) == "UNSUPPORTED_FIRST_FACTOR"


@KINDS
def test_an_unverified_address_is_not_enough(both, info):
    token = both.user(verified=False).id_token
    assert both.refused(START, {"idToken": token, **info}) == "UNVERIFIED_EMAIL"


def test_a_start_that_names_no_kind(both):
    code = {"emulator": "INVALID_ARGUMENT", "strict": "Request contains an invalid argument."}
    profile = both.world.options.profile
    assert both.refused(START, {"idToken": both.user().id_token}) == code[profile]


def test_a_finalize_that_names_no_kind(both):
    code = {"emulator": "INVALID_ARGUMENT", "strict": "Request contains an invalid argument."}
    profile = both.world.options.profile
    assert both.refused(FINALIZE, {"idToken": both.user().id_token}) == code[profile]


def test_a_start_that_names_both_kinds(both):
    answer = both.call(START, {"idToken": both.user().id_token, **PHONE, **TOTP})
    assert answer.status == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
    assert "oneof field 'enrollment_info' is already set" in answer.json["error"]["message"]
    assert answer.json["error"]["details"][0]["fieldViolations"][0]["field"] == "totpEnrollmentInfo"


def test_a_finalize_that_names_both_kinds(both):
    body = {"idToken": both.user().id_token, "phoneVerificationInfo": {}, "totpVerificationInfo": {}}
    assert "oneof field 'verification_info' is already set" in both.refused(FINALIZE, body)


def test_finalize_looks_at_the_id_token_first(both):
    assert both.refused(FINALIZE, {"totpVerificationInfo": {}}) == "MISSING_ID_TOKEN"


def test_finalize_does_not_ask_for_a_verified_address_again(both):
    ada = both.user()
    session = both.start_phone(ada.id_token)
    both.ok("/v1/projects/demo-project/accounts:update", {"localId": ada.local_id, "emailVerified": False}, admin=True)
    info = {"sessionInfo": session, "code": both.sms()}
    assert both.ok(FINALIZE, {"idToken": ada.id_token, "phoneVerificationInfo": info})["idToken"]


def test_a_disabled_user_cannot_enroll(both):
    ada = both.user()
    token = ada.id_token
    both.ok("/v1/projects/demo-project/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert both.refused(START, {"idToken": token, **TOTP}) == "USER_DISABLED"
