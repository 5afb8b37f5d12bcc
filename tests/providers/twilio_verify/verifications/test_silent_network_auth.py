"""Silent network authentication: the phone opens a URL, no code is typed."""

import pytest
from in_process import client_of

PHONE = "+15017122661"


def start(account, **form):
    return account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sna", **form})


def check(account, **form):
    return account.make(f"{account.s}/VerificationCheck", {"To": PHONE, **form}, 200)


@pytest.fixture
def stranger(account):
    """A client without credentials: the phone's browser."""
    with client_of(account.emulator, "verify.twilio.com") as client:
        yield client


def test_nothing_is_sent_but_a_url_is_given(account):
    verification = start(account)
    assert verification["sna"]["url"].startswith("http://verify.twilio.com/v2/")
    assert verification["send_code_attempts"][0]["channel"] == "sna"
    assert verification["lookup"]["carrier"]["type"] == "mobile"
    assert account.emulator.inbox.newest() is None


def test_before_the_phone_opened_the_url_a_check_is_pending(account):
    verification = start(account)
    answer = check(account)
    assert (answer["status"], answer["valid"]) == ("pending", False)
    attempt = verification["send_code_attempts"][0]["attempt_sid"]
    assert answer["sna_attempts_error_codes"] == [{"attempt_sid": attempt, "code": 60519}]


def test_afterwards_it_is_approved_without_a_code(account, stranger):
    url = start(account)["sna"]["url"]
    assert stranger.get(url).json() == {"errorCode": "0", "snaClientToken": None}
    assert check(account)["status"] == "approved"


def test_a_client_token_must_come_back(account, stranger):
    url = start(account, EnableSnaClientToken="true")["sna"]["url"]
    token = stranger.get(url).json()["snaClientToken"]
    assert check(account)["status"] == "pending"
    assert check(account, SnaClientToken="x")["status"] == "pending"
    assert check(account, SnaClientToken=token)["status"] == "approved"


def test_another_client_token_is_the_general_failure(account, stranger):
    stranger.get(start(account, EnableSnaClientToken="true")["sna"]["url"])
    assert [error["code"] for error in check(account, SnaClientToken="x")["sna_attempts_error_codes"]] == [60510]


def test_an_approval_has_no_errors(account, stranger):
    stranger.get(start(account)["sna"]["url"])
    assert check(account)["sna_attempts_error_codes"] == []


def test_carriers_can_fail(account_with):
    account = account_with(sna_result=60531)
    with client_of(account.emulator, "verify.twilio.com") as phone:
        phone.get(start(account)["sna"]["url"])
    answer = check(account)
    assert (answer["status"], answer["sna_attempts_error_codes"][0]["code"]) == ("pending", 60531)


def test_a_url_with_other_data_or_of_another_kind_is_not_found(account, stranger, refused):
    url = start(account)["sna"]["url"]
    refused(stranger.get(url + "x"), 404, 20404)
    refused(stranger.get(url.replace("VA", "VB")), 404, 20404)
    sms = account.make(f"{account.s}/Verifications", {"To": "+15017122662", "Channel": "sms"})
    refused(stranger.get(f"{account.s}/Verifications/{sms['sid']}/Sna?data="), 404, 20404)


def test_an_expired_url_is_not_found(account, stranger, refused):
    url = start(account)["sna"]["url"]
    account.world.clock.advance("10m")
    refused(stranger.get(url), 404, 20404)


def test_an_email_cannot_be_checked_so(account, refused):
    answer = account.post(f"{account.s}/Verifications", {"To": "ada@example.com", "Channel": "sna"})
    refused(answer, 400, 60200)
