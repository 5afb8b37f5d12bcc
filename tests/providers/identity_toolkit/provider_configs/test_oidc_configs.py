"""Configurations of providers of OpenID Connect."""

import pytest

OIDC = "oauthIdpConfigs"
ID = "oidc.acme-1"
ACME = {"clientId": "my-app", "issuer": "https://acme.example", "displayName": "Acme", "enabled": True}


def create(parent, config=ACME, config_id=ID):
    return parent.create(OIDC, config, oauthIdpConfigId=config_id)


def test_one_that_was_made_is_read_listed_and_deleted(parent):
    made = create(parent)
    assert made["name"].endswith(f"/oauthIdpConfigs/{ID}")
    assert made == {**ACME, "name": made["name"], "responseType": {"idToken": True}}
    assert parent.get(f"{OIDC}/{ID}") == made
    assert parent.get(OIDC) == {"oauthIdpConfigs": [made]}
    assert parent.delete(f"{OIDC}/{ID}") == {}
    assert parent.get(OIDC) == {}


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
def test_one_that_is_not_there_is_not_found(parent, method):
    answer = parent.client.call(f"{parent.path}/{OIDC}/{ID}", {}, method=method, admin=True)
    assert (answer.status, answer.json["error"]["message"]) == (404, "CONFIGURATION_NOT_FOUND")


def test_an_id_is_taken_once(parent):
    create(parent)
    answer = parent.client.call(f"{parent.path}/{OIDC}", ACME, admin=True, oauthIdpConfigId=ID)
    assert answer.status == 409
    assert answer.json["error"]["message"].startswith("CONFIGURATION_EXISTS")


@pytest.mark.parametrize(
    "bad", ["", "acme", "saml.acme", "oidc.", "oidc.a", "oidc.1a", "oidc.Acme", "oidc.acme-", "oidc.ac me", "oidc.ä1"]
)
def test_an_id_has_the_prefix_and_letters_and_digits(parent, bad):
    assert parent.refused(OIDC, ACME, oauthIdpConfigId=bad) == "INVALID_CONFIG_ID"
    assert parent.get(OIDC) == {}


@pytest.mark.parametrize("good", ["oidc.ab", "oidc.a1", "oidc.a.b-c_D9"])
def test_ids_may_have_dots_and_hyphens_within(parent, good):
    assert create(parent, config_id=good)


CODE = {"code": True}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"clientId": ""}, "MISSING_OAUTH_CLIENT_ID"),
        ({"issuer": "http://acme.example"}, "INVALID_ISSUER"),
        ({"issuer": "acme.example"}, "INVALID_ISSUER"),
        ({"issuer": ""}, "INVALID_ISSUER"),
        ({"responseType": {"code": True, "idToken": True}, "clientSecret": "s"}, "INVALID_CONFIG"),
        ({"responseType": {"token": True}}, "INVALID_CONFIG"),
        ({"responseType": CODE}, "INVALID_CONFIG"),
    ],
)
def test_what_could_not_be_obeyed_is_refused_and_changes_nothing(parent, change, code):
    assert parent.refused(OIDC, {**ACME, **change}, oauthIdpConfigId=ID) == code
    made = create(parent)
    mask = ",".join(change)
    assert parent.refused(f"{OIDC}/{ID}", change, method="PATCH", updateMask=mask) == code
    assert parent.get(f"{OIDC}/{ID}") == made


def test_the_code_flow_has_a_secret_that_is_shown_as_written(parent):
    made = create(parent, {**ACME, "responseType": CODE, "clientSecret": "very-secret"})
    assert (made["responseType"], made["clientSecret"]) == (CODE, "very-secret")


def test_absent_is_off(parent):
    off = {name: value for name, value in ACME.items() if name != "enabled"}
    assert "enabled" not in create(parent, off)


def test_a_change_obeys_its_mask(parent):
    create(parent)
    changed = parent.patch(f"{OIDC}/{ID}", {"displayName": "New", "clientId": "other"}, updateMask="displayName")
    assert (changed["displayName"], changed["clientId"]) == ("New", "my-app")
    assert parent.get(f"{OIDC}/{ID}") == changed


def test_a_change_without_a_mask_is_the_whole_configuration(parent):
    create(parent)
    changed = parent.patch(f"{OIDC}/{ID}", {"clientId": "other", "issuer": "https://other.example"})
    assert "displayName" not in changed
    assert parent.refused(f"{OIDC}/{ID}", {"displayName": "x"}, method="PATCH") == "MISSING_OAUTH_CLIENT_ID"


def test_the_name_is_not_for_writing(parent):
    made = create(parent)
    assert parent.patch(f"{OIDC}/{ID}", {"name": "x"}, updateMask="name") == made


def test_pages_follow_one_another(parent):
    for letter in "cab":
        create(parent, config_id=f"oidc.x{letter}")
    first = parent.get(OIDC, pageSize="2")
    ids = [each["name"].rsplit("/")[-1] for each in first[OIDC]]
    assert ids == ["oidc.xa", "oidc.xb"]
    rest = parent.get(OIDC, pageSize="2", pageToken=first["nextPageToken"])
    assert [each["name"].rsplit("/")[-1] for each in rest[OIDC]] == ["oidc.xc"]
    assert "nextPageToken" not in rest


def test_project_and_tenant_have_their_own(parent):
    create(parent)
    other = "/v2/projects/demo-project" if parent.tenant else "/v2/projects/other"
    assert parent.client.ok(f"{other}/{OIDC}", method="GET", admin=True) == {}


def test_configurations_outlive_a_snapshot_and_dropped_accounts(parent):
    made = create(parent)
    snapshot = parent.client.emulator.snapshot().to_json()
    parent.delete(f"{OIDC}/{ID}")
    parent.client.emulator.restore(snapshot)
    assert parent.get(f"{OIDC}/{ID}") == made
    tenant = f"/tenants/{parent.tenant}" if parent.tenant else ""
    parent.client.ok(f"/emulator/v1/projects/demo-project{tenant}/accounts", method="DELETE")
    assert parent.get(f"{OIDC}/{ID}") == made


def test_an_api_key_configures_nothing(parent):
    assert parent.client.refused(f"{parent.path}/{OIDC}", ACME, oauthIdpConfigId=ID) == "INSUFFICIENT_PERMISSION"


def test_production_configures_no_tenant_that_there_is_not(strict):
    path = f"/v2/projects/demo-project/tenants/nobody/{OIDC}"
    assert strict.refused(path, ACME, admin=True, oauthIdpConfigId=ID) == "TENANT_NOT_FOUND"
