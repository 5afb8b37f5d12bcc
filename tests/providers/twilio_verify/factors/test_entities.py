"""Entities: the customer's users."""

import pytest


def test_a_new_entity_links_to_its_factors_and_challenges(account):
    entity = account.make(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    assert entity["sid"].startswith("YE")
    assert entity["url"].endswith("/Entities/ada-lovelace")
    assert entity["links"] == {
        "factors": entity["url"] + "/Factors",
        "new_factors": entity["url"] + "/Factors",
        "challenges": entity["url"] + "/Challenges",
    }
    assert account.get(account.e).json() == entity


@pytest.mark.parametrize(
    "identity", ["short-1", "x" * 65, "under_score", "with space", "ada@example.com", "ädalovelace"]
)
def test_an_identity_is_8_to_64_letters_digits_and_dashes(account, refused, identity):
    refused(account.post(f"{account.s}/Entities", {"Identity": identity}), 400, 60306, "Invalid Request: Identity")
    form = {"FriendlyName": "a", "FactorType": "totp"}
    refused(account.post(f"{account.s}/Entities/{identity}/Factors", form), 400, 60306)
    assert account.get(f"{account.s}/Entities").json()["entities"] == []


def test_a_second_entity_of_an_identity_is_a_conflict(account, refused):
    account.make(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    answer = account.post(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    refused(answer, 409, 60301, "Entity already exists")


def test_a_factor_makes_its_entity(account):
    account.totp(verified=False)
    assert account.get(account.e).json()["identity"] == "ada-lovelace"


def test_an_identity_is_found_in_another_case(account):
    account.make(f"{account.s}/Entities", {"Identity": "DD6840aec40ad01e"})
    assert account.get(f"{account.s}/Entities/dd6840aec40ad01e").json()["identity"] == "DD6840aec40ad01e"


def test_strictly_an_identity_is_exact(account_with, refused):
    account = account_with(identity_case="exact")
    account.make(f"{account.s}/Entities", {"Identity": "DD6840aec40ad01e"})
    refused(account.get(f"{account.s}/Entities/dd6840aec40ad01e"), 404, 20404)
    account.make(f"{account.s}/Entities", {"Identity": "dd6840aec40ad01e"})


@pytest.mark.parametrize("path", ["", "/Factors", "/Challenges"])
def test_nothing_of_an_unknown_entity_is_found(account, refused, path):
    assert "no entity 'ada-lovelace'" in refused(account.get(account.e + path), 404, 20404)


def test_missing_things_can_have_errors_of_their_own(account_with, refused):
    account = account_with(not_found="specific")
    refused(account.get(account.e), 404, 60392)
    account.make(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    refused(account.get(f"{account.e}/Factors/YF{32 * '0'}"), 404, 60390)
    refused(account.get(f"{account.e}/Challenges/YC{32 * '0'}"), 404, 60391)


def test_a_deleted_entity_takes_its_factors_and_challenges_along(account, refused):
    factor = account.totp()
    challenge = account.challenge(factor)
    assert account.delete(account.e).status_code == 204
    refused(account.get(f"{account.e}/Factors/{factor['sid']}"), 404, 20404)
    account.make(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    refused(account.get(f"{account.e}/Factors/{factor['sid']}"), 404, 20404)
    refused(account.get(f"{account.e}/Challenges/{challenge['sid']}"), 404, 20404)


def test_strictly_forty_entities_a_second_are_the_most(account_with, refused):
    account = account_with("strict")
    for number in range(40):
        account.make(f"{account.s}/Entities", {"Identity": f"identity-{number}"})
    refused(account.post(f"{account.s}/Entities", {"Identity": "identity-40"}), 429, 60328)
    form = {"FriendlyName": "a", "FactorType": "totp"}
    refused(account.post(f"{account.s}/Entities/identity-40/Factors", form), 429, 60328)
    account.world.clock.advance("1s")
    account.make(f"{account.s}/Entities", {"Identity": "identity-40"})
