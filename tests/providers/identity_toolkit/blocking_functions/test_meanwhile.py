"""What happens to the world while a function runs."""

import pytest

from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import TAKEN

BODY = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
ACCOUNTS = "/v1/projects/demo-project/accounts"
PASSWORD = "/v1/accounts:signInWithPassword"


def test_others_are_answered_while_a_function_runs(watched, functions, elsewhere, ways):
    statuses = []
    call = elsewhere(watched)
    for event in ("beforeCreate", "beforeSignIn"):
        functions.meanwhile[event] = lambda: statuses.append(call(f"{ACCOUNTS}:query", {}).status_code)
    ways.sign_up()
    assert statuses == [200, 200]


def test_the_account_is_there_when_the_second_function_runs(watched, functions, elsewhere, claims_of, ways):
    def add_claims():
        local_id = functions.events[-1]["sub"]
        body = {"localId": local_id, "customAttributes": '{"plan":"pro"}'}
        assert elsewhere(watched)(f"{ACCOUNTS}:update", body).status_code == 200

    functions.meanwhile["beforeSignIn"] = add_claims
    functions.change("beforeSignIn", displayName="Ada")
    assert claims_of(ways.sign_up()["idToken"])["plan"] == "pro"
    assert ways.account()["displayName"] == "Ada"


def test_who_takes_the_address_meanwhile_keeps_it(watched, functions, elsewhere):
    taken = {"email": "ada@example.com", "password": "secret-2"}
    functions.meanwhile["beforeCreate"] = lambda: elsewhere(watched)(ACCOUNTS, taken)
    answer = watched.call("/v1/accounts:signUp", BODY)
    assert answer.json["error"]["message"] == "EMAIL_EXISTS"
    assert "while a blocking function ran" in answer.reason
    assert watched.ok(f"{ACCOUNTS}:query", {}, admin=True)["recordsCount"] == "1"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"disableUser": True}, "USER_DISABLED"),
        ({"password": "secret-2"}, "TOKEN_EXPIRED"),
    ],
)
def test_a_change_meanwhile_that_shuts_the_user_out_does(watched, functions, elsewhere, change, code):
    ada = watched.user(password="secret-1")
    body = {"localId": ada.id, **change}
    functions.meanwhile["beforeSignIn"] = lambda: elsewhere(watched)(f"{ACCOUNTS}:update", body)
    assert watched.refused(PASSWORD, BODY) == code


def test_a_user_who_is_deleted_meanwhile_does_not_get_in(watched, functions, elsewhere, ways):
    ada = watched.user(password="secret-1")
    functions.meanwhile["beforeSignIn"] = lambda: elsewhere(watched)(f"{ACCOUNTS}:delete", {"localId": ada.id})
    assert watched.refused(PASSWORD, BODY) == "USER_NOT_FOUND"
    assert ways.account() is None


TENANTS = "/v2/projects/demo-project/tenants"


@pytest.fixture
def tenant(watched):
    """The id of a tenant with sign-up by password."""
    made = watched.ok(TENANTS, {"displayName": "Team-1", "allowPasswordSignup": True}, admin=True)
    return made["name"].rpartition("/")[2]


@pytest.mark.parametrize("event", ["beforeCreate", "beforeSignIn"])
def test_a_tenant_that_is_deleted_meanwhile_lets_nobody_in(watched, functions, elsewhere, tenant, event):
    functions.meanwhile[event] = lambda: elsewhere(watched)(f"{TENANTS}/{tenant}", None, method="DELETE")
    assert watched.refused("/v1/accounts:signUp", {**BODY, "tenantId": tenant}) == "TENANT_DELETED"


@pytest.mark.parametrize("event", ["beforeCreate", "beforeSignIn"])
def test_a_tenant_that_is_switched_off_meanwhile_lets_nobody_in(watched, functions, elsewhere, tenant, event):
    path = f"{TENANTS}/{tenant}?updateMask=disableAuth"
    functions.meanwhile[event] = lambda: elsewhere(watched)(path, {"disableAuth": True}, method="PATCH")
    refused = watched.refused("/v1/accounts:signUp", {**BODY, "tenantId": tenant})
    assert refused in ("PROJECT_DISABLED", "TENANT_DISABLED")


def test_a_tenant_of_which_nothing_was_kept_yet_lets_its_first_user_in(make_it, functions):
    it = make_it()
    it.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    assert it.ok("/v1/accounts:signUp", {**BODY, "tenantId": "acme"})["idToken"]


def test_two_sign_ins_by_one_link_let_one_in(watched, functions, elsewhere, ways):
    second = []
    body = {"email": "ada@example.com", "oobCode": ways.link()["oobCode"]}

    def again():
        functions.meanwhile.clear()
        second.append(elsewhere(watched)("/v1/accounts:signInWithEmailLink", body).json()["error"]["message"])

    functions.meanwhile["beforeCreate"] = again
    assert watched.ok("/v1/accounts:signInWithEmailLink", body)["isNewUser"]
    assert second == ["INVALID_OOB_CODE"]


def test_a_function_that_ends_the_users_sessions_lets_this_one_live(watched, functions, elsewhere):
    ada = watched.user(password="secret-1")

    def revoke():
        watched.clock.advance("5s")
        since = str(watched.clock.micros() // 1_000_000)
        elsewhere(watched)(f"{ACCOUNTS}:update", {"localId": ada.id, "validSince": since})

    functions.meanwhile["beforeSignIn"] = revoke
    token = watched.ok(PASSWORD, BODY)["idToken"]
    assert watched.ok("/v1/accounts:lookup", {"idToken": token})["users"]


def test_a_reset_meanwhile_leaves_nothing_of_the_sign_up(watched, functions, ways):
    functions.meanwhile["beforeCreate"] = lambda: watched.emulator.reset()
    with pytest.raises(ConnectionResetError):
        watched.call("/v1/accounts:signUp", BODY)
    assert ways.account() is None
    assert [exchange.operation for exchange in watched.emulator.requests] == ["projects.accounts.lookup"]


def test_both_ways_of_the_server_ask(it, functions):
    it.configure("blockingFunctions", functions.config("beforeCreate"))
    functions.refuse("beforeCreate")
    import httpx2

    url = it.emulator.start()
    try:
        answer = httpx2.post(f"{url}/v1/accounts:signUp?key=any", json=BODY, timeout=60)
    finally:
        it.emulator.stop()
    assert answer.json()["error"]["message"].startswith("BLOCKING_FUNCTION_ERROR_RESPONSE")
    assert len(functions.events) == 1


def test_every_value_that_can_be_taken_meanwhile_has_its_error(it):
    users = it.world.states["identity_toolkit"].projects["demo-project"].users
    assert set(users._indexes.unique) == set(TAKEN)


def test_two_requests_for_one_new_user_make_one_account(watched, functions, elsewhere, ways):
    """Both are let through by the function, one after the other comes back from it."""
    answers = []

    def second():
        functions.meanwhile.clear()
        body = {"postBody": 'providerId=google.com&id_token={"sub":"77"}', "requestUri": "http://localhost"}
        answers.append(elsewhere(watched)("/v1/accounts:signInWithIdp", body).status_code)

    functions.meanwhile["beforeCreate"] = second
    answer = watched.call("/v1/accounts:signInWithIdp", ways.profile({"sub": "77"}))
    assert answers == [200]
    assert answer.json["error"]["message"] == "FEDERATED_USER_ID_ALREADY_LINKED"
    assert watched.ok(f"{ACCOUNTS}:query", {}, admin=True)["recordsCount"] == "1"
