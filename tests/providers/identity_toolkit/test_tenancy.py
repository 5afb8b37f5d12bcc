"""The project and the tenant that a request is about."""

from urllib.parse import unquote

import pytest

LOOKUP = "/v1/accounts:lookup"
SIGN_UP = {"email": "ada@example.com", "password": "secret-1"}


def tenant_claim(claims_of, answer):
    return claims_of(answer["idToken"])["firebase"].get("tenant")


def test_an_api_key_belongs_to_the_project_of_the_process(it, claims_of):
    answer = it.ok("/v1/accounts:signUp", SIGN_UP)
    assert claims_of(answer["idToken"])["aud"] == "demo-project"


def test_a_project_in_the_path_appears_on_first_use_with_accounts_of_its_own(it):
    it.ok("/v1/projects/other/accounts", {**SIGN_UP, "localId": "a"}, admin=True)
    assert it.ok("/v1/projects/other/accounts:lookup", {"localId": ["a"]}, admin=True)["users"]
    assert "users" not in it.ok(LOOKUP, {"localId": ["a"]}, admin=True)


BAD_IDS = pytest.mark.parametrize("bad", ["%00", "a%2Fb", "a%20b", "%C3%A9", "-", "x" * 101, "%0D%0A"])


@BAD_IDS
def test_what_cannot_be_the_id_of_a_project_is_refused_and_makes_none(both, bad):
    before = both.emulator.snapshot().to_json()
    assert both.refused(f"/v1/projects/{bad}/accounts", SIGN_UP, admin=True) == "INVALID_PROJECT_ID"
    assert both.refused(f"/v1/projects/{bad}/accounts:batchGet", method="GET", admin=True) == "INVALID_PROJECT_ID"
    assert both.refused(f"/v2/projects/{bad}/config", method="GET", admin=True) == "INVALID_PROJECT_ID"
    assert both.refused(f"/emulator/v1/projects/{bad}/oobCodes", method="GET") == "INVALID_PROJECT_ID"
    body = {"localId": ["a"], "targetProjectId": unquote(bad)}
    assert both.refused(LOOKUP, body, admin=True) == "INVALID_PROJECT_ID"
    assert both.emulator.snapshot().to_json() == before


@BAD_IDS
def test_what_cannot_be_the_id_of_a_tenant_is_refused_and_makes_none(it, bad):
    it.user("eve@example.com")
    before = it.emulator.snapshot().to_json()
    assert it.refused(f"/v1/projects/demo-project/tenants/{bad}/accounts", SIGN_UP, admin=True) == "INVALID_TENANT_ID"
    assert it.refused("/v1/accounts:signUp", {**SIGN_UP, "tenantId": unquote(bad)}) == "INVALID_TENANT_ID"
    assert it.emulator.snapshot().to_json() == before


def test_target_project_id_needs_an_administrator(it):
    body = {"localId": ["a"], "targetProjectId": "other"}
    it.ok("/v1/projects/other/accounts", {**SIGN_UP, "localId": "a"}, admin=True)
    assert it.ok(LOOKUP, body, admin=True)["users"][0]["localId"] == "a"
    assert it.refused(LOOKUP, body) == "INSUFFICIENT_PERMISSION"


def test_other_projects_can_be_shut_out(make_it):
    it = make_it(other_projects=False)
    assert it.refused("/v1/projects/other/accounts", SIGN_UP, admin=True) == "INVALID_PROJECT_ID"
    assert it.ok("/v1/projects/demo-project/accounts", SIGN_UP, admin=True)


def test_a_tenant_has_accounts_of_its_own(it, claims_of):
    inside = it.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"})
    outside = it.ok("/v1/accounts:signUp", SIGN_UP)
    assert inside["localId"] != outside["localId"]
    assert tenant_claim(claims_of, inside) == "t1"
    assert tenant_claim(claims_of, outside) is None


def test_a_tenant_in_the_path_is_that_of_the_body(it):
    path = "/v1/projects/demo-project/tenants/t1/accounts"
    made = it.ok(path, {**SIGN_UP, "tenantId": "t1"}, admin=True)
    found = it.ok(f"{path}:lookup", {"localId": [made["localId"]]}, admin=True)
    assert found["users"][0]["tenantId"] == "t1"


