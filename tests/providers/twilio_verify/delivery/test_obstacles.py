"""Obstacles that an app must get round: channels that are off, a lacking mailer, Fraud Guard, landlines."""

import pytest

from mfa_emulator.core.faults.rules import FaultRule

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


def service(account, **delivery):
    """The path of a service whose seed says how its codes go out."""
    seed = {"friendly_name": "Barn Bank", "sid": "VA" + 32 * "b", "delivery": delivery}
    account.world.seed({"twilio_verify": {"services": [seed]}})
    return f"/v2/Services/{seed['sid']}"


@pytest.mark.parametrize("channel", ["sms", "whatsapp", "call", "sna"])
def test_a_channel_that_is_off_is_60223_with_its_name(account_with, refused, channel):
    account = account_with(disabled_channels=[channel])
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": channel})
    refused(answer, 400, 60223, f"Delivery channel disabled: {channel.upper()}")
    assert account.emulator.inbox.newest() is None


def test_an_app_falls_back_to_another_channel_of_the_service(account, refused):
    s = service(account, disabled_channels=["whatsapp"])
    answer = account.post(f"{s}/Verifications", {"To": PHONE, "Channel": "whatsapp"})
    refused(answer, 400, 60223, "Delivery channel disabled: WHATSAPP")
    account.make(f"{s}/Verifications", SMS)
    account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "whatsapp"})


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_the_fault_60223_names_the_channel_as_well(account, refused, channel):
    account.world.faults.keep(FaultRule(operation="CreateVerification", error="60223"))
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": channel})
    refused(answer, 400, 60223, f"Delivery channel disabled: {channel.upper()}")


def test_a_fault_may_have_words_of_its_own(account, refused):
    account.world.faults.keep(FaultRule(operation="CreateVerification", error="60223", message="off"))
    refused(account.post(f"{account.s}/Verifications", SMS), 400, 60223, "off")


def test_email_needs_a_mailer(account, account_with, refused):
    email = {"To": "ada@example.com", "Channel": "email"}
    account.make(f"{account.s}/Verifications", email)
    without = account_with(mailer=False)
    for answer in (
        account.post(f"{service(account, mailer=False)}/Verifications", email),
        without.post(f"{without.s}/Verifications", email),
    ):
        refused(answer, 400, 60217, "A Mailer must be associated with the service")


def test_fraud_guard_blocks_numbers_but_for_the_safe_list_and_unchecked_risks(account, account_with, refused):
    guarded = account_with(fraud_guard=["+1501"])
    for one, s in ((account, service(account, fraud_guard=["+1501"])), (guarded, guarded.s)):
        refused(one.post(f"{s}/Verifications", SMS), 403, 60410)
        assert "temporarily blocked" in one.post(f"{s}/Verifications", SMS).json()["message"]
        one.make(f"{s}/Verifications", {"To": "+12125551234", "Channel": "sms"})
        one.make(f"{s}/Verifications", {**SMS, "RiskCheck": "disable"})
        one.make("/v2/SafeList/Numbers", {"PhoneNumber": PHONE})
        one.make(f"{s}/Verifications", SMS)


def test_a_landline_is_looked_up_and_skipped(account_with, refused):
    account = account_with(landlines=["+1501"])
    s = account.service(LookupEnabled="true", SkipSmsToLandlines="true")
    refused(account.post(f"{s}/Verifications", SMS), 403, 60205)
    call = account.make(f"{s}/Verifications", {"To": PHONE, "Channel": "call"})
    assert call["lookup"]["carrier"]["type"] == "landline"
    account.make(f"{account.s}/Verifications", SMS)


def test_silent_authentication_can_fail_for_one_service(account):
    s = service(account, sna_result=60532)
    url = account.make(f"{s}/Verifications", {"To": PHONE, "Channel": "sna"})["sna"]["url"]
    assert account.http.get(url).status_code == 200
    check = account.make(f"{s}/VerificationCheck", {"To": PHONE}, 200)
    assert [error["code"] for error in check["sna_attempts_error_codes"]] == [60532]


def test_what_a_seed_says_of_delivery_is_not_in_the_answer(account):
    assert "delivery" not in account.get(service(account, mailer=False)).json()


@pytest.mark.parametrize("delivery", [{"disabled_channels": ["fax"]}, {"fraud_guard": ["1501"]}, {"sna_result": 1}])
def test_a_seed_cannot_say_what_means_nothing(account, delivery):
    with pytest.raises(ValueError, match="delivery"):
        service(account, **delivery)
