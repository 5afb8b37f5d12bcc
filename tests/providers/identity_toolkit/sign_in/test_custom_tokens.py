"""accounts.signInWithCustomToken."""

import jwt
import pytest

PATH = "/v1/accounts:signInWithCustomToken"
AUDIENCE = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"


def custom(**claims):
    return jwt.encode({"uid": "ada", "aud": AUDIENCE, **claims}, None, algorithm="none")


def sign_in(it, token, **more):
    return it.ok(PATH, {"token": token, "returnSecureToken": True, **more})


def test_the_uid_names_an_account_that_is_made_when_there_is_none(it, claims_of):
    first = sign_in(it, custom())
    assert first["kind"] == "identitytoolkit#VerifyCustomTokenResponse"
    assert first["isNewUser"] is True
    claims = claims_of(first["idToken"])
    assert claims["sub"] == "ada"
    assert claims["firebase"]["sign_in_provider"] == "custom"
    assert sign_in(it, custom())["isNewUser"] is False
    user = it.ok("/v1/accounts:lookup", {"idToken": first["idToken"]})["users"][0]
    assert user["customAuth"] is True


def test_a_json_object_does_as_well(it):
    assert sign_in(it, '{"uid":"ada"}')["isNewUser"] is True
    assert sign_in(it, '{"user_id":"ada"}')["isNewUser"] is False


def test_claims_of_the_session_win_over_those_of_the_account(it, claims_of):
    it.user(local_id="ada")
    it.ok("/v1/accounts:update", {"localId": "ada", "customAttributes": '{"a":1,"b":1}'}, admin=True)
    claims = claims_of(sign_in(it, custom(claims={"b": 2, "c": 3}))["idToken"])
    assert (claims["a"], claims["b"], claims["c"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "MISSING_CUSTOM_TOKEN"),
        ("nonsense", "INVALID_CUSTOM_TOKEN"),
        ("{nonsense", "INVALID_CUSTOM_TOKEN"),
        ("a.b.c", "INVALID_CUSTOM_TOKEN"),
        (jwt.encode({"uid": "ada", "aud": "somebody"}, None, algorithm="none"), "INVALID_CUSTOM_TOKEN"),
        ("{}", "MISSING_IDENTIFIER"),
        ('{"uid":1}', "MISSING_IDENTIFIER"),
        ('{"uid":"ada","claims":[]}', "INVALID_CLAIMS"),
        ('{"uid":"ada","claims":{"firebase":1}}', "FORBIDDEN_CLAIM"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, token, code):
    assert both.refused(PATH, {"token": token, "returnSecureToken": True}) == code
    assert len(both.accounts.project().users) == 0


@pytest.mark.parametrize("depth", range(700, 1100, 10))
def test_claims_nested_too_deep_for_a_token_are_refused_and_never_break_anything(it, depth):
    token = '{"uid":"ada","claims":{"a":' + "[" * depth + "]" * depth + "}}"
    assert it.call(PATH, {"token": token}).status in (200, 400)


def test_a_token_of_a_tenant_is_for_that_tenant(it, claims_of):
    answer = sign_in(it, custom(tenant_id="t1"), tenantId="t1")
    assert claims_of(answer["idToken"])["firebase"]["tenant"] == "t1"
    assert it.refused(PATH, {"token": custom(tenant_id="t1"), "tenantId": "t2"}) == "TENANT_ID_MISMATCH"
    assert it.refused(PATH, {"token": custom(tenant_id="t1")}) == "TENANT_ID_MISMATCH"
    assert it.refused(PATH, {"token": custom(), "tenantId": "t1"}) == "TENANT_ID_MISMATCH"


def test_a_disabled_account_is_told(it):
    it.user(local_id="ada")
    it.ok("/v1/accounts:update", {"localId": "ada", "disableUser": True}, admin=True)
    assert it.refused(PATH, {"token": custom()}) == "USER_DISABLED"


def test_no_second_factor_is_ever_asked_for(both):
    both.user(local_id="ada").enroll_totp()
    assert sign_in(both, custom())["idToken"]


def test_production_without_return_secure_token_answers_no_refresh_token(strict):
    assert "refreshToken" not in strict.ok(PATH, {"token": custom()})
