"""API keys and bearer tokens."""

import pytest

from mfa_emulator.providers.identity_toolkit.api import OPERATIONS

SIGN_UP = "/v1/accounts:signUp"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": token}


@pytest.mark.parametrize("token", ["Bearer owner", "bearer OWNER", "BEARER  owner", "Bearer ya29.anything"])
def test_owner_and_google_access_tokens_are_administrators(it, token):
    answer = it.send("POST", SIGN_UP, {"localId": "chosen"}, headers=bearer(token))
    assert answer.json["localId"] == "chosen"


@pytest.mark.parametrize("token", ["Bearer somebody", "Bearer ", "Bearer", "bearer xoxb-1"])
def test_any_other_bearer_token_is_401(it, token):
    answer = it.send("POST", SIGN_UP, {}, headers=bearer(token), key="k")
    assert answer.status == 401
    error = answer.json["error"]
    assert error["status"] == "UNAUTHENTICATED"
    assert error["errors"][0] == {
        "message": error["message"],
        "domain": "global",
        "reason": "authError",
        "location": "Authorization",
        "locationType": "header",
    }
    assert "owner" in answer.reason


def test_schemes_other_than_bearer_mean_nothing(it):
    assert it.send("POST", SIGN_UP, {}, headers=bearer("Basic b3duZXI="), key="k").status == 200
    assert it.send("POST", SIGN_UP, {}, headers=bearer("Basic b3duZXI=")).status == 403


@pytest.mark.parametrize("query", [{}, {"key": ""}, {"monkey": "k"}])
def test_without_any_credential_it_is_403(it, query):
    answer = it.send("POST", SIGN_UP, {}, **query)
    assert answer.status == 403
    assert answer.json["error"]["status"] == "PERMISSION_DENIED"
    assert answer.json["error"]["errors"][0]["reason"] == "forbidden"
    assert "API key" in answer.reason


def test_the_key_may_come_in_a_header(it):
    assert it.send("POST", SIGN_UP, {}, headers={"x-goog-api-key": "k"}).status == 200


def test_the_key_may_stand_behind_other_parameters(it):
    assert it.send("POST", SIGN_UP, {}, alt="json", key="k").status == 200


# The emulator's own calls take no credentials at all.
OF_A_PROJECT = [row for row in OPERATIONS if row.handler and row.published and "{projectsId}" in row.route]


@pytest.mark.parametrize("operation", OF_A_PROJECT, ids=lambda row: row.id)
def test_a_key_alone_opens_no_path_that_names_a_project(both, operation):
    method, path = operation.route.split(" ")
    path = path.replace("{projectsId}", "demo-project").replace("{tenantsId}", "t1")
    if operation.id.endswith("createSessionCookie") and both.world.options.profile == "strict":
        assert both.call(path, {}).status == 401
    else:
        answer = both.call(path, None if method == "GET" else {}, method=method)
        assert answer.json["error"]["message"] == (
            "INSUFFICIENT_PERMISSION : Only authenticated requests can specify target_project_id."
        )


def test_in_production_a_key_that_asks_for_a_cookie_lacks_credentials(strict):
    answer = strict.call("/v1/projects/demo-project:createSessionCookie", {"idToken": strict.user().id_token})
    assert answer.status == 401
    assert answer.json["error"]["status"] == "UNAUTHENTICATED"
    assert answer.json["error"]["details"][0]["reason"] == "CREDENTIALS_MISSING"


def test_a_list_of_keys_makes_others_invalid(make_it):
    it = make_it(api_keys=["good"])
    assert it.send("POST", SIGN_UP, {}, key="good").status == 200
    assert it.send("POST", SIGN_UP, {}, headers={"x-goog-api-key": "good"}).status == 200
    answer = it.send("POST", SIGN_UP, {}, key="bad")
    assert answer.status == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
    assert answer.json["error"]["details"][0]["reason"] == "API_KEY_INVALID"


def test_the_token_endpoint_takes_a_key_only(it):
    body = {"grant_type": "refresh_token", "refresh_token": it.user().refresh_token}
    assert it.send("POST", "/v1/token", body, headers=bearer("Bearer owner")).status == 403
    assert it.send("POST", "/v1/token", body, key="k").status == 200


def test_the_emulators_own_calls_and_the_keys_need_no_credentials(it):
    assert it.send("GET", "/emulator/v1/projects/demo-project/config").status == 200
    assert it.send("GET", "/v1/publicKeys").status == 200
