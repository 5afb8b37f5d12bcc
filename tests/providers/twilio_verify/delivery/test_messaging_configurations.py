"""Messaging configurations, by country."""

import pytest

MG = "MG" + 32 * "a"


def test_one_is_made_read_changed_and_deleted(account, refused):
    url = f"{account.s}/MessagingConfigurations"
    made = account.make(url, {"Country": "US", "MessagingServiceSid": MG})
    assert (made["country"], made["messaging_service_sid"]) == ("US", MG)
    assert "sid" not in made
    assert account.get(f"{url}/US").json() == made
    other = "MG" + 32 * "b"
    assert account.make(f"{url}/US", {"MessagingServiceSid": other}, 200)["messaging_service_sid"] == other
    account.make(url, {"Country": "all", "MessagingServiceSid": MG})
    assert [one["country"] for one in account.get(url).json()["messaging_configurations"]] == ["US", "all"]
    assert account.delete(f"{url}/US").status_code == 204
    assert "'US'" in refused(account.get(f"{url}/US"), 404, 20404)


def test_a_country_has_one(account, refused):
    form = {"Country": "US", "MessagingServiceSid": MG}
    account.make(f"{account.s}/MessagingConfigurations", form)
    refused(account.post(f"{account.s}/MessagingConfigurations", form), 400, 60213)


@pytest.mark.parametrize(
    "form",
    [
        {"Country": "USA", "MessagingServiceSid": MG},
        {"Country": "us", "MessagingServiceSid": MG},
        {"Country": "US", "MessagingServiceSid": "MG1"},
    ],
)
def test_a_bad_country_or_service_is_60200(account, refused, form):
    refused(account.post(f"{account.s}/MessagingConfigurations", form), 400, 60200)
