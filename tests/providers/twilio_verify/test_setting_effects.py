"""Each setting changes something that a client sees."""

from pathlib import Path

import pytest
from setting_effects import Other, assert_effect, other, settings, turned_in

from mfa_emulator.providers.twilio_verify.settings import Settings

PHONE = "+15017122661"


def names(account):
    account.post("/v2/Services", {"FriendlyName": "Owl & Bank!"})
    account.post(f"{account.s}/Verifications", {"to": PHONE, "channel": "sms"})
    account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms", "CustomFriendlyName": "Owl"})
    account.post(f"{account.s}/Verifications", {"To": "+12120555555", "Channel": "sms"})
    account.get(f"{account.s}/Entities/ada-lovelace")
    account.get(f"{account.e}/Factors/YF{'0' * 32}")


def apps(account):
    for _ in range(3):
        factor = account.totp()
    account.get(f"{account.s}/Entities/ADA-LOVELACE")
    for number in range(7):
        account.emulator.clock.advance("30s")
        challenge = account.challenge(factor)
        path = f"{account.e}/Challenges/{challenge['sid']}"
        for _ in range(number):
            account.post(path, {"AuthPayload": account.wrong(factor)})
        account.post(path, {"AuthPayload": account.code(factor)})
    again = account.challenge(factor)
    account.post(f"{account.e}/Challenges/{again['sid']}", {"AuthPayload": account.code(factor)})


def waits(account):
    factor = account.totp()
    for wait in ("1s", "2s", "4m", "2m", "1h"):
        account.emulator.clock.advance("30s")
        challenge = account.challenge(factor)
        account.emulator.clock.advance(wait)
        account.get(f"{account.e}/Challenges/{challenge['sid']}")
    account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"], "ExpirationDate": "2030-01-01T00:00:00Z"})


def unverified(account):
    form = {"FriendlyName": "a", "FactorType": "totp"}
    for secret in ("", "A" * 16, "B" * 17):
        made = account.post(f"{account.e}/Factors", form | ({"Binding.Secret": secret} if secret else {})).json()
    for _ in range(7):
        account.post(f"{account.e}/Factors/{made['sid']}", {"AuthPayload": "000000"})
    for wait in ("1s", "3s", "23h", "2h"):
        account.emulator.clock.advance(wait)
        account.get(f"{account.e}/Factors/{made['sid']}")


def aged(account):
    factor = account.totp(verified=False)
    account.emulator.clock.advance("25h")
    account.get(f"{account.e}/Factors/{factor['sid']}")
    account.get(account.e)


def one_code_after_the_other(account):
    factor = account.totp(verified=False)
    for _ in range(4):
        account.post(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": account.wrong(factor)})
    account.emulator.clock.advance("23h")
    account.post(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": account.code(factor)})
    account.emulator.clock.advance("30s")
    code = account.code(factor)
    for _ in range(2):
        challenge = account.challenge(factor)
        account.post(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": code})


def a_device_that_stays_logged_in(account):
    device = account.api.entity("ada-lovelace").enroll_push().device
    now = account.emulator.clock.micros() // 1_000_000
    header = {"typ": "JWT", "alg": "ES256", "cty": "twilio-pba;v=1", "kid": device.factor["config"]["credential_sid"]}
    claims = {"sub": account.api.account_sid, "nbf": now, "exp": now + 1200}
    token = device._token(header, claims)
    url = f"{account.e.replace('ada-lovelace', device.factor['entity_sid'])}/Challenges"
    return account.http.get(url, auth=("token", token)).status_code


def webhooks(account):
    hook = {"FriendlyName": "w", "EventTypes": ["*"], "WebhookUrl": "http://127.0.0.1:9/hook"}
    account.make(f"{account.s}/Webhooks", hook)
    account.totp()
    return [(one.event, len(one.attempts)) for one in account.emulator.outbound.drain()]


def short_codes(account):
    account.post(account.s, {"Totp.CodeLength": "3"})
    factor = account.totp()
    for _ in range(12):
        account.challenge(factor)


def many_challenges(account):
    factor = account.totp()
    for _ in range(52):
        account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"]})
    for _ in range(4):
        account.emulator.clock.advance("61m")
        for _ in range(30):
            account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"]})


def many_factors(account):
    for _ in range(102):
        account.post(f"{account.e}/Factors", {"FriendlyName": "a", "FactorType": "totp"})


def entities(account):
    for number in range(4):
        account.post(f"{account.s}/Entities", {"Identity": f"identity-{number}"})


def verifications(account):
    for _ in range(7):
        account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
        account.emulator.clock.advance("2s")
    for _ in range(7):
        account.post(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.wrong_sms()})
    account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})


