"""Requests that reach no vendor are in the journal of the world that they came to, with the nearest operation."""

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.journal import STRANGERS

EVIL = {"host": "evil.example"}


def told(client) -> list[tuple[str, str, int, str]]:
    found = client.get("/_mfa/v1/requests").json()["requests"]
    return [(one["provider"], one["operation"], one["status"], one.get("nearest", "")) for one in found]


@pytest.mark.parametrize(
    ("path", "headers", "provider", "status"),
    [
        ("/toy/factors/ada", EVIL, "toy", 403),
        ("/api.toy.example/toy/factors/ada", EVIL, "toy", 403),
        ("/_world/default/toy/factors/ada", {"origin": "https://evil.example"}, "toy", 403),
        ("/toy/factors/ada", {"sec-fetch-site": "cross-site"}, "toy", 403),
        ("/toi/factors/ada", {}, "", 404),
        ("/toys/factors/ada", {}, "", 404),
    ],
)
def test_a_refusal_of_the_guard_and_an_unknown_path_are_told_with_the_nearest_operation(
    client, path, headers, provider, status
):
    assert client.get(path, headers=headers).status_code == status
    assert told(client) == [(provider, "", status, "factors.get, GET /toy/factors/{name}")]


def test_the_reason_is_the_one_of_the_answer(client, emulator):
    refused = client.get("/toy/factors/ada", headers=EVIL)
    [exchange] = emulator.requests
    assert exchange.reason == refused.json()["error"]["message"]
    assert "allow it with --allow-host evil.example" in exchange.reason


def test_a_path_that_is_near_to_nothing_has_no_nearest_operation(client):
    client.get("/favicon.ico")
    assert told(client) == [("", "", 404, "")]


def test_a_known_path_by_another_verb_has_none_either_for_the_reason_names_the_verbs(client):
    client.delete("/toy/factors")
    assert told(client)[0][3] == ""


def test_an_unknown_path_of_a_vendor_has_the_nearest_of_its_operations(client):
    client.get("/toy/factor/ada")
    assert told(client) == [("toy", "", 404, "factors.get, GET /toy/factors/{name}")]


def test_one_exchange_is_shown_with_it_too(client):
    client.get("/toi/factors/ada")
    assert client.get("/_mfa/v1/requests/1").json()["nearest"] == "factors.get, GET /toy/factors/{name}"


def test_refused_control_calls_are_told_too_and_those_that_are_answered_are_not(client, emulator):
    client.get("/_mfa/v1/snapshot", headers=EVIL)
    client.get("/_mfa/v1/health")
    assert [(exchange.target, exchange.status) for exchange in emulator.requests] == [("/_mfa/v1/snapshot", 403)]


def test_they_are_in_the_journal_of_the_world_that_they_named_and_in_no_other(client, emulator):
    emulator.worlds.add("other")
    client.get("/_world/other/toi")
    client.get("/toi", headers={"x-mfa-world": "nowhere"})
    assert [exchange.target for exchange in emulator.worlds["other"].journal] == ["/_world/other/toi"]
    assert [(exchange.target, exchange.status) for exchange in emulator.requests] == [("/toi", 404)]


def test_a_secret_in_the_address_is_masked(client):
    client.get("/toi?password=secret-1&name=ada")
    assert client.get("/_mfa/v1/requests").json()["requests"][0]["path"] == "/toi?password=***&name=ada"


def test_any_number_of_them_pushes_out_nothing_but_each_other(client, emulator):
    client.post("/toy/factors", json={"name": "ada"})
    for number in range(STRANGERS + 50):
        client.get(f"/toy/factors/{number}", headers=EVIL)
    client.post("/toy/factors", json={"name": "bob"})
    kept = list(emulator.requests)
    assert [exchange.operation for exchange in kept] == ["factors.create", *[""] * STRANGERS, "factors.create"]
    assert [exchange.number for exchange in kept] == [1, *range(52, 152), 152]
    assert kept[1].target == "/toy/factors/50"
    assert len(emulator.requests) == len(kept)


def test_they_take_an_eighth_of_the_journals_room_at_most(client, emulator):
    emulator.requests.give_room(80_000)
    for _ in range(20):
        client.get("/toy/" + "x" * 3000, headers=EVIL)
    assert 0 < sum(exchange.size for exchange in emulator.requests) <= 10_000


def test_a_reset_forgets_them(client, emulator):
    client.get("/toi")
    client.post("/_mfa/v1/reset")
    assert list(emulator.requests) == []


def test_they_are_told_to_those_who_watch(emulator, client):
    from mfa_emulator.core.watching.feed import Feed, Place

    client.get("/toi", headers=EVIL)
    told, _ = Feed(emulator.world).since(Place())
    assert [(event.kind, event.data.status, event.refused) for event in told if event.kind == "request"] == [
        ("request", 403, True)
    ]


def test_the_vendors_own_paths_are_found_among_all_of_them():
    emulator = Emulator(freeze=True)
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        for path in ("/accounts:signUp", "/v1/Services/VA1/Verifications", "/api/3/users"):
            client.post(path, headers=EVIL)
        assert [near.partition(",")[0] for *_, near in told(client)] == [
            "accounts.signUp",
            "CreateVerification",
            "create_user2",
        ]
