"""Seeds of many people: their own world waits for them, other worlds do not, and nobody sees them halfway."""

import dataclasses
import threading
from typing import Any

import pytest
from toy import TOY, Factor, Toys

from mfa_emulator import Emulator
from mfa_emulator.control.state import AT_ONCE

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
