"""A long session does not grow without end: the oldest of each kind make room."""

import json

import pytest

KEPT = 20
MANY = 50


@pytest.fixture
def short(account_with):
    """An account that remembers little."""
    return account_with(kept_records=KEPT, challenges_per_hour=0, challenges_per_day=0)


def test_old_verifications_and_attempts_make_room(short):
    numbers = [f"+1501712{number}" for number in range(2000, 2000 + MANY)]
    for number in numbers:
        short.make(f"{short.s}/Verifications", {"To": number, "Channel": "sms"})
    dump = json.loads(short.world.snapshot().to_json())["providers"]["twilio_verify"]
    data = dump["data"][short.api.service_sid]
    assert len(data["verifications"]) == len(data["last"]) <= KEPT
    assert len(dump["attempts"]) <= KEPT
    assert short.get(f"{short.s}/Verifications/{numbers[0]}").status_code == 404
    assert short.get(f"{short.s}/Verifications/{numbers[-1]}").status_code == 200


def test_an_address_with_a_newer_verification_keeps_it(short):
    for _ in range(MANY):
        verification = short.make(f"{short.s}/Verifications", {"To": "+15017122661", "Channel": "sms"})
        short.make(f"{short.s}/Verifications/{verification['sid']}", {"Status": "canceled"}, 200)
    short.make(f"{short.s}/Verifications", {"To": "+15017122661", "Channel": "sms"})
    assert short.get(f"{short.s}/Verifications/+15017122661").status_code == 200


def test_old_challenges_make_room(short):
    factor = short.totp()
    challenges = [short.challenge(factor) for _ in range(MANY)]
    assert short.get(f"{short.e}/Challenges/{challenges[0]['sid']}").status_code == 404
    assert short.get(f"{short.e}/Challenges/{challenges[-1]['sid']}").status_code == 200


def test_old_access_tokens_make_room(short):
    body = {"Identity": "ada-lovelace", "FactorType": "push"}
    tokens = [short.make(f"{short.s}/AccessTokens", body) for _ in range(MANY)]
    assert short.get(f"{short.s}/AccessTokens/{tokens[0]['sid']}").status_code == 404
    assert short.get(f"{short.s}/AccessTokens/{tokens[-1]['sid']}").status_code == 200


def test_a_limit_that_is_in_use_outlives_those_that_were_used_once(short, refused):
    limit = short.make(f"{short.s}/RateLimits", {"UniqueName": "ip"})
    short.make(f"{short.s}/RateLimits/{limit['sid']}/Buckets", {"Max": MANY, "Interval": 60})
    for number in range(2000, 2000 + MANY):
        for value in ("often", str(number)):
            to = f"+1501{712 if value == 'often' else 713}{number}"
            form = {"To": to, "Channel": "sms", "RateLimits": json.dumps({"ip": value})}
            short.make(f"{short.s}/Verifications", form)
    form = {"To": "+15017122661", "Channel": "sms", "RateLimits": '{"ip": "often"}'}
    refused(short.post(f"{short.s}/Verifications", form), 429, 20429)
