"""VerificationCheck: right and wrong codes, and the famous 404, explained."""

import pytest

PHONE = "+15017122661"
SMS = {"To": PHONE, "Channel": "sms"}
APPROVE = {"Status": "approved"}


@pytest.fixture
def verification(account):
    """A pending verification of a phone."""
    return account.make(f"{account.s}/Verifications", SMS)


def check(account, **form):
    return account.post(f"{account.s}/VerificationCheck", {"To": PHONE, **form})


def test_the_right_code_is_200_approved_and_not_201(account, verification):
    answer = check(account, Code=account.sent())
    assert answer.status_code == 200
    body = answer.json()
    assert (body["sid"], body["status"], body["valid"]) == (verification["sid"], "approved", True)
    assert "sna_attempts_error_codes" not in body
    assert "url" not in body
    assert "lookup" not in body


def test_a_check_may_name_the_verification(account, verification):
    form = {"VerificationSid": verification["sid"], "Code": account.sent()}
    assert account.make(f"{account.s}/VerificationCheck", form, 200)["valid"] is True


def test_a_wrong_code_is_200_pending_with_a_reason(account, verification):
    answer = check(account, Code=account.wrong_sms())
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["valid"]) == ("pending", False)
    assert answer.headers["x-mfa-reason"].startswith("check 1 of 5: wrong code")


def test_the_fifth_wrong_check_uses_them_up(account, verification, refused):
    answers = [check(account, Code=account.wrong_sms()).json()["status"] for _ in range(5)]
    assert answers == ["pending"] * 5
    reason = refused(check(account, Code=account.sent()), 429, 60202, "Max check attempts reached")
    assert "2026-11-21T10:10:00Z" in reason
    account.world.clock.advance("10m")
    refused(check(account, Code=account.sent()), 404, 20404)


def test_a_sixth_check_can_be_404(account_with, refused):
    account = account_with(after_max_checks="404")
    account.make(f"{account.s}/Verifications", SMS)
    for _ in range(5):
        check(account, Code=account.wrong_sms())
    assert "5 wrong codes" in refused(check(account, Code=account.sent()), 404, 20404)


def test_a_spent_verification_can_be_read_until_it_expires(account, verification, refused):
    for _ in range(5):
        check(account, Code=account.wrong_sms())
    spent = account.get(f"{account.s}/Verifications/{PHONE}").json()
    assert (spent["sid"], spent["status"], spent["valid"]) == (verification["sid"], "max_attempts_reached", False)
    assert "5 wrong codes" in refused(account.post(f"{account.s}/Verifications/{PHONE}", APPROVE), 404, 20404)
    account.world.clock.advance("10m")
    refused(account.get(f"{account.s}/Verifications/{PHONE}"), 404, 20404)


def test_a_new_code_recovers_from_a_lockout_but_earlier_sends_still_count(account, verification, refused):
    for _ in range(5):
        check(account, Code=account.wrong_sms())
    for _ in range(4):
        account.make(f"{account.s}/Verifications", SMS)
    assert account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}, 200)["valid"] is True
    account.make(f"{account.s}/Verifications", SMS)


def test_a_lockout_does_not_hand_out_more_sends(account, verification, refused):
    for _ in range(4):
        account.make(f"{account.s}/Verifications", SMS)
    for _ in range(5):
        check(account, Code=account.wrong_sms())
    refused(account.post(f"{account.s}/Verifications", SMS), 429, 60203)


@pytest.mark.parametrize("options", [{"create_after_max_checks": "429"}, {"profile": "strict"}])
def test_a_lockout_can_last_its_ten_minutes(account_with, refused, options):
    account = account_with(**options)
    account.make(f"{account.s}/Verifications", SMS)
    for _ in range(5):
        check(account, Code=account.wrong_sms())
    refused(account.post(f"{account.s}/Verifications", SMS), 429, 60202)
    account.world.clock.advance("10m")
    account.make(f"{account.s}/Verifications", SMS)


def test_the_404_of_an_approved_verification_says_so(account, verification, refused):
    check(account, Code=account.sent())
    path = f"The requested resource {account.s.removeprefix('/v2')}/VerificationCheck was not found"
    reason = refused(check(account, Code=account.sent()), 404, 20404, path)
    assert reason == f"verification {verification['sid']} was approved at 2026-11-21T10:00:00Z and cannot be used again"


def test_the_404_of_an_expired_verification_says_when(account, verification, refused):
    account.world.clock.advance("10m")
    reason = refused(check(account, Code=account.sent()), 404, 20404)
    assert reason == f"verification {verification['sid']} expired at 2026-11-21T10:10:00Z; now 2026-11-21T10:10:00Z"


def test_the_404_of_an_unknown_address_says_so(account, refused):
    assert f"no verification of '{PHONE}'" in refused(check(account, Code="123456"), 404, 20404)


def test_the_404_of_the_wrong_service_names_the_right_one(account, verification, refused):
    other = account.service()
    answer = account.post(f"{other}/VerificationCheck", {"To": PHONE, "Code": account.sent()})
    assert account.api.service_sid in refused(answer, 404, 20404)


def test_the_404_of_a_sid_with_another_address_names_both(account, verification, refused):
    form = {"VerificationSid": verification["sid"], "To": "+15017122662", "Code": "123456"}
    assert PHONE in refused(account.post(f"{account.s}/VerificationCheck", form), 404, 20404)


@pytest.mark.parametrize("to", ["+19995551234", "123", "ada@example"])
def test_an_address_that_cannot_exist_is_60200(account, refused, to):
    refused(account.post(f"{account.s}/VerificationCheck", {"To": to, "Code": "123456"}), 400, 60200, f"{TO}{to}")


TO = "Invalid parameter `To`: "


def test_neither_address_nor_sid_is_60221(account, refused):
    refused(account.post(f"{account.s}/VerificationCheck", {"Code": "123456"}), 400, 60221)


@pytest.mark.parametrize("code", ["123", "12345678901", ""])
def test_a_code_of_impossible_length_is_60200(account, verification, refused, code):
    refused(check(account, Code=code), 400, 60200, "Invalid parameter: Code")


def test_a_code_is_needed(account, verification, refused):
    refused(check(account), 400, 60200, "Invalid parameter: Code")


def test_the_validity_can_be_set(account_with, refused):
    account = account_with(verification_validity=120)
    account.make(f"{account.s}/Verifications", SMS)
    account.world.clock.advance("2m")
    refused(check(account, Code=account.sent()), 404, 20404)
