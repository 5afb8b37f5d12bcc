"""A project's configuration, changed in the words of v3."""

import pytest

SET = "/identitytoolkit/v3/relyingparty/setProjectConfig"
GET = "/identitytoolkit/v3/relyingparty/getProjectConfig"


def read(client):
    return client.ok(GET, method="GET", admin=True)


def test_what_was_written_is_read_and_obeyed(both):
    change = {
        "allowPasswordUser": False,
        "enableAnonymousUser": False,
        "authorizedDomains": ["app.example"],
        "useEmailSending": False,
        "resetPasswordTemplate": {"subject": "Reset", "body": "Here: %LINK%", "fromLocalPart": "help"},
        "idpConfig": [{"provider": "GOOGLE", "enabled": True, "clientId": "my-app", "secret": "s"}],
    }
    assert both.ok(SET, change, admin=True) == {"projectId": "demo-project"}
    config = read(both)
    assert (config["allowPasswordUser"], config["enableAnonymousUser"]) == (False, False)
    assert (config["authorizedDomains"], config["useEmailSending"]) == (["app.example"], False)
    assert config["resetPasswordTemplate"]["from"] == "help@demo-project.firebaseapp.com"
    assert config["idpConfig"] == change["idpConfig"]
    assert both.refused("/v1/accounts:signInWithPassword", {"email": "a@b.co", "password": "x"}) == (
        "PASSWORD_LOGIN_DISABLED"
    )


def test_what_is_not_given_stays(both):
    both.ok(SET, {"enableAnonymousUser": False}, admin=True)
    both.ok(SET, {"idpConfig": [{"provider": "GITHUB", "clientId": "my-app"}]}, admin=True)
    both.ok(SET, {"idpConfig": [{"provider": "GITHUB", "enabled": True}]}, admin=True)
    config = read(both)
    assert config["enableAnonymousUser"] is False
    assert config["idpConfig"] == [{"provider": "GITHUB", "enabled": True, "clientId": "my-app"}]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"authorizedDomains": ["https://app.example"]}, "INVALID_AUTHORIZED_DOMAIN"),
        ({"idpConfig": [{"provider": "AOL", "clientId": "x"}]}, "INVALID_CONFIG"),
        ({"idpConfig": [{"clientId": "x"}]}, "INVALID_CONFIG"),
        ({"idpConfig": [{"provider": "GOOGLE"}]}, "MISSING_OAUTH_CLIENT_ID"),
    ],
)
def test_what_could_not_be_obeyed_is_refused_and_changes_nothing(both, bad, code):
    before = read(both)
    assert both.refused(SET, {"enableAnonymousUser": False, **bad}, admin=True) == code
    assert read(both) == before


def test_it_is_for_administrators(both):
    assert both.refused(SET, {"enableAnonymousUser": False}) == "INSUFFICIENT_PERMISSION"


def test_initialize_auth_has_the_project_come_into_being(both):
    path = "/v2/projects/brand-new"
    assert both.ok(f"{path}/identityPlatform:initializeAuth", {}, admin=True) == {}
    assert "brand-new" in both.world.states["identity_toolkit"].projects
    assert both.ok(f"{path}/config", method="GET", admin=True)["subtype"] == "IDENTITY_PLATFORM"