def test_tenants_that_disagree_are_refused(it):
    token = it.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"})["idToken"]
    assert it.refused(LOOKUP, {"idToken": token, "tenantId": "t2"}) == "TENANT_ID_MISMATCH"
    path = "/v1/projects/demo-project/tenants/t1/accounts:lookup"
    assert it.refused(path, {"localId": ["a"], "tenantId": "t2"}, admin=True) == "TENANT_ID_MISMATCH"


def test_the_id_token_and_the_refresh_token_name_their_tenant(it, claims_of):
    made = it.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"})
    assert it.ok(LOOKUP, {"idToken": made["idToken"]})["users"][0]["tenantId"] == "t1"
    body = {"grant_type": "refresh_token", "refresh_token": made["refreshToken"]}
    refreshed = it.ok("/v1/token", body)
    assert claims_of(refreshed["id_token"])["firebase"]["tenant"] == "t1"


def test_a_project_token_at_a_tenant_is_refused(it):
    token = it.user().id_token
    it.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"})
    # The account is looked for in the tenant before the tenants are compared.
    assert it.refused(LOOKUP, {"idToken": token, "tenantId": "t1"}) == "USER_NOT_FOUND"


def test_production_knows_only_tenants_that_were_created(strict):
    answer = strict.call("/v1/projects/demo-project/tenants/t1/accounts:lookup", {"localId": ["a"]}, admin=True)
    assert answer.status == 400
    assert answer.json["error"]["message"] == "INVALID_TENANT_ID"
    assert strict.refused("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"}) == "INVALID_TENANT_ID"


