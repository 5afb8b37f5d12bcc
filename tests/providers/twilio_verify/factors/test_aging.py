"""Factors that nobody verifies, and their entities: gone, or there to be seen and no more, as the settings say."""

import pytest

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def leaving(account_with):
    """An account whose entities go with the last of their factors."""
    return account_with(entity_of_aged_factors="gone")


def seeded(*statuses):
    """A seed document with an entity that has a factor of each status."""
    factors = [
        {"friendly_name": "Phone", "secret": f"{SECRET[:-1]}{letter}", "status": status}
        for letter, status in zip("ABC", statuses, strict=False)
    ]
    entity = {"identity": "ada-lovelace", "factors": factors}
    return [{"twilio_verify": {"services": [{"friendly_name": "Owl Bank", "default": True, "entities": [entity]}]}}]


def test_an_entity_stays_when_its_only_factor_has_aged_away(account, refused):
    factor = account.totp(verified=False)
    account.world.clock.advance("24h")
    refused(account.get(f"{account.e}/Factors/{factor['sid']}"), 404, 20404)
    assert account.get(account.e).status_code == 200


def test_an_entity_may_be_gone_with_the_last_of_its_factors(leaving, refused):
    leaving.totp(verified=False)
    leaving.world.clock.advance("1h")
    leaving.totp(verified=False)
    leaving.world.clock.advance("23h")
    assert leaving.get(leaving.e).status_code == 200
    leaving.world.clock.advance("1h")
    assert "gone with its last factor at " in refused(leaving.get(leaving.e), 404, 20404)
    assert leaving.get(f"{leaving.s}/Entities").json()["entities"] == []
    assert leaving.api.entities == []
    with pytest.raises(LookupError):
        leaving.api.find_entity("ada-lovelace")


def test_the_timeline_tells_when_an_entity_goes(leaving):
    leaving.totp(verified=False)
    assert [(end.what, end.subject) for end in leaving.world.timeline()] == [
        ("entity", "ada-lovelace"),
        ("unverified factor", "ada-lovelace"),
    ]


@pytest.mark.parametrize("verified_last", [False, True])
def test_an_entity_with_a_verified_factor_stays(leaving, verified_last):
    leaving.totp(verified=not verified_last)
    leaving.totp(verified=verified_last)
    leaving.world.clock.advance("48h")
    assert leaving.get(leaving.e).status_code == 200


def test_an_entity_whose_verified_factor_is_removed_goes_with_the_rest(leaving, refused):
    verified = leaving.totp()
    leaving.totp(verified=False)
    leaving.delete(f"{leaving.e}/Factors/{verified['sid']}")
    leaving.world.clock.advance("24h")
    refused(leaving.get(leaving.e), 404, 20404)


def test_an_entity_whose_factors_are_removed_stays(leaving):
    factor = leaving.totp(verified=False)
    leaving.delete(f"{leaving.e}/Factors/{factor['sid']}")
    leaving.world.clock.advance("24h")
    assert leaving.get(leaving.e).status_code == 200


def test_who_comes_back_is_another_entity_with_none_of_the_old_factors(leaving):
    leaving.totp(verified=False, **{"Binding.Secret": SECRET})
    before = leaving.get(leaving.e).json()
    leaving.world.clock.advance("24h")
    leaving.totp(**{"Binding.Secret": SECRET})
    now = leaving.get(leaving.e).json()
    assert now["sid"] != before["sid"]
    assert now["date_created"] > before["date_created"]
    assert len(leaving.get(f"{leaving.e}/Factors").json()["factors"]) == 1
    assert len(leaving.world.states["twilio_verify"].data[leaving.api.service_sid].factors) == 1


def test_who_comes_back_in_another_case_is_another_entity(leaving):
    leaving.totp(verified=False)
    leaving.world.clock.advance("24h")
    leaving.make(f"{leaving.s}/Entities", {"Identity": "Ada-Lovelace"})
    assert leaving.get(leaving.e).json()["identity"] == "Ada-Lovelace"


@pytest.mark.parametrize(("statuses", "there"), [(("unverified",), 404), (("unverified", "verified"), 200), ((), 200)])
def test_seeded_entities_go_in_the_same_way(account_with, statuses, there):
    account = account_with(seeds=seeded(*statuses), entity_of_aged_factors="gone")
    account.world.clock.advance("24h")
    assert account.get(account.e).status_code == there


def test_a_snapshot_keeps_an_entity_that_is_gone_from_coming_back(leaving):
    leaving.totp(verified=False)
    leaving.world.clock.advance("24h")
    leaving.world.restore(leaving.world.snapshot())
    assert leaving.get(leaving.e).status_code == 404


def test_an_aged_factor_may_stay_and_be_verified_by_nothing(account_with):
    account = account_with(aged_factors="unverifiable")
    factor = account.totp(verified=False)
    path = f"{account.e}/Factors/{factor['sid']}"
    account.world.clock.advance("24h")
    answer = account.post(path, {"AuthPayload": account.code(factor), "FriendlyName": "Old phone"})
    assert (answer.status_code, answer.json()["status"]) == (200, "unverified")
    assert "nothing verifies it any more" in answer.headers["x-mfa-reason"]
    assert account.get(path).json()["friendly_name"] == "Old phone"
    account.world.clock.advance("365d")
    assert account.get(path).json()["status"] == "unverified"
    assert account.world.timeline() == []


def test_just_before_it_ages_a_factor_is_verified(account_with):
    account = account_with(aged_factors="unverifiable")
    factor = account.totp(verified=False)
    account.world.clock.advance("23h59m59s")
    answer = account.post(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": account.code(factor)})
    assert answer.json()["status"] == "verified"


def test_an_entity_stays_with_factors_that_stay(account_with):
    account = account_with(aged_factors="unverifiable", entity_of_aged_factors="gone")
    account.totp(verified=False)
    account.world.clock.advance("48h")
    assert account.get(account.e).status_code == 200


def test_a_passkey_that_has_aged_is_registered_by_nothing(account_with):
    account = account_with(aged_factors="unverifiable")
    party = {"id": "example.com", "name": "Example", "origins": ["https://example.com"]}
    config = {
        "relying_party": party,
        "authenticator_attachment": "platform",
        "discoverable_credentials": "preferred",
        "user_verification": "preferred",
    }
    form = {"friendly_name": "key", "identity": "ada-lovelace", "config": config}
    made = account.http.post(f"{account.s}/Passkeys/Factors", json=form).json()
    registration = account.api.browser().create(made["options"])
    account.world.clock.advance("24h")
    answer = account.http.post(f"{account.s}/Passkeys/VerifyFactor", json=registration)
    assert answer.json()["code"] == 60383
