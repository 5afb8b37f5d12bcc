"""Every number among the settings works at both ends of its range."""

import pytest
from setting_ends import LATE, ends

from mfa_emulator.providers.identity_toolkit.settings import Settings

ANY_PROVIDER = {"idp_needs_configuration": False, "idp_tokens_checked": False}

PASSWORD, OTHER, ADA, PHONE = "p" * 4096, "q" * 4096, "ada@example.com", "+15555550100"


class Story:
    def __init__(self, it):
        self.it = it

    def sign_up(self):
        made = self.it.ok("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD})
        self.it.ok("/v1/accounts:update", {"localId": made["localId"], "emailVerified": True}, admin=True)

    def refresh(self):
        form = {"grant_type": "refresh_token", "refresh_token": self.it.sign_in(password=PASSWORD)["refreshToken"]}
        token = self.it.ok("/v1/token", form)["id_token"]
        self.it.ok("/v1/accounts:lookup", {"idToken": token})

    def reset_the_password(self):
        self.it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": ADA})
        code = self.it.inbox.latest(to=ADA).code
        self.it.ok("/v1/accounts:resetPassword", {"oobCode": code, "newPassword": OTHER})
        self.it.ok("/v1/accounts:update", {"idToken": self.it.sign_in(password=OTHER)["idToken"], "password": PASSWORD})

    def sign_in_by_google(self):
        path, uri = "/v1/accounts:signInWithIdp", "http://localhost"
        first = self.it.ok(path, {"requestUri": uri, "postBody": "providerId=google.com&access_token=ya29"})
        self.it.ok(path, {"requestUri": uri, "pendingToken": first["pendingToken"]})

    def sign_in_by_phone(self):
        sent = self.it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
        body = {"sessionInfo": sent["sessionInfo"], "code": self.it.sms()}
        self.it.ok("/v1/accounts:signInWithPhoneNumber", body)
        sent = self.it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
        ada = self.it.sign_in(password=PASSWORD)["idToken"]
        body = {"sessionInfo": sent["sessionInfo"], "code": self.it.sms(), "idToken": ada}
        proof = self.it.ok("/v1/accounts:signInWithPhoneNumber", body)["temporaryProof"]
        self.it.ok("/v1/accounts:signInWithPhoneNumber", {"temporaryProof": proof, "phoneNumber": PHONE})

    def enroll(self):
        token = self.it.sign_in(password=PASSWORD)["idToken"]
        started = self.it.start_totp(token)
        self.app = self.it.authenticator(started["sharedSecretKey"])
        info = {"sessionInfo": started["sessionInfo"], "verificationCode": self.app.code()}
        body = {"idToken": token, "displayName": "app", "totpVerificationInfo": info}
        token = self.it.ok("/v2/accounts/mfaEnrollment:finalize", body)["idToken"]
        info = {"sessionInfo": self.it.start_phone(token, "+15555550101"), "code": self.it.sms("+15555550101")}
        body = {"idToken": token, "displayName": "phone", "phoneVerificationInfo": info}
        self.it.ok("/v2/accounts/mfaEnrollment:finalize", body)

    def sign_in_by_totp(self):
        self.it.clock.advance("30s")
        pending = self.it.sign_in(password=PASSWORD)
        factor = next(info["mfaEnrollmentId"] for info in pending["mfaInfo"] if "totpInfo" in info)
        body = {"mfaPendingCredential": pending["mfaPendingCredential"], "mfaEnrollmentId": factor}
        for code in ("000000", self.app.code()):
            answer = self.it.call(
                "/v2/accounts/mfaSignIn:finalize", {**body, "totpVerificationInfo": {"verificationCode": code}}
            )
        assert answer.status == 200, answer

    def sign_in_by_second_phone(self):
        pending = self.it.sign_in(password=PASSWORD)
        factor = next(info["mfaEnrollmentId"] for info in pending["mfaInfo"] if "phoneInfo" in info)
        body = {"mfaPendingCredential": pending["mfaPendingCredential"]}
        start = {"mfaEnrollmentId": factor, "phoneSignInInfo": {}}
        sent = self.it.ok("/v2/accounts/mfaSignIn:start", body | start)["phoneResponseInfo"]
        info = {"sessionInfo": sent["sessionInfo"], "code": self.it.sms("+15555550101")}
        self.it.ok("/v2/accounts/mfaSignIn:finalize", body | {"phoneVerificationInfo": info})

    def be_locked_out(self):
        body = {"email": ADA, "password": "wrong", "returnSecureToken": True}
        for _ in range(3):
            assert self.it.call("/v1/accounts:signInWithPassword", body).status == 400

    def go_back(self):
        self.it.world.restore(self.it.world.snapshot().to_json())
        self.it.ok("/v1/accounts:lookup", {"email": [ADA]}, admin=True)


@pytest.mark.parametrize("profile", ["emulator", "strict"])
@pytest.mark.parametrize("end", ends(Settings))
def test_a_number_works_at_both_ends_of_its_range(make_it, end, profile):
    it = make_it(profile, **{**ANY_PROVIDER, **end.changes})
    it.switch_on_second_factors()
    it.clock.travel(LATE)
    story = Story(it)
    end.survives(
        (
            story.sign_up,
            story.refresh,
            story.reset_the_password,
            story.sign_in_by_google,
            story.sign_in_by_phone,
            story.enroll,
            story.sign_in_by_totp,
            story.sign_in_by_second_phone,
            story.be_locked_out,
            story.go_back,
        )
    )
    assert not it.emulator.requests.crashes
