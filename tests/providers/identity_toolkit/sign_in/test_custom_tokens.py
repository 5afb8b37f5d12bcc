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
        (None, "MISSING_CUSTOM_TOKEN"),
        ("nonsense", "INVALID_CUSTOM_TOKEN"),
        ("{nonsense", "INVALID_CUSTOM_TOKEN"),
        ("a.b.c", "INVALID_CUSTOM_TOKEN"),
        (jwt.encode({"uid": "ada", "aud": "somebody"}, None, algorithm="none"), "INVALID_CUSTOM_TOKEN"),
    ],
)
def test_a_text_that_is_no_custom_token_is_named(both, token, code):
    assert both.refused(PATH, {"token": token, "returnSecureToken": True}) == code
    assert len(both.accounts.project().users) == 0


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"uid": None}, "MISSING_IDENTIFIER"),
        ({"uid": True}, "MISSING_IDENTIFIER"),
        ({"claims": []}, "INVALID_CLAIMS"),
        ({"claims": {"firebase": 1}}, "FORBIDDEN_CLAIM"),
    ],
)
def test_what_is_missing_or_wrong_in_it_is_named(both, claims, code):
    assert both.refused(PATH, {"token": both.custom_token(**claims), "returnSecureToken": True}) == code
    assert len(both.accounts.project().users) == 0


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("{}", "MISSING_IDENTIFIER"),
        ('{"uid":"ada","claims":[]}', "INVALID_CLAIMS"),
        ('{"uid":"ada","claims":{"firebase":1}}', "FORBIDDEN_CLAIM"),
    ],
)
def test_what_is_missing_or_wrong_in_an_object_is_named(it, token, code):
    assert it.refused(PATH, {"token": token, "returnSecureToken": True}) == code


def test_a_number_does_as_the_uid(both, claims_of):
    assert claims_of(sign_in(both, both.custom_token(17))["idToken"])["sub"] == "17"


ELSEWHERE = "firebase-adminsdk@another-project.iam.gserviceaccount.com"
SOMEBODY = "somebody@example.com"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"header": {"alg": "none"}}, "INVALID_CUSTOM_TOKEN"),
        ({"header": {"alg": "HS256"}}, "INVALID_CUSTOM_TOKEN"),
        ({"iat": None}, "INVALID_CUSTOM_TOKEN"),
        ({"exp": None}, "INVALID_CUSTOM_TOKEN"),
        ({"iss": None}, "INVALID_CUSTOM_TOKEN"),
        ({"sub": SOMEBODY}, "INVALID_CUSTOM_TOKEN"),
        ({"iss": SOMEBODY, "sub": SOMEBODY}, "INVALID_CUSTOM_TOKEN"),
        ({"iss": ELSEWHERE, "sub": ELSEWHERE}, "CREDENTIAL_MISMATCH"),
        ({"uid": "u" * 129}, "INVALID_IDENTIFIER"),
        ({"claims": {"a": "x" * 1000}}, "CLAIMS_TOO_LARGE"),
    ],
)
def test_production_takes_the_token_of_the_projects_service_account_alone(it, strict, changed, code):
    assert strict.refused(PATH, {"token": strict.custom_token(**changed)}) == code
    assert len(strict.accounts.project().users) == 0
    assert sign_in(it, it.custom_token(**changed))["isNewUser"] is True


@pytest.mark.parametrize(("issued", "ends", "good"), [(0, 3600, True), (1, 3600, False), (0, 3601, False)])
def test_in_production_its_times_are_an_hour_apart_at_most_and_none_is_ahead(strict, issued, ends, good):
    now = strict.clock.micros() // 1_000_000
    answer = strict.call(PATH, {"token": strict.custom_token(iat=now + issued, exp=now + ends)})
    assert (answer.status == 200) is good, answer


@pytest.mark.parametrize(("late", "good"), [(299, True), (300, False)])
def test_in_production_it_is_good_for_five_minutes_after_its_end(strict, late, good):
    token = strict.custom_token()
    strict.clock.advance(3600 + late)
    assert (strict.call(PATH, {"token": token}).status == 200) is good


def test_production_takes_no_object_in_place_of_a_token(strict):
    assert strict.refused(PATH, {"token": '{"uid":"ada"}'}) == "INVALID_CUSTOM_TOKEN"


@pytest.mark.parametrize(
    "account",
    ["demo-project@appspot.gserviceaccount.com", "12345-compute@developer.gserviceaccount.com"],
)
def test_the_projects_default_accounts_are_its_own(strict, account):
    assert sign_in(strict, strict.custom_token(iss=account, sub=account))["idToken"]


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
    assert sign_in(both, both.custom_token())["idToken"]


def test_production_without_return_secure_token_answers_no_refresh_token(strict):
    assert "refreshToken" not in strict.ok(PATH, {"token": strict.custom_token()})
