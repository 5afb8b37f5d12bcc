"""Revocation of Apple's tokens."""

from urllib.parse import urlencode

import pytest

PATH = "/v2/accounts:revokeToken"
SIGN_IN = "/v1/accounts:signInWithIdp"
APPLE = {"providerId": "apple.com", "tokenType": "ACCESS_TOKEN", "token": "apple-token"}


def credential(**parts):
    return {"requestUri": "http://localhost", "postBody": urlencode({"providerId": "apple.com", **parts})}


def test_a_token_that_was_revoked_signs_nobody_in(both):
    signed_in = both.ok(SIGN_IN, {**credential(access_token="apple-token"), "returnSecureToken": True})
    assert both.ok(PATH, {**APPLE, "idToken": signed_in["idToken"]}) == {}
    assert both.refused(SIGN_IN, credential(access_token="apple-token")) == "INVALID_IDP_RESPONSE"
    assert both.ok(SIGN_IN, credential(access_token="another"))
    assert both.ok(PATH, {**APPLE, "idToken": signed_in["idToken"]}) == {}  # again is fine


def test_a_code_needs_the_page_that_it_came_by(both):
    code = {**APPLE, "tokenType": "CODE", "token": "the-code", "idToken": both.user().id_token}
    for uri in ("", "http://app.example", "https://localhost/x", "https://127.0.0.1/x", "https://[::1]/"):
        assert both.refused(PATH, {**code, "redirectUri": uri}) == "Request contains an invalid argument."
    assert both.ok(PATH, {**code, "redirectUri": "https://app.example/callback"}) == {}
    assert both.refused(SIGN_IN, credential(code="the-code")) == "INVALID_IDP_RESPONSE"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"providerId": "google.com"}, "INVALID_PROVIDER_ID"),
        ({"token": ""}, "Request contains an invalid argument."),
        ({"tokenType": "TOKEN_TYPE_UNSPECIFIED"}, "Request contains an invalid argument."),
        ({"idToken": None}, "MISSING_ID_TOKEN"),
        ({"idToken": "nonsense"}, "INVALID_ID_TOKEN"),
    ],
)
def test_what_is_missing_or_wrong_is_refused(both, change, code):
    body = {**APPLE, "idToken": both.user().id_token, **change}
    assert both.refused(PATH, body) == code
    assert both.ok(SIGN_IN, credential(access_token="apple-token"))


def test_in_production_apple_must_be_configured(make_it):
    strict = make_it("strict")
    assert strict.refused(PATH, {**APPLE, "idToken": strict.user().id_token}) == "OPERATION_NOT_ALLOWED"
