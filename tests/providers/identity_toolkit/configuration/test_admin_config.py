"""A project's configuration as it is at the start, and who may read it."""

import pytest

PATH = "/v2/projects/demo-project/config"


def read(it, path=PATH):
    return it.ok(path, method="GET", admin=True)


def test_second_factors_of_both_kinds_are_on_at_the_start(it):
    assert read(it)["mfa"] == {
        "state": "ENABLED",
        "enabledProviders": ["PHONE_SMS"],
        "providerConfigs": [{"state": "ENABLED", "totpProviderConfig": {}}],
    }


def test_in_production_they_are_off(make_it):
    assert read(make_it("strict"))["mfa"] == {"state": "DISABLED"}


def test_production_leaves_out_what_is_false(it, make_it):
    strict = make_it("strict", email_privacy_at_start=False)
    assert read(strict)["emailPrivacyConfig"] == {}
    assert "allowDuplicateEmails" not in read(strict)["signIn"]
    assert read(it)["emailPrivacyConfig"] == {"enableImprovedEmailPrivacy": False}


def test_the_ways_to_sign_in_are_on(it):
    assert read(it)["signIn"] == {
        "allowDuplicateEmails": False,
        "anonymous": {"enabled": True},
        "email": {"enabled": True, "passwordRequired": False},
        "phoneNumber": {"enabled": True},
    }


@pytest.mark.parametrize(("profile", "protected"), [("emulator", False), ("strict", True)])
def test_protection_against_enumeration_is_on_in_production(make_it, profile, protected):
    config = read(make_it(profile))
    assert config["emailPrivacyConfig"] == {"enableImprovedEmailPrivacy": protected}


def test_the_name_holds_the_projects_number(it):
    assert read(it)["name"] == "projects/12345/config"


def test_each_project_has_its_own(it):
    it.configure("mfa", {"mfa": {"state": "DISABLED"}})
    assert read(it)["mfa"] == {"state": "DISABLED"}
    assert read(it, "/v2/projects/other/config")["mfa"]["state"] == "ENABLED"


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        "/admin/v2/projects/demo-project/config",
        "/identitytoolkit.googleapis.com/v2/projects/demo-project/config",
        "/identitytoolkit.googleapis.com/admin/v2/projects/demo-project/config",
    ],
)
def test_it_is_reached_by_all_paths_that_googles_pages_and_clients_use(it, path):
    assert read(it, path)["name"] == "projects/12345/config"


def test_it_takes_an_administrator(both):
    assert both.refused(PATH, method="GET") == "INSUFFICIENT_PERMISSION"


def test_changing_it_does_too(both):
    assert both.refused(PATH, {"mfa": {}}, method="PATCH", updateMask="mfa") == "INSUFFICIENT_PERMISSION"


def test_it_survives_a_snapshot(it):
    it.configure(
        "mfa", {"mfa": {"providerConfigs": [{"state": "ENABLED", "totpProviderConfig": {"adjacentIntervals": 0}}]}}
    )
    before = read(it)
    document = it.world.snapshot().to_json()
    it.emulator.reset()
    assert read(it) != before
    it.world.restore(document)
    assert read(it) == before
    ada = it.user()
    ada.enroll_totp()
    first = it.sign_in()
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code(step=1)},
    }
    assert it.refused("/v2/accounts/mfaSignIn:finalize", body) == "INVALID_CODE"


def test_a_snapshot_is_not_touched_by_later_changes(it):
    snapshot = it.world.snapshot()
    it.configure("signIn.allowDuplicateEmails", {"signIn": {"allowDuplicateEmails": True}})
    it.world.restore(snapshot)
    assert read(it)["signIn"]["allowDuplicateEmails"] is False


def test_production_shows_parts_of_a_new_configuration_that_say_nothing_yet(it, make_it):
    config = make_it("strict").ok(PATH, method="GET", admin=True)
    assert config["quota"] == {}
    assert config["monitoring"] == {"requestLogging": {}}
    assert config["smsRegionConfig"] == {"allowByDefault": {}}
    assert config["signIn"]["hashConfig"]["algorithm"] == "SCRYPT"
    assert config["mobileLinksConfig"] == {"domain": "HOSTING_DOMAIN"}
    page = "https://demo-project.firebaseapp.com/__/auth/action"
    assert config["notification"]["sendEmail"] == {"callbackUri": page, "dnsInfo": {}, "method": "DEFAULT"}
    assert config["notification"]["defaultLocale"] == "en"
    assert config["mfa"]["state"] == "DISABLED"
    assert config["client"] == {"apiKey": "fake-api-key", "firebaseSubdomain": "demo-project", "permissions": {}}
    assert "quota" not in it.ok(PATH, method="GET", admin=True)
