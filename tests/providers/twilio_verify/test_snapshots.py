"""A snapshot that somebody edited is refused whole when it holds what no call could have led to."""

import msgspec
import pytest

WRONG = [
    (("factors", 0, "secret"), "!"),
    (("factors", 0, "secret"), ""),
    (("factors", 0, "config"), None),
    (("factors", 0, "config", "skew"), 10**9),
    (("factors", 0, "config", "time_step"), 0),
    (("factors", 0, "factor_type"), "push"),
    (("factors", 0, "entity_sid"), "YE" + 32 * "0"),
    (("factors",), []),
    (("challenges", 0, "factor_sid"), "YF" + 32 * "0"),
    (("challenges", 0, "status"), "approved"),
    (("challenges", 0, "expires_at"), 10**18),
    (("last", "+15017122661"), ["x"]),
]


@pytest.fixture
def edited(account):
    """Gives the document as changed, after checking that it is refused."""
    account.challenge(account.totp())
    account.make(f"{account.s}/Verifications", {"To": "+15017122661", "Channel": "sms"})
    before = account.world.snapshot().to_json()

    def restore(path, wrong):
        document = msgspec.json.decode(before)
        part = document["providers"]["twilio_verify"]
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = wrong
        with pytest.raises(ValueError, match=r"."):
            account.world.restore(msgspec.json.encode(document))
        assert account.world.snapshot().to_json() == before

    return restore


@pytest.mark.parametrize(("path", "wrong"), WRONG)
def test_an_edited_service_is_refused_and_changes_nothing(account, edited, path, wrong):
    edited(("data", account.api.service_sid, *path), wrong)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("services", 0, "code_length"), 10**9),
        (("services", 0, "totp", "time_step"), 0),
        (("services", 0, "account_sid"), "AC" + 32 * "0"),
        (("attempts", 0, "created_at"), -1),
    ],
)
def test_so_is_what_the_account_holds(edited, path, wrong):
    edited(path, wrong)


@pytest.mark.parametrize("totp", [{"time_step": 0}, {"code_length": 99}, {"skew": 10**9}])
def test_a_seed_cannot_make_codes_that_no_call_could_ask_for(account, totp):
    with pytest.raises(ValueError, match="totp"):
        account.world.seed({"twilio_verify": {"services": [{"friendly_name": "Owl Bank", "totp": totp}]}})


def test_nor_a_limit_beyond_all_time(account):
    limit = {"unique_name": "ip", "buckets": [{"max": 1, "interval": 10**30}]}
    with pytest.raises(ValueError, match="interval"):
        account.world.seed({"twilio_verify": {"services": [{"friendly_name": "Owl Bank", "rate_limits": [limit]}]}})


def test_a_challenge_for_whichever_passkey_answers_comes_back(account):
    service = account.service(**{"Passkeys.RelyingParty.Id": "owl.example", "Passkeys.RelyingParty.Name": "Owl"})
    answer = account.http.post(f"{service}/Passkeys/Challenges", json={})
    assert answer.status_code == 201, answer.text
    taken = account.world.snapshot().to_json()
    account.world.reset()
    account.world.restore(taken)
    assert account.world.snapshot().to_json() == taken
