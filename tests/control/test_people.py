"""/people: users of all vendors with their factors, in one vocabulary."""

import asyncio

import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.http.pages import Counted, by_place


@pytest.fixture
def emulator():
    with Emulator(freeze="2026-11-21T10:00:00Z") as running:
        yield running


def of(http_client, query=""):
    return [(one["provider"], one["name"]) for one in http_client.get(f"/people{query}").data["people"]]


def test_people_of_every_vendor_are_listed_with_their_factors(emulator, http_client):
    ada = emulator.identity_toolkit.user("ada@example.com")
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    emulator.twilio_verify.user("ada-of-app").enroll_push()
    shown = http_client.get("/people?q=ADA").data["people"]
    assert [(one["provider"], [factor["kind"] for factor in one["factors"]]) for one in shown] == [
        ("identity_toolkit", ["totp", "phone"]),
        ("onelogin", []),
        ("twilio_verify", ["push"]),
    ]
    totp, phone = shown[0]["factors"]
    assert totp["uri"].startswith("otpauth://totp/")
    assert phone["to"] == "+15555550100"


def test_people_are_paged(emulator, http_client):
    for number in range(5):
        emulator.twilio_verify.user(f"user-000{number}")
    first = http_client.get("/people?provider=twilio_verify&limit=3").data
    second = http_client.get(f"/people?provider=twilio_verify&limit=3&after={first['cursor']}").data
    assert [one["name"] for one in first["people"] + second["people"]] == [f"user-000{number}" for number in range(5)]
    assert (first["more"], second["more"]) == (True, False)


def test_a_person_is_made_enrolls_and_loses_the_factor_again(http_client):
    made = http_client.post("/people", {"provider": "identity_toolkit", "name": "bob@example.com"})
    assert made.status == 201
    path = "/people/identity_toolkit/bob@example.com/factors"
    factor = http_client.post(path, {"kind": "sms", "to": "+15555550111"}).data
    assert (factor["kind"], factor["to"]) == ("phone", "+15555550111")
    assert len(http_client.get("/people?q=bob").data["people"][0]["factors"]) == 1
    assert http_client.delete(f"{path}/{factor['id']}").data == {"deleted": 1}
    assert http_client.get("/people?q=bob").data["people"][0]["factors"] == []


def test_a_person_that_is_there_is_found_and_not_made_twice(http_client):
    for _ in range(2):
        http_client.post("/people", {"provider": "twilio_verify", "name": "eve-of-app"})
    assert of(http_client, "?q=eve") == [("twilio_verify", "eve-of-app")]


def test_each_person_says_which_factors_can_be_enrolled_and_which_take_a_number(http_client):
    ways = {
        way["kind"]: way["to"]
        for way in http_client.post("/people", {"provider": "identity_toolkit", "name": "bob@example.com"}).data[
            "enrolls"
        ]
    }
    assert ways == {"sms": "must", "totp": ""}


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        ({"kind": "smoke"}, "no kind of factor 'smoke'"),
        ({"kind": "sms"}, "sms needs a number"),
        ({"kind": "totp", "to": "+15555550100"}, "totp takes neither"),
        ({"kind": "sms", "to": "no number"}, "no number"),
    ],
)
def test_a_factor_that_cannot_be_is_refused_and_nothing_has_changed(http_client, factor, text):
    http_client.post("/people", {"provider": "identity_toolkit", "name": "bob@example.com"})
    refused = http_client.post("/people/identity_toolkit/bob@example.com/factors", factor)
    assert refused.error == "bad_request"
    assert text in refused.data["error"]["message"]
    assert http_client.get("/people?q=bob").data["people"][0]["factors"] == []


def test_what_is_not_there_is_not_found(http_client):
    http_client.post("/people", {"provider": "identity_toolkit", "name": "bob@example.com"})
    assert http_client.post("/people", {"provider": "okta", "name": "bob"}).error == "bad_request"
    assert http_client.post("/people/okta/bob/factors", {"kind": "totp"}).error == "unknown_provider"
    assert http_client.post("/people/identity_toolkit/eve/factors", {"kind": "totp"}).error == "unknown_person"
    assert http_client.delete("/people/identity_toolkit/bob@example.com/factors/1").error == "unknown_factor"


