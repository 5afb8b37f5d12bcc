"""API tokens: every form of credentials, reuse, refresh, revocation and expiry."""

from base64 import b64encode

import pytest

TOKEN = "/auth/oauth2/v2/token"
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
def credential(client):
    return client.onelogin.credential


@pytest.fixture
def pair(credential):
    return {"authorization": f"client_id:{credential.client_id}, client_secret:{credential.client_secret}"}


def test_a_token_is_flat_and_lives_ten_hours(client, pair):
    answer = client.post(TOKEN, GRANT, headers=pair)
    assert answer.status == 200
    assert answer.body == {
        "access_token": answer.body["access_token"],
        "created_at": "2026-11-21T10:00:00.000Z",
        "expires_in": 36000,
        "refresh_token": answer.body["refresh_token"],
        "token_type": "bearer",
        "account_id": 73415,
    }
    assert len(answer.body["access_token"]) == 64


@pytest.mark.parametrize(
    "form",
    [
        "client_id:{id}, client_secret:{secret}",
        "client_id:{id},client_secret:{secret}",
        "client_id: {id}, client_secret: {secret}",
        "Basic {basic}",
        "basic {basic}",
    ],
)
def test_credentials_are_taken_in_every_form_of_the_header(client, credential, form):
    basic = b64encode(f"{credential.client_id}:{credential.client_secret}".encode()).decode()
    header = form.format(id=credential.client_id, secret=credential.client_secret, basic=basic)
    assert client.post(TOKEN, GRANT, headers={"authorization": header}).status == 200


def test_credentials_may_stand_in_a_form(client, credential):
    form = f"grant_type=client_credentials&client_id={credential.client_id}&client_secret={credential.client_secret}"
    headers = {"authorization": None, "content-type": "application/x-www-form-urlencoded"}
    assert client.post(TOKEN, raw=form.encode(), headers=headers).status == 200


def test_the_same_credentials_get_the_same_token_until_it_expires(client, pair):
    first = client.post(TOKEN, GRANT, headers=pair).body["access_token"]
    client.clock.advance("9h")
    assert client.post(TOKEN, GRANT, headers=pair).body["access_token"] == first
    client.clock.advance("1h")
    assert client.post(TOKEN, GRANT, headers=pair).body["access_token"] != first


def test_a_reused_token_still_tells_when_it_was_made(client, pair):
    first = client.post(TOKEN, GRANT, headers=pair).body
    client.clock.advance("1h")
    assert client.post(TOKEN, GRANT, headers=pair).body == first


def test_an_expired_token_is_refused_in_the_words_of_each_version(client):
    client.clock.advance("10h")
    one = client.get("/api/1/users/{ada}/otp_devices")
    assert (one.status, one.body["status"]) == (
        401,
        {"error": True, "code": 401, "type": "Unauthorized", "message": "Authentication Failure"},
    )
    two = client.get("/api/2/mfa/users/{ada}/devices")
    assert (two.status, two.body) == (
        401,
        {"statusCode": 401, "name": "InvalidCredentials", "message": "Please provide valid credentials"},
    )
    assert "expired at 2026-11-21T20:00:00Z" in two.reason


def test_a_wrong_secret_is_refused(client, credential):
    headers = {"authorization": f"client_id:{credential.client_id}, client_secret:wrong"}
    answer = client.post(TOKEN, GRANT, headers=headers)
    assert (answer.status, answer.message) == (401, "Authentication Failure")
    assert "secret" in answer.reason


def test_an_unknown_client_is_refused(client):
    answer = client.post(TOKEN, GRANT, headers={"authorization": "client_id:x, client_secret:y"})
    assert (answer.status, answer.message) == (401, "Authentication Failure")


@pytest.mark.parametrize("body", [{}, {"grant_type": "password"}])
def test_another_grant_type_is_refused(client, pair, body):
    answer = client.post(TOKEN, body, headers=pair)
    assert (answer.status, answer.message) == (400, "grant_type is incorrect/absent")


def test_without_credentials_nothing_is_given(client):
    answer = client.post(TOKEN, GRANT, headers={"authorization": None})
    assert (answer.status, answer.message) == (400, "The authorization information is missing")


@pytest.mark.parametrize("header", ["Basic !!!", "Basic bm9jb2xvbg==", "Digest x", "client_id:only"])
def test_a_header_of_no_known_form_is_refused(client, header):
    answer = client.post(TOKEN, GRANT, headers={"authorization": header})
    assert (answer.status, answer.message) == (400, "Authorization Information is incorrect")


@pytest.mark.parametrize("content_type", [None, "text/plain"])
def test_another_content_type_is_refused(client, pair, content_type):
    answer = client.post(TOKEN, GRANT, headers={**pair, "content-type": content_type})
    assert answer.status == 400
    assert answer.message.startswith("Content Type is not specified or specified incorrectly.")


def test_another_verb_finds_no_route(client, pair):
    answer = client.get(TOKEN, headers=pair)
    assert (answer.status, answer.message) == (404, "No Route Exists")


def test_a_refresh_token_gives_a_new_pair_once_without_other_credentials(client, pair):
    old = client.post(TOKEN, GRANT, headers=pair).body
    body = {
        "grant_type": "refresh_token",
        "access_token": old["access_token"],
        "refresh_token": old["refresh_token"],
    }
    new = client.post(TOKEN, body, headers={"authorization": None})
    assert new.status == 200
    assert new.body["access_token"] != old["access_token"]
    assert client.post(TOKEN, body, headers={"authorization": None}).status == 401


def test_an_unknown_refresh_pair_is_refused(client):
    body = {"grant_type": "refresh_token", "access_token": "a", "refresh_token": "b"}
    assert client.post(TOKEN, body, headers={"authorization": None}).status == 401


def test_the_first_token_api_wraps_its_answer_and_ends_older_tokens(client, pair):
    old = client.post(TOKEN, GRANT, headers=pair).body["access_token"]
    answer = client.post("/auth/oauth2/token", GRANT, headers=pair)
    assert answer.status == 200
    assert answer.body["status"]["type"] == "success"
    assert answer.data[0]["access_token"] != old
    assert client.get("/api/2/users", headers={"authorization": f"bearer:{old}"}).status == 401


def test_a_revoked_token_works_no_more(client, pair):
    token = client.post(TOKEN, GRANT, headers=pair).body["access_token"]
    answer = client.post("/auth/oauth2/revoke", {"access_token": token}, headers=pair)
    assert answer.status == 200
    assert answer.body["status"]["type"] == answer.body["type"] == "success"
    assert answer.body["status"]["code"] == answer.body["code"] == 200
    assert client.get("/api/2/users", headers={"authorization": f"bearer:{token}"}).status == 401


def test_a_revocation_needs_a_token(client, pair):
    answer = client.post("/auth/oauth2/revoke", {}, headers=pair)
    assert (answer.status, answer.message) == (400, "Access Token Missing")


def test_a_revocation_needs_the_right_credentials(client):
    headers = {"authorization": "client_id:x, client_secret:y"}
    answer = client.post("/auth/oauth2/revoke", {"access_token": client.token}, headers=headers)
    assert (answer.status, answer.message) == (401, "Authentication Failure")


def test_a_token_of_another_credential_cannot_be_revoked(client, pair):
    foreign = client.onelogin.token("Read Users")
    assert client.post("/auth/oauth2/revoke", {"access_token": foreign}, headers=pair).status == 401


def test_a_slash_at_the_end_changes_nothing(client, pair):
    assert client.post("/auth/oauth2/v2/token/", GRANT, headers=pair).status == 200
