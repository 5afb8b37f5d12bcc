"""A project or tenant comes into being when something is stored in it: to ask about it, or to be refused, leaves
nothing behind."""

import gc

import pytest

from mfa_emulator.core.tokens import Unsigned
from mfa_emulator.providers.identity_toolkit.state import Project

CALLS = 300
PASSWORD = {"email": "ada@example.com", "password": "secret-1"}


def token(name: str) -> str:
    """An ID token of a project and a tenant that nobody made."""
    firebase = {"tenant": name, "sign_in_provider": "password"}
    return Unsigned().issue({"aud": name, "sub": "ada", "iat": 1, "exp": 2, "firebase": firebase})


def ask(it, name: str) -> None:
    """All that may be asked without storing anything, under a name that nobody has used."""
    project, tenant = f"/v1/projects/{name}", f"/v1/projects/{name}/tenants/{name}"
    for parent in (project, tenant):
        it.call(f"{parent}/accounts:batchGet", method="GET", admin=True)
        it.call(f"{parent}/accounts:lookup", {"localId": ["ada"], "email": ["ada@example.com"]}, admin=True)
        it.call(f"{parent}/accounts:query", {}, admin=True)
        it.call(f"{parent}/accounts:delete", {"localId": "ada"}, admin=True)
        it.call(f"{parent}/accounts:batchDelete", {"localIds": ["ada"], "force": True}, admin=True)
        it.call(f"{parent}/accounts:update", {"localId": "ada"}, admin=True)
        it.call(f"{parent}/accounts", {"email": "no address"}, admin=True)
        it.call(f"{parent}/accounts:batchCreate", {"users": [{"email": "no address"}]}, admin=True)
        it.call(f"{parent}/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "a@b.co"}, admin=True)
        it.call(f"{parent}:createSessionCookie", {"idToken": token(name)}, admin=True)
        control = parent.replace("/v1/", "/emulator/v1/")
        it.call(f"{control}/oobCodes", method="GET")
        it.call(f"{control}/verificationCodes", method="GET")
        it.call(f"{control}/accounts", method="DELETE")
    it.call(f"/v2/projects/{name}/config", method="GET", admin=True)
    it.call(f"/v2/projects/{name}/config", {"mfa": {"state": "NONE"}}, method="PATCH", admin=True)
    it.send("PATCH", f"/v2/projects/{name}/config", {})
    it.call(f"/emulator/v1/projects/{name}/config", method="GET")
    it.call(f"/emulator/v1/projects/{name}/config", {"signIn": {"allowDuplicateEmails": False}}, method="PATCH")
    it.call("/v1/projects", method="GET", tenantId=name)
    it.call("/v2/passwordPolicy", method="GET", tenantId=name)
    it.call("/v2/recaptchaConfig", method="GET", tenantId=name)
    it.call("/v1/accounts:signInWithPassword", {**PASSWORD, "tenantId": name})
    it.call("/v1/accounts:signInWithEmailLink", {"email": "a@b.co", "oobCode": "x", "tenantId": name})
    it.call("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": "x", "code": "1", "tenantId": name})
    it.call(
        "/v1/accounts:createAuthUri",
        {"identifier": "a@b.co", "continueUri": "http://x.co", "sessionId": "s", "tenantId": name},
    )
    it.call("/v1/accounts:lookup", {"idToken": token(name)})
    it.call("/v1/accounts:lookup", {"localId": ["ada"], "targetProjectId": name}, admin=True)
    it.call("/v1/accounts:update", {"idToken": token(name), "password": "secret-2"})
    it.call("/v2/accounts/mfaEnrollment:start", {"idToken": token(name), "totpEnrollmentInfo": {}})
    it.call("/v2/accounts/mfaSignIn:start", {"mfaPendingCredential": name, "tenantId": name})
    it.call("/v1/token", {"grant_type": "refresh_token", "refresh_token": name})
    it.call("/emulator/action", method="GET", apiKey="x", oobCode=name, mode="resetPassword")


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_reading_and_refused_calls_leave_the_world_as_it_was(make_it, profile):
    it = make_it(profile)
    it.user()
    before = it.emulator.snapshot().to_json()
    for number in range(5):
        ask(it, f"unknown-{number}")
    assert it.emulator.snapshot().to_json() == before


def test_endless_names_do_not_pile_up(it):
    for number in range(CALLS):
        it.call(f"/v2/projects/unknown-{number}/config", method="GET", admin=True)
        it.call("/v1/accounts:signInWithPassword", {**PASSWORD, "tenantId": f"unknown-{number}"})
    gc.collect()
    alive = {scope.project_id for scope in gc.get_objects() if type(scope) is Project}
    assert not any(name.startswith("unknown-") for name in alive)


def test_what_is_stored_makes_project_and_tenant_stay(it):
    it.ok("/v1/projects/p/tenants/t/accounts", PASSWORD, admin=True)
    it.ok("/v2/projects/q/config", {"mfa": {"state": "DISABLED"}}, method="PATCH", admin=True, updateMask="mfa")
    document = it.emulator.snapshot().to_json()
    it.emulator.restore(document)
    gc.collect()
    assert it.ok("/v1/projects/p/tenants/t/accounts:query", {}, admin=True)["recordsCount"] == "1"
    assert it.ok("/v2/projects/q/config", method="GET", admin=True)["mfa"]["state"] == "DISABLED"
    assert it.emulator.snapshot().to_json() == document


def test_python_may_hold_on_to_a_project_before_anything_is_in_it(it):
    project = it.accounts.project("later")
    it.ok("/v1/projects/later/accounts", PASSWORD, admin=True)
    assert project.users.by("email", PASSWORD["email"])


def test_a_seed_makes_a_tenant_without_accounts(make_it):
    strict = make_it("strict")
    strict.world.seed({"identity_toolkit": {"tenants": {"t1": {}}}})
    path = "/v1/projects/demo-project/tenants/t1/accounts:lookup"
    assert "users" not in strict.ok(path, {"localId": ["a"]}, admin=True)
