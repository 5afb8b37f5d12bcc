"""Forms that clients in the wild send: other cases, multipart, JSON, unknown names, control characters."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


def test_names_in_lower_case_are_missed_and_the_reason_says_what_came(account, refused):
    answer = account.post(f"{account.s}/Verifications", {"to": PHONE, "channel": "sms"})
    reason = refused(answer, 400, 20001, "Missing required parameter To in the post body")
    assert reason == 'To is missing; what came is "to" in lower case, "channel" in lower case'


def test_names_in_lower_case_can_be_taken(account_with):
    account = account_with(parameter_case="any")
    assert account.make(f"{account.s}/Verifications", {"to": PHONE, "CHANNEL": "sms"})["channel"] == "sms"


def test_a_multipart_body_is_missed_and_the_reason_says_so(account, refused):
    files = {name: (None, text) for name, text in SMS.items()}
    reason = refused(account.http.post(f"{account.s}/Verifications", files=files), 400, 20001)
    assert reason == "To is missing; what came is a multipart body, not application/x-www-form-urlencoded"


def test_a_json_body_is_missed_and_the_reason_says_so(account, refused):
    reason = refused(account.http.post(f"{account.s}/Verifications", json=SMS), 400, 20001)
    assert "a JSON body" in reason


def test_unknown_parameters_are_ignored_and_the_reason_names_them(account):
    answer = account.post(f"{account.s}/Verifications", {**SMS, "Brand": "Owl", "colour\n": "red"})
    assert answer.status_code == 201
    assert answer.headers["x-mfa-reason"] == 'ignored, since Twilio ignores it: "Brand", "colour\\n"'
    assert "x-mfa-reason" not in account.post(f"{account.s}/Verifications", SMS).headers


def test_of_many_unknown_parameters_a_few_are_named(account):
    answer = account.get(account.s.rpartition("/")[0], **{f"x{n}": "1" for n in range(9)})
    assert answer.headers["x-mfa-reason"].endswith('"x4" and 4 more')


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\n", "\x7f", "\x9b"])
@pytest.mark.parametrize("name", ["To", "CustomFriendlyName", "Payee"])
def test_control_characters_are_60200_and_never_shown_raw(account, refused, name, character):
    answer = account.post(f"{account.s}/Verifications", SMS | {name: f"Owl{character}Bank"})
    reason = refused(answer, 400, 60200, f"Invalid parameter: {name}")
    assert character not in reason
    assert character.encode() not in answer.content
    assert account.emulator.inbox.newest() is None


def test_names_of_services_and_factors_hold_none_either(account, refused):
    refused(account.post("/v2/Services", {"FriendlyName": "Owl\tBank"}), 400, 60200)
    form = {"FriendlyName": "a\x1b", "FactorType": "totp"}
    refused(account.post(f"{account.e}/Factors", form), 400, 60306)


def test_a_message_may_have_lines_but_nothing_else(account, refused):
    account.make(f"{account.s}/Verifications", {**SMS, "CustomMessage": "{{code}}\nfor\tyou"})
    refused(account.post(f"{account.s}/Verifications", {**SMS, "CustomMessage": "{{code}}\x1b[2J"}), 400, 60200)


@pytest.mark.parametrize("metadata", ['{"a":"\\u001b"}', '{"\\u0007":"a"}'])
def test_json_holds_none_under_cover(account, refused, metadata):
    form = {"FriendlyName": "a", "FactorType": "totp", "Metadata": metadata}
    refused(account.post(f"{account.e}/Factors", form), 400, 60306, "Invalid Request: Metadata")


def test_letters_of_all_languages_are_no_control_characters(account):
    account.make("/v2/Services", {"FriendlyName": "Ünal 日本 👩‍👧"})
    factor = account.totp(verified=False, Metadata='{"a":"\\u00e9"}')
    assert factor["metadata"] == {"a": "é"}
