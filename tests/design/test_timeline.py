"""The timeline of a world: which records of all vendors end next."""

import pytest

from mfa_emulator.core.store.expiry import Ending

START = 1_795_255_200_000_000
SECOND = 1_000_000


def enrol(client, *names: str) -> None:
    for name in names:
        assert client.post("/toy/factors", json={"name": name}).status_code == 201


def test_the_nearest_end_comes_first(client, emulator):
    enrol(client, "ada")
    emulator.clock.advance("10s")
    enrol(client, "bob")
    assert emulator.world.timeline() == [
        Ending(START + 60 * SECOND, "factor", "toy", "ada"),
        Ending(START + 70 * SECOND, "factor", "toy", "bob"),
    ]


def test_what_has_ended_is_no_longer_in_it(client, emulator):
    enrol(client, "ada")
    emulator.clock.advance("59s")
    assert [ending.subject for ending in emulator.world.timeline()] == ["ada"]
    emulator.clock.advance("1s")
    assert emulator.world.timeline() == []


def test_it_goes_no_further_than_asked_for(client, emulator):
    enrol(client, "ada")
    emulator.clock.advance("10s")
    enrol(client, "bob", "eve")
    assert [ending.subject for ending in emulator.world.timeline(limit=2)] == ["ada", "bob"]
    assert [ending.subject for ending in emulator.world.timeline("2026-11-21T10:01:00Z")] == ["ada"]
    with pytest.raises(ValueError, match="not an instant"):
        emulator.world.timeline("tomorrow")


def test_a_vendor_that_nobody_called_has_no_part_in_it(emulator):
    assert emulator.world.timeline() == []
    assert "toy" not in emulator.world.states
