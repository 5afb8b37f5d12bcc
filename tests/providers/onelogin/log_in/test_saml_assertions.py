"""SAML assertions, in both versions."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest

ADA = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
V1, V2 = "/api/1/saml_assertion", "/api/2/saml_assertion"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"


@pytest.fixture
def body(client):
    return {**ADA, "app_id": str(client.onelogin.app.id)}


def attributes(assertion: str) -> dict[str, list[str]]:
    root = ElementTree.fromstring(b64decode(assertion))
    return {
        node.get("Name"): [value.text for value in node.iter(f"{SAML}AttributeValue")]
        for node in root.iter(f"{SAML}Attribute")
    }


def test_version_2_is_flat(client, body):
    answer = client.post(V2, body)
    assert (answer.status, set(answer.body), answer.body["message"]) == (200, {"data", "message"}, "Success")
    root = ElementTree.fromstring(b64decode(answer.body["data"]))
    assert root.find(f".//{SAML}NameID").text == "ada@example.com"
    assert root.find(f".//{SAML}Audience").text == "urn:example:app"


def test_version_1_has_an_envelope(client, body):
    answer = client.post(V1, body)
    assert answer.body["status"]["type"] == "success"
    assert b64decode(answer.data).startswith(b"<samlp:Response")


def test_aws_clients_find_roles_and_session_name(client, body):
    found = attributes(client.post(V2, body).body["data"])
    (role,) = found["https://aws.amazon.com/SAML/Attributes/Role"]
    assert role == ("arn:aws:iam::123456789012:role/Developer,arn:aws:iam::123456789012:saml-provider/OneLogin")
    assert found["https://aws.amazon.com/SAML/Attributes/RoleSessionName"] == ["ada@example.com"]


def test_an_app_id_may_be_a_number(client, body):
    assert client.post(V2, {**body, "app_id": int(body["app_id"])}).status == 200


def test_version_2_asks_for_the_second_factor_without_data(client, enrolled, body):
    device = enrolled("authenticator").id
    answer = client.post(V2, body)
    assert (answer.status, answer.body["message"]) == (200, "MFA is required for this user")
    assert "data" not in answer.body  # it would be taken for the assertion
    assert answer.body["devices"] == [{"device_id": device, "device_type": "Google Authenticator"}]
    assert answer.body["callback_url"] == "http://127.0.0.1:9099/api/2/saml_assertion/verify_factor"
    assert answer.body["user"]["email"] == "ada@example.com"


@pytest.mark.parametrize("path", [V1, V2, "/api/2/saml-assertions"])
def test_a_code_gets_the_assertion(client, enrolled, body, path):
    device = enrolled("authenticator")
    begun = client.post(path, body).body
    begun = begun["data"][0] if path == V1 else begun
    answer = client.post(
        f"{path}/verify_factor",
        {
            "app_id": body["app_id"],
            "device_id": str(device.id),
            "state_token": begun["state_token"],
            "otp_token": device.authenticator.code(),
        },
    )
    assert (answer.status, b64decode(answer.body["data"])[:15]) == (200, b"<samlp:Response")


@pytest.mark.parametrize("path", [V1, V2])
def test_a_push_is_pending_without_data_and_then_gets_the_assertion(client, enrolled, body, path):
    phone = enrolled("protect")
    begun = client.post(path, body).body
    begun = begun["data"][0] if path == V1 else begun
    verify = {"app_id": body["app_id"], "device_id": str(phone.id), "state_token": begun["state_token"]}
    pending = client.post(f"{path}/verify_factor", verify)
    assert (pending.status, pending.message) == (200, "Authentication pending on OL Protect")
    assert "data" not in pending.body
    phone.approve()
    assert "data" in client.post(f"{path}/verify_factor", {**verify, "do_not_notify": True}).body


def test_refusals_have_the_shape_of_their_version(client, body):
    wrong = {**body, "password": "x"}
    one, two = client.post(V1, wrong), client.post(V2, wrong)
    text = "Authentication Failed: Invalid user credentials"
    assert (one.status, one.message) == (401, text)
    assert (two.status, two.body) == (401, {"statusCode": 401, "name": "Unauthorized", "message": text})


@pytest.mark.parametrize("app_id", ["1", "x", "", None])
def test_an_unknown_app_is_not_found(client, body, app_id):
    answer = client.post(V1, {**body, "app_id": app_id})
    assert (answer.status, answer.reason.endswith("there are: 460001 (Example app)")) == (404, True)
    assert client.post(V2, {**body, "app_id": app_id}).body["name"] == "NotFound"


def test_a_wrong_subdomain_is_refused(client, body):
    assert client.post(V2, {**body, "subdomain": "x"}).message == "Invalid subdomain"


def test_wrong_codes_and_tokens_are_refused_in_version_2s_shape(client, enrolled, body):
    device = enrolled("authenticator").id
    token = client.post(V2, body).body["state_token"]
    verify = {"app_id": body["app_id"], "device_id": str(device), "state_token": token, "otp_token": "1"}
    wrong = client.post(f"{V2}/verify_factor", verify)
    assert (wrong.status, wrong.body["name"]) == (401, "Unauthorized")
    assert wrong.body["message"] == "Failed authentication with this factor"
    bad = client.post(f"{V2}/verify_factor", {**verify, "state_token": "x"})
    assert (bad.status, bad.body["message"]) == (400, "State token is invalid or expired")
    blank = client.post(f"{V2}/verify_factor", {**verify, "otp_token": ""})
    assert (blank.status, blank.body["message"]) == (400, "OTP token blank")


def test_a_state_token_is_good_for_its_app_and_for_saml_alone(client, enrolled, body):
    device = enrolled("authenticator")
    other = client.onelogin.add_app("Other").id
    token = client.post(V2, body).body["state_token"]
    verify = {"device_id": device.id, "state_token": token, "otp_token": device.authenticator.code()}
    assert client.post(f"{V2}/verify_factor", {**verify, "app_id": other}).status == 404
    assert client.post("/api/1/login/verify_factor", verify).status == 400


@pytest.mark.parametrize(("required", "asked"), [(True, True), (False, False), (None, True)])
def test_an_app_may_have_a_policy_of_its_own(client, enrolled, body, required, asked):
    enrolled("authenticator")
    app = client.onelogin.add_app("Other", mfa_required=required).id
    assert ("state_token" in client.post(V2, {**body, "app_id": app}).body) == asked


def test_names_that_xml_cannot_write_do_no_harm(client, body):
    client.put(f"/api/2/users/{client.ada}", {"firstname": "A\u0000<&>\ufffe"})
    assert attributes(client.post(V2, body).body["data"])["User.FirstName"] == ["A<&>"]


def test_users_own_allow_list_is_honored(client, body):
    eve = client.onelogin.user("eve", password="x", allowed_ips=["192.0.2.7"])
    eve.enroll_totp()
    body = {**body, "username_or_email": "eve", "password": "x"}
    assert "state_token" in client.post(V2, {**body, "ip_address": "192.0.2.8"}).body
    assert "data" in client.post(V2, {**body, "ip_address": "192.0.2.7"}).body
