"""MFA version 1 and log-ins by the hand-written clients, 2.0.4 and 1.9.1."""

import pytest

pytestmark = pytest.mark.parametrize("version", ["2.0.4", "1.9.1"])
V1 = {"mfa": 1, "assertion": 1, "user": 1}
LOGIN = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}


@pytest.fixture
def ada(person, version):
    return person(version)


def test_sms_from_enrollment_to_removal(ada):
    factors = ada.call("get_factors", ada.id, versions=V1).value
    assert [factor["name"] for factor in factors] == ["OneLogin SMS", "OneLogin Voice"]
    device = ada.call("enroll_factor", ada.id, 58959, "Phone", "+15555550100", versions=V1).value
    assert device["active"] is False
    number = device["id"]
    verified = ada.call("verify_factor", ada.id, number, ada.code(), device["state_token"], versions=V1)
    assert (verified.value, verified.error) == (True, None)
    (listed,) = ada.call("get_enrolled_factors", ada.id, versions=V1).value
    assert (listed["id"], listed["active"], listed["default"]) == (number, True, True)
    triggered = ada.call("activate_factor", ada.id, number, versions=V1).value
    verified = ada.call("verify_factor", ada.id, number, ada.code(), triggered["state_token"], versions=V1)
    assert verified.value is True
    assert ada.call("remove_factor", ada.id, number, versions=V1).value is True
    assert ada.call("get_enrolled_factors", ada.id, versions=V1).value == []


def test_a_wrong_code_is_told_and_fetches_no_new_token(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp().id
    outcome = ada.call("verify_factor", ada.id, device, "1", versions=V1)
    assert not outcome.value
    assert "Failed authentication with this factor" in outcome.error
    assert len(ada.emulator.requests.find(operation="generate_token")) == 1


def test_a_pending_push_is_no_error(ada):
    phone = ada.emulator.onelogin.user("ada").enroll_push()
    token = ada.call("activate_factor", ada.id, phone.id, versions=V1).value["state_token"]
    pending = ada.call("verify_factor", ada.id, phone.id, None, token, versions=V1)
    assert (pending.value, pending.error) == (False, None)
    phone.approve()
    assert ada.call("verify_factor", ada.id, phone.id, None, token, versions=V1).value is True


def test_a_temporary_token(ada):
    token = ada.call("generate_mfa_token", ada.id, 120, True, versions=V1).value
    assert (len(token["value"]), token["reusable"]) == (8, True)


def test_a_log_in_without_a_second_factor(ada):
    session = ada.call("create_session_login_token", LOGIN, versions=V1)
    assert (session.type, session.value["status"]) == ("SessionTokenInfo", "Authenticated")


def test_a_log_in_with_a_code(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    asked = ada.call("create_session_login_token", LOGIN, versions=V1)
    assert asked.type == "SessionTokenMFAInfo"
    token = asked.value["state_token"]
    code = device.authenticator.code()
    session = ada.call("get_session_token_verified", device.id, token, code, versions=V1)
    assert (session.type, session.value["status"]) == ("SessionTokenInfo", "Authenticated")


def test_a_log_in_by_push(ada):
    phone = ada.emulator.onelogin.user("ada").enroll_push()
    token = ada.call("create_session_login_token", LOGIN, versions=V1).value["state_token"]
    pending = ada.call("get_session_token_verified", phone.id, token, versions=V1)
    assert (pending.value, pending.error) == (None, None)
    phone.approve()
    session = ada.call("get_session_token_verified", phone.id, token, None, "", True, versions=V1)
    assert session.value["status"] == "Authenticated"
    assert len(phone.pushes) == 1


def test_a_wrong_password_is_told(ada):
    outcome = ada.call("create_session_login_token", {**LOGIN, "password": "x"}, versions=V1)
    assert (outcome.value, "Invalid user credentials" in outcome.error) == (None, True)


def test_an_assertion_with_a_second_factor(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    app_id = ada.emulator.onelogin.app.id
    asked = ada.call("get_saml_assertion", "ada", "secret-1", app_id, "acme", versions=V1)
    token = asked.value["mfa"]["state_token"]
    code = device.authenticator.code()
    done = ada.call("get_saml_assertion_verifying", app_id, device.id, token, code, versions=V1)
    assert done.value["saml_response"].startswith("PHNhbWxwOlJlc3BvbnNl")


def test_an_expired_access_token_is_refused(ada):
    """The client looks at the real clock to see whether its token has expired; it learns of ours by the refusal."""
    ada.call("get_enrolled_factors", ada.id, versions=V1)
    ada.emulator.clock.advance("11h")
    assert ada.call("get_enrolled_factors", ada.id, versions=V1).error == "401: Authentication Failure"


def test_a_user_by_id(ada):
    assert ada.call("get_user", ada.id, versions=V1).value["email"] == "ada@example.com"
