"""Attributes and queries without effect: taken, as the service takes them, and named by the reason."""

import pytest

MFA = "/api/2/mfa/users/{ada}"
NO_PARAMETERS = "ignored, since this call has no such parameters: the query"


@pytest.mark.parametrize("kind", ["totp", "email", "voice"])
def test_a_text_for_sms_is_named_where_the_code_goes_another_way(client, kind):
    device = client.enroll(kind).id
    answer = client.post(f"{MFA}/verifications", {"device_id": device, "custom_message": "{{otp_code}}"})
    assert (answer.status, answer.reason) == (201, "without effect: custom_message: it is for SMS")


def test_a_link_is_named_where_there_is_no_e_mail(client):
    body = {"factor_id": 58959, "display_name": "phone", "redirect_to": "https://example.com"}
    answer = client.post(f"{MFA}/registrations", body)
    assert (answer.status, answer.reason) == (201, "without effect: redirect_to: it is for e-mail")


def test_what_is_obeyed_is_not_named(client):
    sms = {"factor_id": 58959, "display_name": "phone", "custom_message": "{{otp_code}}"}
    mail = {"factor_id": 58961, "display_name": "mail", "redirect_to": "https://example.com"}
    assert [client.post(f"{MFA}/registrations", body).reason for body in (sms, mail)] == ["", ""]


def test_a_code_that_settles_a_verification_at_once_leaves_the_rest_without_effect(client):
    factor = client.enroll("totp")
    body = {"otp": factor.code(), "device_id": factor.id, "expires_in": 120, "redirect_to": "https://example.com"}
    answer = client.post(f"{MFA}/verifications", body)
    assert answer.body["status"] == "accepted"
    assert answer.reason == "without effect: expires_in, redirect_to: otp settles a verification at once"


def test_a_trigger_of_version_1_names_what_is_for_sms(client):
    device = client.enroll("voice").id
    body = {"sms_message": "{{otp_code}}", "numeric_sms_otp": True}
    answer = client.post(f"/api/1/users/{{ada}}/otp_devices/{device}/trigger", body)
    assert (answer.status, answer.reason) == (200, "without effect: sms_message, numeric_sms_otp: it is for SMS")


def test_the_mark_of_a_browser_is_named(client):
    body = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme", "browser_id": "b-1"}
    answer = client.post("/api/1/login/auth", body)
    assert (answer.status, answer.reason) == (200, "without effect: browser_id: no browser is remembered here")


@pytest.mark.parametrize(("path", "more"), [("/api/1/login/auth", {}), ("/api/2/saml_assertion", {"app_id": "460001"})])
def test_an_address_that_is_none_is_named(client, path, more):
    body = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme", **more}
    assert client.post(path, {**body, "ip_address": "home"}).reason == "without effect: ip_address: it is no IP address"
    assert client.post(path, {**body, "ip_address": "192.0.2.1"}).reason == ""


def test_the_header_for_pages_of_other_origins_is_named(client):
    body = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme"}
    headers = {"Custom-Allowed-Origin-Header-1": "https://app.example"}
    told = "without effect: Custom-Allowed-Origin-Header-1: the emulator's own setting says who may call"
    assert client.post("/api/1/login/auth", body, headers=headers).reason == told


def test_the_wish_for_a_policy_of_passwords_is_named(client):
    body = {"password": "secret-2", "password_confirmation": "secret-2", "validate_policy": True}
    answer = client.put("/api/1/users/set_password_clear_text/{ada}", body)
    assert answer.reason == "without effect: validate_policy: there is no policy of passwords here"


def test_a_role_that_is_not_there_is_named(client):
    role = client.onelogin.add_role("staff").id
    answer = client.put("/api/2/users/{ada}", {"role_ids": [role, 99]})
    assert (answer.status, answer.reason) == (200, "without effect: role 99: there is no such role")


def test_attributes_that_only_the_service_sets_are_named(client):
    answer = client.put("/api/2/users/{ada}", {"created_at": "2020-01-01T00:00:00Z", "title": "Countess"})
    assert answer.body["title"] == "Countess"
    assert answer.body["created_at"] != "2020-01-01T00:00:00Z"
    assert answer.reason == "not changed, since only the service sets it: 'created_at'"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/2/users/{ada}?fields=id"),
        ("PUT", "/api/2/users/{ada}?mappings=sync"),
        ("GET", "/api/1/users/{ada}?fields=id"),
        ("GET", f"{MFA}/factors?limit=1"),
        ("POST", "/api/1/users/{ada}/mfa_token?scope=all"),
    ],
)
def test_a_query_that_nobody_reads_is_told(client, method, path):
    answer = client.call(method, path, None if method == "GET" else {})
    assert (answer.status, answer.reason) == (200, NO_PARAMETERS)


@pytest.mark.parametrize("path", ["/api/2/users?limit=1", "/api/1/users?limit=1", "/api/2/roles?name=Staff"])
def test_a_query_that_is_read_is_not(client, path):
    assert client.get(path).reason == ""
