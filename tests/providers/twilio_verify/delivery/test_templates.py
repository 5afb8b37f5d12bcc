"""The parameter Templates: several templates, of which the first that can be used is sent."""

import json

import pytest

PHONE = "+15017122661"
PAYMENTS, DRAFT, VOICE = ("HJ" + 32 * letter for letter in "abc")
SEED = {
    "twilio_verify": {
        "templates": [
            {"sid": PAYMENTS, "friendly_name": "a", "translations": {"en": {"text": "{{code}} pays {{order}}"}}},
            {"sid": DRAFT, "friendly_name": "b", "translations": {"en": {"text": "{{code}}", "status": "pending"}}},
            {
                "sid": VOICE,
                "friendly_name": "c",
                "channels": ["voice"],
                "translations": {"en": {"text": "Say {{code}}"}},
            },
        ]
    }
}


@pytest.fixture
def send(account):
    """Sends a code by one of some templates."""
    account.world.seed(SEED)

    def post(*templates, **form):
        given = {"To": PHONE, "Channel": "sms", "Templates": json.dumps(templates), **form}
        return account.post(f"{account.s}/Verifications", given)

    return post


def test_the_first_that_can_be_used_is_sent(account, send):
    choices = [{"sid": DRAFT}, {"sid": VOICE}, {"sid": PAYMENTS}, {"sid": PAYMENTS, "substitutions": {"order": "no 5"}}]
    assert send(*choices).status_code == 201
    message = account.emulator.inbox.latest()
    assert message.body == f"{message.code} pays no 5"
    assert message.context["template_sid"] == PAYMENTS


def test_they_go_before_template_sid(account, send):
    assert send({"sid": VOICE}, Channel="call", TemplateSid=PAYMENTS).status_code == 201
    assert account.emulator.inbox.latest().body.startswith("Say")


def test_without_one_that_can_be_used_it_is_60252_and_the_reason_tells_of_each(send, refused):
    answer = send({"sid": DRAFT}, {"sid": PAYMENTS}, {"sid": VOICE}, {"sid": "HJ" + 32 * "0"})
    reason = refused(answer, 400, 60252)
    assert [reason.count(word) for word in ("pending", "needs order", "not for sms", "no template")] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "templates",
    ["x", "[]", "{}", '[{"sid":"HJ1"}]', "[{}]", '[{"sid":1}]', f'[{{"sid":"{PAYMENTS}","substitutions":1}}]'],
)
def test_what_is_malformed_is_60251(send, refused, templates):
    refused(send(Templates=templates), 400, 60251)


def test_more_than_ten_are_60251(send, refused):
    refused(send(*[{"sid": PAYMENTS}] * 11), 400, 60251)


@pytest.mark.parametrize("code", ["60227", "60408"])
def test_a_template_sid_without_the_channel_is_refused_as_the_settings_say(account_with, refused, code):
    account = account_with(template_channel=code, seeds=[SEED])
    form = {"To": PHONE, "Channel": "sms", "TemplateSid": VOICE}
    refused(account.post(f"{account.s}/Verifications", form), 400, int(code))


def test_or_the_standard_text_is_sent_and_the_reason_says_so(account_with):
    account = account_with(template_channel="standard", seeds=[SEED])
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms", "TemplateSid": VOICE})
    assert answer.status_code == 201
    assert "standard text" in answer.headers["x-mfa-reason"]
    assert account.emulator.inbox.latest().body.startswith("Your Emulator")
