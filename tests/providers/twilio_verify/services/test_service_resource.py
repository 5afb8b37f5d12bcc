"""Services: what they hold, and how they change."""

import pytest


def test_a_new_service_has_the_documented_defaults(account):
    service = account.make("/v2/Services", {"FriendlyName": "Owl Bank"})
    assert service["code_length"] == 6
    assert service["dtmf_input_required"] is True
    switches = ["lookup", "psd2", "do_not_share_warning", "custom_code", "verify_event_subscription"]
    assert [service[f"{name}_enabled"] for name in switches] == [False] * 5
    assert service["push"] == {"include_date": True, "apn_credential_sid": None, "fcm_credential_sid": None}
    assert service["totp"] == {"issuer": "Owl Bank", "time_step": 30, "code_length": 6, "skew": 1}
    assert service["whatsapp"] == {"msg_service_sid": None, "from": None}
    assert service["passkeys"]["relying_party"] == {"id": None, "name": None, "origins": None}


def test_links_lead_to_what_belongs_to_the_service(account):
    service = account.get(account.s).json()
    assert {name: url.removeprefix(service["url"]) for name, url in service["links"].items()} == {
        "verifications": "/Verifications",
        "verification_checks": "/VerificationCheck",
        "rate_limits": "/RateLimits",
        "messaging_configurations": "/MessagingConfigurations",
        "entities": "/Entities",
        "webhooks": "/Webhooks",
        "access_tokens": "/AccessTokens",
    }


EVERYTHING = {
    "CodeLength": "4",
    "LookupEnabled": "true",
    "SkipSmsToLandlines": "true",
    "DtmfInputRequired": "false",
    "TtsName": "Polly",
    "Psd2Enabled": "true",
    "DoNotShareWarningEnabled": "true",
    "CustomCodeEnabled": "true",
    "Push.IncludeDate": "true",
    "Push.ApnCredentialSid": "CR" + 32 * "a",
    "Push.FcmCredentialSid": "CR" + 32 * "b",
    "Totp.Issuer": "test-issuer",
    "Totp.TimeStep": "20",
    "Totp.CodeLength": "3",
    "Totp.Skew": "2",
    "DefaultTemplateSid": "HJ" + 32 * "a",
    "Whatsapp.MsgServiceSid": "MG" + 32 * "a",
    "Whatsapp.From": "whatsapp:+1234567890",
    "Passkeys.RelyingParty.Id": "example.com",
    "Passkeys.RelyingParty.Name": "Example",
    "Passkeys.RelyingParty.Origins": "www.example.com, login.example.com",
    "Passkeys.AuthenticatorAttachment": "",
    "Passkeys.DiscoverableCredentials": "required",
    "Passkeys.UserVerification": "discouraged",
    "VerifyEventSubscriptionEnabled": "true",
}


@pytest.mark.parametrize("path", ["create", "update"])
def test_every_parameter_comes_back_in_its_place(account, path):
    if path == "create":
        service = account.make("/v2/Services", {"FriendlyName": "a", **EVERYTHING})
    else:
        service = account.make(account.service(), EVERYTHING, 200)
    assert service["code_length"] == 4
    assert service["dtmf_input_required"] is False
    assert service["tts_name"] == "Polly"
    assert service["push"] == {
        "include_date": True,
        "apn_credential_sid": "CR" + 32 * "a",
        "fcm_credential_sid": "CR" + 32 * "b",
    }
    assert service["totp"] == {"issuer": "test-issuer", "time_step": 20, "code_length": 3, "skew": 2}
    assert service["whatsapp"] == {"msg_service_sid": "MG" + 32 * "a", "from": "whatsapp:+1234567890"}
    assert service["passkeys"] == {
        "relying_party": {"id": "example.com", "name": "Example", "origins": ["www.example.com", "login.example.com"]},
        "authenticator_attachment": "",
        "discoverable_credentials": "required",
        "user_verification": "discouraged",
    }


