"""MFA version 1 by the generated SDKs, whose own models check every answer."""

import pytest

pytestmark = pytest.mark.parametrize("version", ["4.0.1", "3.2.9"])


@pytest.fixture
def ada(person, version):
    return person(version)


def sms(**fields):
    return {"$model": "OtpDevice", "factor_id": 58959, "display_name": "Phone", "number": "+15555550100", **fields}


def proof(**fields):
    return {"$model": "VerifyMfaFactorRequest", **fields}


def test_all_seven_operations_in_a_row(ada):
    factors = ada.call("get_mfa_factors", ada.id)
    assert (factors.type, factors.value["data"]["auth_factors"][0]) == (
        "GetMFAFactors200Response",
        {"name": "OneLogin SMS", "factor_id": 58959},
    )
    enrolled = ada.call("enroll_mfa_factor", ada.id, sms())
    assert enrolled.type == "EnrollMfaFactor200Response"
    (device,) = enrolled.value["data"]
    verified = ada.call(
        "verify_mfa_factor", ada.id, str(device["id"]), proof(otp_token=ada.code(), state_token=device["state_token"])
    )
    assert (verified.type, verified.value["type"], verified.value["code"]) == ("Error", "success", 200)
    listed = ada.call("get_enrolled_factors", ada.id).value["data"]["otp_devices"]
    assert [(item["id"], item["active"], item["default"]) for item in listed] == [(device["id"], True, True)]
    triggered = ada.call("activate_mfa_factors", ada.id, str(device["id"]))
    (item,) = triggered.value["data"]["otp_devices"]
    body = proof(otp_token=ada.code(), state_token=item["state_token"])
    assert ada.call("verify_mfa_factor", ada.id, str(device["id"]), body).value["type"] == "success"
    token = ada.call("generate_mf_atoken", ada.id)
    assert token.value["mfa_token"].isdigit()
    assert token.value["resuable"] is False
    ada.call("remove_mfa_factors", ada.id, str(device["id"]))
    assert ada.call("get_enrolled_factors", ada.id).value["data"]["otp_devices"] == []


def test_a_trigger_takes_its_options(ada):
    device = ada.emulator.onelogin.user("ada").enroll_sms().id
    body = {
        "$model": "ActivateMfaFactorsRequest",
        "state_token_expires_in": 900,
        "numeric_sms_otp": True,
        "sms_message": "{{otp_code}} in {{expiration}}",
    }
    ada.call("activate_mfa_factors", ada.id, str(device), body)
    message = ada.emulator.inbox.latest("+15555550100")
    assert (message.body, message.code.isdigit()) == (f"{message.code} in 15", True)


def test_an_authenticators_code(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    body = proof(otp_token=device.authenticator.code())
    assert ada.call("verify_mfa_factor", ada.id, str(device.id), body).value["message"] == "Success"


def test_a_wrong_code_raises_unauthorized(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp().id
    outcome = ada.attempt("verify_mfa_factor", ada.id, str(device), proof(otp_token="1"))
    assert (outcome.type, outcome.status) == ("UnauthorizedException", 401)
    assert "Failed authentication with this factor" in outcome.value


def test_an_expired_state_token_raises(ada):
    device = ada.emulator.onelogin.user("ada").enroll_sms().id
    (item,) = ada.call("activate_mfa_factors", ada.id, str(device)).value["data"]["otp_devices"]
    ada.emulator.clock.advance("2m")
    body = proof(otp_token=ada.code(), state_token=item["state_token"])
    outcome = ada.attempt("verify_mfa_factor", ada.id, str(device), body)
    assert (outcome.status, "State token is invalid or expired" in outcome.value) == (400, True)


def test_a_push_is_polled(ada):
    phone = ada.emulator.onelogin.user("ada").enroll_push()

    def begin():
        (item,) = ada.call("activate_mfa_factors", ada.id, str(phone.id)).value["data"]["otp_devices"]
        return lambda: ada.attempt("verify_mfa_factor", ada.id, str(phone.id), proof(state_token=item["state_token"]))

    poll = begin()
    assert poll().value["type"] == "pending"
    phone.approve()
    assert poll().value["type"] == "success"
    poll = begin()
    phone.deny()
    assert poll().type == "UnauthorizedException"


def test_a_temporary_token_serves_with_device_0(ada):
    request = {"$model": "GenerateMFAtokenRequest", "expires_in": 60, "reusable": True}
    token = ada.call("generate_mf_atoken", ada.id, request).value
    assert token["resuable"] is True
    body = proof(otp_token=token["mfa_token"])
    assert ada.call("verify_mfa_factor", ada.id, "0", body).value["type"] == "success"
    ada.emulator.clock.advance("1m")
    assert ada.attempt("verify_mfa_factor", ada.id, "0", body).type == "UnauthorizedException"


def test_an_expired_access_token_raises(ada):
    ada.call("get_enrolled_factors", ada.id)
    ada.emulator.clock.advance("10h")
    assert ada.attempt("get_enrolled_factors", ada.id).type == "UnauthorizedException"


def test_an_unknown_user_raises_not_found(ada):
    assert ada.attempt("get_mfa_factors", 5).type == "NotFoundException"
