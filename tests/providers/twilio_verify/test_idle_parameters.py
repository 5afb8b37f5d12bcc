"""Parameters that mean nothing to the channel or the type of factor: ignored, and named by the reason."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


def told(answer, status=201):
    """The reason of an answer that says yes."""
    assert answer.status_code == status, answer.text
    return answer.headers.get("x-mfa-reason", "")


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({"SendDigits": "12"}, "SendDigits (for calls)"),
        ({"Amount": "1", "Payee": "Owl"}, "Amount (for PSD2 services), Payee (for PSD2 services)"),
        ({"ChannelConfiguration": '{"from":"owl@example.com"}'}, "ChannelConfiguration (for email)"),
        ({"TemplateCustomSubstitutions": '{"a":"b"}'}, "TemplateCustomSubstitutions (for a template)"),
        ({"DeviceIp": "192.0.2.1"}, "DeviceIp (for the channel auto)"),
        ({"EnableSnaClientToken": "true"}, "EnableSnaClientToken (for sna)"),
        ({"RateLimits": '{"a\\u00e9\\n":1}'}, r"RateLimits.a\xe9\n (no such rate limit)"),
    ],
)
def test_an_option_that_does_nothing_for_a_text_message_is_named(account, form, named):
    answer = account.post(f"{account.s}/Verifications", SMS | form)
    assert told(answer) == f"without effect on this verification: {named}"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"Channel": "call", "SendDigits": "1"},
        {"Channel": "auto", "DeviceIp": "192.0.2.1", "EnableSnaClientToken": "true"},
        {"Channel": "email", "To": "ada@example.com", "ChannelConfiguration": '{"from":"owl@example.com"}'},
        {"CustomMessage": "{{code}}", "Tags": '{"team":"red"}', "AppHash": "He42w354ol9", "RiskCheck": "disable"},
    ],
)
def test_an_option_that_is_obeyed_is_not(account, form):
    assert told(account.post(f"{account.s}/Verifications", SMS | form)) == ""


def test_what_else_a_configuration_of_emails_says_is_named(account):
    form = {"To": "ada@example.com", "Channel": "email", "ChannelConfiguration": '{"template_id":"d-1"}'}
    assert told(account.post(f"{account.s}/Verifications", form)).endswith(": ChannelConfiguration.template_id")


def test_a_rate_limit_without_buckets_is_named_until_it_has_one(account):
    limit = account.make(f"{account.s}/RateLimits", {"UniqueName": "ip"})
    form = {**SMS, "RateLimits": '{"ip":"192.0.2.1"}'}
    assert told(account.post(f"{account.s}/Verifications", form)).endswith("RateLimits.ip (it has no buckets)")
    account.make(f"{account.s}/RateLimits/{limit['sid']}/Buckets", {"Max": "5", "Interval": "60"})
    assert told(account.post(f"{account.s}/Verifications", form)) == ""


def test_unknown_and_idle_parameters_are_told_together(account):
    answer = account.post(f"{account.s}/Verifications", {**SMS, "Brand": "Owl", "SendDigits": "1"})
    assert told(answer) == (
        'ignored, since Twilio ignores it: "Brand"; without effect on this verification: SendDigits (for calls)'
    )


def test_a_check_that_says_what_is_for_others_is_told(account):
    account.make(f"{account.s}/Verifications", SMS)
    form = {"To": PHONE, "Code": account.sent(), "Amount": "1", "Payee": "Owl", "SnaClientToken": "x"}
    answer = account.post(f"{account.s}/VerificationCheck", form)
    assert told(answer, 200) == "without effect on this check: SnaClientToken, Amount, Payee"


@pytest.mark.parametrize(
    "name",
    ["Binding.PublicKey", "Binding.Alg", "Config.AppId", "Config.NotificationToken", "Config.SdkVersion"],
)
def test_what_is_of_push_is_named_for_a_totp_factor(account, name):
    answer = account.post(f"{account.e}/Factors", {"FriendlyName": "a", "FactorType": "totp", name: "t" * 40})
    assert told(answer) == f"without effect on a totp factor: {name}"


@pytest.mark.parametrize("name", ["Config.TimeStep", "Config.Skew", "Config.CodeLength", "Config.Alg"])
def test_what_is_of_totp_is_named_for_a_push_factor(account, name):
    factor = account.api.entity("ada-lovelace").enroll_push()
    value = {"Config.Alg": "sha256", "Config.TimeStep": "30", "Config.Skew": "1", "Config.CodeLength": "6"}[name]
    url = f"{account.e}/Factors/{factor.id}"
    before = account.get(url).json()
    assert told(account.post(url, {name: value}), 200) == f"without effect on a push factor: {name}"
    assert account.get(url).json()["config"] == before["config"]


def test_a_code_that_comes_with_a_push_challenge_is_named(account):
    factor = account.api.entity("ada-lovelace").enroll_push()
    form = {"FactorSid": factor.id, "Details.Message": "Log in?", "AuthPayload": "123456"}
    answer = account.post(f"{account.e}/Challenges", form)
    assert told(answer) == "without effect on a new push challenge: AuthPayload"
    assert answer.json()["status"] == "pending"


def test_a_query_beside_a_form_is_told(account):
    answer = account.http.post(f"{account.s}/Verifications?Locale=de", data=SMS)
    assert told(answer) == "ignored, since a POST has its parameters in the body: the query"
    assert account.emulator.inbox.latest(to=PHONE).body.startswith("Your ")


def test_unknown_names_in_a_json_body_are_told_as_those_of_a_form_are(account, refused):
    criteria = {"discoverable_credentials": "preferred", "user_verification": "preferred"}
    config = {"relying_party": {"id": "example.com"}, "authenticator_attachment": "platform", **criteria}
    body = {"friendly_name": "key", "identity": "ada-lovelace", "config": config, "colour": "red"}
    url = f"{account.s}/Passkeys/Factors"
    assert told(account.http.post(url, json=body)) == 'ignored, since Twilio ignores it: "colour"'
    del body["colour"]
    assert told(account.http.post(url, json=body)) == ""
    body["Identity"] = body.pop("identity")
    reason = refused(account.http.post(url, json=body), 400, 60366)
    assert reason.endswith('identity is missing; what came is "Identity" in another case')


def test_a_query_of_an_operation_without_parameters_is_told(account):
    answer = account.get(account.s, PageSize="1")
    assert told(answer, 200) == "ignored, since this operation has no parameters: the query"
    assert told(account.get("/v2/Services", PageSize="1"), 200) == ""
