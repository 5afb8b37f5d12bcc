"""Configurations of the providers that are known by default."""

import pytest

DEFAULT = "defaultSupportedIdpConfigs"
FACEBOOK = {"enabled": True, "clientId": "my-app", "clientSecret": "very-secret"}


def create(parent, config=FACEBOOK, idp="facebook.com"):
    return parent.create(DEFAULT, config, idpId=idp)


def test_one_that_was_made_is_read_listed_changed_and_deleted(parent):
    made = create(parent)
    assert made == {**FACEBOOK, "name": made["name"]}
    assert parent.get(f"{DEFAULT}/facebook.com") == made
    assert parent.get(DEFAULT) == {DEFAULT: [made]}
    changed = parent.patch(f"{DEFAULT}/facebook.com", {"clientId": "other"}, updateMask="clientId")
    assert changed == {**made, "clientId": "other"}
    assert parent.delete(f"{DEFAULT}/facebook.com") == {}
    assert parent.refused(f"{DEFAULT}/facebook.com", method="GET") == "CONFIGURATION_NOT_FOUND"


def test_false_is_left_out_in_production(it, strict):
    for client, shown in ((it, False), (strict, None)):
        path = f"/v2/projects/demo-project/{DEFAULT}"
        made = client.ok(path, {**FACEBOOK, "enabled": False}, admin=True, idpId="facebook.com")
        assert made.get("enabled") is shown


@pytest.mark.parametrize("idp", ["", "example.com", "oidc.acme", "password", "FACEBOOK.COM"])
def test_only_known_providers_are_configured_this_way(parent, idp):
    assert parent.refused(DEFAULT, FACEBOOK, idpId=idp) == "INVALID_CONFIG_ID"


def test_a_client_id_is_needed_but_by_apple(parent):
    assert parent.refused(DEFAULT, {"enabled": True}, idpId="google.com") == "MISSING_OAUTH_CLIENT_ID"
    apple = {"enabled": True, "appleSignInConfig": {"bundleIds": ["com.example.app"]}}
    assert create(parent, apple, "apple.com")["appleSignInConfig"] == apple["appleSignInConfig"]


def test_it_can_be_asked_which_there_are(both):
    path = "/v2/defaultSupportedIdps"
    every = [each["idpId"] for each in both.ok(path, method="GET", admin=True)["defaultSupportedIdps"]]
    assert (len(every), every[0], every[-1]) == (10, "apple.com", "yahoo.com")
    page = both.ok(path, method="GET", admin=True, pageSize="4")
    assert page["nextPageToken"] == "github.com"
    rest = both.ok(path, method="GET", admin=True, pageToken="github.com")
    assert [each["idpId"] for each in rest["defaultSupportedIdps"]] == every[4:]
