"""Tenants as administrators make, read, list, change and delete them."""

import re

import pytest

TENANTS = "/v2/projects/demo-project/tenants"
ACCOUNTS = "/v1/projects/demo-project/tenants/{}/accounts"
SIGN_UP = {"email": "tina@example.com", "password": "secret-1", "returnSecureToken": True}
ALL_ON = {
    "displayName": "Team-1",
    "allowPasswordSignup": True,
    "enableEmailLinkSignin": True,
    "enableAnonymousUser": True,
}


def make(client, **config):
    return client.ok(TENANTS, {"displayName": "Team-1", **config}, admin=True)


def id_of(tenant):
    return tenant["name"].rsplit("/")[-1]


def patch(client, tenant, config, **query):
    return client.ok(f"{TENANTS}/{id_of(tenant)}", config, method="PATCH", admin=True, **query)


def get(client, tenant):
    return client.ok(f"{TENANTS}/{id_of(tenant)}", method="GET", admin=True)


def listed(client, **query):
    return client.ok(TENANTS, method="GET", admin=True, **query)


def test_the_official_emulator_makes_an_id_of_chance_and_fills_in_what_is_off(it):
    tenant = make(it)
    assert len(tenant["tenantId"]) == 28
    assert tenant == {
        "name": f"projects/demo-project/tenants/{tenant['tenantId']}",
        "tenantId": tenant["tenantId"],
        "displayName": "Team-1",
        "allowPasswordSignup": False,
        "disableAuth": False,
        "enableAnonymousUser": False,
        "enableEmailLinkSignin": False,
        "mfaConfig": {"state": "DISABLED", "enabledProviders": []},
    }
    assert get(it, tenant) == tenant


def test_production_makes_the_id_of_the_name_and_shows_nothing_that_is_off(strict):
    tenant = make(strict, allowPasswordSignup=False)
    name = tenant["name"].removeprefix("projects/12345/tenants/Team-1-")
    assert re.fullmatch("[a-z0-9]{5}", name)
    assert tenant == {"name": tenant["name"], "displayName": "Team-1", "inheritance": {}}
    read = get(strict, tenant)
    assert (read["hashConfig"]["algorithm"], read["hashConfig"]["rounds"]) == ("SCRYPT", 8)
    assert "hashConfig" not in listed(strict)["tenants"][0]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, "MISSING_DISPLAY_NAME"),
        ("", "MISSING_DISPLAY_NAME"),
        ("abc", "INVALID_DISPLAY_NAME"),
        ("a" * 21, "INVALID_DISPLAY_NAME"),
        ("1abc", "INVALID_DISPLAY_NAME"),
        ("a_bcd", "INVALID_DISPLAY_NAME"),
        ("äbcde", "INVALID_DISPLAY_NAME"),
    ],
)
def test_production_wants_a_name_of_which_an_id_can_be_made(strict, name, code):
    body = {} if name is None else {"displayName": name}
    assert strict.refused(TENANTS, body, admin=True) == code
    assert listed(strict) == {}
    tenant = make(strict)
    path = f"{TENANTS}/{id_of(tenant)}"
    assert strict.refused(path, body, method="PATCH", admin=True) == code
    assert strict.refused(path, body, method="PATCH", admin=True, updateMask="displayName") == code


@pytest.mark.parametrize("name", ["abcd", "A-b1", "a" * 20])
def test_names_of_four_to_twenty_characters_are_fine(strict, name):
    assert id_of(strict.ok(TENANTS, {"displayName": name}, admin=True)).startswith(f"{name}-")


def test_only_administrators_manage_tenants(both):
    tenant = make(both)
    path = f"{TENANTS}/{id_of(tenant)}"
    for call in (
        {"path": TENANTS, "body": {"displayName": "Team-2"}},
        {"path": TENANTS, "method": "GET"},
        {"path": path, "method": "GET"},
        {"path": path, "body": {}, "method": "PATCH"},
        {"path": path, "method": "DELETE"},
        {"path": f"{path}:getIamPolicy", "body": {}},
    ):
        assert both.refused(**call) == "INSUFFICIENT_PERMISSION"
    assert get(both, tenant)


def test_a_change_without_a_mask_replaces_everything(both):
    tenant = make(both, **ALL_ON)
    changed = patch(both, tenant, {"displayName": "Team-2", "enableAnonymousUser": True})
    assert changed["displayName"] == "Team-2"
    assert changed["enableAnonymousUser"] is True
    assert not changed.get("allowPasswordSignup")
    assert id_of(changed) == id_of(tenant)


def test_a_change_with_a_mask_writes_what_it_names(both):
    tenant = make(both, **ALL_ON)
    changed = patch(both, tenant, {"displayName": "Other", "disableAuth": True}, updateMask="disableAuth")
    assert (changed["displayName"], changed["disableAuth"]) == ("Team-1", True)


def test_a_mask_that_names_nothing_changes_nothing(both):
    tenant = make(both, **ALL_ON)
    assert patch(both, tenant, {"displayName": "Other"}, updateMask="nonsense,a.b") == tenant


def test_a_masked_field_that_is_absent_is_reset_in_production_and_kept_by_the_emulator(it, strict):
    for client, stays in ((it, True), (strict, None)):
        changed = patch(client, make(client, **ALL_ON), {}, updateMask="allowPasswordSignup")
        assert changed.get("allowPasswordSignup") is stays


def test_name_and_hashing_are_not_for_writing(both):
    tenant = make(both)
    changed = patch(both, tenant, {"name": "x", "hashConfig": {"rounds": 1}}, updateMask="name,hashConfig")
    assert changed == tenant
    made = make(both, name="projects/p/tenants/mine", hashConfig={"rounds": 1})
    assert id_of(made) != "mine"
    assert "hashConfig" not in made


