"""POST /worlds/{name}/close, and the places: GET and POST /places, PUT and DELETE /places/{number}."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from mfa_emulator.core.http.places import MOST_CLOSED


@pytest.fixture
def other(http_client):
    return http_client.post("/worlds", {"name": "other", "listen": True}).data


@pytest.fixture
def place(http_client):
    return http_client.post("/places", {"text": "no test runs", "listen": True}).data


def at(http_client, url):
    """A client of that address."""
    return type(http_client)(urlsplit(url).netloc)


def test_a_closed_worlds_place_refuses_and_counts_what_comes_late(http_client, other):
    closed = http_client.post("/worlds/other/close", {"text": "test a has ended"})
    assert closed.status == 200
    late = at(http_client, other["url"]).get("//toy/factors/ada")
    assert (late.status, late.data) == (503, {"error": {"code": "no_world", "message": "test a has ended"}})
    assert http_client.get("//toy/factors/ada", X_MFA_World="other").status == 503
    [told] = http_client.get("/places").data["places"]
    assert told == {**closed.data, "came": 2, "last": ["GET /toy/factors/ada"] * 2}
    assert (told["name"], told["reserved"], told["world"], told["port"]) == ("other", False, None, other["port"])
    assert [world["name"] for world in http_client.get("/worlds").data["worlds"]] == ["default"]


def test_a_place_that_is_given_up_tells_what_came_there(http_client, other):
    number = http_client.post("/worlds/other/close", {"text": "gone"}).data["number"]
    http_client.get("//toy/factors/ada", X_MFA_World="other")
    assert http_client.delete(f"/places/{number}").data["came"] == 1
    assert http_client.get("/places").data["places"] == []
    assert http_client.delete(f"/places/{number}").status == 404
    assert http_client.get("//toy/factors/ada", X_MFA_World="other").status == 404


def test_a_reserved_place_leads_to_one_world_after_another(http_client, place, emulator):
    there, lead = at(http_client, place["url"]), f"/places/{place['number']}"
    for name in ("first", "second"):
        http_client.post("/worlds", {"name": name})
        assert http_client.put(lead, {"world": name}).data["world"] == name
        there.enrol("ada")
        assert there.get("/health").data["world"] == name
        assert http_client.get(f"//_world/{place['name']}/toy/factors/ada").status == 200
    assert [len(emulator.worlds[name].toy) for name in ("default", "first", "second")] == [0, 1, 1]
    assert http_client.put(lead, {"world": None}).data["world"] is None
    assert there.get("//toy/factors/ada").data["error"]["message"] == "no test runs"


@pytest.mark.parametrize("end", ["DELETE /worlds/other", "POST /worlds/other/close"])
def test_it_leads_to_none_when_its_world_goes(http_client, other, place, end):
    verb, path = end.split()
    http_client.put(f"/places/{place['number']}", {"world": "other"})
    body = {"text": "gone"} if verb == "POST" else None
    assert http_client.ask(verb, path, body).status == 200
    assert at(http_client, place["url"]).get("//toy/factors/ada").data["error"]["message"] == "no test runs"
    told = http_client.get("/places").data["places"][0]
    assert (told["world"], told["came"]) == (None, 1)


def test_while_it_leads_nowhere_it_says_what_is_the_same_in_all_worlds(http_client, place):
    there = at(http_client, place["url"])
    assert there.get("/health").status == 200
    assert there.get("/env").data["TOY_URL"] == place["url"]
    assert there.get("/clock").status == 503
    assert http_client.get("/places").data["places"][0]["came"] == 1


def test_its_kept_connections_end_when_it_leads_elsewhere(http_client, place):
    http_client.post("/worlds", {"name": "first"})
    lead = f"/places/{place['number']}"
    http_client.put(lead, {"world": "first"})
    with closing(http.client.HTTPConnection("127.0.0.1", place["port"], timeout=30)) as kept:
        kept.request("GET", "/toy/factors/ada")
        assert kept.getresponse().read()
        http_client.put(lead, {"world": "default"})
        assert kept.sock.recv(1) == b""


def test_without_a_port_it_is_reached_by_its_name(http_client, emulator):
    place = http_client.post("/places", {"text": "nobody"}).data
    assert (place["url"], place["port"]) == (f"{emulator.url}/_world/{place['name']}", None)
    assert http_client.get(f"//_world/{place['name']}/toy/factors/ada").status == 503
    assert http_client.get(f"//_world/{place['name']}/_mfa/v1/env").data["TOY_URL"] == place["url"]


def test_it_takes_no_name_of_a_world_and_no_world_takes_its(http_client):
    http_client.post("/worlds", {"name": "place-1"})
    name = http_client.post("/places", {"text": "nobody"}).data["name"]
    assert name == "place-2"
    refused = http_client.post("/worlds", {"name": name})
    assert (refused.status, refused.data["error"]["message"]) == (400, "'place-2' is the name of a reserved place")


@pytest.mark.parametrize(
    ("call", "status", "text"),
    [
        (("POST", "/places", {}), 400, "text"),
        (("POST", "/places", {"text": ""}), 400, "text"),
        (("POST", "/worlds/none/close", {"text": "gone"}), 404, "there is no world 'none'"),
        (("POST", "/worlds/default/close", {"text": "gone"}), 400, "the default world cannot be removed; reset it"),
        (("PUT", "/places/77", {"world": "default"}), 404, "there is no place '77' (any more)"),
        (("PUT", "/places/x", {"world": "default"}), 404, "there is no place 'x' (any more)"),
        (("PUT", "/places/1", {"world": "none"}), 404, "there is no world 'none'"),
        (("PUT", "/places/1", {}), 400, "world"),
        (("PUT", "/places/2", {"world": "default"}), 409, "place 2 is that of a world which was closed"),
        (("DELETE", "/places/77", None), 404, "there is no place '77' (any more)"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(http_client, call, status, text):
    http_client.post("/places", {"text": "nobody"})
    http_client.post("/worlds", {"name": "other"})
    http_client.post("/worlds/other/close", {"text": "gone"})
    before = http_client.get("/places").data
    verb, path, body = call
    refused = http_client.ask(verb, path, body)
    assert refused.status == status
    assert text in refused.data["error"]["message"]
    assert http_client.get("/places").data == before


def test_of_many_closed_worlds_the_oldest_places_are_forgotten(http_client, emulator):
    reserved = http_client.post("/places", {"text": "nobody"}).data
    for number in range(MOST_CLOSED):
        emulator.worlds.add(f"w{number}")
        emulator.worlds.close(f"w{number}", "gone")
    first = http_client.get("/places?limit=2").data
    assert [place["name"] for place in first["places"]] == [reserved["name"], "w1"]
    rest = http_client.get(f"/places?limit=1000&after={first['cursor']}").data
    assert (len(rest["places"]), rest["more"]) == (MOST_CLOSED - 2, False)
    assert rest["places"][-1]["name"] == f"w{MOST_CLOSED - 1}"