def test_an_update_leaves_alone_what_it_does_not_name(account):
    s = account.service(CodeLength="8", **{"Totp.Issuer": "Owl"})
    account.world.clock.advance("1m")
    updated = account.make(s, {"FriendlyName": "New name"}, 200)
    assert (updated["friendly_name"], updated["code_length"], updated["totp"]["issuer"]) == ("New name", 8, "Owl")
    assert (updated["date_created"], updated["date_updated"]) == ("2026-11-21T10:00:00Z", "2026-11-21T10:01:00Z")


def test_an_empty_text_clears_a_sid(account):
    s = account.service(**{"Push.ApnCredentialSid": "CR" + 32 * "a", "DefaultTemplateSid": "HJ" + 32 * "a"})
    updated = account.make(s, {"Push.ApnCredentialSid": "", "DefaultTemplateSid": ""}, 200)
    assert updated["push"]["apn_credential_sid"] is None
    assert updated["default_template_sid"] is None


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("FriendlyName", "x" * 31, 60200),
        ("FriendlyName", "", 60200),
        ("CodeLength", "3", 60200),
        ("CodeLength", "11", 60200),
        ("DefaultTemplateSid", "HJ1", 60200),
        ("Push.ApnCredentialSid", "AC" + 32 * "a", 60200),
        ("Whatsapp.MsgServiceSid", "x", 60200),
        ("Totp.TimeStep", "19", 60306),
        ("Totp.TimeStep", "61", 60306),
        ("Totp.CodeLength", "2", 60306),
        ("Totp.CodeLength", "9", 60306),
        ("Totp.Skew", "3", 60306),
        ("Totp.Skew", "-1", 60306),
        ("Passkeys.AuthenticatorAttachment", "phone", 60306),
        ("Passkeys.DiscoverableCredentials", "maybe", 60306),
        ("Passkeys.UserVerification", "never", 60306),
    ],
)
def test_a_value_out_of_its_range_is_refused_by_name_and_changes_nothing(account, refused, name, value, code):
    before = account.get(account.s).json()
    reason = refused(account.post(account.s, {"TtsName": "changed", name: value}), 400, code)
    assert name in reason
    assert account.get(account.s).json() == before


def test_strict_names_have_no_punctuation(account, account_with, refused):
    account.make("/v2/Services", {"FriendlyName": "Owl & Co"})
    strict = account_with("strict")
    refused(strict.post("/v2/Services", {"FriendlyName": "Owl & Co"}), 400, 60200)
    strict.make("/v2/Services", {"FriendlyName": "Owl-Bank_1 234"})


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_a_name_with_five_digits_is_60200(account_with, refused, profile):
    account = account_with(profile)
    for path in ("/v2/Services", account.s):
        answer = account.post(path, {"FriendlyName": "svc-1a2b3c4d5"})
        refused(answer, 400, 60200, "Invalid parameter: FriendlyName")
    account.make("/v2/Services", {"FriendlyName": "svc-1a2b3c4d"})


def test_the_name_of_a_factor_may_have_any_digits(account):
    account.totp(FriendlyName="phone 1234567890")


def test_totp_shows_what_is_in_effect(account):
    s = account.service(**{"Totp.TimeStep": "60", "Totp.Skew": "0"})
    account.make(s, {"FriendlyName": "Barn Bank"}, 200)
    assert account.get(s).json()["totp"] == {"issuer": "Barn Bank", "time_step": 60, "code_length": 6, "skew": 0}


def test_a_deleted_service_takes_everything_with_it_but_attempts(account, refused):
    s = account.service()
    account.make(f"{s}/Entities", {"Identity": "ada-lovelace"})
    account.make(f"{s}/Verifications", {"To": "+15017122661", "Channel": "sms"})
    assert account.delete(s).status_code == 204
    refused(account.get(s), 404, 20404)
    refused(account.get(f"{s}/Entities/ada-lovelace"), 404, 20404)
    refused(account.post(f"{s}/VerificationCheck", {"To": "+15017122661", "Code": "123456"}), 404, 20404)
    assert len(account.get("/v2/Attempts").json()["attempts"]) == 1
    refused(account.delete(s), 404, 20404)
