"""MFA version 2, tokens and SAML by the generated SDKs."""

import httpx2
import pytest

from mfa_emulator.core.otp import enrollment_answers

pytestmark = pytest.mark.parametrize("version", ["4.0.1", "3.2.9"])


@pytest.fixture
def ada(person, version):
    return person(version)


def registration(factor_id, **fields):
    return {"$model": "CreateFactorRegistrationRequest", "factor_id": factor_id, "display_name": "Mine", **fields}


def test_sms_from_registration_to_removal(ada):
    factors = ada.call("get_auth_factors", ada.id)
    assert {item["auth_factor_name"] for item in factors.value} >= {"SMS", "OneLogin", "Google Authenticator"}
    request = registration(58959, expires_in="300")
    begun = ada.call("create_factor_registration", ada.id, create_factor_registration_request=request)
    assert begun.type == "CreateFactorRegistration201Response"
    settled = ada.call(
        "verify_user_registration",
        ada.id,
        begun.value["id"],
        verify_user_registration_request={"$model": "VerifyUserRegistrationRequest", "otp": int(ada.code())},
    )
    assert (settled.type, settled.value["status"]) == ("VerifyUserRegistration200Response", "accepted")
    (device,) = ada.call("get_authentication_devices", ada.id).value
    assert (device["device_id"], device["default"]) == (begun.value["device_id"], True)

    request = {"$model": "CreateDeviceVerificationRequest", "device_id": int(device["device_id"]), "expires_in": "120"}
    verification = ada.call("create_device_verification", ada.id, create_device_verification_request=request)
    assert verification.type == "CreateDeviceVerification201Response"
    assert verification.value["device_id"] == int(device["device_id"])
    done = ada.call(
        "verify_user_verification",
        ada.id,
        verification.value["id"],
        verify_user_verification_request={"$model": "VerifyUserVerificationRequest", "otp": ada.code()},
    )
    assert (done.type, done.value["type"]) == ("Error", "success")
    ada.call("delete_enrolled_factor", ada.id, device["device_id"])
    assert ada.call("get_authentication_devices", ada.id).value == []


def test_an_authenticator_is_registered_and_verified(ada):
    # The model of the answer does not declare factor_data: the secret is in the raw answer alone.
    begun = ada.call("create_factor_registration", ada.id, create_factor_registration_request=registration(58957)).value
    device = ada.emulator.onelogin.user("ada").factors[0]
    code = {"$model": "VerifyUserRegistrationRequest", "otp": int(device.authenticator.code())}
    settled = ada.call("verify_user_registration", ada.id, begun["id"], verify_user_registration_request=code)
    assert settled.value["status"] == "accepted"
    ada.emulator.clock.advance("30s")
    request = {"$model": "CreateDeviceVerificationRequest", "device_id": device.id}
    verification = ada.call("create_device_verification", ada.id, create_device_verification_request=request).value
    body = {
        "$model": "VerifyUserVerificationRequest",
        "otp": device.authenticator.code(),
        "device_id": device.id,
    }
    done = ada.call("verify_user_verification", ada.id, verification["id"], verify_user_verification_request=body)
    assert done.value["type"] == "success"
    assert enrollment_answers.read(device.authenticator.secret)[0] == device.authenticator.totp


def push(ada):
    """Begin a verification by push: the phone, the verification's id and a way to poll it."""
    phone = ada.emulator.onelogin.user("ada").enroll_push()
    request = {"$model": "CreateDeviceVerificationRequest", "device_id": phone.id}
    begun = ada.call("create_device_verification", ada.id, create_device_verification_request=request).value
    return phone, begun["id"], lambda: ada.attempt("get_user_verification", ada.id, begun["id"])


@pytest.mark.parametrize(("action", "status"), [("approve", "accepted"), ("deny", "rejected")])
def test_a_push_is_polled_while_the_user_decides_on_the_phone(ada, action, status):
    phone, _, poll = push(ada)
    assert poll().value["status"] == "pending"
    getattr(phone, action)()
    polled = poll()
    assert (polled.type, polled.value["status"]) == ("GetUserVerification200Response", status)


@pytest.mark.parametrize(("action", "status"), [("approve", "accepted"), ("deny", "rejected")])
def test_a_push_is_polled_while_the_control_api_decides(ada, action, status):
    _, verification, poll = push(ada)
    assert poll().value["status"] == "pending"
    url = f"{ada.emulator.url}/_mfa/v1/challenges/{verification}"
    assert httpx2.post(url, json={"action": action}, trust_env=False, timeout=60).status_code == 200
    assert poll().value["status"] == status


def test_a_push_that_nobody_answers_expires(ada):
    _, _, poll = push(ada)
    ada.emulator.clock.advance("2m")
    assert poll().type == "NotFoundException"


