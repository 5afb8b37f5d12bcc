"""The configured policy for passwords: what apps read of it, and where it is obeyed."""

import pytest
from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit.configuration.password_policy import NON_ALPHANUMERIC
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import (
    CustomStrengthOptions,
    PasswordPolicyConfig,
    PasswordPolicyVersion,
)

PATH = "/v2/passwordPolicy"
CODE = "PASSWORD_DOES_NOT_MEET_REQUIREMENTS"
SIGN_IN = "/v1/accounts:signInWithPassword"
ADA = {"email": "ada@example.com", "password": "secret-1"}
UPPER = {"containsUppercaseCharacter": True}


def policy(options, state="ENFORCE", **more):
    versions = [{"customStrengthOptions": options}]
    return {"passwordPolicyEnforcementState": state, "passwordPolicyVersions": versions, **more}


def enforce(it, options=UPPER, state="ENFORCE", **more):
    return it.configure("passwordPolicyConfig", {"passwordPolicyConfig": policy(options, state, **more)})


def sign_up(it, password):
    return it.call("/v1/accounts:signUp", {"email": "ada@example.com", "password": password})


# What apps read


def test_at_the_start_there_is_none_but_the_minimum_of_six(it):
    assert it.ok(PATH, method="GET") == {
        "allowedNonAlphanumericCharacters": list(NON_ALPHANUMERIC),
        "customStrengthOptions": {"minPasswordLength": 6},
        "enforcementState": "OFF",
        "forceUpgradeOnSignin": False,
        "schemaVersion": 1,
    }


def test_production_shows_apps_the_limits_that_hold_without_a_policy(strict):
    assert strict.ok(PATH, method="GET") == {
        "customStrengthOptions": {"minPasswordLength": 6, "maxPasswordLength": 4096},
        "enforcementState": "ENFORCE",
        "schemaVersion": 1,
    }
    enforce(strict, UPPER)
    assert "allowedNonAlphanumericCharacters" not in strict.ok(PATH, method="GET")
    enforce(strict, {"containsNonAlphanumericCharacter": True})
    assert strict.ok(PATH, method="GET")["allowedNonAlphanumericCharacters"] == list(NON_ALPHANUMERIC)


def test_apps_read_what_is_configured(both):
    enforce(both, {"minPasswordLength": 8, "maxPasswordLength": 20, **UPPER}, forceUpgradeOnSignin=True)
    read = both.ok(PATH, method="GET")
    assert read["customStrengthOptions"] == {"minPasswordLength": 8, "maxPasswordLength": 20, **UPPER}
    assert (read["enforcementState"], read["forceUpgradeOnSignin"]) == ("ENFORCE", True)


def test_a_tenant_has_a_policy_of_its_own(it):
    enforce(it)
    tenant = it.accounts.project().tenants["t1"]
    assert it.ok(PATH, method="GET", tenantId="t1")["enforcementState"] == "OFF"
    version = PasswordPolicyVersion(custom_strength_options=CustomStrengthOptions(contains_numeric_character=True))
    own = PasswordPolicyConfig(password_policy_enforcement_state="ENFORCE", password_policy_versions=(version,))
    tenant.config = replace(tenant.config, password_policy_config=own)
    assert it.ok(PATH, method="GET", tenantId="t1")["customStrengthOptions"]["containsNumericCharacter"] is True
    assert it.refused("/v1/accounts:signUp", {**ADA, "password": "Secret", "tenantId": "t1"}) == CODE
    assert it.ok("/v1/accounts:signUp", {**ADA, "tenantId": "t1"})["localId"]


# What a password must be like


@pytest.mark.parametrize(
    ("options", "bad", "good", "text"),
    [
        ({"minPasswordLength": 8}, "1234567", "12345678", "at least 8 characters"),
        ({"maxPasswordLength": 8}, "123456789", "12345678", "at most 8 characters"),
        ({"containsLowercaseCharacter": True}, "SECRET-É", "SECRETs", "a lower case character"),
        ({"containsUppercaseCharacter": True}, "secret-é", "Secrets", "an upper case character"),
        ({"containsNumericCharacter": True}, "secrets", "secret1", "a numeric character"),
        ({"containsNonAlphanumericCharacter": True}, "secret1", "secret!", "a non-alphanumeric character"),
    ],
)
def test_each_wish_is_checked_and_named(both, options, bad, good, text):
    enforce(both, options)
    answer = sign_up(both, bad)
    message = answer.json["error"]["message"]
    assert message.startswith(f"{CODE} : Missing password requirements: [Password m")
    assert text in message
    assert text in answer.reason
    assert sign_up(both, good).status == 200


