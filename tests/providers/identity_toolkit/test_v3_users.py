"""v3 methods that users call: the work of v1, under the old names and with the old fields."""

import pytest

V3 = "/identitytoolkit/v3/relyingparty"
PASSWORD = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}


@pytest.fixture
def ada(both):
    return both.user(display_name="Ada")


def test_verify_password_signs_in(both, ada):
    answer = both.ok(f"{V3}/verifyPassword", {**PASSWORD, "tenantProjectNumber": "12345", "instanceId": "i"})
    assert answer["kind"] == "identitytoolkit#VerifyPasswordResponse"
    assert answer["localId"] == ada.local_id
    assert answer["displayName"] == "Ada"
    assert both.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})


def test_verify_password_calls_the_picture_photo_url(both, ada):
    body = {"idToken": ada.id_token, "photoUrl": "http://localhost/ada.png"}
    both.ok(f"{V3}/setAccountInfo", body)
    old, new = both.ok(f"{V3}/verifyPassword", PASSWORD), both.sign_in()
    assert (old.get("photoUrl"), old.get("profilePicture")) == ("http://localhost/ada.png", None)
    assert (new.get("photoUrl"), new.get("profilePicture")) == (None, "http://localhost/ada.png")


def test_verify_password_asks_for_the_second_factor(both, ada):
    ada.enroll_totp()
    answer = both.ok(f"{V3}/verifyPassword", PASSWORD)
    assert "idToken" not in answer
    body = {
        "mfaPendingCredential": answer["mfaPendingCredential"],
        "mfaEnrollmentId": answer["mfaInfo"][0]["mfaEnrollmentId"],
        "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code()},
    }
    assert both.ok("/v2/accounts/mfaSignIn:finalize", body)["idToken"]


def test_verify_password_refuses_as_v1_does(both, ada):
    body = {**PASSWORD, "password": "wrong-1"}
    assert both.refused(f"{V3}/verifyPassword", body) == both.refused("/v1/accounts:signInWithPassword", body)


def test_in_production_no_secure_token_means_a_legacy_one(strict, claims_of):
    strict.user()
    answer = strict.ok(f"{V3}/verifyPassword", {**PASSWORD, "returnSecureToken": False})
    assert "refreshToken" not in answer
    assert claims_of(answer["idToken"])["iss"] == "https://identitytoolkit.google.com/"


def test_the_official_emulator_does_not_look_at_that(it):
    it.user()
    assert it.ok(f"{V3}/verifyPassword", {**PASSWORD, "returnSecureToken": False})["refreshToken"]


def test_signup_new_user_creates_an_account(both):
    body = {"email": "eve@example.com", "password": "secret-1", "tenantProjectNumber": "12345", "instanceId": "i"}
    answer = both.ok(f"{V3}/signupNewUser", {**body, "returnSecureToken": True})
    assert answer["kind"] == "identitytoolkit#SignupNewUserResponse"
    assert answer["idToken"]
    assert both.sign_in("eve@example.com")["localId"] == answer["localId"]


def test_get_account_info_shows_ones_own_account(both, ada):
    answer = both.ok(f"{V3}/getAccountInfo", {"idToken": ada.id_token})
    assert answer["kind"] == "identitytoolkit#GetAccountInfoResponse"
    assert [user["email"] for user in answer["users"]] == ["ada@example.com"]


def test_set_account_info_changes_it(both, ada):
    body = {"idToken": ada.id_token, "displayName": "Countess", "captchaChallenge": "c", "instanceId": "i"}
    answer = both.ok(f"{V3}/setAccountInfo", body)
    assert answer["kind"] == "identitytoolkit#SetAccountInfoResponse"
    assert ada.record.display_name == "Countess"


def test_delete_account_deletes_it(both, ada):
    answer = both.ok(f"{V3}/deleteAccount", {"idToken": ada.id_token, "delegatedProjectNumber": "12345"})
    assert answer == {"kind": "identitytoolkit#DeleteAccountResponse"}
    assert ada.local_id not in both.accounts.project().users


