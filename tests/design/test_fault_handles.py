"""Faults as a test holds them: until the end of a block, by what goes wrong, and about messages."""

import pytest


def create(client, name: str) -> int:
    return client.post("/toy/factors", json={"name": name}).status_code


def test_a_fault_works_until_the_end_of_its_block(client, emulator):
    with emulator.faults.fail("factors.create", "UNKNOWN", times=0) as fault:
        assert create(client, "ada") == 404
        assert create(client, "ada") == 404
        assert fault.struck == 2
    assert create(client, "ada") == 201
    assert fault.struck == 2
    assert len(emulator.faults) == 0


def test_the_block_ends_it_after_an_error_too(emulator):
    with pytest.raises(ZeroDivisionError), emulator.faults.drop("factors.create"):
        raise ZeroDivisionError
    assert len(emulator.faults) == 0


def test_without_a_block_it_stays(client, emulator):
    fault = emulator.faults.fail("factors.create", status=503)
    assert create(client, "ada") == 503
    assert repr(fault) == "<Fault fault-1 (operation='factors.create', status=503), struck 1 times>"
    fault.remove()


def test_a_delay_and_a_drop_are_written_by_operation(emulator):
    emulator.faults.delay("factors.create", "2s", times=3)
    emulator.faults.drop("factors.get", skip=1)
    first, second = emulator.faults.list()
    assert (first["delay"], first["times"]) == ("2s", 3)
    assert (second["drop"], second["skip"]) == (True, 1)


def test_messages_to_one_recipient_are_lost_and_others_arrive(client, emulator):
    with emulator.faults.lose_sms(to="ada") as fault:
        assert [create(client, name) for name in ("ada", "bob", "ada")] == [201, 201, 201]
    assert [message.to for message in emulator.inbox] == ["bob"]
    assert [message.status for message in emulator.inbox.undelivered()] == ["lost", "lost"]
    assert fault.struck == 2


def test_of_messages_so_many_are_hit_as_was_said(client, emulator):
    emulator.faults.lose_sms(times=1, skip=1)
    for name in ("ada", "bob", "cid"):
        create(client, name)
    assert [message.to for message in emulator.inbox] == ["ada", "cid"]


def test_a_fault_of_messages_hides_none_of_calls(client, emulator):
    emulator.faults.lose_sms()
    emulator.faults.fail("factors.create", status=503)
    assert create(client, "ada") == 503


@pytest.mark.parametrize(
    "wrong",
    [
        lambda faults: faults.fail("factors.creat", "UNKNOWN"),
        lambda faults: faults.fail("factors.create", "UNKNOW"),
        lambda faults: faults.fail("factors.create"),
        lambda faults: faults.delay("factors.create", "soon"),
        lambda faults: faults.add(status=503, to="ada"),
        lambda faults: faults.lose_sms(provider="toi"),
    ],
)
def test_what_cannot_work_is_refused_when_it_is_written(emulator, wrong):
    with pytest.raises(ValueError):
        wrong(emulator.faults)
    assert len(emulator.faults) == 0


def test_it_is_told_of_each_how_often_it_struck(client, emulator):
    with emulator.faults.fail("factors.create", status=503, times=0):
        create(client, "ada")
        create(client, "ada")
    emulator.faults.drop("factors.get")
    assert emulator.faults.told() == [
        "fault-1 (operation='factors.create', times=0, status=503): struck 2 times",
        "fault-2 (operation='factors.get', drop=True): never struck",
    ]


def test_a_snapshot_knows_how_often_they_struck(client, emulator):
    fault = emulator.faults.fail("factors.create", status=503, times=0)
    create(client, "ada")
    snapshot = emulator.snapshot()
    create(client, "ada")
    emulator.restore(snapshot)
    assert fault.struck == 1