def test_a_touched_tenant_is_one_with_everything_on(it):
    tenant = it.ok(f"{TENANTS}/t1", method="GET", admin=True)
    assert tenant["allowPasswordSignup"] is True
    assert tenant["mfaConfig"]["state"] == "ENABLED"
    assert [each["tenantId"] for each in listed(it)["tenants"]] == ["t1"]


def test_production_knows_no_tenant_that_was_not_made(strict):
    for call in ({"method": "GET"}, {"method": "DELETE"}, {"method": "PATCH", "body": {"displayName": "Team-1"}}):
        answer = strict.call(f"{TENANTS}/t1", admin=True, **call)
        assert (answer.status, answer.json["error"]["message"]) == (404, "TENANT_NOT_FOUND")


def test_deletion_takes_the_accounts_along(it):
    tenant = make(it, **ALL_ON)
    it.user("tina@example.com", tenant=tenant["tenantId"])
    assert it.ok(f"{TENANTS}/{tenant['tenantId']}", method="DELETE", admin=True) == {}
    assert listed(it)["tenants"] == []
    found = it.ok(ACCOUNTS.format(tenant["tenantId"]) + ":lookup", {"email": ["tina@example.com"]}, admin=True)
    assert "users" not in found


def test_a_deleted_tenant_is_known_as_such_in_production(strict):
    tenant = id_of(make(strict, **ALL_ON))
    signed_up = strict.ok("/v1/accounts:signUp", {**SIGN_UP, "tenantId": tenant})
    assert strict.ok(f"{TENANTS}/{tenant}", method="DELETE", admin=True) == {}
    assert strict.refused("/v1/accounts:signUp", {**SIGN_UP, "tenantId": tenant}) == "TENANT_DELETED"
    assert strict.refused("/v1/accounts:lookup", {"idToken": signed_up["idToken"]}) == "TENANT_DELETED"
    assert strict.refused(ACCOUNTS.format(tenant) + ":lookup", {"localId": ["a"]}, admin=True) == "TENANT_DELETED"
    body = {"grant_type": "refresh_token", "refresh_token": signed_up["refreshToken"]}
    answer = strict.call("/v1/token", body)
    assert answer.json["error"] == {"code": 400, "message": "TENANT_DELETED", "status": "INVALID_ARGUMENT"}
    for method in ("GET", "DELETE"):
        assert strict.refused(f"{TENANTS}/{tenant}", method=method, admin=True) == "TENANT_NOT_FOUND"
    again = id_of(make(strict, **ALL_ON))
    assert again != tenant
    assert "users" not in strict.ok(ACCOUNTS.format(again) + ":lookup", {"email": [SIGN_UP["email"]]}, admin=True)


def test_tenants_outlive_a_snapshot_and_go_with_a_reset(both):
    tenant = make(both, **ALL_ON)
    snapshot = both.emulator.snapshot().to_json()
    both.ok(f"{TENANTS}/{id_of(tenant)}", method="DELETE", admin=True)
    both.emulator.restore(snapshot)
    assert get(both, tenant)["displayName"] == "Team-1"
    both.emulator.reset()
    assert not listed(both).get("tenants")


def test_where_tenants_are_not_allowed_nobody_manages_any(both):
    tenant = make(both)
    both.configure("multiTenant", {"multiTenant": {}})
    assert both.refused(TENANTS, {"displayName": "Team-2"}, admin=True) == "INVALID_PROJECT_ID"
    assert both.refused(TENANTS, method="GET", admin=True) == "INVALID_PROJECT_ID"
    assert both.refused(f"{TENANTS}/{id_of(tenant)}", method="GET", admin=True) == "INVALID_PROJECT_ID"
    assert both.refused("/v1/accounts:signUp", {**SIGN_UP, "tenantId": id_of(tenant)}) == "INVALID_TENANT_ID"


# Pages


def names(answer):
    return [tenant["displayName"] for tenant in answer.get("tenants", [])]


@pytest.fixture
def five(strict):
    for name in ("beta", "Alfa", "gamma", "Delta", "alfa"):
        strict.ok(TENANTS, {"displayName": name}, admin=True)
    return strict


def test_tenants_are_listed_in_the_order_of_bytes(five):
    assert names(listed(five)) == ["Alfa", "Delta", "alfa", "beta", "gamma"]


def test_pages_follow_one_another(five):
    first = listed(five, pageSize="2")
    second = listed(five, pageSize="2", pageToken=first["nextPageToken"])
    third = listed(five, pageSize="2", pageToken=second["nextPageToken"])
    assert [names(page) for page in (first, second, third)] == [["Alfa", "Delta"], ["alfa", "beta"], ["gamma"]]
    assert "nextPageToken" not in third


@pytest.mark.parametrize("size", ["0", "-1", "1001"])
def test_production_gives_everything_for_a_size_that_is_none(five, size):
    assert len(names(listed(five, pageSize=size))) == 5


def test_production_gives_nothing_for_a_token_that_it_never_gave(five):
    assert listed(five, pageToken="b") == {}


def test_the_official_emulator_takes_any_token_for_a_place_and_names_the_last_of_a_full_page(it):
    for name in ("b", "a", "c"):
        it.ok(f"{TENANTS}/{name}", method="GET", admin=True)
    assert [each["tenantId"] for each in listed(it, pageToken="aa")["tenants"]] == ["b", "c"]
    assert listed(it, pageSize="3")["nextPageToken"] == "c"
    assert "nextPageToken" not in listed(it, pageSize="-1")
    assert len(listed(it, pageSize="0")["tenants"]) == 3


def test_by_the_official_emulator_no_tenants_are_an_empty_list(it):
    assert listed(it) == {"tenants": []}
