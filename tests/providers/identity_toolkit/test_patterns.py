"""Patterns of addresses and numbers that a user has set: a text that takes too long is refused, with the reason."""

import pytest

pytest.importorskip("regex", reason="the library for patterns of users is not installed")

ENDLESS = r"\+?(a|aa)+b"
MANY = "+" + "a" * 60


def test_an_address_that_takes_too_long_is_none(make_it):
    it = make_it(email_pattern=ENDLESS)
    answer = it.call("/v1/accounts:signUp", {"email": MANY, "password": "secret-1"})
    assert (answer.status, answer.json["error"]["message"]) == (400, "INVALID_EMAIL")
    assert answer.reason.startswith("the setting email_pattern: the pattern ")
    assert it.ok("/v1/accounts:signUp", {"email": "aab", "password": "secret-1"})["email"] == "aab"


def test_a_number_that_takes_too_long_is_none(make_it):
    it = make_it(phone_pattern=ENDLESS)
    answer = it.call("/v1/accounts:sendVerificationCode", {"phoneNumber": MANY})
    assert (answer.status, answer.json["error"]["message"].split(" : ")[0]) == (400, "INVALID_PHONE_NUMBER")
    assert answer.reason.startswith("the setting phone_pattern: the pattern ")
    assert not it.inbox.messages()


def test_so_it_is_in_a_seed(make_it):
    it = make_it(email_pattern=ENDLESS)
    with pytest.raises(ValueError, match="takes more than"):
        it.world.seed({"identity_toolkit": {"users": [{"email": MANY}]}})
    assert not it.accounts.users