@pytest.mark.parametrize("provider", ["identity_toolkit", "onelogin"])
def test_a_person_is_disabled_and_enabled_again(emulator, http_client, provider):
    person = getattr(emulator, provider).user("bob@example.com", password="secret-1")
    assert http_client.get("/people?q=bob").data["people"][0]["disabled"] is False
    path = f"/people/{provider}/bob@example.com"
    assert http_client.post(path, {"disabled": True}).data["disabled"] is True
    assert person.disabled is True
    assert http_client.post(path, {"disabled": False}).data["disabled"] is False
    assert person.disabled is False


def test_a_disabled_person_does_not_get_in(emulator, http_client):
    emulator.identity_toolkit.user("bob@example.com", password="secret-1").disable()
    emulator.onelogin.user("bob@example.com", password="secret-1").disable()
    body = {"email": "bob@example.com", "password": "secret-1"}
    refused = http_client.post("//v1/accounts:signInWithPassword?key=any", body)
    assert refused.data["error"]["message"] == "USER_DISABLED"
    with pytest.raises(ValueError, match="suspended"):
        emulator.onelogin.find_user("bob@example.com").sign_in()


def test_a_user_without_a_password_still_lacks_one_when_enabled_again(emulator):
    bob = emulator.onelogin.user("bob@example.com")
    before = bob.record.status
    bob.disable()
    bob.enable()
    assert bob.record.status == before == 7


def test_a_vendor_that_knows_no_disabled_people_says_so(http_client):
    http_client.post("/people", {"provider": "twilio_verify", "name": "eve-of-app"})
    assert http_client.get("/people?q=eve").data["people"][0]["disabled"] is None
    for disabled in (True, False):
        refused = http_client.post("/people/twilio_verify/eve-of-app", {"disabled": disabled})
        assert refused.data["error"]["message"] == (
            "people of this vendor cannot be disabled: eve-of-app has no such state"
        )


def test_a_search_leads_from_page_to_page(emulator, http_client):
    for number in range(4):
        emulator.twilio_verify.user(f"user-000{number}")
        emulator.twilio_verify.user(f"other-00{number}")
    first = http_client.get("/people?provider=twilio_verify&q=user&limit=3").data
    second = http_client.get(f"/people?provider=twilio_verify&q=user&limit=3&after={first['cursor']}").data
    assert [one["name"] for one in first["people"]] == ["user-0000", "user-0001", "user-0002"]
    assert [one["name"] for one in second["people"]] == ["user-0003"]
    assert (first["more"], second["more"]) == (True, False)


def test_a_search_that_finds_nobody_gives_others_their_turn():
    turns = 0

    async def search() -> None:
        async def other() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        beside = asyncio.ensure_future(other())
        found = await by_place("people", range(1000), Counted(), lambda one: {"one": one}, lambda one: False)
        beside.cancel()
        assert found["people"] == []

    asyncio.run(search())
    assert turns >= 20


def test_a_person_is_refused_where_the_place_for_people_is_gone(emulator, http_client):
    state = emulator.world.states["twilio_verify"]
    state.services.clear()
    refused = http_client.post("/people", {"provider": "twilio_verify", "name": "ada-lovelace"})
    assert refused.error == "bad_request"
    assert "service" in refused.data["error"]["message"]


def test_a_person_who_is_deleted_while_others_have_their_turn_is_left_out(emulator, http_client, monkeypatch):
    ada, bob = (emulator.identity_toolkit.user(f"{name}@example.com") for name in ("ada", "bob"))
    vendor = emulator.world.providers["identity_toolkit"]
    monkeypatch.setattr(type(vendor), "people", property(lambda vendor: lambda world: iter([ada, bob])))
    ada.scope.remove(ada.id)
    people = http_client.get("/people?provider=identity_toolkit").data["people"]
    assert [person["name"] for person in people] == ["bob@example.com"]
