"""Further wishes of a verification: custom codes and names, hashes, devices, tags, payments."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


def test_a_custom_code_needs_a_service_that_allows_it(account, refused):
    refused(account.post(f"{account.s}/Verifications", {**SMS, "CustomCode": "4711"}), 403, 60204)
    s = account.service(CustomCodeEnabled="true")
    account.make(f"{s}/Verifications", {**SMS, "CustomCode": "4711"})
    assert account.sent() == "4711"
    assert account.make(f"{s}/VerificationCheck", {"To": PHONE, "Code": "4711"}, 200)["valid"] is True


@pytest.mark.parametrize("code", ["123", "12345678901", "12 34"])
def test_a_custom_code_has_4_to_10_characters(account, refused, code):
    s = account.service(CustomCodeEnabled="true")
    refused(account.post(f"{s}/Verifications", {**SMS, "CustomCode": code}), 400, 60200)


def test_a_custom_name_is_in_the_message_and_strictly_needs_permission(account, account_with, refused):
    account.make(f"{account.s}/Verifications", {**SMS, "CustomFriendlyName": "Barn Bank"})
    assert "Barn Bank" in account.emulator.inbox.latest().body
    strict = account_with("strict")
    refused(strict.post(f"{strict.s}/Verifications", {**SMS, "CustomFriendlyName": "Barn Bank"}), 403, 60204)


def test_an_app_hash_is_for_sms(account, refused):
    form = {"To": PHONE, "Channel": "call", "AppHash": "He42w354ol9"}
    refused(account.post(f"{account.s}/Verifications", form), 400, 60602)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"DeviceIp": "somewhere"}, "DeviceIp"),
        ({"RiskCheck": "maybe"}, "RiskCheck"),
        ({"TemplateSid": "HJ1"}, "TemplateSid"),
        ({"RateLimits": "x"}, "RateLimits"),
        ({"RateLimits": "[1]"}, "RateLimits"),
        ({"ChannelConfiguration": '{"from":"nobody"}'}, "ChannelConfiguration"),
        ({"ChannelConfiguration": '{"from":1}'}, "ChannelConfiguration"),
        ({"Tags": "{" + ",".join(f'"{n}":"x"' for n in range(11)) + "}"}, "Tags"),
        ({"Tags": '{"a":"' + "x" * 129 + '"}'}, "Tags"),
        ({"Tags": '{"a":1}'}, "Tags"),
        ({"EnableSnaClientToken": "maybe"}, "EnableSnaClientToken"),
        ({"Locale": "xx"}, "Locale"),
    ],
)
def test_a_bad_option_is_60200_by_name(account, refused, form, name):
    refused(account.post(f"{account.s}/Verifications", SMS | form), 400, 60200, f"Invalid parameter: {name}")
    assert account.emulator.inbox.newest() is None


def test_good_options_are_taken(account):
    form = {"DeviceIp": "2001:db8::1", "RiskCheck": "disable", "Tags": '{"a":"b"}', "SendDigits": "1234"}
    account.make(f"{account.s}/Verifications", SMS | form)
    assert account.emulator.inbox.latest().context["tag a"] == "b"


def test_an_email_comes_from_whom_the_configuration_says(account):
    form = {"To": "ada@example.com", "Channel": "email", "ChannelConfiguration": '{"from":"owl@example.com"}'}
    account.make(f"{account.s}/Verifications", form)
    assert account.emulator.inbox.latest().sender == "owl@example.com"


@pytest.fixture
def psd2(account):
    """A service for payments."""
    return account.service(Psd2Enabled="true")


PAYMENT = {"Amount": "39.99", "Payee": "Acme"}


def test_a_payment_is_in_the_message_and_the_answer(account, psd2):
    verification = account.make(f"{psd2}/Verifications", SMS | PAYMENT)
    assert (verification["amount"], verification["payee"]) == ("39.99", "Acme")
    body = account.emulator.inbox.latest().body
    assert "39.99" in body
    assert "Acme" in body


@pytest.mark.parametrize("missing", ["Amount", "Payee"])
def test_a_payment_needs_amount_and_payee_on_both_ends(account, psd2, refused, missing):
    part = {name: value for name, value in PAYMENT.items() if name != missing}
    refused(account.post(f"{psd2}/Verifications", SMS | part), 400, 60206)
    account.make(f"{psd2}/Verifications", SMS | PAYMENT)
    check = {"To": PHONE, "Code": account.sent(), **part}
    refused(account.post(f"{psd2}/VerificationCheck", check), 400, 60206)


def test_another_amount_is_a_wrong_check(account, psd2):
    account.make(f"{psd2}/Verifications", SMS | PAYMENT)
    check = {"To": PHONE, "Code": account.sent()}
    wrong = account.make(f"{psd2}/VerificationCheck", {**check, **PAYMENT, "Amount": "40.00"}, 200)
    assert (wrong["status"], wrong["valid"]) == ("pending", False)
    right = account.make(f"{psd2}/VerificationCheck", check | PAYMENT, 200)
    assert (right["status"], right["amount"]) == ("approved", "39.99")


@pytest.mark.parametrize(("channel", "code"), [("call", 60214), ("sna", 60329)])
def test_payments_do_not_go_by_call_or_sna(account, psd2, refused, channel, code):
    refused(account.post(f"{psd2}/Verifications", {"To": PHONE, "Channel": channel, **PAYMENT}), 400, code)


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("+15005550001", 400, 60200),
        ("+15005550002", 403, 60205),
        ("+15005550003", 429, 60203),
        ("+15005550004", 403, 60410),
    ],
)
def test_magic_numbers_force_an_outcome(account, account_with, refused, to, status, code):
    form = {"To": to, "Channel": "sms"}
    assert "magic" in refused(account.post(f"{account.s}/Verifications", form), status, code)
    plain = account_with(magic_numbers=False)
    plain.make(f"{plain.s}/Verifications", form)


def test_one_magic_number_always_takes_123456(account):
    s = account.service(CodeLength="4")
    for path in (account.s, s):
        account.make(f"{path}/Verifications", {"To": "+15005550006", "Channel": "sms"})
        check = account.make(f"{path}/VerificationCheck", {"To": "+15005550006", "Code": "123456"}, 200)
        assert check["status"] == "approved"
