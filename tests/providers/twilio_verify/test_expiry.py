"""Ends of records: the timeline of a world, and what becomes of ended ones."""

import pytest

PHONE = "+15017122661"


def ends(account):
    return [(ending.what, ending.subject) for ending in account.world.timeline()]


def test_the_timeline_lists_what_ends_next(account):
    account.make(f"{account.s}/AccessTokens", {"Identity": "ada-lovelace", "FactorType": "push"})
    account.challenge(account.totp())
    account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    account.totp(verified=False)
    assert ends(account) == [
        ("access token", "ada-lovelace"),
        ("challenge", "ada-lovelace"),
        ("verification", PHONE),
        ("unverified factor", "ada-lovelace"),
    ]
    account.world.clock.advance("10m")
    assert ends(account) == [("unverified factor", "ada-lovelace")]


def test_what_was_answered_ends_no_more(account):
    factor = account.totp()
    account.challenge(factor, AuthPayload=account.code(factor))
    account.make(f"{account.s}/Verifications", {"To": PHONE, "Channel": "sms"})
    account.make(f"{account.s}/VerificationCheck", {"To": PHONE, "Code": account.sent()}, 200)
    assert ends(account) == []


@pytest.mark.parametrize("status", ["unverified", "verified"])
def test_a_seeded_factor_ages_only_while_it_is_unverified(account_with, status):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    entity = {
        "identity": "ada-lovelace",
        "factors": [{"friendly_name": "Phone", "secret": secret, "status": status}],
    }
    service = {"friendly_name": "Owl Bank", "default": True, "entities": [entity]}
    account = account_with(seeds=[{"twilio_verify": {"services": [service]}}])
    account.world.clock.advance("1d")
    assert len(account.get(f"{account.e}/Factors").json()["factors"]) == (status == "verified")


def test_the_secret_of_an_aged_factor_may_be_used_again(account):
    form = {"Binding.Secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}
    account.totp(verified=False, **form)
    account.world.clock.advance("1d")
    account.totp(verified=False, **form)


def test_aged_factors_and_tokens_are_dropped_in_time(account):
    data = account.world.states["twilio_verify"].data[account.api.service_sid]
    form = {"Identity": "ada-lovelace", "FactorType": "push"}
    for _ in range(3):
        account.make(f"{account.s}/AccessTokens", form)
    account.totp(verified=False)
    account.world.clock.advance("3d")
    for _ in range(3):
        account.make(f"{account.s}/AccessTokens", form)
        account.make(f"{account.s}/Entities/grace-hopper/Factors", {"FriendlyName": "a", "FactorType": "totp"})
    assert len(data.access_tokens) == 3
    assert len(data.factors) == 3
