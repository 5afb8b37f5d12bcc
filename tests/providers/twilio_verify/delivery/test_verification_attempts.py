"""Attempts: every send, its conversion, filters and the summary."""

import pytest

PHONE = "+15017122661"


def send(account, to=PHONE, channel="sms", path=""):
    return account.make(f"{path or account.s}/Verifications", {"To": to, "Channel": channel})


def listed(account, **query):
    return account.get("/v2/Attempts", **query).json()["attempts"]


def test_every_send_is_an_attempt(account):
    verification = send(account)
    (attempt,) = listed(account)
    assert attempt["sid"] == verification["send_code_attempts"][0]["attempt_sid"]
    assert attempt["channel_data"] == {
        "verification_sid": verification["sid"],
        "to": PHONE,
        "status": "unconfirmed",
        "message_status": "delivered",
        "error_code": None,
        "country": "US",
        "code_length": 6,
        "locale": "en",
        "mcc": None,
        "mnc": None,
        "carrier": None,
    }
    assert (attempt["conversion_status"], attempt["price"]) == ("unconverted", None)
    assert account.get(f"/v2/Attempts/{attempt['sid']}").json() == attempt


def test_an_approval_converts_all_attempts_of_its_verification(account):
    send(account)
    send(account)
    account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}, 200)
    assert {(one["conversion_status"], one["channel_data"]["status"]) for one in listed(account)} == {
        ("converted", "confirmed")
    }


def test_expiry_shows_in_the_attempt(account):
    send(account)
    account.world.clock.advance("10m")
    assert listed(account)[0]["channel_data"]["status"] == "expired"


def test_filters_choose(account):
    first = send(account)
    account.world.clock.advance("1m")
    send(account, "+4915100000000", "call")
    other = account.service()
    send(account, "ada@example.com", "email", other)
    account.make(f"{other}/Verifications/ada@example.com", {"Status": "approved"}, 200)

    def to(**query):
        return [one["channel_data"]["to"] for one in listed(account, **query)]

    everyone = [PHONE, "+4915100000000", "ada@example.com"]
    assert to() == everyone
    assert to(**{"ChannelData.To": PHONE}) == [PHONE]
    assert to(Country="DE") == ["+4915100000000"]
    assert to(Channel="email") == ["ada@example.com"]
    assert to(VerifyServiceSid=account.api.service_sid) == everyone[:2]
    assert to(VerificationSid=first["sid"]) == [PHONE]
    assert to(Status="converted") == to(Status="CONVERTED") == ["ada@example.com"]
    assert to(DateCreatedAfter="2026-11-21T10:00:30Z") == everyone[1:]
    assert to(DateCreatedBefore="2026-11-21T10:00:30Z") == [PHONE]


@pytest.mark.parametrize("query", [{"Status": "open"}, {"Channel": "fax"}, {"DateCreatedAfter": "yesterday"}])
def test_a_bad_filter_is_60306(account, refused, query):
    refused(account.get("/v2/Attempts", **query), 400, 60306)
    if "Status" not in query:
        refused(account.get("/v2/Attempts/Summary", **query), 400, 60306)


def test_list_and_summary_ignore_each_others_filters(account):
    account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    listed = account.get("/v2/Attempts", DestinationPrefix="+44")
    assert len(listed.json()["attempts"]) == 1
    assert listed.headers["x-mfa-reason"] == 'ignored, since Twilio ignores it: "DestinationPrefix"'
    counted = account.get("/v2/Attempts/Summary", Status="converted", **{"ChannelData.To": "+15017120010"})
    assert counted.json()["total_attempts"] == 1
    assert counted.headers["x-mfa-reason"] == 'ignored, since Twilio ignores it: "Status", "ChannelData.To"'


def test_the_summary_counts_and_gives_a_rate(account):
    def summary(**query):
        found = account.get("/v2/Attempts/Summary", **query).json()
        return (
            found["total_attempts"],
            found["total_converted"],
            found["total_unconverted"],
            found["conversion_rate_percentage"],
        )

    assert summary() == (0, 0, 0, "0")
    for number in range(11):
        to = f"+1501712{number:04}"
        send(account, to)
        if number < 9:
            account.make(f"{account.s}/Verifications/{to}", {"Status": "approved"}, 200)
    assert summary() == (11, 9, 2, "81.818181818")
    assert summary(DestinationPrefix="+15017120010") == (1, 0, 1, "0")
    assert summary(DestinationPrefix="+1501712000") == (10, 9, 1, "90")


def test_an_unknown_attempt_is_not_found(account, refused):
    refused(account.get("/v2/Attempts/VL" + 32 * "0"), 404, 20404)
    refused(account.get("/v2/Attempts/nonsense"), 404, 20404)


def test_attempts_are_kept_for_thirty_days(account, refused):
    send(account)
    (attempt,) = account.get("/v2/Attempts").json()["attempts"]
    account.world.clock.advance("29d23h")
    assert account.get(f"/v2/Attempts/{attempt['sid']}").status_code == 200
    account.world.clock.advance("1h")
    assert account.get("/v2/Attempts").json()["attempts"] == []
    assert account.get("/v2/Attempts/Summary").json()["total_attempts"] == 0
    refused(account.get(f"/v2/Attempts/{attempt['sid']}"), 404, 20404)


def test_strictly_a_hundred_requests_for_attempts_fit_into_a_minute(account_with, refused):
    account = account_with("strict")
    sent = send(account)["send_code_attempts"][0]["attempt_sid"]
    assert {account.get("/v2/Attempts").status_code for _ in range(100)} == {200}
    for path in ("/v2/Attempts", "/v2/Attempts/Summary", f"/v2/Attempts/{sent}"):
        refused(account.get(path), 429, 20429, "Too many requests")
    account.world.clock.advance("1m")
    assert account.get("/v2/Attempts").status_code == 200
