"""The Authorization header of resource calls, and scopes."""

import pytest

DEVICES_V1 = "/api/1/users/{ada}/otp_devices"
MFA = "/api/2/mfa/users/{ada}"
DEVICES_V2 = f"{MFA}/devices"


@pytest.mark.parametrize("form", ["bearer {0}", "Bearer {0}", "bearer:{0}", "bearer: {0}", "BEARER:{0}", "Bearer  {0}"])
def test_a_bearer_token_is_taken_in_every_form(client, form):
    headers = {"authorization": form.format(client.token)}
    assert client.get(DEVICES_V1, headers=headers).status == 200
    assert client.get(DEVICES_V2, headers=headers).status == 200


@pytest.mark.parametrize("header", ["{0}", "Basic {0}", "bearer", "bearer:"])
def test_a_header_of_another_form_is_refused(client, header):
    headers = {"authorization": header.format(client.token)}
    one, two = client.get(DEVICES_V1, headers=headers), client.get(DEVICES_V2, headers=headers)
    assert (one.status, one.message) == (400, "Authorization Information is incorrect")
    assert (two.status, two.body["name"]) == (401, "InvalidCredentials")


def test_no_header_is_refused(client):
    one = client.get(DEVICES_V1, headers={"authorization": None})
    two = client.get(DEVICES_V2, headers={"authorization": None})
    assert (one.status, one.message) == (400, "The authorization information is missing")
    assert (two.status, two.body["name"]) == (401, "InvalidCredentials")


def test_an_unknown_token_is_refused_with_a_reason(client):
    answer = client.get(DEVICES_V1, headers={"authorization": "bearer:nope"})
    assert (answer.status, answer.message) == (401, "Authentication Failure")
    assert "not issued by this world" in answer.reason


def test_version_2_says_the_word_on_which_sdk_2_fetches_a_new_token(client):
    client.token = "nope"
    answer = client.get("/api/2/users")
    assert answer.status == 401
    assert answer.body == {"message": "Unauthorized", "statusCode": 401, "name": "UnauthorizedError"}


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_a_token_that_has_ended_is_refused_by_kind_of_call(client, end):
    if end == "expired":
        client.clock.advance("10h")
    else:
        client.emulator.world.states["onelogin"].access_tokens.delete(client.token)
    assert client.get("/api/2/users").body["name"] == "UnauthorizedError"
    assert client.get(DEVICES_V2).body["name"] == "InvalidCredentials"


def test_the_word_that_makes_sdk_2_fetch_a_new_token_is_never_used_for_a_wrong_code(client, enrolled):
    device = enrolled("authenticator").id
    answer = client.post(f"{DEVICES_V1}/{device}/verify", {"otp_token": "000000"})
    assert answer.status == 401
    assert answer.message != "Unauthorized"


READERS = ("Read Users", "Manage Users", "Read All", "Manage All")
WRITERS = ("Manage Users", "Manage All")
SCOPES = ("Authentication Only", *READERS)
LOGINS = ("Authentication Only", "Manage Users", "Manage All")
CALLS = [
    ("GET", DEVICES_V1, READERS),
    ("POST", DEVICES_V1, WRITERS),
    ("POST", "/api/1/users/{ada}/mfa_token", WRITERS),
    ("GET", DEVICES_V2, ("Read All", "Manage All")),
    ("GET", f"{MFA}/factors", ("Read All", "Manage All")),
    ("POST", f"{MFA}/registrations", ("Manage All",)),
    ("GET", f"{MFA}/registrations/x", ("Read All", "Manage All")),
    ("PUT", f"{MFA}/registrations/x", ("Manage All",)),
    ("POST", f"{MFA}/verifications", ("Authentication Only", "Manage All")),
    ("GET", f"{MFA}/verifications/x", ("Authentication Only", "Read All", "Manage All")),
    ("PUT", f"{MFA}/verifications/x", ("Manage All",)),
    ("DELETE", f"{DEVICES_V2}/1", ("Manage All",)),
    ("PUT", "/api/1/users/{ada}/lock_user", ("Manage All",)),
    ("POST", "/api/2/mfa/users/{ada}/mfa_token", WRITERS),
    ("POST", "/api/1/login/auth", LOGINS),
    ("POST", "/api/2/saml_assertion", LOGINS),
    ("GET", "/api/2/users", READERS),
]


@pytest.mark.parametrize(("method", "path", "allowed"), CALLS, ids=lambda value: str(value))
@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_what_it_names_and_nothing_more(client, method, path, allowed, scope):
    client.token = client.onelogin.token(scope)
    answer = client.call(method, path)
    refused = answer.reason.startswith("the credential's scope is")
    assert refused == (scope not in allowed)
    if refused and path.startswith("/api/1/"):
        assert (answer.status, answer.message) == (401, "Insufficient Permission")
    elif refused:
        assert (answer.status, answer.body["name"]) == (403, "ForbiddenAction")