@pytest.mark.parametrize("character", NON_ALPHANUMERIC)
def test_each_allowed_character_counts_as_neither_letter_nor_digit(it, character):
    enforce(it, {"containsNonAlphanumericCharacter": True})
    assert sign_up(it, f"secret{character}").status == 200


@pytest.mark.parametrize("character", [" ", "é", "=", "€"])
def test_no_other_character_does(it, character):
    enforce(it, {"containsNonAlphanumericCharacter": True})
    assert sign_up(it, f"secret{character}").status == 400


def test_all_that_is_missing_is_named_at_once(both):
    enforce(both, {"minPasswordLength": 12, "containsNumericCharacter": True, **UPPER})
    assert sign_up(both, "secrets").json["error"]["message"].count("Password must contain") == 3


@pytest.mark.parametrize("options", [{}, {"containsUppercaseCharacter": False}])
def test_what_is_not_wished_for_is_not_asked_for(both, options):
    enforce(both, options)
    assert sign_up(both, "secrets").status == 200


def test_the_minimum_of_six_holds_beside_it(both):
    enforce(both)
    assert sign_up(both, "Short").json["error"]["message"].startswith("WEAK_PASSWORD : ")


@pytest.mark.parametrize("state", ["OFF", "PASSWORD_POLICY_ENFORCEMENT_STATE_UNSPECIFIED"])
def test_a_policy_that_is_off_asks_for_nothing(both, state):
    enforce(both, {"minPasswordLength": 30}, state, forceUpgradeOnSignin=True)
    assert sign_up(both, "short").json["error"]["message"].startswith("WEAK_PASSWORD : ")
    assert sign_up(both, "secret").status == 200
    assert "userNotifications" not in both.ok(SIGN_IN, {**ADA, "password": "secret"})


# Where passwords are set


@pytest.fixture
def refused(both):
    """Assert that a call is refused for its password, and leaves the old one."""

    def check(path, body, **options):
        assert both.refused(path, body, **options) == CODE
        enforce(both, state="OFF")
        assert both.sign_in()["idToken"]

    both.ada = both.user()
    enforce(both)
    return check


def test_it_holds_when_a_user_changes_the_password(both, refused):
    refused("/v1/accounts:update", {"idToken": both.ada.id_token, "password": "secret-2"})


def test_it_holds_when_an_administrator_changes_the_password(both, refused):
    refused("/v1/accounts:update", {"localId": both.ada.local_id, "password": "secret-2"}, admin=True)


def test_it_holds_when_a_mailed_code_resets_the_password(both, refused):
    both.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    code = both.inbox.latest(to="ada@example.com").code
    refused("/v1/accounts:resetPassword", {"oobCode": code, "newPassword": "secret-2"})
    assert both.ok("/v1/accounts:resetPassword", {"oobCode": code, "newPassword": "Secret-2"})


def test_it_holds_when_the_mailed_link_is_followed(both):
    both.user()
    enforce(both)
    both.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    link = both.inbox.latest(to="ada@example.com").context["link"].partition("9099")[2]
    path, _, query = link.partition("?")
    parameters = dict(pair.split("=") for pair in query.split("&"))
    assert both.send("GET", path, **parameters, newPassword="secret-2").status == 400
    assert both.send("GET", path, **parameters, newPassword="Secret-2").status == 200


def test_it_holds_when_the_old_password_pays_for_the_new_one(both, refused):
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-2"}
    refused("/v1/accounts:resetPassword", body)


def test_it_holds_when_an_anonymous_user_gets_a_password(both):
    token = both.ok("/v1/accounts:signUp", {"returnSecureToken": True})["idToken"]
    enforce(both)
    assert both.refused("/v1/accounts:signUp", {**ADA, "idToken": token}) == CODE


def test_it_holds_when_an_administrator_makes_an_account(both):
    enforce(both)
    assert both.refused("/v1/projects/demo-project/accounts", ADA, admin=True) == CODE


def test_a_row_of_an_import_is_refused_for_its_plain_password(both):
    enforce(both)
    rows = [{"localId": "a", "rawPassword": "secrets"}, {"localId": "b", "rawPassword": "Secrets"}]
    path = "/v1/projects/demo-project/accounts:batchCreate"
    (error,) = both.ok(path, {"users": rows}, admin=True)["error"]
    assert (error["index"], CODE in error["message"]) == (0, True)


# When users sign in with a password from before


def test_an_older_password_still_signs_in_and_is_told_what_it_lacks(both):
    both.user()
    enforce(both, {"minPasswordLength": 10, **UPPER})
    answer = both.ok(SIGN_IN, ADA)
    assert answer["idToken"]
    assert answer["userNotifications"] == [
        {
            "notificationCode": "MINIMUM_PASSWORD_LENGTH",
            "notificationMessage": "Password must contain at least 10 characters",
        },
        {
            "notificationCode": "MISSING_UPPERCASE_CHARACTER",
            "notificationMessage": "Password must contain an upper case character",
        },
    ]


