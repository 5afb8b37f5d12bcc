"""accounts.signInWithIdp: credentials that only their provider can read, and what an answer repeats of them."""

from urllib.parse import urlencode

import pytest

PATH = "/v1/accounts:signInWithIdp"


def given(provider="github.com", uri="http://localhost", more=None, **credential):
    post = urlencode({"providerId": provider, **credential})
    return {"postBody": post, "requestUri": uri, "returnSecureToken": True, **(more or {})}


def test_an_opaque_access_token_is_always_the_same_user(both, claims_of):
    first = both.ok(PATH, given(access_token="gho_1234"))
    assert first["isNewUser"] is True
    assert first["oauthAccessToken"] == "gho_1234"
    assert first["federatedId"].isdigit()
    assert "email" not in first
    assert claims_of(first["idToken"])["firebase"]["identities"] == {"github.com": [first["federatedId"]]}
    assert both.ok(PATH, given(access_token="gho_1234"))["localId"] == first["localId"]
    assert both.ok(PATH, given(access_token="gho_5678"))["localId"] != first["localId"]


def test_the_user_of_an_opaque_token_is_the_same_in_every_world(make_it):
    ids = {make_it(seed=seed).ok(PATH, given(access_token="gho_1234"))["federatedId"] for seed in (1, 2)}
    assert len(ids) == 1


def test_a_token_is_another_user_at_another_provider(it):
    one, other = (it.ok(PATH, given(provider, access_token="x")) for provider in ("github.com", "facebook.com"))
    assert one["federatedId"] != other["federatedId"]


def test_an_authorization_code_does_as_well(it):
    callback = "http://localhost/done?state=1&code=4%2Fabc&providerId=google.com"
    answer = it.ok(PATH, {"requestUri": callback, "sessionId": "s"})
    assert answer["oauthAuthorizationCode"] == "4/abc"
    assert it.ok(PATH, {"requestUri": callback})["localId"] == answer["localId"]


def test_opaque_tokens_can_be_refused(make_it):
    it = make_it(opaque_idp_tokens="refuse")
    answer = it.call(PATH, given(access_token="gho_1234"))
    assert answer.json["error"]["message"].startswith("INVALID_IDP_RESPONSE")
    assert "opaque_idp_tokens" in answer.reason
    assert it.ok(PATH, given(id_token='{"sub":"1"}'))


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        ({}, "INVALID_CREDENTIAL_OR_PROVIDER_ID"),
        ({"access_token": ""}, "INVALID_CREDENTIAL_OR_PROVIDER_ID"),
        ({"access_token": '{"sub":'}, "INVALID_IDP_RESPONSE"),
        ({"access_token": "{}"}, "INVALID_IDP_RESPONSE"),
        ({"id_token": "opaque"}, "INVALID_IDP_RESPONSE"),
        ({"id_token": "opaque", "access_token": "opaque"}, "INVALID_IDP_RESPONSE"),
    ],
)
def test_what_cannot_be_a_credential_is_refused(both, credential, code):
    assert both.refused(PATH, given(**credential)) == code
    assert len(both.accounts.project().users) == 0


def test_a_refresh_token_comes_when_it_is_asked_for(it):
    asked = {"returnRefreshToken": True}
    made = it.ok(PATH, given(access_token="x", more=asked))
    assert made["oauthRefreshToken"] == "FirebaseAuthEmulatorFakeRefreshToken_github.com"
    assert it.ok(PATH, given(access_token="x", refresh_token="r", more=asked))["oauthRefreshToken"] == "r"
    assert "oauthRefreshToken" not in it.ok(PATH, given(access_token="x", refresh_token="r"))


def test_production_has_no_refresh_token_but_what_came_with_the_credential(strict):
    asked = {"returnRefreshToken": True}
    assert "oauthRefreshToken" not in strict.ok(PATH, given(access_token="x", more=asked))
    first = strict.ok(PATH, given(access_token="x", refresh_token="r", more=asked))
    assert first["oauthRefreshToken"] == "r"
    pending = {"requestUri": "http://localhost", "pendingToken": first["pendingToken"], **asked}
    assert strict.ok(PATH, pending)["oauthRefreshToken"] == "r"


def test_the_secret_of_a_twitter_token_is_repeated(both):
    answer = both.ok(PATH, given("twitter.com", access_token="t", oauth_token_secret="s"))
    assert (answer["oauthAccessToken"], answer["oauthTokenSecret"]) == ("t", "s")
    made = both.ok(PATH, given("twitter.com", id_token='{"sub":"1"}'))
    assert made["oauthTokenSecret"] == "FirebaseAuthEmulatorFakeTokenSecret_twitter.com"
    assert "oauthTokenSecret" not in both.ok(PATH, given(access_token="x"))


@pytest.mark.parametrize(("text", "number"), [("3599", 3599), ("soon", None), ("9" * 30, None), ("٣", None)])
def test_how_long_the_access_token_lives_is_repeated(both, text, number):
    assert both.ok(PATH, given(access_token="x", expires_in=text)).get("oauthExpireIn") == number


def test_it_is_the_same_in_v3(it):
    path = "/www.googleapis.com/identitytoolkit/v3/relyingparty/verifyAssertion"
    answer = it.ok(path, given(access_token="gho_1234", more={"returnRefreshToken": True}))
    assert answer["oauthRefreshToken"]
    assert it.ok(path, {"requestUri": "http://localhost", "pendingToken": answer["pendingToken"]})["idToken"]
