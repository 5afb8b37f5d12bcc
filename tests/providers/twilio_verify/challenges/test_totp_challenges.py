"""Challenges of TOTP factors: codes on creation and on update, attempts, replay, expiry, limits."""

import pytest


def answer(account, challenge, code):
    return account.post(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": code})


def test_the_right_code_on_creation_approves_at_once(account):
    factor = account.totp()
    challenge = account.challenge(factor, AuthPayload=account.code(factor))
    assert challenge["status"] == "approved"
    assert challenge["date_responded"] == "2026-11-21T10:00:00Z"
    assert challenge["factor_type"] == "totp"
    assert challenge["details"] is None


def test_a_wrong_code_on_creation_leaves_it_pending_with_one_attempt_used(account, refused):
    factor = account.totp()
    challenge = account.challenge(factor, AuthPayload=account.wrong(factor))
    assert (challenge["status"], challenge["date_responded"]) == ("pending", None)
    for _ in range(4):
        assert answer(account, challenge, account.wrong(factor)).json()["status"] == "pending"
    assert "5 wrong codes" in refused(answer(account, challenge, account.code(factor)), 429, 60308)


def test_the_right_code_on_update_approves(account):
    factor = account.totp()
    challenge = account.challenge(factor)
    approved = answer(account, challenge, account.code(factor))
    assert (approved.status_code, approved.json()["status"]) == (200, "approved")
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json() == approved.json()


def test_a_wrong_code_on_update_is_200_pending_and_says_why(account):
    factor = account.totp()
    refused = answer(account, account.challenge(factor), account.code(factor, 3))
    assert (refused.status_code, refused.json()["status"]) == (200, "pending")
    assert "3 steps ahead" in refused.headers["x-mfa-reason"]


def test_a_wrong_code_can_be_403_and_still_counts(account_with, refused):
    account = account_with(totp_wrong_code="403")
    factor = account.totp()
    challenge = account.challenge(factor)
    for _ in range(5):
        refused(answer(account, challenge, account.wrong(factor)), 403, 60324)
    refused(answer(account, challenge, account.code(factor)), 429, 60308)


def test_a_code_does_not_approve_twice(account):
    factor = account.totp()
    code = account.code(factor)
    assert account.challenge(factor, AuthPayload=code)["status"] == "approved"
    second = account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"], "AuthPayload": code})
    assert second.json()["status"] == "pending"
    assert "used already" in second.headers["x-mfa-reason"]
    account.world.clock.advance("30s")
    assert account.challenge(factor, AuthPayload=account.code(factor))["status"] == "approved"


def test_replay_can_be_allowed(account_with):
    account = account_with(totp_replay="allow")
    factor = account.totp()
    for _ in range(2):
        assert account.challenge(factor, AuthPayload=account.code(factor))["status"] == "approved"


def test_the_code_that_verified_the_factor_may_approve_a_challenge(account):
    factor = account.totp()
    assert account.challenge(factor, AuthPayload=account.code(factor))["status"] == "approved"


def test_an_approved_challenge_takes_no_further_answer(account, refused):
    factor = account.totp()
    challenge = account.challenge(factor, AuthPayload=account.code(factor))
    reason = refused(answer(account, challenge, account.code(factor)), 403, 60322)
    assert "approved at 2026-11-21T10:00:00Z" in reason


def test_a_challenge_expires_after_five_minutes(account, refused):
    factor = account.totp()
    challenge = account.challenge(factor)
    assert challenge["expiration_date"] == "2026-11-21T10:05:00Z"
    account.world.clock.advance("5m")
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == "expired"
    assert "expired at 2026-11-21T10:05:00Z" in refused(answer(account, challenge, account.code(factor)), 403, 60323)


def test_a_challenge_may_live_an_hour(account):
    challenge = account.challenge(account.totp(), ExpirationDate="2026-11-21T11:00:00Z")
    account.world.clock.advance("59m59s")
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == "pending"


@pytest.mark.parametrize(
    "date", ["2026-11-21T11:00:01Z", "2026-11-21T10:00:00Z", "2020-01-01T00:00:00Z", "soon", "2026-11-21", "1795341600"]
)
def test_another_expiration_date_is_refused(account, refused, date):
    form = {"FactorSid": account.totp()["sid"], "ExpirationDate": date}
    assert "ExpirationDate" in refused(account.post(f"{account.e}/Challenges", form), 400, 60306)


def test_an_unverified_factor_cannot_be_challenged(account, refused):
    factor = account.totp(verified=False)
    refused(account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"]}), 403, 60318)


def test_a_missing_factor_is_not_found(account, refused):
    account.totp()
    refused(account.post(f"{account.e}/Challenges", {"FactorSid": "YF" + 32 * "0"}), 404, 20404)
    refused(account.post(f"{account.e}/Challenges", {"FactorSid": "YF1"}), 400, 60306)
    refused(account.post(f"{account.e}/Challenges", {}), 400, 20001)


@pytest.mark.parametrize("code", ["12", "123456789"])
def test_a_code_of_impossible_length_is_refused(account, refused, code):
    factor = account.totp()
    refused(account.post(f"{account.e}/Challenges", {"FactorSid": factor["sid"], "AuthPayload": code}), 400, 60306)
    refused(answer(account, account.challenge(factor), code), 400, 60306)


def test_an_answer_needs_a_payload(account, refused):
    challenge = account.challenge(account.totp())
    refused(account.post(f"{account.e}/Challenges/{challenge['sid']}"), 400, 60306, "Invalid Request: AuthPayload")


def test_short_codes_allow_ten_challenges_a_day(account, refused):
    factor = account.totp(**{"Config.CodeLength": 4})
    for _ in range(10):
        account.challenge(factor)
    form = {"FactorSid": factor["sid"]}
    refused(account.post(f"{account.e}/Challenges", form), 429, 60312)
    account.world.clock.advance("24h")
    account.challenge(factor)


def test_long_codes_allow_fifty_an_hour_and_a_hundred_a_day(account, refused):
    factor = account.totp()
    form = {"FactorSid": factor["sid"]}
    for _ in range(2):
        for _ in range(50):
            account.challenge(factor)
        refused(account.post(f"{account.e}/Challenges", form), 429, 60312)
        account.world.clock.advance("1h")
    assert "86400 s" in refused(account.post(f"{account.e}/Challenges", form), 429, 60312)


def test_a_device_may_add_metadata_to_its_answer(account):
    factor = account.totp()
    form = {"AuthPayload": account.code(factor), "Metadata": '{"os":"Android"}'}
    url = f"{account.e}/Challenges/{account.challenge(factor)['sid']}"
    assert account.make(url, form, 200)["metadata"] == {"os": "Android"}


def test_challenges_are_listed_by_factor_status_and_order(account):
    first, second = account.totp(), account.totp()
    approved = account.challenge(first, AuthPayload=account.code(first))["sid"]
    pending, other = account.challenge(first)["sid"], account.challenge(second)["sid"]

    def listed(**query):
        return [one["sid"] for one in account.get(f"{account.e}/Challenges", **query).json()["challenges"]]

    assert listed() == [approved, pending, other]
    assert listed(Order="desc") == [other, pending, approved]
    assert listed(FactorSid=first["sid"]) == [approved, pending]
    assert listed(Status="approved") == [approved]
    account.world.clock.advance("5m")
    assert listed(Status="expired", FactorSid=first["sid"]) == [pending]
    assert listed(Status="pending") == []


@pytest.mark.parametrize("query", [{"Status": "open"}, {"Order": "up"}])
def test_a_bad_filter_is_60306(account, refused, query):
    account.totp()
    refused(account.get(f"{account.e}/Challenges", **query), 400, 60306)