def verification_ends(account):
    made = account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    for wait in ("1s", "2s", "8m", "3m"):
        account.emulator.clock.advance(wait)
        account.get(f"{account.s}/Verifications/{made['sid']}")
        if wait == "8m":
            account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})


def fetches(account):
    made = account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    for _ in range(4):
        account.get(f"{account.s}/Verifications/{made['sid']}")
    for _ in range(4):
        account.get("/v2/Attempts")
    account.emulator.clock.advance("1m")
    account.get("/v2/Attempts")


def channels(account):
    for form in (
        {"Channel": "auto"},
        {"Channel": "auto", "DeviceIp": "192.0.2.1"},
        {"Channel": "call"},
        {"Channel": "sna"},
        {"Channel": "sms", "TemplateSid": "HJ" + "0" * 32},
    ):
        made = account.post(f"{account.s}/Verifications", {"To": PHONE, **form})
        if "sna" in made.json() and made.json()["sna"]:
            account.http.get(made.json()["sna"]["url"])
            account.post(f"{account.s}/VerificationCheck", {"To": PHONE})
    for to in ("+15005550001", "+15005550009"):
        account.post(f"{account.s}/Verifications", {"To": to, "Channel": "sms"})
    account.post(account.s, {"LookupEnabled": "true", "SkipSmsToLandlines": "true"})
    account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    account.post(f"{account.s}/Verifications", {"To": "ada@example.com", "Channel": "email"})


def limits(account):
    for number in range(7):
        made = account.post(f"{account.s}/RateLimits", {"UniqueName": f"l{number}"}).json()
        if "sid" in made:
            limit = made
    for number in range(7):
        account.post(f"{account.s}/RateLimits/{limit['sid']}/Buckets", {"Max": "5", "Interval": str(60 + number)})


def many_phones(account):
    for _ in range(22):
        account.api.entity("ada-lovelace").enroll_push()


def notifications(account):
    device = account.api.entity("ada-lovelace").enroll_push().device
    challenge = account.challenge(device.factor, **{"Details.Message": "Sign in?"})
    for _ in range(5):
        account.post(f"{account.e}/Challenges/{challenge['sid']}/Notifications")


def a_token_for_two(account):
    token = account.make(f"{account.s}/AccessTokens", {"Identity": "ada-lovelace", "FactorType": "push"})["token"]
    told = []
    for _ in range(2):
        device = account.api.phone("ada-lovelace")
        try:
            told.append(device.enroll(token)["sid"])
        except ValueError as error:
            told.append(str(error))
    account.emulator.clock.advance("11m")
    try:
        told.append(device.challenges())
    except ValueError as error:
        told.append(str(error))
    return told


def passkeys(account):
    browser = account.api.browser()

    def post(path, body):
        return account.http.post(f"{account.s}/Passkeys/{path}", json=body).json()

    made = post("Factors", {"friendly_name": "key", "identity": "ada-lovelace"})
    config = {
        "relying_party": {"id": "example.com", "name": "Example", "origins": ["https://example.com"]},
        "authenticator_attachment": "platform",
        "discoverable_credentials": "preferred",
        "user_verification": "preferred",
    }
    made = post("Factors", {"friendly_name": "key", "identity": "ada-lovelace", "config": config})
    post("VerifyFactor", browser.create(made["options"]))
    asked = post("Challenges", {"identity": "ada-lovelace", "factor_sid": made["sid"]})
    return asked


SCENES = (
    names,
    unverified,
    aged,
    entities,
    verification_ends,
    verifications,
    fetches,
    channels,
    limits,
    webhooks,
    waits,
    one_code_after_the_other,
    short_codes,
    apps,
    notifications,
    a_token_for_two,
    passkeys,
    a_device_that_stays_logged_in,
    many_challenges,
    many_factors,
    many_phones,
)

OTHERS: dict[str, Other] = {
    "base_url": other("https://verify.example"),
    "disabled_channels": other(["sms"]),
    "fraud_guard": other(["+1501"]),
    "landlines": other(["+1501"]),
    "webhook_factor_types": other([]),
}


ELSEWHERE = {
    "device_compares_all_fields": "challenges/test_push_challenges.py",
    "kept_records": "test_memory.py",
    "template_channel": "delivery/test_templates.py",
}
"""Settings that have a test of their own, in which more is needed than a scene has."""


def test_tests_elsewhere_turn_what_is_theirs():
    assert turned_in(Path(__file__).parent, ELSEWHERE) == []


@pytest.mark.parametrize(("name", "other"), settings(Settings, OTHERS, ELSEWHERE))
def test_it_is_seen_by_a_client(account_with, name, other):
    assert_effect(name, other, SCENES, account_with)
