"""MFA version 2, SAML, users and Smart MFA by the hand-written client 2.0.4, which uses version 2 by default."""

import pytest


@pytest.fixture
def ada(person):
    return person("2.0.4")


def test_sms_from_registration_to_removal(ada):
    assert len(ada.call("get_factors", ada.id).value) == 5
    begun = ada.call("enroll_factor", ada.id, 58959, "Phone", expires_in=300)
    assert (begun.type, begun.value["status"], begun.value["default"]) == ("OTP_Device", "pending", False)
    registration = begun.value["id"]
    settled = ada.call("verify_enroll_factor_otp", ada.id, registration, ada.code()).value
    assert settled["status"] == "accepted"
    (device,) = ada.call("get_enrolled_factors", ada.id).value
    verification = ada.call("activate_factor", ada.id, int(device["id"])).value
    assert verification["device_id"] == device["id"]
    assert ada.call("verify_factor_otp", ada.id, verification["id"], ada.code()).value is True
    assert ada.call("remove_factor", ada.id, device["id"]).value is True


def test_a_push_is_polled(ada):
    begun = ada.call("enroll_factor", ada.id, 58958, "Phone").value
    assert ada.call("verify_enroll_factor_poll", ada.id, begun["id"]).value["status"] == "pending"
    phone = ada.emulator.onelogin.user("ada").factors[0]
    phone.approve()
    assert ada.call("verify_enroll_factor_poll", ada.id, begun["id"]).value["status"] == "accepted"
    verification = ada.call("activate_factor", ada.id, phone.id).value
    phone.deny()
    assert ada.call("verify_factor_poll", ada.id, verification["id"]).value["status"] == "rejected"


def test_a_wrong_code_is_no_success_and_no_error(ada):
    device = ada.emulator.onelogin.user("ada").enroll_sms().id
    verification = ada.call("activate_factor", ada.id, device).value
    outcome = ada.call("verify_factor_otp", ada.id, verification["id"], "1")
    assert (outcome.value, outcome.error) == (False, None)
    assert ada.call("verify_factor_otp", ada.id, verification["id"], ada.code()).value is True


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_a_token_that_has_ended_is_renewed_by_the_word_in_the_refusal(ada, end):
    """The client tries twice with the dead token, fetches a new one, and gives the refusal back all the same."""
    assert len(ada.call("get_users").value) == 2
    tokens = ada.emulator.world.states["onelogin"].access_tokens
    if end == "expired":
        ada.emulator.clock.advance("10h")
    else:
        for token in list(tokens):
            tokens.delete(token.token)
    assert ada.call("get_users").error == "401: Unauthorized"
    outcome = ada.call("get_users")
    assert (len(outcome.value), outcome.error) == (2, None)
    assert len(ada.emulator.requests.find(operation="generate_token")) == 2


def test_an_unknown_attribute_is_named(ada):
    outcome = ada.call("create_user", {"email": "new@example.com", "username": "new", "employee_number": 3})
    assert (outcome.value, outcome.error) == (None, "400: unknown attribute: employee_number")


def test_an_assertion_with_a_push(ada):
    phone = ada.emulator.onelogin.user("ada").enroll_push()
    app_id = ada.emulator.onelogin.app.id
    asked = ada.call("get_saml_assertion", "ada", "secret-1", app_id, "acme").value
    token = asked["mfa"]["state_token"]
    pending = ada.call("get_saml_assertion_verifying", app_id, phone.id, token)
    assert pending.value["saml_response"] is None
    phone.approve()
    done = ada.call("get_saml_assertion_verifying", app_id, phone.id, token, None, None, True)
    assert done.value["saml_response"].startswith("PHNhbWxwOlJlc3BvbnNl")


def test_users_are_listed_page_by_page(ada):
    for n in range(118):
        ada.emulator.onelogin.user(f"user{n}@example.com")
    users = ada.call("get_users").value
    assert len({user["id"] for user in users}) == 120


def test_a_user_is_made_and_removed(ada):
    user = ada.call("create_user", {"email": "new@example.com", "username": "new"}).value
    assert user["status"] == 7
    assert ada.call("delete_user", user["id"]).value is True


def test_apps_and_roles_are_read_before_any_factor(ada):
    onelogin = ada.emulator.onelogin
    onelogin.user("eve@example.com", role_ids=[onelogin.add_role("vpn", id=7).id])
    assert [app["id"] for app in ada.call("get_user_apps", ada.id).value] == [onelogin.app.id]
    assert [role["name"] for role in ada.call("get_roles", {"name": "vpn"}).value] == ["vpn"]


def test_smart_mfa(ada):
    context = {"ip": "192.0.2.1", "user_agent": "test"}
    checked = ada.call("validate_user", {"user_identifier": "zed", "phone": "+15555550177", "context": context}).value
    token = checked["mfa"]["state_token"]
    assert ada.call("verify_token", token, ada.code("+15555550177")).value is True


def test_the_rate_limit_is_read(ada):
    assert ada.call("get_rate_limits").value["limit"] == 5000
