"""Changes of second factors that end earlier sessions."""

import pytest

ENROLL = "/v2/accounts/mfaEnrollment:finalize"
WITHDRAW = "/v2/accounts/mfaEnrollment:withdraw"
LOOKUP = "/v1/accounts:lookup"
TOKEN = "/securetoken.googleapis.com/v1/token"


class Story:
    """Ada has an old session, and a newer one in which she changes her factors."""

    def __init__(self, it):
        self.it = it
        self.ada = it.user()
        self.old = it.sign_in()
        it.clock.advance("10s")
        self.new = it.sign_in()["idToken"]
        it.clock.advance("10s")

    def old_session_lives(self):
        answer = self.it.call(LOOKUP, {"idToken": self.old["idToken"]})
        refreshed = self.it.call(TOKEN, {"grant_type": "refresh_token", "refresh_token": self.old["refreshToken"]})
        assert answer.status == refreshed.status or self.it.world.options.profile == "emulator"
        assert answer.status == 200 or answer.json["error"]["message"] == "TOKEN_EXPIRED"
        return answer.status == 200

    def enroll_phone(self):
        info = {"sessionInfo": self.it.start_phone(self.new), "code": self.it.sms()}
        return self.it.ok(ENROLL, {"idToken": self.new, "phoneVerificationInfo": info})

    def enroll_totp(self):
        session = self.it.start_totp(self.new)
        code = self.it.authenticator(session["sharedSecretKey"]).code()
        info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
        return self.it.ok(ENROLL, {"idToken": self.new, "displayName": "app", "totpVerificationInfo": info})

    def withdraw(self):
        self.ada.enroll_totp()
        return self.it.ok(WITHDRAW, {"idToken": self.new, "mfaEnrollmentId": self.ada.factors[0].id})


CHANGES = pytest.mark.parametrize("change", [Story.enroll_phone, Story.enroll_totp, Story.withdraw])


@CHANGES
def test_the_official_emulator_ends_no_session(it, change):
    story = Story(it)
    change(story)
    assert story.old_session_lives()


@pytest.mark.parametrize(
    ("change", "lives"), [(Story.enroll_phone, False), (Story.enroll_totp, True), (Story.withdraw, False)]
)
def test_production_ends_them_for_a_phone_and_a_withdrawal(strict, change, lives):
    story = Story(strict)
    change(story)
    assert story.old_session_lives() == lives


@CHANGES
def test_the_new_tokens_live(both, change):
    answer = change(Story(both))
    assert both.ok(LOOKUP, {"idToken": answer["idToken"]})
    assert both.ok(TOKEN, {"grant_type": "refresh_token", "refresh_token": answer["refreshToken"]})


@pytest.mark.parametrize("change", [Story.enroll_phone, Story.withdraw])
def test_the_session_that_made_the_change_ends_as_well(strict, change):
    story = Story(strict)
    change(story)
    assert strict.refused(LOOKUP, {"idToken": story.new}) == "TOKEN_EXPIRED"


def test_it_is_a_setting(make_it):
    story = Story(make_it(phone_enrollment_revokes=True))
    story.enroll_phone()
    assert not story.old_session_lives()
