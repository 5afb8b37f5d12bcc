"""Marks of ID tokens: whose tokens are taken, and which tokens carry them."""

import pytest

from mfa_emulator.core.tokens import MARK, Unsigned, read_unverified

LOOKUP = "/v1/accounts:lookup"


def by_hand(it, local_id: str) -> str:
    now = it.clock.micros() // 1_000_000
    issuer = "https://securetoken.google.com/demo-project"
    return Unsigned().issue({"iss": issuer, "aud": "demo-project", "sub": local_id, "iat": now, "exp": now + 60})


def test_a_token_made_by_hand_is_judged_by_its_user(it):
    ada = it.user()
    [found] = it.ok(LOOKUP, {"idToken": by_hand(it, ada.local_id)})["users"]
    assert found["localId"] == ada.local_id
    assert it.refused(LOOKUP, {"idToken": by_hand(it, "nobody")}) == "USER_NOT_FOUND"


def test_in_strict_it_is_refused_with_the_reason(strict):
    answer = strict.call(LOOKUP, {"idToken": by_hand(strict, strict.user().local_id)})
    assert (answer.status, answer.json["error"]["message"]) == (400, "INVALID_ID_TOKEN")
    assert answer.reason == "token has no mark of a world: it was made by hand"


def test_a_setting_decides(make_it):
    it = make_it("strict", unmarked_tokens=True)
    assert it.ok(LOOKUP, {"idToken": by_hand(it, it.user().local_id)})["users"]


@pytest.mark.parametrize("signed", [False, True])
def test_every_token_carries_the_mark_and_no_claim_does(make_it, claims_of, signed):
    it = make_it(signed_tokens=signed, legacy_tokens=True)
    user = it.user()
    legacy = it.ok("/v1/accounts:signInWithPassword", {"email": user.email, "password": user.password})["idToken"]
    path = "/v1/projects/demo-project:createSessionCookie"
    cookie = it.ok(path, {"idToken": user.id_token}, admin=True)["sessionCookie"]
    for token in (user.id_token, legacy, cookie):
        assert read_unverified(token)[0][MARK] == it.world.ids.marks.origin.mark
        assert MARK not in claims_of(token)


def test_a_session_cookie_of_another_world_gives_no_session(it):
    other = it.emulator.worlds.add("other")
    token = other.identity_toolkit.user("ada@example.com", local_id="ada").id_token
    it.user("ada@example.com", local_id="ada")
    answer = it.call("/v1/projects/demo-project:createSessionCookie", {"idToken": token}, admin=True)
    assert answer.json["error"]["message"] == "INVALID_ID_TOKEN"
    assert (
        answer.reason == "token was issued by another world than 'default', by one of another seed, or many resets ago"
    )