def test_v3_tells_it_too(both):
    both.user()
    enforce(both)
    answer = both.ok("/identitytoolkit/v3/relyingparty/verifyPassword", ADA)
    assert [each["notificationCode"] for each in answer["userNotifications"]] == ["MISSING_UPPERCASE_CHARACTER"]


def test_a_password_that_meets_the_policy_is_told_nothing(both):
    both.user()
    enforce(both, {"containsNumericCharacter": True}, forceUpgradeOnSignin=True)
    assert "userNotifications" not in both.sign_in()


def test_where_a_better_one_is_forced_the_older_one_signs_nobody_in(both):
    ada = both.user()
    enforce(both, forceUpgradeOnSignin=True)
    assert both.refused(SIGN_IN, ADA) == CODE
    assert ada.record.last_login_at == 0


def test_a_wrong_password_is_only_told_that_it_is_wrong(it):
    it.user()
    enforce(it, forceUpgradeOnSignin=True)
    assert it.refused(SIGN_IN, {**ADA, "password": "secret-2"}) == "INVALID_PASSWORD"


def test_the_better_one_is_set_by_a_reset(both):
    both.user()
    enforce(both, forceUpgradeOnSignin=True)
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "Secret-2"}
    both.ok("/v1/accounts:resetPassword", body)
    assert both.sign_in(password="Secret-2")["idToken"]


# How it is configured


@pytest.mark.parametrize(
    "bad",
    [
        policy({"minPasswordLength": 5}),
        policy({"minPasswordLength": 31}),
        policy({"minPasswordLength": -1}),
        policy({"maxPasswordLength": 4097}),
        policy({"minPasswordLength": 10, "maxPasswordLength": 9}),
        policy({"maxPasswordLength": 5}),
        {**policy(UPPER), "passwordPolicyVersions": [{}, {}]},
        {**policy(UPPER), "passwordPolicyVersions": []},
    ],
)
def test_what_breaks_the_documented_limits_is_refused_and_changes_nothing(both, bad):
    path = "/v2/projects/demo-project/config"
    before = enforce(both)
    change = {"method": "PATCH", "admin": True, "updateMask": "passwordPolicyConfig"}
    assert both.refused(path, {"passwordPolicyConfig": bad}, **change) == "INVALID_CONFIG"
    assert both.ok(path, method="GET", admin=True) == before


@pytest.mark.parametrize("options", [{"minPasswordLength": 30, "maxPasswordLength": 30}, {"maxPasswordLength": 4096}])
def test_the_limits_themselves_are_fine(both, options):
    assert enforce(both, options)["passwordPolicyConfig"]["passwordPolicyVersions"] == [
        {"customStrengthOptions": options, "schemaVersion": 1}
    ]


def test_it_is_dated_when_it_changes(both):
    assert enforce(both)["passwordPolicyConfig"]["lastUpdateTime"] == "2026-11-21T10:00:00.000000Z"
    both.clock.advance("1h")
    assert enforce(both)["passwordPolicyConfig"]["lastUpdateTime"] == "2026-11-21T10:00:00.000000Z"
    later = enforce(both, state="OFF", lastUpdateTime="2020-01-01T00:00:00Z")
    assert later["passwordPolicyConfig"]["lastUpdateTime"] == "2026-11-21T11:00:00.000000Z"


def test_a_part_of_it_can_be_changed_alone(both):
    enforce(both)
    state = {"passwordPolicyConfig": {"passwordPolicyEnforcementState": "OFF"}}
    config = both.configure("passwordPolicyConfig.passwordPolicyEnforcementState", state)["passwordPolicyConfig"]
    assert config["passwordPolicyEnforcementState"] == "OFF"
    assert config["passwordPolicyVersions"][0]["customStrengthOptions"] == UPPER


@pytest.mark.parametrize("character", ["-", "`"])
def test_hyphen_and_backtick_do_too(it, character):
    enforce(it, {"containsNonAlphanumericCharacter": True})
    assert sign_up(it, f"secret{character}").status == 200


def test_passwords_count_in_utf_16_units(both):
    assert sign_up(both, "\U0001f600" * 2).status == 400
    assert sign_up(both, "\U0001f600" * 3).status == 200


def test_in_production_they_have_4096_units_at_most(it, strict):
    long = "p" * 4097
    assert sign_up(it, long).status == 200
    assert sign_up(strict, long).json["error"]["message"].startswith("PASSWORD_DOES_NOT_MEET_REQUIREMENTS : ")
    assert sign_up(strict, "p" * 4096).status == 200
