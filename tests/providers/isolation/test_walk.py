"""What was issued is worth something exactly where it should be, whatever resets and restores lay between."""

import os
from contextlib import closing
from typing import Any, NamedTuple

import onelogin_kinds
import toolkit_kinds
import twilio_kinds
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds_apart import PEOPLE, START, Client, Kind

from mfa_emulator import Emulator

NAMES = ("default", "a", "b")
ALL = {kind.name: kind for kinds in (toolkit_kinds, onelogin_kinds, twilio_kinds) for kind in kinds.KINDS}
MARKED = (ALL["ID token"], ALL["refresh token"], ALL["pending token"])
# Of those that are stored the ones that no helper makes along the way: a text that is drawn anew is the same one.
STORED = (ALL["code to reset a password"], ALL["service SID"], ALL["device id"], ALL["user id"])
KINDS = (*MARKED, *STORED)

_issue = st.tuples(st.just("issue"), st.sampled_from(NAMES), st.integers(0, len(KINDS) - 1))
step = st.one_of(
    *(_issue, _issue, _issue),
    st.tuples(st.just("reset"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("save"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("load"), st.sampled_from(NAMES), st.integers(0, 5)),
)


class Saved(NamedTuple):
    document: Any
    world: "Believed"


class Believed:
    """A world as the rule has it: the time that it is in, the times whose marks it takes, and what it has stored."""

    def __init__(self, name: str, time: int) -> None:
        self.name = name
        self.time = time
        self.taken = {time}
        self.stored: set[tuple[str, Any]] = set()

    def copy(self) -> "Believed":
        other = Believed(self.name, self.time)
        other.taken, other.stored = set(self.taken), set(self.stored)
        return other


class Walk:
    """Worlds and what is believed of them, side by side."""

    def __init__(self, emulator: Emulator) -> None:
        self.clients = {
            name: Client(emulator, emulator.worlds.get(name) or emulator.worlds.add(name)) for name in NAMES
        }
        self.times = iter(range(10**6))
        self.believed = {name: Believed(name, next(self.times)) for name in NAMES}
        self.saved: list[Saved] = []
        self.issued: list[tuple[Kind, Any, int]] = []

    def issue(self, name: str, number: int) -> None:
        kind, world = KINDS[number], self.believed[name]
        thing = kind.issue(self.clients[name])
        self.issued.append((kind, thing, world.time))
        world.stored.add((kind.name, thing))

    def reset(self, name: str, _: int) -> None:
        self.clients[name].world.reset()
        self.believed[name] = Believed(name, next(self.times))

    def save(self, name: str, _: int) -> None:
        snapshot = self.clients[name].world.snapshot()
        # By turns in this process and for another one.
        document = snapshot.to_json() if len(self.saved) % 2 else snapshot
        self.saved.append(Saved(document, self.believed[name].copy()))

    def load(self, name: str, number: int) -> None:
        if not self.saved:
            return
        document, world = self.saved[number % len(self.saved)]
        self.clients[name].world.restore(document)
        self.believed[name] = world.copy()
        if world.name != name:
            self.believed[name].name, self.believed[name].time = name, next(self.times)
            self.believed[name].taken.add(self.believed[name].time)

    def check(self) -> None:
        for name, client in self.clients.items():
            world = self.believed[name]
            for kind, thing, time in self.issued:
                wanted = time in world.taken if kind in MARKED else (kind.name, thing) in world.stored
                checkpoint = client.world.snapshot()
                answer = kind.use(client, thing)
                assert kind.worth(answer) == wanted, (name, kind.name, answer.text)
                assert answer.status_code < 500
                client.world.restore(checkpoint)


@settings(max_examples=int(os.environ.get("MFA_WALKS", "50")), deadline=None)
@given(st.lists(step, min_size=8, max_size=24))
def test_worth_is_where_the_rule_says(steps: list[tuple[str, str, int]]):
    walk = Walk(Emulator(freeze=START, project="demo-project", seeds=[PEOPLE]))
    for what, name, number in steps:
        getattr(walk, what)(name, number)
    walk.check()
    for client in walk.clients.values():
        with closing(client):
            pass
