"""Message texts by service, locale, channel and template."""

import pytest

PHONE = "+15017122661"
PAYMENTS, DRAFT, VOICE = ("HJ" + 32 * letter for letter in "abc")
SEED = {
    "twilio_verify": {
        "templates": [
            {
                "sid": PAYMENTS,
                "friendly_name": "Payments",
                "translations": {
                    "en": {"text": "{{friendly_name}}: {{code}} pays {{order}}, for {{ttl}} minutes"},
                    "de": {"text": "{{code}} zahlt {{order}}"},
                },
            },
            {
                "sid": DRAFT,
                "friendly_name": "Draft",
                "translations": {"en": {"text": "{{code}}", "status": "pending"}},
            },
            {
                "sid": VOICE,
                "friendly_name": "Spoken",
                "channels": ["voice"],
                "translations": {"en": {"text": "Say {{code}}"}},
            },
        ]
    }
}


@pytest.fixture
def text(account):
    """Sends a code and gives the message's text with the code as ``#``."""

    def send(path="", **form):
        given = {"To": PHONE, "Channel": "sms"} | form
        account.make(f"{path or account.s}/Verifications", given)
        message = account.emulator.inbox.latest(to=given["To"])
        return message.body.replace(message.code, "#")

    return send


def test_the_plain_text_names_the_service(text):
    assert text() == "Your Emulator verification code is: #"


def test_the_warning_is_added_to_sms(account, text):
    s = account.service(DoNotShareWarningEnabled="true")
    warned = "Your Owl Bank verification code is: #. Don’t share this code with anyone; "
    assert text(s) == warned + "our employees will never ask for the code"
    assert "share" not in text(s, To="+15017122662", Channel="whatsapp")


def test_an_app_hash_frames_the_sms(text):
    assert text(AppHash="He42w354ol9") == "<#> Your Emulator verification code is: # He42w354ol9"


def test_an_app_hash_frames_a_message_of_the_callers_own_too(text):
    assert text(AppHash="He42w354ol9", CustomMessage="It is {{code}}") == "<#> It is # He42w354ol9"


def test_a_call_speaks_digit_by_digit(account, text):
    spoken = text(Channel="call")
    assert spoken == "Your Emulator verification code is: " + " ".join(account.sent())


@pytest.mark.parametrize(
    ("to", "start"),
    [("+34600000000", "Tu código"), ("+33600000000", "Votre code"), ("+4915100000000", "Dein"), (PHONE, "Your")],
)
def test_the_numbers_country_chooses_the_language(text, to, start):
    assert text(To=to).startswith(start)


def test_a_locale_overrides_the_country(text):
    assert text(Locale="fr").startswith("Votre")
    assert text(To="+5511900000000", Locale="PT-br").startswith("O seu")


def test_a_language_without_a_text_of_ours_is_english(text):
    assert text(Locale="hu") == "Your Emulator verification code is: #"


def test_a_custom_message_is_filled_in(text):
    assert text(CustomMessage="{{code}} is for you") == "# is for you"


def test_a_template_is_filled_in_for_its_locale(account, text):
    account.world.seed(SEED)
    form = {"TemplateSid": PAYMENTS, "TemplateCustomSubstitutions": '{"order":"no 5"}'}
    assert text(**form) == "Emulator: # pays no 5, for 10 minutes"
    assert text(Locale="de", **form) == "# zahlt no 5"
    assert text(Locale="fr", **form) == "Emulator: # pays no 5, for 10 minutes"


def test_the_services_default_template_is_for_sms(account, text):
    account.world.seed(SEED)
    account.make(account.s, {"DefaultTemplateSid": PAYMENTS}, 200)
    substitutions = {"TemplateCustomSubstitutions": '{"order":"1"}'}
    assert "pays 1" in text(**substitutions)
    assert "pays" not in text(Channel="whatsapp")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"TemplateSid": "HJ" + 32 * "f"}, 60228),
        ({"TemplateSid": DRAFT}, 60201),
        ({"TemplateSid": PAYMENTS}, 60224),
        ({"TemplateSid": VOICE}, 60227),
        ({"TemplateSid": PAYMENTS, "Channel": "whatsapp"}, 60408),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(account, refused, form, code):
    account.world.seed(SEED)
    refused(account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"} | form), 400, code)
    assert account.emulator.inbox.newest() is None


def test_a_spoken_template_is_for_calls(account, text):
    account.world.seed(SEED)
    assert text(TemplateSid=VOICE, Channel="call").startswith("Say")


def test_templates_are_listed_with_all_translations(account):
    account.world.seed(SEED)
    templates = account.get("/v2/Templates").json()["templates"]
    assert [template["friendly_name"] for template in templates] == ["Payments", "Draft", "Spoken"]
    english = templates[0]["translations"]["en"]
    assert english["is_default_translation"] is True
    assert english["date_created"] == "2026-11-21T10:00:00.000000000Z"
    assert [one["sid"] for one in account.get("/v2/Templates", FriendlyName="Draft").json()["templates"]] == [DRAFT]
