"""Reset, snapshot and seed of a provider that does nothing for them but declare its tables."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from toy import TOY

from mfa_emulator import Emulator

SEED = {"toy": {"factors": [{"name": "ada", "secret": "AAAA", "expires_at": 2**51}]}, "codes": {"ada": "012345"}}


def enrol(client, name: str) -> dict[str, Any]:
    answer = client.post("/toy/factors", json={"name": name})
    assert answer.status_code == 201
    return answer.json()


def everything(emulator: Emulator) -> dict[str, Any]:
    return json.loads(emulator.snapshot().to_json())


def test_reset_takes_everything_back_and_keeps_what_a_test_holds_on_to(client, emulator):
    start = everything(emulator)
    parts = (emulator.clock, emulator.inbox, emulator.faults, emulator.requests, emulator.world.ids)
    enrol(client, "ada")
    emulator.faults.add(status=503, skip=5)
    emulator.clock.advance("1h")
    emulator.world.ids.pin("bob", "012345")
    emulator.reset()
    start["ids"]["resets"] = 1
    assert everything(emulator) == start
    assert len(emulator.requests) == 0
    assert (emulator.clock, emulator.inbox, emulator.faults, emulator.requests, emulator.world.ids) == parts


def test_reset_can_go_on_under_other_options(emulator):
    emulator.world.reset(emulator.options.but(profile="strict", freeze="2030-01-01T00:00:00Z", seed="x"))
    assert emulator.world.settings["toy"].lifetime == 30
    assert emulator.clock.now().year == 2030
    other = Emulator(providers=[TOY], seed="x")
    other.reset()
    assert emulator.world.ids.hex(32) == other.world.ids.hex(32)


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 1.5},
        {"freeze": "tomorrow"},
        {"profile": "none"},
        {"settings": {"toi": {}}},
        {"settings": {"limits": {"body": 1}}},
        {"settings": {"toy": {"nothing": 1}}},
        {"settings": {"toy": {"lifetime": "long"}}},
        {"unknown": 1},
    ],
)
def test_options_that_cannot_hold_change_nothing(client, emulator, changes: dict[str, Any]):
    enrol(client, "ada")
    before = everything(emulator)
    with pytest.raises(ValueError):
        emulator.world.reset(emulator.options.but(**changes))
    assert everything(emulator) == before


def test_a_snapshot_brings_everything_back(client, emulator):
    enrol(client, "ada")
    emulator.faults.add(operation="factors.create", messages={"fate": "delayed", "delay": "1m"})
    enrol(client, "bob")
    snapshot, before = emulator.snapshot(), everything(emulator)
    enrol(client, "eve")
    emulator.clock.advance("1h")
    emulator.inbox.clear()
    emulator.restore(snapshot)
    assert everything(emulator) == before
    emulator.clock.advance("1m")
    assert [message.to for message in emulator.inbox] == ["ada", "bob"], "the late message is late again"


def test_a_snapshot_can_be_used_again_and_again(client, emulator):
    enrol(client, "ada")
    snapshot = emulator.snapshot()
    for _ in range(2):
        enrol(client, "bob")
        emulator.restore(snapshot)
        assert [factor.name for factor in emulator.toy] == ["ada"]


def test_after_a_snapshot_the_same_calls_give_the_same_answers(client, emulator):
    snapshot = emulator.snapshot()
    first = enrol(client, "ada"), emulator.inbox.latest()
    emulator.restore(snapshot)
    assert (enrol(client, "ada"), emulator.inbox.latest()) == first


def test_a_snapshot_goes_into_another_process_as_json(client, emulator):
    enrol(client, "ada")
    other = Emulator(providers=[TOY])
    other.restore(emulator.snapshot().to_json())
    assert everything(other) == everything(emulator)
    assert other.inbox.latest(to="ada") == emulator.inbox.latest(to="ada")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("version"),
        lambda data: data.update(version=99),
        lambda data: data.pop("clock"),
        lambda data: data["clock"].update(at="noon"),
        lambda data: data["clock"].update(at=-1),
        lambda data: data["clock"].update(rate=0),
        lambda data: data["ids"].update(drawn="many"),
        lambda data: data["ids"].update(pins={"ada": 1}),
        lambda data: data["inbox"].update(messages=[{"id": 1}]),
        lambda data: data["faults"].update(rules=[{"provider": "toi", "status": 500}]),
        lambda data: data.update(providers=[]),
        lambda data: data["providers"].update(toi={}),
        lambda data: data["providers"]["toy"].update(more=1),
        lambda data: data["providers"]["toy"].update(factors=5),
        lambda data: data["providers"]["toy"].update(factors=[{"name": 1}]),
    ],
)
def test_a_bad_document_changes_nothing(client, emulator, spoil: Callable[[dict[str, Any]], Any]):
    enrol(client, "ada")
    before = everything(emulator)
    document = everything(emulator)
    spoil(document)
    with pytest.raises(ValueError):
        emulator.restore(json.dumps(document).encode())
    assert everything(emulator) == before


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b"5", b"null", b"\xff", b"[" * 5000, b'{"version":1}'])
def test_junk_is_no_snapshot(emulator, junk: bytes):
    with pytest.raises(ValueError):
        emulator.restore(junk)


def test_a_bad_document_draws_no_ids():
    drawing = dataclasses.replace(TOY, new_state=lambda world: world.ids.draw(1) and TOY.new_state(world))
    emulator = Emulator(providers=[drawing])
    ids = emulator.world.ids.dump()
    with pytest.raises(ValueError, match="not a snapshot"):
        emulator.restore(b'{"version": 2, "providers": {"toy": {}}}')
    assert emulator.world.ids.dump() == ids


def test_a_seed_puts_in_records_and_pins(client, emulator):
    emulator.world.seed(SEED)
    assert client.get("/toy/factors/ada").json() == {"name": "ada", "secret": "AAAA"}
    assert emulator.world.ids.code("ada") == "012345"


def test_seeds_given_at_the_start_are_there_after_every_reset(client):
    emulator = Emulator(providers=[TOY], seeds=[SEED])
    for _ in range(2):
        assert [factor.name for factor in emulator.toy] == ["ada"]
        emulator.toy.clear()
        emulator.reset()


@pytest.mark.parametrize(
    "document",
    [
        {"toi": {}},
        {"codes": []},
        {"codes": {"ada": 12345}},
        {"toy": {}},
        {"toy": None},
        {"toy": {"factors": [{"name": "bob", "secret": "A", "expires_at": 1}, {"name": 5}]}},
        {"codes": {"bob": "999999"}, "toy": {"factors": 5}},
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(client, emulator, document: Any):
    enrol(client, "ada")
    before = everything(emulator)
    with pytest.raises(ValueError):
        emulator.world.seed(document)
    assert everything(emulator) == before
    assert len(emulator.world.ids.hex(32)) == 32


def test_a_snapshot_and_a_dump_are_plain_json(client, emulator):
    enrol(client, "ada")
    assert msgspec.json.decode(emulator.snapshot().to_json())["providers"]["toy"]["factors"][0]["name"] == "ada"
