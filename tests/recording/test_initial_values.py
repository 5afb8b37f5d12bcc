"""Values for placeholders that no answer gives."""

import pytest

from mfa_emulator.recording.initial_values import configured, initial
from mfa_emulator.recording.scrubbing.field_names import KINDS, kind_of

ENV = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_VERIFY_SERVICE_SID": "VA1",
    "GCLOUD_PROJECT": "demo",
    "ONELOGIN_APP_ID": "7",
}


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("ServiceSid", "VA1"),
        ("AccountSid", "AC1"),
        ("projectsId", "demo"),
        ("app_id", "7"),
        ("user_id", None),
        ("Sid", None),
        ("", None),
    ],
)
def test_a_parameter_that_the_emulator_is_configured_with_is_found_by_its_words(parameter: str, value: str | None):
    assert configured(parameter, ENV) == value


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_value_and_another_index_another_value(kind: str):
    one, two = initial(f"<{kind}-1>"), initial(f"<{kind}-2>")
    assert one != two or kind == "code"
    assert isinstance(one, str)


def test_a_number_is_a_number():
    assert isinstance(initial("<id-3 number>"), int)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("mfaPendingCredential", "token"),
        ("client_secret", "secret"),
        ("newPassword", "password"),
        ("totp_url", None),
        ("token_type", None),
        ("codeLength", None),
        ("expires_in", None),
        ("verificationCode", "code"),
        ("PhoneNumber", "phone"),
        ("FriendlyName", "name"),
        ("ServiceSid", "id"),
        ("device_ip", "address"),
        ("status", None),
    ],
)
def test_the_name_of_a_field_tells_the_kind_of_its_value(name: str, kind: str | None):
    assert kind_of(name) == kind