def test_a_registration_is_polled_as_a_raw_dict(ada):
    begun = ada.call("create_factor_registration", ada.id, create_factor_registration_request=registration(58958)).value
    ada.emulator.onelogin.user("ada").factors[0].approve()
    polled = ada.call("get_user_registration", ada.id, begun["id"])
    assert (polled.type, polled.value["status"]) == ("dict", "accepted")


def test_a_temporary_token(ada):
    request = {"$model": "GenerateOTPRequest", "expires_in": 120, "reusable": True}
    outcome = ada.call("generate_otp", ada.id, generate_otp_request=request)
    assert outcome.type == "GenerateOTP201Response"
    assert outcome.value["reusable"] is True
    assert outcome.value["device_id"].startswith("user_temp_otp_")


def test_refusals_raise_by_status(ada):
    wrong = ada.attempt("create_factor_registration", ada.id, create_factor_registration_request=registration(1))
    assert (wrong.type, wrong.status) == ("ApiException", 422)
    assert ada.attempt("get_authentication_devices", 5).type == "NotFoundException"
    ada.emulator.clock.advance("10h")
    assert ada.attempt("get_authentication_devices", ada.id).type == "UnauthorizedException"


def test_tokens_are_made_counted_and_revoked(ada):
    token = ada.call(
        "generate_token", {"$model": "GenerateTokenRequest", "grant_type": "client_credentials"}, "application/json"
    )
    assert (token.type, token.value["expires_in"]) == ("OauthToken", 36000)
    limit = ada.call("get_rate_limit")
    assert limit.value["data"]["X-RateLimit-Limit"] == 5000
    request = {"$model": "RevokeTokensRequest", "access_token": token.value["access_token"]}
    revoked = ada.call("revoke_tokens", "application/json", revoke_tokens_request=request)
    assert (revoked.type, revoked.value["type"]) == ("Error", "success")
    assert ada.attempt("get_auth_factors", ada.id).type == "UnauthorizedException"


def test_a_second_factor_gets_the_assertion(ada):
    """Its first step answers an object of Nones, as the real service does; programs read the raw answer there."""
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    app_id = str(ada.emulator.onelogin.app.id)
    login = {"$model": "SamlAssert", "username_or_email": "ada", "password": "secret-1"}
    login |= {"app_id": app_id, "subdomain": "acme"}
    first = ada.call("generate_saml_assert2", "application/json", saml_assert=login)
    assert first.value == {}
    (waiting,) = ada.emulator.world.states["onelogin"].logins
    factor = {
        "$model": "SamlFactor",
        "app_id": app_id,
        "device_id": str(device.id),
        "state_token": waiting.state_token,
        "otp_token": device.authenticator.code(),
    }
    outcome = ada.call("ver_factor_saml2", "application/json", saml_factor=factor)
    assert (outcome.type, outcome.value["message"]) == ("VerFactorSaml200Response", "Success")


def test_apps_and_roles_are_read_before_any_factor(ada):
    onelogin = ada.emulator.onelogin
    eve = onelogin.user("eve@example.com", role_ids=[onelogin.add_role("vpn", id=7).id])
    assert [app["id"] for app in ada.call("get_user_apps2", eve.id).value] == [onelogin.app.id]
    (role,) = ada.call("list_roles", role_name="vpn").value
    assert (role["name"], role["users"], role["apps"]) == ("vpn", [eve.id], [onelogin.app.id])


def test_a_wrong_code_is_no_exception_and_no_success(ada):
    request = {
        "$model": "CreateDeviceVerificationRequest",
        "device_id": ada.emulator.onelogin.user("ada").enroll_sms().id,
    }
    begun = ada.call("create_device_verification", ada.id, create_device_verification_request=request).value
    wrong = {"$model": "VerifyUserVerificationRequest", "otp": "1"}
    told = ada.call("verify_user_verification", ada.id, begun["id"], verify_user_verification_request=wrong)
    assert (told.type, told.value["type"], told.value["error"]) == ("Error", "pending", True)
    assert told.value["message"] == "Failed authentication with this factor"


def test_users_of_version_1_are_read(ada):
    listed = ada.call("list_users")
    assert listed.value[0]["id"] == ada.id
    assert ada.call("get_user_by_id", ada.id).value["email"] == "ada@example.com"


def test_users_of_version_2_are_made_read_changed_and_removed(ada):
    user = {"$model": "User", "email": "new@example.com", "password": "x", "password_confirmation": "x"}
    made = ada.call("create_user2", user=user).value
    assert (made["status"], made["email"]) == (1, "new@example.com")
    assert ada.call("get_user2", made["id"]).value["email"] == "new@example.com"
    assert len(ada.call("list_users2").value) == 3
    changed = ada.call("update_user2", made["id"], user={"$model": "User", "title": "Dr"}).value
    assert changed["title"] == "Dr"
    ada.call("delete_user2", made["id"])
    assert ada.attempt("get_user2", made["id"]).type == "NotFoundException"
