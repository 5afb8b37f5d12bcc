"""Faults hit a provider that knows nothing of them."""

import threading

import httpx2
import pytest

ADA = {"name": "ada"}


def test_a_bare_status_in_the_vendors_shape(client, emulator):
    emulator.faults.add(operation="factors.create", status=503)
    answer = client.post("/toy/factors", json=ADA)
    assert (answer.status_code, answer.json()["toy"]) == (503, "BROKEN")
    assert answer.headers["x-mfa-reason"] == "fault fault-1: status 503"
    assert len(emulator.toy) == 0
    assert client.post("/toy/factors", json=ADA).status_code == 201


def test_an_error_by_the_vendors_name_with_a_message(client, emulator):
    emulator.faults.add(provider="toy", error="UNKNOWN", message="gone fishing")
    answer = client.post("/toy/factors", json=ADA)
    assert (answer.status_code, answer.json()) == (404, {"toy": "UNKNOWN", "text": "gone fishing"})
    assert answer.headers["x-mfa-reason"] == "fault fault-1: UNKNOWN"


def test_a_dropped_connection_leaves_no_change_and_is_in_the_journal(client, emulator):
    emulator.faults.add(drop=True)
    with pytest.raises(httpx2.RemoteProtocolError):
        client.post("/toy/factors", json=ADA)
    assert len(emulator.toy) == 0
    [exchange] = emulator.requests
    assert (exchange.status, exchange.reason) == (0, "the connection was dropped")


def test_a_late_answer_is_late_on_the_worlds_clock_and_sees_the_later_time(client, emulator):
    emulator.faults.add(delay="30s")
    answers: list[int] = []
    late = threading.Thread(target=lambda: answers.append(client.post("/toy/factors", json=ADA).status_code))
    late.start()
    while not emulator.clock.changed._waiting:  # until the call is parked
        pass
    assert answers == []
    emulator.clock.advance("30s")
    late.join()
    assert answers == [201]
    assert emulator.toy.get("ada").expires_at == emulator.clock.micros() + 60_000_000


@pytest.mark.parametrize("begin_anew", [lambda world: world.reset(), lambda world: world.restore(world.snapshot())])
def test_a_late_answer_is_none_of_a_world_that_began_anew_meanwhile(client, emulator, begin_anew):
    emulator.faults.add(delay="30s")
    dropped: list[httpx2.RemoteProtocolError] = []

    def call() -> None:
        try:
            client.post("/toy/factors", json=ADA)
        except httpx2.RemoteProtocolError as error:
            dropped.append(error)

    late = threading.Thread(target=call)
    late.start()
    while not emulator.clock.changed._waiting:  # until the call is parked
        pass
    begin_anew(emulator.world)
    late.join()
    emulator.clock.advance("30s")
    assert dropped
    assert len(emulator.toy) == len(emulator.requests) == 0


@pytest.mark.parametrize(("fate", "arrives"), [("lost", False), ("failed", False), ("held", False), ("delayed", True)])
def test_a_message_meets_its_fate_and_the_call_succeeds(client, emulator, fate: str, arrives: bool):
    emulator.faults.add(operation="factors.create", messages={"fate": fate, "delay": "10s"})
    assert client.post("/toy/factors", json=ADA).status_code == 201
    assert emulator.inbox.newest(to="ada") is None
    [message] = emulator.inbox.undelivered()
    assert message.status == fate
    emulator.clock.advance("10s")
    assert (emulator.inbox.newest(to="ada") is not None) == arrives
    client.post("/toy/factors", json={"name": "bob"})
    assert emulator.inbox.latest(to="bob") is not None


def test_calls_that_are_refused_anyway_do_not_use_a_fault_up(client, emulator):
    emulator.faults.add(operation="factors.create", status=503)
    assert client.post("/toy/factors", content=b"{").status_code == 400
    assert client.post("/toy/factors", json=ADA).status_code == 503
