"""Senders of messages, and what else of a service's configuration a message shows."""

import pytest

PHONE, BRITISH = "+15017122661", "+447911123456"
MG1, MG2 = "MG" + 32 * "1", "MG" + 32 * "2"


@pytest.fixture
def message(account):
    """``message(path, To=…)``: the message that a verification sends."""

    def send(path: str = "", **form):
        account.make(f"{path or account.s}/Verifications", {"To": PHONE, "Channel": "sms", **form})
        found = account.emulator.inbox.newest()
        assert found is not None
        return found

    return send


def test_a_text_comes_from_the_messaging_service_of_its_country(account, message):
    assert message().sender == "Emulator"
    configurations = f"{account.s}/MessagingConfigurations"
    account.make(configurations, {"Country": "GB", "MessagingServiceSid": MG1})
    assert [message(To=BRITISH).sender, message().sender] == [MG1, "Emulator"]
    account.make(configurations, {"Country": "all", "MessagingServiceSid": MG2})
    assert [message(To=BRITISH).sender, message().sender] == [MG1, MG2]
    account.delete(f"{configurations}/GB")
    assert message(To=BRITISH).sender == MG2


def test_messaging_configurations_are_for_texts_alone(account, message):
    account.make(f"{account.s}/MessagingConfigurations", {"Country": "all", "MessagingServiceSid": MG1})
    assert [message(Channel=channel).sender for channel in ("call", "whatsapp")] == ["Emulator", "Emulator"]


@pytest.mark.parametrize(
    ("form", "sender"),
    [
        ({"Whatsapp.MsgServiceSid": MG1}, MG1),
        ({"Whatsapp.From": "whatsapp:+15005550006", "Whatsapp.MsgServiceSid": MG1}, "whatsapp:+15005550006"),
    ],
)
def test_whatsapp_comes_from_where_the_service_says(account, message, form, sender):
    assert message(account.service(**form), Channel="whatsapp").sender == sender


def test_a_call_says_whether_it_asks_for_a_key_and_in_which_voice_it_speaks(account, message):
    quiet = account.service(DtmfInputRequired="false", TtsName="Polly.Joanna")
    plain, told = message(Channel="call").context, message(quiet, Channel="call").context
    assert (plain["dtmf_input_required"], "tts_name" in plain) == ("true", False)
    assert ("dtmf_input_required" in told, told["tts_name"]) == (False, "Polly.Joanna")
    assert "dtmf_input_required" not in message().context


@pytest.mark.parametrize(("platform", "credential"), [("fcm", "CR" + 32 * "f"), ("apn", "CR" + 32 * "a")])
def test_a_push_shows_the_credential_of_its_platform(account, platform, credential):
    form = {"Push.FcmCredentialSid": "CR" + 32 * "f", "Push.ApnCredentialSid": "CR" + 32 * "a"}
    assert account.post(account.s, form).status_code == 200
    factor = account.api.entity("ada-lovelace").enroll_push()
    changed = {"Config.NotificationPlatform": platform, "Config.NotificationToken": "t" * 40}
    assert account.post(f"{account.e}/Factors/{factor.id}", changed).status_code == 200
    account.make(f"{account.e}/Challenges", {"FactorSid": factor.id, "Details.Message": "Log in?"})
    assert account.emulator.inbox.newest().context["credential_sid"] == credential


def test_a_default_template_that_is_not_there_is_told(account):
    service = account.service(DefaultTemplateSid="HJ" + 32 * "1")
    answer = account.post(f"{service}/Verifications", {"To": PHONE, "Channel": "sms"})
    assert answer.status_code == 201
    assert answer.headers["x-mfa-reason"].startswith("the standard text: there is no template HJ1")
