"""Every number among the settings works at both ends of its range, and a default may not be over its maximum."""

import pytest
from setting_ends import LATE, ends

from mfa_emulator.providers.twilio_verify.settings import Settings

PAIR = ("challenge_validity", "challenge_max_validity")
PHONE = "+15017122661"


class Story:
    def __init__(self, account):
        self.account = account

    def verify_a_number(self):
        account = self.account
        limit = account.make(f"{account.s}/RateLimits", {"UniqueName": "ip"})
        account.make(f"{account.s}/RateLimits/{limit['sid']}/Buckets", {"Max": "5", "Interval": "60"})
        for _ in range(2):
            form = {"To": PHONE, "Channel": "sms", "RateLimits": '{"ip": "192.0.2.1"}'}
            sid = account.make(f"{account.s}/Verifications", form)["sid"]
        assert account.get(f"{account.s}/Verifications/{sid}").status_code == 200
        for code in (account.wrong_sms(), account.sent()):
            checked = account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": code}, 200)
        assert checked["status"] == "approved"
        assert account.http.get("/v2/Attempts").status_code == 200

    def use_an_app(self):
        account = self.account
        account.make(f"{account.s}/Entities", {"Identity": "other-entity"})
        account.make(
            f"{account.s}/Webhooks", {"FriendlyName": "w", "EventTypes": ["*"], "WebhookUrl": "https://x.test"}
        )
        factor = account.totp()
        self.account.emulator.clock.advance("30s")
        challenge = account.challenge(factor)
        path = f"{account.e}/Challenges/{challenge['sid']}"
        for code in (account.wrong(factor), account.code(factor)):
            answered = account.make(path, {"AuthPayload": code}, 200)
        assert answered["status"] == "approved"

    def tap_on_a_phone(self):
        account = self.account
        device = account.api.phone("ada-lovelace")
        form = {
            "FriendlyName": "phone",
            "FactorType": "push",
            "Binding.PublicKey": device.public_key,
            "Config.AppId": "com.example.app",
            "Config.NotificationPlatform": "fcm",
            "Config.NotificationToken": "t" * 255,
            "Config.SdkVersion": "1.0",
        }
        device.factor = account.make(f"{account.e}/Factors", form)
        assert device.verify()["status"] == "verified"
        challenge = account.challenge(device.factor, **{"Details.Message": "Sign in?"})
        account.make(f"{account.e}/Challenges/{challenge['sid']}/Notifications")
        assert device.approve()["status"] == "approved"

    def use_a_passkey(self):
        account, browser = self.account, self.account.api.browser()

        def post(path, body):
            answer = account.http.post(f"{account.s}/Passkeys/{path}", json=body)
            assert answer.status_code < 300, answer.text
            return answer.json()

        config = {
            "relying_party": {"id": "example.com", "name": "Example", "origins": ["https://example.com"]},
            "authenticator_attachment": "platform",
            "discoverable_credentials": "preferred",
            "user_verification": "preferred",
        }
        made = post("Factors", {"friendly_name": "key", "identity": "ada-lovelace", "config": config})
        assert post("VerifyFactor", browser.create(made["options"]))["status"] == "verified"

    def make_another_factor(self):
        form = {"FriendlyName": "own", "FactorType": "totp", "Binding.Secret": "A" * 128}
        self.account.make(f"{self.account.e}/Factors", form)

    def go_back(self):
        world = self.account.world
        world.restore(world.snapshot().to_json())
        assert self.account.get(self.account.s).status_code == 200


@pytest.mark.parametrize("end", ends(Settings, PAIR))
def test_a_number_works_at_both_ends_of_its_range(account_with, end):
    account = account_with(**end.changes)
    account.emulator.clock.travel(LATE)
    story = Story(account)
    end.survives(
        (
            story.verify_a_number,
            story.use_an_app,
            story.tap_on_a_phone,
            story.use_a_passkey,
            story.make_another_factor,
            story.go_back,
        )
    )


def test_challenges_may_not_live_longer_by_default_than_when_it_is_asked_for(account_with):
    with pytest.raises(ValueError, match="challenge_validity must be at most challenge_max_validity, which is 3600, "):
        account_with(challenge_validity=3601)
