"""Values that do not fit: the reason says in words which values a parameter takes, and repeats no secret."""

import json

import pytest

SMS = {"To": "+15017122661", "Channel": "sms"}


@pytest.mark.parametrize(
    ("path", "form", "code", "reason"),
    [
        ("/VerificationCheck", {"To": SMS["To"], "Code": "12"}, 60200, "Code: must be 4 to 10 characters, not 2"),
        (
            "/Verifications",
            {**SMS, "CustomCode": "a-secret"},
            60200,
            "CustomCode: must be 4 to 10 characters, each a letter or a digit, not 8",
        ),
        (
            "/Verifications",
            {**SMS, "TemplateSid": "HJ1"},
            60200,
            'TemplateSid: must be HJ and 32 hexadecimal digits, not "HJ1"',
        ),
        ("/Verifications", {**SMS, "RiskCheck": "x"}, 60200, "RiskCheck: must be 'disable' or 'enable', not 'x'"),
        ("/Verifications", {**SMS, "Templates": "[{}]"}, 60251, "Templates: [0].sid is missing"),
        (
            "/Verifications",
            {**SMS, "Templates": "[]"},
            60251,
            "Templates: must be a list of 1 to 10, each an object, not 0",
        ),
        (
            "/Verifications",
            {**SMS, "Tags": '{"a": 1}'},
            60200,
            "Tags: each value in Tags must be a text",
        ),
        ("/Entities", {"Identity": "a"}, 60306, 'Identity: must be 8 to 64 letters, digits and dashes, not "a"'),
        (
            "/Entities/ada-lovelace/Factors",
            {"FriendlyName": "x", "FactorType": "totp", "Config.TimeStep": "5"},
            60306,
            'Config.TimeStep: must be 20 to 60, not "5"',
        ),
        (
            "/Entities/ada-lovelace/Challenges",
            {"FactorSid": "YF" + 32 * "0", "Details.Fields": json.dumps({"label": 37 * "x", "value": ""})},
            60306,
            "Details.Fields: [0].label must be at most 36 characters, not 37",
        ),
        (
            "/RateLimits",
            {"UniqueName": "a b"},
            60209,
            'must be letters, digits, dots, dashes and underscores, not "a b"',
        ),
    ],
)
def test_a_reason_says_which_values_the_parameter_takes(account, refused, path, form, code, reason):
    assert refused(account.post(account.s + path, form), 400, code) == reason


def test_a_reason_says_which_pages_there_are(account, refused):
    answer = account.http.get(f"{account.s}/Entities", params={"PageSize": "5000"})
    assert refused(answer, 400, 60306) == 'PageSize: must be 1 to 1000, not "5000"'


def test_a_reason_says_what_a_part_of_a_json_body_takes(account, refused):
    answer = account.http.post(f"{account.s}/Passkeys/Factors", json={"friendly_name": 65 * "x"})
    assert refused(answer, 400, 60388) == "friendly_name must be at most 64 characters, not 65"
