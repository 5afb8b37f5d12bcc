"""Seeds of many people: their own world waits for them, other worlds do not, and nobody sees them halfway."""

import asyncio
import dataclasses
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest
from toy import TOY, Factor, Toys

from mfa_emulator import Emulator
from mfa_emulator.control.state import AT_ONCE
from mfa_emulator.core.descriptions.long_documents import LONG as LONG_LIST

FACTOR = {"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "expires_at": 2_000_000_000_000_000}
LONG = {"toy": {"factors": [{"name": "ada", **FACTOR}, {"name": "bob", **FACTOR}], "note": "x" * AT_ONCE}}


class Gate:
    """A seed of the toy that stops behind its first factor until it may go on."""

    def __init__(self) -> None:
        self.halfway, self.go_on, self.fails = threading.Event(), threading.Event(), False

    def seed(self, world: Any, part: Any) -> Any:
        for factor in part["factors"]:
            world.state_of("toy", Toys).factors.put(Factor(**factor))
            self.halfway.set()
            yield
            assert self.go_on.wait(30)
            if self.fails:
                raise ValueError("it does not fit")


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def emulator(gate):
    with Emulator(providers=[dataclasses.replace(TOY, seed=gate.seed)], freeze=True) as running:
        running.worlds.add("other")
        yield running


@pytest.fixture
def seeding(gate, http_client, background):
    """A seed that is halfway."""
    future = background(lambda: http_client.post("/seed", LONG))
    assert gate.halfway.wait(30)
    return future


def test_another_world_is_served_meanwhile(seeding, gate, http_client):
    assert http_client.enrol("eve", X_MFA_World="other")["name"] == "eve"
    assert http_client.get("/clock", X_MFA_World="other").status == 200
    gate.go_on.set()
    assert seeding.result(30).data == {"seeded": ["toy"]}


@pytest.mark.parametrize("path", ["//toy/factors/bob", "/snapshot", "/messages"])
def test_a_request_to_its_own_world_waits_for_it_and_sees_all_of_it(seeding, gate, http_client, background, path):
    asked = background(lambda: http_client.get(path))
    http_client.get("/health", X_MFA_World="other")
    assert not asked.done()
    gate.go_on.set()
    answer = asked.result(30)
    assert answer.status == 200
    if "snapshot" in path:
        assert len(answer.data["providers"]["toy"]["factors"]) == 2
    assert seeding.result(30).status == 200


def test_two_long_seeds_come_one_after_the_other(seeding, gate, http_client, background):
    again = background(
        lambda: http_client.post("/seed", {"toy": {**LONG["toy"], "factors": [{"name": "eve", **FACTOR}]}})
    )
    gate.go_on.set()
    assert (seeding.result(30).status, again.result(30).status) == (200, 200)
    assert {http_client.get(f"//toy/factors/{name}").status for name in ("ada", "bob", "eve")} == {200}


def test_one_that_does_not_fit_in_the_middle_changes_nothing(seeding, gate, http_client, emulator):
    gate.fails = True
    gate.go_on.set()
    assert seeding.result(30).error == "bad_request"
    assert len(emulator.toy) == 0
    assert http_client.enrol("ada")["name"] == "ada"


def test_python_code_in_another_thread_waits_too(seeding, gate, emulator, background):
    asked = background(lambda: emulator.snapshot().states["toy"].factors.get("bob"))
    gate.go_on.set()
    assert asked.result(30).name == "bob"
    assert seeding.result(30).status == 200


def test_a_short_one_is_in_when_it_is_answered_and_takes_no_thread(gate, http_client, emulator):
    gate.go_on.set()
    assert http_client.post("/seed", {"toy": {"factors": LONG["toy"]["factors"]}}).status == 200
    assert [factor.name for factor in emulator.toy] == ["ada", "bob"]


def test_a_path_that_is_nobodys_is_refused_meanwhile(seeding, gate, http_client):
    assert http_client.get("//nowhere/at/all").status == 404
    gate.go_on.set()
    assert seeding.result(30).status == 200
    assert [one["path"] for one in http_client.get("/requests?status=404").data["requests"]] == ["/nowhere/at/all"]


def test_one_who_waits_for_a_message_looks_for_it_only_afterwards(emulator):
    world, looked = emulator.world, []
    world.inbox.newest = lambda *filters: looked.append(filters)

    async def waiting() -> None:
        with world.engagement.begun():
            arrival = asyncio.ensure_future(world.inbox.arrival(timeout=0))
            for _ in range(10):
                await asyncio.sleep(0)
            assert looked == []
        await arrival

    asyncio.run(waiting())
    assert len(looked) == 1


# Seeds among the options of a world

MANY = {"toy": {"factors": [{"name": f"n{number}", **FACTOR} for number in range(LONG_LIST + 1)]}}


@pytest.fixture
def seeded(gate):
    """A server whose worlds begin with a long seed, which stops behind its first factor again."""
    gate.go_on.set()
    with Emulator(providers=[dataclasses.replace(TOY, seed=gate.seed)], freeze=True, seeds=(MANY,)) as running:
        running.worlds.add("other", seeds=())
        gate.go_on.clear()
        gate.halfway.clear()
        yield running


@pytest.fixture
def seeded_client(seeded, http_client):
    return type(http_client)(seeded.host_port)


def test_a_reset_puts_in_long_seeds_beside_the_requests_of_others(seeded, gate, seeded_client, background):
    reset = background(lambda: seeded_client.post("/reset"))
    assert gate.halfway.wait(30)
    own = background(lambda: seeded_client.get("//toy/factors/n1"))
    assert seeded_client.get("/clock", X_MFA_World="other").status == 200
    assert not own.done()
    gate.go_on.set()
    assert (reset.result(30).status, own.result(30).status) == (200, 200)
    assert len(seeded.toy) == len(MANY["toy"]["factors"])


def test_a_reset_is_done_to_its_end_although_the_client_has_gone(seeded, gate, seeded_client):
    seeded_client.post("//toy/factors", {"name": "eve"})
    with socket.create_connection(("127.0.0.1", urlsplit(seeded.url).port)) as gone:
        gone.sendall(b"POST /_mfa/v1/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
        assert gate.halfway.wait(30)
    assert seeded_client.get("/clock", X_MFA_World="other").status == 200
    gate.go_on.set()
    assert seeded_client.get("//toy/factors/eve").status == 404
    assert len(seeded.toy) == len(MANY["toy"]["factors"])


def test_a_world_with_long_seeds_is_made_beside_the_requests_of_others(seeded, gate, seeded_client, background):
    made = background(lambda: seeded_client.post("/worlds", {"name": "new"}))
    assert gate.halfway.wait(30)
    assert seeded_client.get("/clock", X_MFA_World="other").status == 200
    assert seeded_client.get("/clock", X_MFA_World="new").status == 404
    assert seeded_client.post("/worlds", {"name": "new", "seeds": []}).status == 201
    gate.go_on.set()
    assert made.result(30).status == 400, "the name was taken meanwhile"
    again = seeded_client.post("/worlds", {"name": "newer"})
    assert again.status == 201
    assert seeded_client.get("//toy/factors/n1", X_MFA_World="newer").status == 200


@pytest.mark.parametrize("vendor", ["identity_toolkit", "onelogin", "twilio_verify"])
def test_the_built_in_vendors_stop_for_others_after_each_person(vendor):
    emulator = Emulator(freeze=True)
    people = {
        "identity_toolkit": {"users": [{"email": f"u{number}@example.com"} for number in range(20)]},
        "onelogin": {"users": [{"username": f"u{number}"} for number in range(20)]},
        "twilio_verify": {
            "services": [
                {"friendly_name": "s", "entities": [{"identity": f"entity-{number:02}"} for number in range(20)]}
            ]
        },
    }
    assert len(list(emulator.world.seeding({vendor: people[vendor]}))) >= 20
