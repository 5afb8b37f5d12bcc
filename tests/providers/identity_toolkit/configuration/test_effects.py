"""A change of configuration has effect from the next call on."""

import pytest

ENROLL = "/v2/accounts/mfaEnrollment:start"
SIGN_IN = "/v2/accounts/mfaSignIn:finalize"
SIGN_UP = "/v1/accounts:signUp"
PASSWORD = {"email": "ada@example.com", "password": "secret-1"}


def test_switching_second_factors_off_stops_asking(both):
    both.user().enroll_sms("+15555550100")
    assert "mfaPendingCredential" in both.sign_in()
    both.configure("mfa.state", {"mfa": {"state": "DISABLED"}})
    assert "idToken" in both.sign_in()


def test_and_on_again_asks_again(both):
    both.user().enroll_sms("+15555550100")
    both.configure("mfa.state", {"mfa": {"state": "DISABLED"}})
    both.configure("mfa.state", {"mfa": {"state": "ENABLED"}})
    assert "mfaPendingCredential" in both.sign_in()


@pytest.mark.parametrize(("state", "on"), [("ENABLED", True), ("MANDATORY", True), ("DISABLED", False)])
def test_totp_goes_by_its_own_entry(both, state, on):
    both.configure("mfa", {"mfa": {"providerConfigs": [{"state": state, "totpProviderConfig": {}}]}})
    answer = both.call(ENROLL, {"idToken": both.user().id_token, "totpEnrollmentInfo": {}})
    assert (answer.status == 200) == on


def test_googles_own_example_switches_totp_on_in_a_new_project(make_it):
    strict = make_it("strict")
    entry = {"state": "ENABLED", "totpProviderConfig": {"adjacentIntervals": 5}}
    strict.configure("mfa.providerConfigs", {"mfa": {"providerConfigs": [entry]}})
    assert strict.start_totp(strict.user().id_token)


def test_sms_needs_the_state_as_well(make_it):
    strict = make_it("strict")
    body = {"idToken": strict.user().id_token, "phoneEnrollmentInfo": {"phoneNumber": "+15555550100"}}
    strict.configure("mfa.enabledProviders", {"mfa": {"enabledProviders": ["PHONE_SMS"]}})
    assert strict.refused(ENROLL, body) == "OPERATION_NOT_ALLOWED"
    strict.configure("mfa.state", {"mfa": {"state": "ENABLED"}})
    assert strict.ok(ENROLL, body)


def test_the_window_of_sign_ins_follows(both):
    ada = both.user()
    ada.enroll_totp()
    body = {
        "mfaPendingCredential": both.sign_in()["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code(step=7)},
    }
    assert both.refused(SIGN_IN, body) == "INVALID_CODE"
    both.switch_on_second_factors(adjacent_intervals=7)
    both.ok(SIGN_IN, body)


def test_email_privacy_hides_whether_an_account_exists(both):
    body = {"email": "nobody@example.com", "password": "secret-1"}
    for on, code in ((False, "EMAIL_NOT_FOUND"), (True, "INVALID_LOGIN_CREDENTIALS")):
        both.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": on}})
        assert both.refused("/v1/accounts:signInWithPassword", body) == code


def test_anonymous_users_can_be_switched_off(both):
    both.configure("signIn.anonymous.enabled", {"signIn": {"anonymous": {"enabled": False}}})
    assert both.refused(SIGN_UP, {}) == "ADMIN_ONLY_OPERATION"


def test_passwords_can_be_switched_off(both):
    both.user()
    both.configure("signIn.email.enabled", {"signIn": {"email": {"enabled": False}}})
    assert both.refused("/v1/accounts:signInWithPassword", PASSWORD) == "PASSWORD_LOGIN_DISABLED"
    assert both.refused(SIGN_UP, {"email": "bob@example.com", "password": "secret-1"}) == "OPERATION_NOT_ALLOWED"


def test_phones_can_be_switched_off_as_first_factor(both):
    body = {"phoneNumber": "+15555550100"}
    both.configure("signIn.phoneNumber.enabled", {"signIn": {"phoneNumber": {"enabled": False}}})
    assert both.refused("/v1/accounts:sendVerificationCode", body) == "OPERATION_NOT_ALLOWED"
    assert both.start_phone(both.user().id_token)
    both.configure("signIn.phoneNumber.enabled", {"signIn": {"phoneNumber": {"enabled": True}}})
    assert both.ok("/v1/accounts:sendVerificationCode", body)


def test_sign_up_can_be_left_to_administrators(both):
    both.configure("client.permissions", {"client": {"permissions": {"disabledUserSignup": True}}})
    assert both.refused(SIGN_UP, {"email": "bob@example.com", "password": "secret-1"}) == "ADMIN_ONLY_OPERATION"


def test_the_official_emulators_own_view_of_it_agrees(it):
    it.configure("signIn.allowDuplicateEmails", {"signIn": {"allowDuplicateEmails": True}})
    config = it.send("GET", "/emulator/v1/projects/demo-project/config").json
    assert config["signIn"]["allowDuplicateEmails"] is True


def test_other_projects_are_not_concerned(it):
    it.configure("mfa", {"mfa": {"state": "DISABLED"}})
    it.accounts.user("bob@example.com", project="other").enroll_totp()
    assert it.accounts.project("other").config.mfa.state == "ENABLED"


def test_rules_are_those_of_the_configuration_of_this_moment_after_a_restore_too(it):
    it.user()
    snapshot = it.emulator.snapshot()
    body = {"email": "ada@example.com", "password": "secret-1"}
    it.ok("/v1/accounts:signInWithPassword", body)
    it.configure("signIn.email", {"signIn": {"email": {"enabled": False}}})
    assert it.refused("/v1/accounts:signInWithPassword", body) == "PASSWORD_LOGIN_DISABLED"
    it.emulator.restore(snapshot)
    it.ok("/v1/accounts:signInWithPassword", body)


def test_tenants_that_are_not_allowed_are_no_tenants(it):
    it.user("tina@example.com", tenant="t1")
    it.configure("multiTenant", {"multiTenant": {"allowTenants": True}})
    body = {**PASSWORD, "email": "tina@example.com", "tenantId": "t1"}
    it.ok("/v1/accounts:signInWithPassword", body)
    it.configure("multiTenant", {"multiTenant": {"allowTenants": False}})
    assert it.refused("/v1/accounts:signInWithPassword", body) == "INVALID_TENANT_ID"
    path = "/v1/projects/demo-project/tenants/t1/accounts:lookup"
    assert it.refused(path, {"email": ["tina@example.com"]}, admin=True) == "INVALID_TENANT_ID"


@pytest.mark.parametrize(("page", "then"), [("https://app.example/auth", "?"), ("https://app.example/auth?x=1", "&")])
def test_mailed_links_lead_to_the_page_that_is_configured(both, page, then):
    both.configure("notification.sendEmail.callbackUri", {"notification": {"sendEmail": {"callbackUri": page}}})
    both.user()
    both.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    message = both.inbox.latest(to="ada@example.com")
    assert message.context["link"].startswith(f"{page}{then}mode=resetPassword&lang=en&oobCode={message.code}")
