"""Worlds are chosen by header, by path prefix and by port, and share nothing."""

import http.client
from contextlib import closing

import httpx2
import pytest
from toy import TOY

from mfa_emulator import Emulator

ADA = {"name": "ada"}


@pytest.fixture
def other(emulator):
    return emulator.worlds.add("other", settings={"toy": {"lifetime": 5}})


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/toy/factors", {"X-MFA-World": "other"}),
        ("/_world/other/toy/factors", {}),
        ("/_world/other/api.toy.example/toy/factors", {}),
        ("/_world/oth%65r/toy/factors", {"X-MFA-World": "default"}),
    ],
)
def test_a_request_says_which_world_it_is_for(client, emulator, other, path: str, headers: dict[str, str]):
    assert client.post(path, json=ADA, headers=headers).status_code == 201
    assert (len(emulator.toy), len(other.toy)) == (0, 1)
    assert (len(emulator.inbox), len(other.inbox)) == (0, 1)
    assert (len(emulator.requests), len(other.journal)) == (0, 1)


def test_a_world_has_a_port_of_its_own(emulator, other):
    with emulator:
        port = emulator.open_port(other)
        for number, world in ((port, other), (int(emulator.host_port.split(":")[1]), emulator.world)):
            with closing(http.client.HTTPConnection("127.0.0.1", number)) as connection:
                connection.request("POST", "/toy/factors", b'{"name":"ada"}')
                assert connection.getresponse().status == 201
            assert len(world.toy) == 1


def test_a_world_that_is_not_there_is_a_404_that_says_so(client):
    for answer in (
        client.get("/toy/factors/x", headers={"X-MFA-World": "nope"}),
        client.get("/_world/nope/toy/factors"),
    ):
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "unknown_world"
        assert "there is no world 'nope'" in answer.json()["error"]["message"]


def test_worlds_have_their_own_time_settings_and_ids(client, emulator, other):
    emulator.clock.advance("1h")
    assert emulator.clock.micros() - other.clock.micros() == 3600 * 1_000_000
    assert other.settings["toy"].lifetime == 5
    header = {"X-MFA-World": "other"}
    mine, its = client.post("/toy/factors", json=ADA), client.post("/toy/factors", json=ADA, headers=header)
    assert mine.json()["secret"] != its.json()["secret"], "both begin with the same seed"


def test_a_faulty_world_leaves_the_others_alone(client, other):
    other.faults.add(status=503, times=0)
    assert client.post("/toy/factors", json=ADA).status_code == 201
    assert client.post("/_world/other/toy/factors", json=ADA).status_code == 503


@pytest.mark.parametrize("name", ["", "x" * 501, "new\nline", "default"])
def test_a_name_that_is_none_or_is_taken_is_refused(emulator, name: str):
    with pytest.raises(ValueError):
        emulator.worlds.add(name)
    assert list(emulator.worlds) == ["default"]


@pytest.mark.parametrize(
    "changes", [{"seed": []}, {"profile": "x"}, {"settings": {"toy": {"x": 1}}}, {"freeze": "x"}, {"x": 1}]
)
def test_a_world_that_cannot_be_made_is_not_there(emulator, changes):
    with pytest.raises(ValueError):
        emulator.worlds.add("new", **changes)
    assert list(emulator.worlds) == ["default"]


def test_two_emulators_in_one_process_share_nothing_not_even_a_key():
    one, two = (Emulator(providers=[TOY], freeze="2026-11-21T10:00:00Z", signed_tokens=True) for _ in range(2))
    with httpx2.Client(transport=one.transport(), base_url="http://localhost") as client:
        client.post("/toy/factors", json=ADA)
    one.clock.advance("1h")
    assert (len(one.toy), len(two.toy)) == (1, 0)
    assert len(two.inbox) == len(two.requests) == 0
    assert one.clock.micros() != two.clock.micros()
    assert one.world.tokens.keys() != two.world.tokens.keys()


def test_one_seed_gives_the_same_answers_in_every_emulator():
    def story(seed) -> list[str]:
        emulator = Emulator(providers=[TOY], seed=seed)
        with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
            answers = [client.post("/toy/factors", json={"name": name}).text for name in ("ada", "bob")]
        return answers + [f"{message.id} {message.code}" for message in emulator.inbox]

    assert story(7) == story(7)
    assert story(7) != story(8)
    assert story("7") == story(7), "on the command line a seed is a text"


def test_a_world_that_is_removed_sends_nothing_any_more(emulator, other):
    other.outbound.send(provider="toy", event="done", url="http://elsewhere.example/", headers={}, body=b"")
    assert len(other.outbound) == 1
    assert emulator.worlds.drop("other")
    assert len(other.outbound) == 0


def test_an_emulators_shortcuts_are_those_of_its_default_world(emulator, other):
    world = emulator.world
    parts = (world.clock, world.inbox, world.faults, world.journal, world.outbound, world.authenticators())
    short = ("clock", "inbox", "faults", "requests", "outbound", "authenticators")
    assert tuple(getattr(emulator, name) for name in short) == parts
    assert emulator.worlds["default"] is world
    with pytest.raises(AttributeError, match="emulator has no attribute 'toi'; did you mean 'toy'"):
        emulator.toi  # noqa: B018
