"""Access control of a tenant."""

import pytest

TENANTS = "/v2/projects/demo-project/tenants"
VIEWERS = {"role": "roles/viewer", "members": ["user:ada@example.com"]}
ON_MONDAYS = {**VIEWERS, "condition": {"title": "Mondays", "expression": "request.time.getDayOfWeek() == 1"}}


@pytest.fixture
def tenant(both):
    return both.ok(TENANTS, {"displayName": "Team-1"}, admin=True)["name"].rsplit("/")[-1]


def iam(client, tenant, what, body=None):
    return client.ok(f"{TENANTS}/{tenant}:{what}", body, admin=True)


def refused(client, tenant, what, body):
    return client.refused(f"{TENANTS}/{tenant}:{what}", body, admin=True)


def test_a_policy_that_was_written_is_read(both, tenant):
    assert iam(both, tenant, "getIamPolicy")["version"] == 1
    written = iam(both, tenant, "setIamPolicy", {"policy": {"bindings": [VIEWERS]}})
    assert (
        written == iam(both, tenant, "getIamPolicy") == {"bindings": [VIEWERS], "version": 1, "etag": written["etag"]}
    )


def test_a_change_of_an_older_policy_is_refused(both, tenant):
    etag = iam(both, tenant, "getIamPolicy")["etag"]
    iam(both, tenant, "setIamPolicy", {"policy": {"bindings": [VIEWERS], "etag": etag}})
    answer = both.call(f"{TENANTS}/{tenant}:setIamPolicy", {"policy": {"etag": etag}}, admin=True)
    assert answer.status == 409
    assert answer.json["error"]["status"] == "ABORTED"
    assert iam(both, tenant, "getIamPolicy")["bindings"] == [VIEWERS]


def test_a_mask_names_the_parts_to_write(both, tenant):
    iam(both, tenant, "setIamPolicy", {"policy": {"bindings": [VIEWERS]}})
    audit = [{"service": "allServices"}]
    policy = {"bindings": [], "auditConfigs": audit}
    iam(both, tenant, "setIamPolicy", {"policy": policy, "updateMask": "auditConfigs"})
    read = iam(both, tenant, "getIamPolicy")
    assert (read["bindings"], read["auditConfigs"]) == ([VIEWERS], audit)


def test_conditions_are_for_those_who_know_of_them(both, tenant):
    iam(both, tenant, "setIamPolicy", {"policy": {"version": 3, "bindings": [ON_MONDAYS]}})
    read = iam(both, tenant, "getIamPolicy", {"options": {"requestedPolicyVersion": 3}})
    assert (read["version"], read["bindings"]) == (3, [ON_MONDAYS])
    [binding] = iam(both, tenant, "getIamPolicy")["bindings"]
    assert binding["role"].startswith("roles/viewer_withcond_")
    assert "condition" not in binding


@pytest.mark.parametrize(
    "policy",
    [
        {"version": 2},
        {"bindings": [{"role": "roles/viewer"}]},
        {"bindings": [{"members": ["user:ada@example.com"]}]},
        {"bindings": [{**VIEWERS, "members": ["ada"]}]},
        {"bindings": [ON_MONDAYS]},
    ],
)
def test_a_policy_that_cannot_be_is_refused(both, tenant, policy):
    assert refused(both, tenant, "setIamPolicy", {"policy": policy}) == "Request contains an invalid argument."
    assert "bindings" not in iam(both, tenant, "getIamPolicy")


def test_a_request_without_a_policy_is_refused(both, tenant):
    assert refused(both, tenant, "setIamPolicy", {}) == "Request contains an invalid argument."


def test_a_version_that_there_is_not_is_refused(both, tenant):
    body = {"options": {"requestedPolicyVersion": 2}}
    assert refused(both, tenant, "getIamPolicy", body) == "Request contains an invalid argument."


def test_the_administrator_has_every_permission_of_the_service(both, tenant):
    asked = ["identitytoolkit.tenants.get", "compute.instances.get", "firebaseauth.users.create"]
    held = iam(both, tenant, "testIamPermissions", {"permissions": asked})["permissions"]
    assert held == ["identitytoolkit.tenants.get", "firebaseauth.users.create"]
    assert iam(both, tenant, "testIamPermissions", {"permissions": ["a.b.c"]}) == {}


def test_permissions_with_wildcards_cannot_be_asked_for(both, tenant):
    body = {"permissions": ["identitytoolkit.*"]}
    assert refused(both, tenant, "testIamPermissions", body) == "Request contains an invalid argument."


def test_production_knows_the_policies_of_tenants_that_exist(strict):
    for what, body in (("getIamPolicy", {}), ("setIamPolicy", {"policy": {}}), ("testIamPermissions", {})):
        assert refused(strict, "nobody", what, body) == "TENANT_NOT_FOUND"
