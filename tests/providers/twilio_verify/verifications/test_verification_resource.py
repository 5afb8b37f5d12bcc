"""Verifications: sending, sending again, and what becomes of them."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


@pytest.mark.parametrize(
    ("channel", "to", "shown"),
    [
        ("sms", PHONE, "SMS"),
        ("call", PHONE, "CALL"),
        ("whatsapp", PHONE, "whatsapp"),
        ("email", "ada@example.com", "EMAIL"),
    ],
)
def test_a_code_arrives_by_its_channel(account, channel, to, shown):
    verification = account.make(f"{account.s}/Verifications", {"To": to, "Channel": channel})
    assert (verification["status"], verification["valid"], verification["channel"]) == ("pending", False, channel)
    (attempt,) = verification["send_code_attempts"]
    assert attempt["channel"] == shown
    assert attempt["attempt_sid"].startswith("VL")
    message = account.emulator.inbox.latest(to=to)
    assert message.channel == channel
    assert len(message.code) == 6
    assert message.context["verification_sid"] == verification["sid"]


def test_auto_is_answered_with_the_chosen_channel(account, account_with):
    assert account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "auto"})["channel"] == "sms"
    other = account_with(auto_channel="whatsapp")
    assert other.make(f"{other.s}/Verifications", {"To": PHONE, "Channel": "auto"})["channel"] == "whatsapp"


@pytest.mark.parametrize(
    ("to", "channel"),
    [
        ("15017122661", "sms"),
        ("+0150171226", "sms"),
        ("+1501", "call"),
        ("+1501712266112345678", "sms"),
        ("ada@example.com", "sms"),
        (PHONE, "email"),
        ("ada@example", "email"),
        ("", "sms"),
        ("+1501712266a", "whatsapp"),
        ("+１５０１７１２２６６１", "sms"),
    ],
)
def test_an_address_that_does_not_fit_its_channel_is_60200(account, refused, to, channel):
    answer = account.post(f"{account.s}/Verifications", {"To": to, "Channel": channel})
    refused(answer, 400, 60200, f"Invalid parameter `To`: {to}")
    assert account.emulator.inbox.latest() is None


def test_an_unknown_channel_is_60200(account, refused):
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "fax"})
    refused(answer, 400, 60200, "Invalid parameter: Channel")


@pytest.mark.parametrize("name", ["To", "Channel"])
def test_what_is_required_is_named(account, refused, name):
    form = {other: value for other, value in SMS.items() if other != name}
    message = f"Missing required parameter {name} in the post body"
    refused(account.post(f"{account.s}/Verifications", form), 400, 20001, message)


def test_an_id_that_is_no_services_is_60200_here(account, refused):
    refused(account.post("/v2/Services/MG" + 32 * "0" + "/Verifications", SMS), 400, 60200, "Invalid parameter")


def test_the_same_address_gets_the_same_code_within_ten_minutes(account):
    first = account.make(f"{account.s}/Verifications", SMS)
    code = account.sent()
    account.world.clock.advance("9m")
    second = account.make(f"{account.s}/Verifications", {**SMS, "Channel": "call"})
    assert (second["sid"], account.sent()) == (first["sid"], code)
    assert second["channel"] == "call"
    assert [attempt["channel"] for attempt in second["send_code_attempts"]] == ["SMS", "CALL"]


def test_sending_again_does_not_extend_the_ten_minutes(account, refused):
    account.make(f"{account.s}/Verifications", SMS)
    account.world.clock.advance("9m")
    account.make(f"{account.s}/Verifications", SMS)
    account.world.clock.advance("1m")
    answer = account.post(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()})
    assert "expired at 2026-11-21T10:10:00Z" in refused(answer, 404, 20404)


def test_sending_again_can_extend_them(account_with):
    account = account_with(resend_extends=True)
    account.make(f"{account.s}/Verifications", SMS)
    account.world.clock.advance("9m")
    account.make(f"{account.s}/Verifications", SMS)
    account.world.clock.advance("9m")
    check = account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}, 200)
    assert check["status"] == "approved"


def test_after_ten_minutes_there_is_a_new_verification(account):
    first = account.make(f"{account.s}/Verifications", SMS)
    code = account.sent()
    account.world.clock.advance("10m")
    second = account.make(f"{account.s}/Verifications", SMS)
    assert second["sid"] != first["sid"]
    assert len(second["send_code_attempts"]) == 1
    assert account.sent() != code


def test_the_sixth_send_is_refused_until_the_first_expires(account, refused):
    for _ in range(5):
        account.make(f"{account.s}/Verifications", SMS)
    reason = refused(account.post(f"{account.s}/Verifications", SMS), 429, 60203, "Max send attempts reached")
    assert "2026-11-21T10:10:00Z" in reason
    assert len(account.emulator.inbox.messages(to=PHONE)) == 5
    account.world.clock.advance("10m")
    account.make(f"{account.s}/Verifications", SMS)


@pytest.mark.parametrize("end", ["approved", "canceled", "checked"])
def test_an_end_lifts_the_limit_of_sends(account, end):
    for _ in range(5):
        verification = account.make(f"{account.s}/Verifications", SMS)
    if end == "checked":
        account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}, 200)
    else:
        account.make(f"{account.s}/Verifications/{verification['sid']}", {"Status": end}, 200)
    assert len(account.make(f"{account.s}/Verifications", SMS)["send_code_attempts"]) == 1


def test_another_address_and_another_service_have_their_own_limits(account):
    for _ in range(5):
        account.make(f"{account.s}/Verifications", SMS)
    account.make(f"{account.s}/Verifications", {"To": "+15017122662", "Channel": "sms"})
    account.make(f"{account.service()}/Verifications", SMS)


@pytest.mark.parametrize("name", ["sid", "to", "encoded"])
def test_a_pending_verification_is_fetched_by_sid_or_address(account, name):
    verification = account.make(f"{account.s}/Verifications", SMS)
    text = {"sid": verification["sid"], "to": PHONE, "encoded": PHONE.replace("+", "%2B")}[name]
    assert account.get(f"{account.s}/Verifications/{text}").json() == verification


@pytest.mark.parametrize("status", ["approved", "canceled"])
def test_an_update_ends_a_verification(account, refused, status):
    verification = account.make(f"{account.s}/Verifications", SMS)
    ended = account.make(f"{account.s}/Verifications/{PHONE}", {"Status": status}, 200)
    assert (ended["status"], ended["valid"]) == (status, status == "approved")
    for answer in (
        account.get(f"{account.s}/Verifications/{verification['sid']}"),
        account.post(f"{account.s}/Verifications/{PHONE}", {"Status": "approved"}),
        account.post(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}),
    ):
        assert f"was {status} at 2026-11-21T10:00:00Z" in refused(answer, 404, 20404)


def test_another_status_is_60200(account, refused):
    account.make(f"{account.s}/Verifications", SMS)
    refused(account.post(f"{account.s}/Verifications/{PHONE}", {"Status": "pending"}), 400, 60200)
    refused(account.post(f"{account.s}/Verifications/{PHONE}"), 400, 20001)


def test_fetches_are_limited_when_the_settings_say_so(account_with, refused):
    account = account_with(fetches_per_minute=2, fetches_per_hour=3)
    account.make(f"{account.s}/Verifications", SMS)
    url = f"{account.s}/Verifications/{PHONE}"
    assert [account.get(url).status_code for _ in range(2)] == [200, 200]
    refused(account.get(url), 429, 20429, "Too many requests")
    account.world.clock.advance("1m")
    assert account.get(url).status_code == 200
    assert "3600 s" in refused(account.get(url), 429, 20429)


def test_lookup_names_the_carrier_when_the_service_asks(account):
    assert account.make(f"{account.s}/Verifications", SMS)["lookup"] == {}
    s = account.service(LookupEnabled="true")
    carrier = account.make(f"{s}/Verifications", SMS)["lookup"]["carrier"]
    assert set(carrier) == {"mobile_country_code", "type", "error_code", "mobile_network_code", "name"}
    assert account.make(f"{s}/Verifications", {"To": "ada@example.com", "Channel": "email"})["lookup"] == {}


def test_the_history_keeps_every_verification(account):
    account.make(f"{account.s}/Verifications", SMS)
    account.make(f"{account.s}/Verifications/{PHONE}", {"Status": "canceled"}, 200)
    account.make(f"{account.s}/Verifications", SMS)
    assert [one.status for one in account.api.verifications(PHONE)] == ["canceled", "pending"]


def test_the_codes_length_is_the_services(account):
    s = account.service(CodeLength="10")
    account.make(f"{s}/Verifications", SMS)
    assert len(account.sent()) == 10


def test_a_code_pinned_to_the_address_is_sent(account):
    account.world.ids.pin(PHONE, "424242")
    account.make(f"{account.s}/Verifications", SMS)
    assert account.sent() == "424242"