def test_a_session_that_was_ended_is_told_before_its_tenant_is_off(it, strict):
    for client, ended in ((it, "PROJECT_DISABLED"), (strict, "TOKEN_EXPIRED")):
        path = "/v2/projects/demo-project/tenants"
        tenant = client.ok(path, {"displayName": "Team-1", "allowPasswordSignup": True}, admin=True)["name"].rpartition(
            "/"
        )[2]
        token = client.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": tenant})["idToken"]
        off = {"disableAuth": True}
        client.ok(f"{path}/{tenant}", off, method="PATCH", admin=True, updateMask="disableAuth")
        assert client.refused("/v1/accounts:lookup", {"idToken": token}) == client.refused(
            "/v1/accounts:signUp", {**SIGN_UP, "email": "new@example.com", "tenantId": tenant}
        )
        client.ok(f"{path}/{tenant}", {"disableAuth": False}, method="PATCH", admin=True, updateMask="disableAuth")
        client.clock.advance("5s")
        since = str(client.clock.micros() // 1_000_000)
        local_id = client.ok("/v1/accounts:lookup", {"idToken": token})["users"][0]["localId"]
        update = f"/v1/projects/demo-project/tenants/{tenant}/accounts:update"
        client.ok(update, {"localId": local_id, "validSince": since}, admin=True)
        client.ok(f"{path}/{tenant}", off, method="PATCH", admin=True, updateMask="disableAuth")
        assert client.refused("/v1/accounts:lookup", {"idToken": token}) == ended


def test_a_tenant_whose_sign_in_is_switched_off_is_disabled(it, strict):
    from msgspec.structs import replace

    for client, code in ((it, "PROJECT_DISABLED"), (strict, "TENANT_DISABLED")):
        tenant = client.accounts.project().tenants["t1"]
        tenant.config = replace(tenant.config, disable_auth=True)
        assert client.refused("/v1/accounts:signUp", {**SIGN_UP, "tenantId": "t1"}) == code


@pytest.mark.parametrize(
    ("switch", "path", "body", "code"),
    [
        ("allow_password_signup", "signUp", SIGN_UP, "OPERATION_NOT_ALLOWED"),
        ("allow_password_signup", "signInWithPassword", SIGN_UP, "PASSWORD_LOGIN_DISABLED"),
        ("enable_anonymous_user", "signUp", {}, "ADMIN_ONLY_OPERATION"),
        ("enable_email_link_signin", "signInWithEmailLink", {}, "OPERATION_NOT_ALLOWED"),
    ],
)
def test_a_tenants_switches_shut_its_ways_in(it, switch, path, body, code):
    from msgspec.structs import replace

    tenant = it.accounts.project().tenants["t1"]
    tenant.config = replace(tenant.config, **{switch: False})
    assert it.refused(f"/v1/accounts:{path}", {**body, "tenantId": "t1"}) == code


def tenant_of(client, **config):
    """The id of a tenant with passwords on."""
    body = {"displayName": "Team-1", "allowPasswordSignup": True, **config}
    return client.ok("/v2/projects/demo-project/tenants", body, admin=True)["name"].rsplit("/")[-1]


def test_production_compares_the_tenant_of_an_id_token_before_anything_else(strict):
    token = strict.user().id_token
    assert strict.refused(LOOKUP, {"idToken": token, "tenantId": tenant_of(strict)}) == "TENANT_ID_MISMATCH"
    assert strict.refused(LOOKUP, {"idToken": token, "tenantId": "nobody"}) == "TENANT_ID_MISMATCH"


def test_in_production_the_tenant_of_a_path_is_the_only_one_that_counts(strict):
    tenant = tenant_of(strict)
    path = f"/v1/projects/demo-project/tenants/{tenant}/accounts"
    assert strict.ok(path, {**SIGN_UP, "tenantId": "another"}, admin=True)
    body = {"email": [SIGN_UP["email"]], "tenantId": "another"}
    assert strict.ok(f"{path}:lookup", body, admin=True)["users"][0]["tenantId"] == tenant


SIGN_IN = "/v1/accounts:signInWithPassword"


def test_tenants_of_the_official_emulator_go_by_the_projects_rules_for_addresses(it):
    tenant = tenant_of(it)
    body = {"email": "nobody@example.com", "password": "secret-1", "tenantId": tenant}
    for on, code in ((True, "INVALID_LOGIN_CREDENTIALS"), (False, "EMAIL_NOT_FOUND")):
        it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": on}})
        assert it.refused(SIGN_IN, body) == code
    it.configure("signIn.allowDuplicateEmails", {"signIn": {"allowDuplicateEmails": True}})
    post = "providerId=google.com&id_token=" + '{"sub":"1","email":"tina@example.com","email_verified":true}'
    it.user("tina@example.com", tenant=tenant)
    answer = it.ok(
        "/v1/accounts:signInWithIdp", {"requestUri": "http://localhost", "postBody": post, "tenantId": tenant}
    )
    assert answer["isNewUser"]


def test_protection_that_a_tenant_configures_is_its_own_in_both(both):
    tenant = tenant_of(both, emailPrivacyConfig={"enableImprovedEmailPrivacy": True})
    both.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": False}})
    body = {"email": "nobody@example.com", "password": "secret-1", "tenantId": tenant}
    assert both.refused(SIGN_IN, body) == "INVALID_LOGIN_CREDENTIALS"


def test_tenants_of_production_inherit_nothing(strict):
    body = {"email": "nobody@example.com", "password": "secret-1", "tenantId": tenant_of(strict)}
    assert strict.refused(SIGN_IN, body) == "EMAIL_NOT_FOUND"


def test_the_rules_of_a_tenant_are_those_of_this_moment_after_a_restore_too(it):
    tenant = tenant_of(it)
    body = {"email": "nobody@example.com", "password": "secret-1", "tenantId": tenant}
    snapshot = it.emulator.snapshot()
    it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    assert it.refused(SIGN_IN, body) == "INVALID_LOGIN_CREDENTIALS"
    it.emulator.restore(snapshot)
    assert it.refused(SIGN_IN, body) == "EMAIL_NOT_FOUND"


def test_looking_at_a_tenant_makes_none_although_it_inherits(it):
    it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    body = {"email": "nobody@example.com", "password": "secret-1", "tenantId": "t9"}
    assert it.refused(SIGN_IN, body) == "INVALID_LOGIN_CREDENTIALS"
    assert "t9" not in it.accounts.project().tenants
