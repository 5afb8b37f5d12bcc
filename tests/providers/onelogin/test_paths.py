"""Paths as SDKs write them, and the answers to unknown ones."""

import pytest


@pytest.mark.parametrize(
    "path",
    [
        "/api/2/users",
        "/api/2/users/",
        "//api/2/users",
        "/acme.onelogin.com/api/2/users",
        "/acme.onelogin.com//api/2/users/",
        "/t.onelogin.com/api/2/users",
        "/api.us.onelogin.com/api/2/users",
    ],
)
def test_every_way_to_write_a_path_leads_to_the_same_operation(client, path):
    assert client.get(path).status == 200


@pytest.mark.parametrize("host", ["acme.onelogin.com", "api.eu.onelogin.com", "other.onelogin.com:443"])
def test_a_onelogin_host_name_selects_the_provider(client, host):
    assert client.get("/api/2/users", headers={"host": host}).status == 200


def test_an_unknown_path_is_a_404_in_the_words_of_its_version(client):
    one, two = client.get("/api/1/nothing"), client.get("/api/2/nothing")
    assert (one.status, one.body["status"]["type"], one.message) == (404, "not found", "No Route Exists")
    assert (two.status, two.body["statusCode"], two.body["name"]) == (404, 404, "NotFound")


def test_another_verb_is_a_404_too(client):
    answer = client.call("PATCH", "/api/2/users")
    assert (answer.status, answer.body["name"]) == (404, "NotFound")
    assert "PATCH is not a verb" in answer.reason


@pytest.mark.parametrize("user", ["x", "1.5", "%00", "99999999999999999999999", "-1"])
def test_a_user_id_that_is_no_number_is_refused(client, user):
    assert client.get(f"/api/1/users/{user}/otp_devices").status == 400
    assert client.get(f"/api/2/mfa/users/{user}/devices").status == 404


def test_answers_name_json_without_a_charset(client):
    assert client.get("/api/2/users").headers["content-type"] == "application/json"
    assert client.get("/api/1/nothing").headers["content-type"] == "application/json"


def test_version_2_answers_carry_a_request_id_that_the_journal_knows(client):
    first = client.get("/api/2/users")
    number = int(first.headers["x-request-id"], 16)
    assert [exchange.target for exchange in client.emulator.requests if exchange.number == number] == ["/api/2/users"]
    assert int(client.get("/api/2/mfa/users/1/devices").headers["x-request-id"], 16) == number + 1


def test_every_row_of_the_published_tables_is_served(client):
    rows = """
        POST /auth/oauth2/v2/token|POST /auth/oauth2/revoke|GET /auth/rate_limit|GET /api/1/users/1/auth_factor
        GET /api/1/users/1/auth_factors|GET /api/1/users/1/otp_devices|POST /api/1/users/1/otp_devices
        POST /api/1/users/1/otp_devices/2/trigger|POST /api/1/users/1/otp_devices/2/verify
        DELETE /api/1/users/1/otp_devices/2|POST /api/1/users/1/mfa_token|GET /api/2/mfa/users/1/factors
        POST /api/2/mfa/users/1/registrations|GET /api/2/mfa/users/1/registrations/2
        PUT /api/2/mfa/users/1/registrations/2|GET /api/2/mfa/users/1/devices|DELETE /api/2/mfa/users/1/devices/2
        POST /api/2/mfa/users/1/verifications|GET /api/2/mfa/users/1/verifications/2
        PUT /api/2/mfa/users/1/verifications/2|POST /api/2/mfa/users/1/mfa_token|POST /api/1/login/auth
        POST /api/1/login/verify_factor|POST /api/2/saml_assertion|POST /api/2/saml_assertion/verify_factor
        GET /api/2/users|POST /api/2/users|GET /api/2/users/1|POST /api/2/mfa/users/1/verifications/
        POST /api/1/saml_assertion|POST /api/1/saml_assertion/verify_factor|GET /api/1/users|GET /api/1/users/1
        POST /api/1/users|PUT /api/2/users/1|PUT /api/1/users/1|DELETE /api/2/users/1|DELETE /api/1/users/1
        POST /auth/oauth2/token|POST /session_via_api_token|POST /api/2/smart-mfa|POST /api/2/smart-mfa/verify
        PUT /api/1/users/1/lock_user|PUT /api/1/users/set_password_clear_text/1|POST /api/2/mfs/users/1/mfa_token
        POST /api/2/login/auth|POST /api/2/login/verify_factor|POST /api/2/saml-assertions
        POST /api/2/saml-assertions/verify_factor|PUT /api/1/users/1/set_state|PUT /api/1/users/1/logout
    """.replace("\n", "|")
    for row in filter(None, (row.strip() for row in rows.split("|"))):
        answer = client.call(*row.split(" "))
        assert "no operation" not in answer.reason, row
        assert "is not a verb" not in answer.reason, row
        assert answer.status < 500, row