def test_a_password_is_reset_by_mail(both, ada):
    body = {"kind": "identitytoolkit#relyingparty", "requestType": "PASSWORD_RESET", "email": "ada@example.com"}
    answer = both.ok(f"{V3}/getOobConfirmationCode", {**body, "challenge": "c", "captchaResp": "r", "userIp": "::1"})
    assert answer["kind"] == "identitytoolkit#GetOobConfirmationCodeResponse"
    code = both.inbox.latest(to="ada@example.com").code
    answer = both.ok(f"{V3}/resetPassword", {"oobCode": code, "newPassword": "secret-2"})
    assert answer["email"] == "ada@example.com"
    assert both.sign_in(password="secret-2")["idToken"]


def test_a_password_is_changed_by_the_old_one(both, ada):
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-2"}
    assert both.ok(f"{V3}/resetPassword", body)["kind"] == "identitytoolkit#ResetPasswordResponse"
    assert both.sign_in(password="secret-2")["idToken"]


def test_create_auth_uri_tells_the_ways_to_sign_in(it):
    it.user()
    body = {"identifier": "ada@example.com", "continueUri": "http://localhost", "clientId": "c", "openidRealm": "r"}
    answer = it.ok(f"{V3}/createAuthUri", {**body, "appId": "a", "otaApp": "o", "tenantProjectNumber": "1"})
    assert answer["kind"] == "identitytoolkit#CreateAuthUriResponse"
    assert (answer["registered"], answer["allProviders"]) == (True, ["password"])


def test_create_auth_uri_hides_them_where_enumeration_is_protected(strict):
    strict.user()
    body = {"identifier": "ada@example.com", "continueUri": "http://localhost"}
    assert set(strict.ok(f"{V3}/createAuthUri", body)) == {"kind", "sessionId"}


ASSERTION = {
    "postBody": 'id_token={"sub":"g-1","email":"grace@example.com","email_verified":true}&providerId=google.com',
    "requestUri": "http://localhost",
    "returnSecureToken": True,
    "instanceId": "i",
    "tenantProjectNumber": "1",
}


def test_verify_assertion_signs_in_with_an_identity_provider(both):
    answer = both.ok(f"{V3}/verifyAssertion", ASSERTION)
    assert answer["kind"] == "identitytoolkit#VerifyAssertionResponse"
    assert (answer["providerId"], answer["email"]) == ("google.com", "grace@example.com")
    assert answer["idToken"]


def test_verify_assertion_leaves_the_fields_of_2014_out(both):
    left = {"action", "appScheme", "appInstallationUrl", "oauthRequestToken", "oauthScope", "inputEmail"}
    assert left.isdisjoint(both.ok(f"{V3}/verifyAssertion", ASSERTION))


def test_verify_assertion_asks_for_the_second_factor(both):
    both.ok(f"{V3}/verifyAssertion", ASSERTION)
    both.accounts.find_user("grace@example.com").enroll_totp()
    answer = both.ok(f"{V3}/verifyAssertion", ASSERTION)
    assert "idToken" not in answer
    assert answer["mfaInfo"][0]["totpInfo"] == {}


def test_a_phone_signs_in(both):
    body = {"phoneNumber": "+15555550100", "recaptchaToken": "t", "iosReceipt": "r", "iosSecret": "s"}
    session = both.ok(f"{V3}/sendVerificationCode", body)["sessionInfo"]
    answer = both.ok(f"{V3}/verifyPhoneNumber", {"sessionInfo": session, "code": both.sms(), "verificationProof": "p"})
    assert answer["phoneNumber"] == "+15555550100"
    assert answer["idToken"]


def test_a_mailed_link_signs_in(both, ada):
    both.ok(
        f"{V3}/getOobConfirmationCode",
        {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com", "continueUrl": "http://localhost"},
    )
    code = both.inbox.latest(to="ada@example.com").code
    answer = both.ok(f"{V3}/emailLinkSignin", {"email": "ada@example.com", "oobCode": code})
    assert answer["kind"] == "identitytoolkit#EmailLinkSigninResponse"
    assert answer["localId"] == ada.local_id


def test_a_custom_token_signs_in(it):
    answer = it.ok(f"{V3}/verifyCustomToken", {"token": '{"uid": "u-1"}', "returnSecureToken": True, "instanceId": "i"})
    assert answer["kind"] == "identitytoolkit#VerifyCustomTokenResponse"
    assert answer["isNewUser"] is True
