"""Verifications: sending, sending again, and what becomes of them."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}


@pytest.mark.parametrize(
    ("channel", "to", "shown"),
    [
        ("sms", PHONE, "sms"),
        ("call", PHONE, "call"),
        ("whatsapp", PHONE, "whatsapp"),
        ("email", "ada@example.com", "email"),
    ],
)
def test_a_code_arrives_by_its_channel(account, channel, to, shown):
    verification = account.make(f"{account.s}/Verifications", {"To": to, "Channel": channel})
    assert (verification["status"], verification["valid"], verification["channel"]) == ("pending", False, channel)
    (attempt,) = verification["send_code_attempts"]
    assert attempt["channel"] == shown
    assert attempt["attempt_sid"].startswith("VL")
    assert attempt["time"] == "2026-11-21T10:00:00.000Z"
    assert (verification["date_created"], verification["lookup"]) == ("2026-11-21T10:00:00Z", {"carrier": None})
    assert "sna" not in verification
    message = account.emulator.inbox.latest(to=to)
    assert message.channel == channel
    assert len(message.code) == 6
    assert message.context["verification_sid"] == verification["sid"]


def test_auto_is_answered_with_the_chosen_channel(account, account_with):
    assert account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "auto"})["channel"] == "sms"
    other = account_with(auto_channel="whatsapp")
    assert other.make(f"{other.s}/Verifications", {"To": PHONE, "Channel": "auto"})["channel"] == "whatsapp"


def test_auto_is_sna_where_the_address_of_the_phone_is_known(account, account_with):
    form = {"To": PHONE, "Channel": "auto", "DeviceIp": "192.0.2.1"}
    assert account.make(f"{account.s}/Verifications", form)["channel"] == "sna"
    without = account_with(disabled_channels=["sna"])
    assert without.make(f"{without.s}/Verifications", form)["channel"] == "sms"


@pytest.mark.parametrize("options", [{"auto_channel": "off"}, {"profile": "strict"}])
def test_auto_outside_of_the_pilot_is_60200(account_with, refused, options):
    account = account_with(**options)
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "auto"})
    refused(answer, 400, 60200, "Invalid parameter: Channel")


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
        ("+19995551234", "sms"),
        ("+11995551234", "call"),
        ("+150171226611", "sms"),
        ("123", "sms"),
        ("+１５０１７１２２６６１", "sms"),
    ],
)
def test_an_address_that_does_not_fit_its_channel_is_60200(account, refused, to, channel):
    answer = account.post(f"{account.s}/Verifications", {"To": to, "Channel": channel})
    refused(answer, 400, 60200, f"Invalid parameter `To`: {to}")
    assert account.emulator.inbox.newest() is None


@pytest.mark.parametrize("number", ["+15551234567", "+15550001234", "+82600123456"])
def test_numbers_that_tests_use_are_possible_in_every_profile(account, account_with, number):
    for one in (account, account_with("strict")):
        one.make(f"{one.s}/Verifications", {"To": number, "Channel": "sms"})


def test_the_exchange_of_a_number_is_looked_at_strictly(account, account_with, refused):
    form = {"To": "+15010712266", "Channel": "sms"}
    account.make(f"{account.s}/Verifications", form)
    strict = account_with("strict")
    refused(strict.post(f"{strict.s}/Verifications", form), 400, 60200)


def test_an_unknown_channel_is_60200(account, refused):
    answer = account.post(f"{account.s}/Verifications", {"To": PHONE, "Channel": "fax"})
    refused(answer, 400, 60200, "Invalid parameter: Channel")


@pytest.mark.parametrize("name", ["To", "Channel"])
def test_what_is_required_is_named(account, refused, name):
    form = {other: value for other, value in SMS.items() if other != name}
    message = f"Missing required parameter {name} in the post body"
    refused(account.post(f"{account.s}/Verifications", form), 400, 20001, message)


def test_the_sid_of_something_else_is_60200_here(account, refused):
    refused(account.post("/v2/Services/MG" + 32 * "0" + "/Verifications", SMS), 400, 60200, "Invalid parameter")


@pytest.mark.parametrize("text", ["x", "VA1", "MG" + 31 * "0", "VA" + 32 * "g"])
def test_what_has_no_sids_shape_is_not_found_here_either(account, refused, text):
    message = f"The requested resource /Services/{text}/Verifications was not found"
    refused(account.post(f"/v2/Services/{text}/Verifications", SMS), 404, 20404, message)


def test_the_same_address_gets_the_same_code_within_ten_minutes(account):
    first = account.make(f"{account.s}/Verifications", SMS)
    code = account.sent()
    account.world.clock.advance("9m")
    second = account.make(f"{account.s}/Verifications", {**SMS, "Channel": "call"})
    assert (second["sid"], account.sent()) == (first["sid"], code)
    assert second["channel"] == "call"
    assert [attempt["channel"] for attempt in second["send_code_attempts"]] == ["sms", "call"]


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


def test_a_canceled_verification_can_be_read_until_it_expires(account, refused):
    sid = account.make(f"{account.s}/Verifications", SMS)["sid"]
    ended = account.make(f"{account.s}/Verifications/{sid}", {"Status": "canceled"}, 200)
    for text in (sid, PHONE):
        assert account.get(f"{account.s}/Verifications/{text}").json() == ended
    account.world.clock.advance("10m")
    refused(account.get(f"{account.s}/Verifications/{sid}"), 404, 20404)


@pytest.mark.parametrize("status", ["approved", "canceled"])
def test_an_update_ends_a_verification(account, refused, status):
    verification = account.make(f"{account.s}/Verifications", SMS)
    ended = account.make(f"{account.s}/Verifications/{PHONE}", {"Status": status}, 200)
    assert (ended["status"], ended["valid"]) == (status, status == "approved")
    read = account.get(f"{account.s}/Verifications/{verification['sid']}")
    assert read.status_code == (404 if status == "approved" else 200)
    for answer in (
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
    assert account.make(f"{account.s}/Verifications", SMS)["lookup"] == {"carrier": None}
    s = account.service(LookupEnabled="true")
    carrier = account.make(f"{s}/Verifications", SMS)["lookup"]["carrier"]
    assert set(carrier) == {"mobile_country_code", "type", "error_code", "mobile_network_code", "name"}
    email = account.make(f"{s}/Verifications", {"To": "ada@example.com", "Channel": "email"})
    assert email["lookup"] == {"carrier": None}


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
