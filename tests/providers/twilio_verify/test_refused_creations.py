"""Refused creations use nothing up: no number, no SID, no place in the order of creation."""

import pytest


def remembered(account) -> bytes:
    return account.emulator.snapshot().to_json()


def test_a_second_messaging_configuration_of_a_country(account, refused):
    form = {"Country": "US", "MessagingServiceSid": "MG" + "0" * 32}
    account.make(f"{account.s}/MessagingConfigurations", form)
    before = remembered(account)
    assert account.post(f"{account.s}/MessagingConfigurations", form).status_code == 400
    assert remembered(account) == before


@pytest.mark.parametrize("most", [0, 1])
def test_a_second_bucket_of_an_interval(account_with, most):
    account = account_with(buckets_per_rate_limit=most)
    limit = account.make(f"{account.s}/RateLimits", {"UniqueName": "by_ip"})
    path = f"{account.s}/RateLimits/{limit['sid']}/Buckets"
    account.make(path, {"Max": "5", "Interval": "60"})
    before = remembered(account)
    assert account.post(path, {"Max": "6", "Interval": "60"}).status_code == 400
    assert remembered(account) == before


def test_a_challenge_that_is_created_with_a_wrong_code(account_with, refused):
    account = account_with(totp_wrong_code="403")
    factor = account.totp()
    before = remembered(account)
    form = {"FactorSid": factor["sid"], "AuthPayload": account.wrong(factor)}
    refused(account.post(f"{account.e}/Challenges", form), 403, 60324)
    assert remembered(account) == before
