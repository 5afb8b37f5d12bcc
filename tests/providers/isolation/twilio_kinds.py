"""Kinds of things that Twilio Verify issues."""

from typing import Any

import httpx2
from worlds_apart import PHONE, SERVICE, Client, Kind, found

S = f"/v2/Services/{SERVICE}"
ADA = f"{S}/Entities/ada-lovelace"
FACTOR = "YF" + "1" * 32


def made(path: str, part: str = "sid", **form: Any) -> Any:
    """Makes a thing by a POST, and returns a part of the answer."""
    return lambda client: found(client.twilio("POST", path, form))[part]


def seen(path: str) -> Any:
    """Reads a thing by its SID."""
    return lambda client, sid: client.twilio("GET", path + sid)


def check(client: Client, sid: str) -> httpx2.Response:
    return client.twilio("POST", f"{S}/VerificationCheck", {"VerificationSid": sid, "Code": "123456"})


def answer_challenge(client: Client, sid: str) -> httpx2.Response:
    code = client.totp()
    client.world.clock.advance("30s")  # a code counts once
    return client.twilio("POST", f"{ADA}/Challenges/{sid}", {"AuthPayload": code})


def attempt(client: Client) -> str:
    found(client.twilio("POST", f"{S}/Verifications", {"To": PHONE, "Channel": "sms"}))
    return str(found(client.twilio("GET", "/v2/Attempts"))["attempts"][0]["sid"])


def enroll(client: Client, token: str) -> httpx2.Response:
    phone = client.world.twilio_verify.phone("grace-hopper")
    form = {
        "FriendlyName": "phone",
        "FactorType": "push",
        "Binding.PublicKey": phone.public_key,
        "Config.AppId": "com.example.app",
        "Config.NotificationPlatform": "fcm",
        "Config.NotificationToken": "t" * 40,
        "Config.SdkVersion": "1.0",
    }
    return client.twilio("POST", f"{S}/Entities/grace-hopper/Factors", form, auth=("token", token))


KINDS = (
    Kind("verification SID", made(f"{S}/Verifications", To=PHONE, Channel="sms"), check, reason="verification"),
    Kind("challenge SID", made(f"{ADA}/Challenges", FactorSid=FACTOR), answer_challenge, reason="challenge"),
    Kind("factor SID", made(f"{ADA}/Factors", FriendlyName="x", FactorType="totp"), seen(f"{ADA}/Factors/"),
         reason="factor"),
    Kind("access token", made(f"{S}/AccessTokens", "token", Identity="grace-hopper", FactorType="push"), enroll),
    Kind("SID of an access token", made(f"{S}/AccessTokens", Identity="grace-hopper", FactorType="push"),
         seen(f"{S}/AccessTokens/"), reason="access token"),
    Kind("service SID", made("/v2/Services", FriendlyName="New"), seen("/v2/Services/"), reason="service"),
    Kind("rate limit SID", made(f"{S}/RateLimits", UniqueName="x"), seen(f"{S}/RateLimits/"), reason="rate limit"),
    Kind("webhook SID", made(f"{S}/Webhooks", FriendlyName="x", EventTypes="*", WebhookUrl="http://localhost/x"),
         seen(f"{S}/Webhooks/"), reason="webhook"),
    Kind("attempt SID", attempt, seen("/v2/Attempts/"), reason="attempt"),
)  # fmt: skip
