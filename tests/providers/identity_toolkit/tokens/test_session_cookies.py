"""createSessionCookie."""

import pytest

from mfa_emulator.core.tokens import read_unverified

PATHS = ["/v1/projects/demo-project:createSessionCookie", "/v1/projects/demo-project/tenants/t1:createSessionCookie"]


def cookie(it, **body):
    return it.ok(PATHS[0], body, admin=True)["sessionCookie"]


def test_a_cookie_is_an_id_token_with_another_issuer_and_a_longer_life(it, claims_of):
    token = it.user().id_token
    it.clock.advance("10s")
    claims, original = claims_of(cookie(it, idToken=token)), claims_of(token)
    now = it.clock.micros() // 1_000_000
    assert claims["iss"] == "https://session.firebase.google.com/demo-project"
    assert (claims["iat"], claims["exp"]) == (now, now + 14 * 24 * 3600)
    changed = {"iss", "iat", "exp"}
    assert {k: v for k, v in claims.items() if k not in changed} == {
        k: v for k, v in original.items() if k not in changed
    }


@pytest.mark.parametrize("duration", [300, "1209600"])
def test_the_duration_may_be_chosen(it, claims_of, duration):
    claims = claims_of(cookie(it, idToken=it.user().id_token, validDuration=duration))
    assert claims["exp"] - claims["iat"] == int(duration)


@pytest.mark.parametrize("duration", [0, 299, 1209601, -1])
def test_the_duration_has_bounds(it, duration):
    body = {"idToken": it.user().id_token, "validDuration": duration}
    assert it.refused(PATHS[0], body, admin=True) == "INVALID_DURATION"


def test_the_id_token_must_hold(it):
    assert it.refused(PATHS[0], {}, admin=True) == "MISSING_ID_TOKEN"
    assert it.refused(PATHS[0], {"idToken": "x"}, admin=True) == "INVALID_ID_TOKEN"
    body = {"idToken": it.user().id_token, "validDuration": "soon"}
    assert it.call(PATHS[0], body, admin=True).status == 400


def test_a_tenants_cookie_is_made_at_the_tenant(it):
    token = it.user(tenant="t1").id_token
    assert it.ok(PATHS[1], {"idToken": token}, admin=True)["sessionCookie"]


def test_signed_cookies_have_a_key_and_no_type(make_it):
    it = make_it(signed_tokens=True)
    header = read_unverified(cookie(it, idToken=it.user().id_token))[0]
    assert header["alg"] == "RS256"
    assert header["kid"] in it.send("GET", "/v1/publicKeys").json
    assert "typ" not in header


def test_a_cookie_is_no_id_token(both):
    bought = cookie(both, idToken=both.user().id_token)
    assert both.refused("/v1/accounts:lookup", {"idToken": bought}) == "INVALID_ID_TOKEN"
    assert both.refused("/v1/accounts:update", {"idToken": bought, "displayName": "Eve"}) == "INVALID_ID_TOKEN"
    assert both.refused(PATHS[0], {"idToken": bought}, admin=True) == "INVALID_ID_TOKEN"


def test_a_legacy_token_makes_no_cookie(strict):
    strict.user()
    body = {"email": "ada@example.com", "password": "secret-1"}
    legacy = strict.ok("/v1/accounts:signInWithPassword", body)["idToken"]
    assert strict.ok("/v1/accounts:lookup", {"idToken": legacy})["users"]
    assert strict.refused(PATHS[0], {"idToken": legacy}, admin=True) == "INVALID_ID_TOKEN"
