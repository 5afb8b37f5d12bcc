"""The token endpoint."""

from urllib.parse import urlencode

import pytest

PATH = "/v1/token"


def grant(it, token):
    return it.ok(PATH, {"grant_type": "refresh_token", "refresh_token": token})


def test_a_refresh_token_gives_new_tokens_in_snake_case(it):
    ada = it.user()
    answer = grant(it, ada.refresh_token)
    assert answer["access_token"] == answer["id_token"]
    assert answer["expires_in"] == "3600"
    assert answer["token_type"] == "Bearer"
    assert answer["user_id"] == ada.local_id
    assert answer["project_id"] == "12345"
    assert grant(it, answer["refresh_token"])["user_id"] == ada.local_id


def test_a_form_does_as_well(it):
    form = urlencode({"grant_type": "refresh_token", "refresh_token": it.user().refresh_token}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert it.send("POST", PATH, form, headers=headers, key="k").json["id_token"]


def test_camel_case_does_as_well(it):
    assert it.ok(PATH, {"grantType": "refresh_token", "refreshToken": it.user().refresh_token})["id_token"]


def test_auth_time_stays_while_iat_moves_on(it, claims_of):
    token = it.user().refresh_token
    begun = it.clock.micros() // 1_000_000
    it.clock.advance("30m")
    claims = claims_of(grant(it, token)["id_token"])
    assert claims["auth_time"] == begun
    assert claims["iat"] == begun + 1800


def test_account_claims_are_read_anew_and_session_claims_stay(it, claims_of):
    signed_in = it.ok("/v1/accounts:signInWithCustomToken", {"token": '{"uid":"ada","claims":{"level":1}}'})
    body = {"localId": "ada", "customAttributes": '{"level":0,"role":"admin"}'}
    it.ok("/v1/accounts:update", body, admin=True)
    claims = claims_of(grant(it, signed_in["refreshToken"])["id_token"])
    assert claims["level"] == 1
    assert claims["role"] == "admin"
    assert claims["firebase"]["sign_in_provider"] == "custom"


def test_refreshing_is_the_last_refresh_and_no_login(it):
    ada = it.user()
    token = ada.refresh_token
    login = ada.record.last_login_at
    it.clock.advance("1h")
    grant(it, token)
    assert ada.record.last_refresh_at == it.clock.micros()
    assert ada.record.last_login_at == login


def test_old_refresh_tokens_stay_good(it):
    token = it.user().refresh_token
    grant(it, token)
    it.clock.advance("400d")
    assert grant(it, token)["id_token"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_GRANT_TYPE"),
        ({"grant_type": "authorization_code"}, "INVALID_GRANT_TYPE"),
        ({"grant_type": "refresh_token"}, "MISSING_REFRESH_TOKEN"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "INVALID_REFRESH_TOKEN"),
        ({"grant_type": "refresh_token", "refresh_token": "é!" * 50}, "INVALID_REFRESH_TOKEN"),
        ({"grant_type": "refresh_token", "refresh_token": "A" * 200}, "INVALID_REFRESH_TOKEN"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code


def test_a_touched_refresh_token_is_invalid(it):
    token = it.user().refresh_token
    for touched in (token[:-1], token + "A", token[:30] + ("A" if token[30] != "A" else "B") + token[31:], token + "!"):
        assert it.refused(PATH, {"grant_type": "refresh_token", "refresh_token": touched}) == "INVALID_REFRESH_TOKEN"


def test_a_refresh_token_of_another_project_or_a_deleted_user_is_invalid(it):
    other = it.accounts.user("ada@example.com", project="other").refresh_token
    assert it.refused(PATH, {"grant_type": "refresh_token", "refresh_token": other}) == "INVALID_REFRESH_TOKEN"
    ada = it.user()
    token = ada.refresh_token
    it.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert it.refused(PATH, {"grant_type": "refresh_token", "refresh_token": token}) == "INVALID_REFRESH_TOKEN"


def test_production_says_that_the_user_is_gone(strict):
    ada = strict.user()
    body = {"grant_type": "refresh_token", "refresh_token": ada.refresh_token}
    strict.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert strict.refused(PATH, body) == "USER_NOT_FOUND"


def test_a_disabled_user_gets_nothing(it):
    ada = it.user()
    token = ada.refresh_token
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert it.refused(PATH, {"grant_type": "refresh_token", "refresh_token": token}) == "USER_DISABLED"


def test_production_ends_refresh_tokens_with_their_sessions(it, strict):
    for client in (it, strict):
        ada = client.user()
        token = ada.refresh_token
        client.clock.advance("1s")
        since = str(client.clock.micros() // 1_000_000)
        client.ok("/v1/accounts:update", {"localId": ada.local_id, "validSince": since}, admin=True)
        body = {"grant_type": "refresh_token", "refresh_token": token}
        if client is strict:
            assert client.refused(PATH, body) == "TOKEN_EXPIRED"
        else:
            assert client.ok(PATH, body)["id_token"]


def test_the_refresh_token_comes_back_as_it_was_sent(both):
    token = both.user().refresh_token
    both.clock.advance("10m")
    assert grant(both, token)["refresh_token"] == token


def test_fields_of_the_form_that_are_not_known_are_passed_over(both):
    form = urlencode({"grant_type": "refresh_token", "refresh_token": both.user().refresh_token, "more": "x"}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert both.send("POST", PATH, form, headers=headers, key="k").json["id_token"]
