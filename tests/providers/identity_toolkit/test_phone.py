"""The authenticator apps of all users, for tests and people to read."""

FINALIZE = "/v2/accounts/mfaEnrollment:finalize"


def shown(it):
    return {found.label: found for found in it.world.providers["identity_toolkit"].authenticators(it.world)}


def test_an_enrolled_app_shows_its_code(it):
    ada = it.user()
    ada.enroll_totp()
    app = shown(it)["ada@example.com"]
    assert app.secret == ada.factors[-1].authenticator.secret
    assert app.code() == ada.factors[-1].authenticator.code()


def test_phones_have_none(it):
    it.user().enroll_sms("+15555550100")
    assert shown(it) == {}


def test_an_enrollment_under_way_is_shown_as_such(it):
    session = it.start_totp(it.user().id_token)
    assert shown(it)["ada@example.com (enrolling)"].secret == session["sharedSecretKey"]


def test_its_code_finishes_the_enrollment(it):
    ada = it.user()
    session = it.start_totp(ada.id_token)["sessionInfo"]
    info = {"sessionInfo": session, "verificationCode": shown(it)["ada@example.com (enrolling)"].code()}
    it.ok(FINALIZE, {"idToken": ada.id_token, "totpVerificationInfo": info})
    assert list(shown(it)) == ["ada@example.com"]


def test_an_enrollment_that_is_over_is_not_shown(it):
    it.start_totp(it.user().id_token)
    it.clock.advance("15m")
    assert shown(it) == {}


def test_nor_is_one_whose_tries_are_used_up(it):
    ada = it.user()
    info = {"sessionInfo": it.start_totp(ada.id_token)["sessionInfo"], "verificationCode": "000000"}
    for _ in range(3):
        it.refused(FINALIZE, {"idToken": ada.id_token, "totpVerificationInfo": info})
    assert shown(it) == {}


def test_apps_of_tenants_are_shown_too(it):
    it.user("tina@example.com", tenant="tenant-1").enroll_totp()
    assert list(shown(it)) == ["tina@example.com"]


def test_a_withdrawn_app_is_gone(it):
    ada = it.user()
    ada.enroll_totp()
    it.ok("/v2/accounts/mfaEnrollment:withdraw", {"idToken": ada.id_token, "mfaEnrollmentId": ada.factors[0].id})
    assert shown(it) == {}


def test_they_survive_a_snapshot(it):
    ada = it.user()
    ada.enroll_totp()
    document = it.world.snapshot().to_json()
    it.emulator.reset()
    assert shown(it) == {}
    it.world.restore(document)
    assert shown(it)["ada@example.com"].secret == ada.factors[-1].authenticator.secret


def test_the_control_api_lists_them(it):
    it.user().enroll_totp()
    (app,) = it.send("GET", "/_mfa/v1/authenticators").json["authenticators"]
    assert app["provider"] == "identity_toolkit"
    assert app["label"] == "ada@example.com"
    assert app["uri"].startswith("otpauth://totp/")
    assert app["code"] == it.accounts.find_user("ada@example.com").factors[0].authenticator.code()
