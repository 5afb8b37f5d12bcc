"""When an ID token holds, and when it does not any more."""

import pytest

LOOKUP = "/v1/accounts:lookup"


def lookup(it, token):
    return it.refused(LOOKUP, {"idToken": token})


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "é", "x" * 10_000, "e30.e30.", "bnVsbA.bnVsbA."])
def test_what_is_no_token_is_invalid(both, token):
    assert lookup(both, token) == "INVALID_ID_TOKEN"


def test_a_token_of_another_project_is_invalid(it):
    other = it.accounts.user("ada@example.com", project="other")
    assert lookup(it, other.id_token) == "INVALID_ID_TOKEN"


@pytest.mark.parametrize(
    "issuer", ["https://securetoken.google.com/other", "https://session.firebase.google.com/demo-project", None]
)
def test_a_token_of_another_issuer_is_invalid(both, issuer):
    made = both.world.tokens.read(both.user().id_token, unmarked=False)
    token = both.world.tokens.issue({**made, "iss": issuer})
    assert lookup(both, token) == "INVALID_ID_TOKEN"


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/v1/accounts:lookup", {}),
        ("/v1/accounts:update", {"displayName": "Ada"}),
        ("/v1/accounts:delete", {}),
        ("/v1/accounts:signUp", {"email": "a@b.co", "password": "secret-1"}),
        ("/v1/accounts:sendOobCode", {"requestType": "VERIFY_EMAIL"}),
        ("/v2/accounts/mfaEnrollment:start", {"totpEnrollmentInfo": {}}),
        ("/v2/accounts/mfaEnrollment:withdraw", {"mfaEnrollmentId": "x"}),
    ],
)
def test_an_empty_token_is_a_bad_one_and_not_a_missing_one(both, path, more):
    assert both.refused(path, {"idToken": "", **more}) == "INVALID_ID_TOKEN"


def test_none_at_all_is_a_missing_one(both):
    for body in ({}, {"idToken": None}):
        assert both.refused(LOOKUP, body) == "MISSING_ID_TOKEN"


def test_the_token_is_looked_at_before_the_right_to_set_claims(both):
    body = {"customAttributes": "{}"}
    assert both.refused("/v1/accounts:update", {"idToken": "x", **body}) == "INVALID_ID_TOKEN"
    token = both.user().id_token
    assert both.refused("/v1/accounts:update", {"idToken": token, **body}) == "INSUFFICIENT_PERMISSION"


def test_a_token_outlives_its_hour_by_five_minutes(both):
    token = both.user().id_token
    both.clock.advance("1h5m")
    assert both.ok(LOOKUP, {"idToken": token})
    both.clock.advance("1s")
    assert lookup(both, token) == "INVALID_ID_TOKEN"
    assert "expired 5m1s ago" in both.call(LOOKUP, {"idToken": token}).reason


def test_the_leeway_is_a_setting(make_it):
    it = make_it(id_token_leeway=0, id_token_lifetime=60)
    token = it.user().id_token
    it.clock.advance("61s")
    assert lookup(it, token) == "INVALID_ID_TOKEN"


def test_the_owner_may_be_gone(both):
    ada = both.user()
    token = ada.id_token
    both.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert lookup(both, token) == "USER_NOT_FOUND"


def test_a_session_from_before_valid_since_is_over_and_stays_so(both):
    ada = both.user()
    token = ada.id_token
    both.clock.advance("1s")
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "password": "secret-2"}, admin=True)
    assert lookup(both, token) == "TOKEN_EXPIRED"
    both.clock.advance("2h")
    assert lookup(both, token) == "TOKEN_EXPIRED"


def test_a_session_of_the_same_second_goes_on(both):
    ada = both.user()
    token = ada.id_token
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "password": "secret-2"}, admin=True)
    assert both.ok(LOOKUP, {"idToken": token})


def test_moving_valid_since_back_lets_sessions_live_again(both):
    ada = both.user()
    token = ada.id_token
    now = both.clock.micros() // 1_000_000
    for since, lives in ((now + 10, False), (now, True)):
        body = {"localId": ada.local_id, "validSince": str(since)}
        both.ok("/v1/accounts:update", body, admin=True)
        assert (both.call(LOOKUP, {"idToken": token}).status == 200) is lives


def test_a_disabled_owner_is_told(both):
    ada = both.user()
    token = ada.id_token
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert lookup(both, token) == "USER_DISABLED"


def test_a_signed_token_that_was_touched_is_invalid(make_it):
    it = make_it(signed_tokens=True)
    token = it.user().id_token
    assert it.ok(LOOKUP, {"idToken": token})
    header, payload, signature = token.split(".")
    assert lookup(it, f"{header}.{payload}.{signature[:-4]}AAAA") == "INVALID_ID_TOKEN"
    assert lookup(it, f"eyJhbGciOiJub25lIn0.{payload}.") == "INVALID_ID_TOKEN"


def test_without_a_token_it_is_missing(both):
    assert both.refused(LOOKUP, {}) == "MISSING_ID_TOKEN"
