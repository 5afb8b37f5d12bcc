"""Messages that a fault delays, holds, fails or loses."""

import pytest

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.message import Fate, Message
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-21T10:00:00Z")


@pytest.fixture
def inbox(clock) -> Inbox:
    return Inbox(clock, Ids())


def send(inbox: Inbox, fault: Fate | None, to: str = "ada") -> Message:
    before = inbox.fault.set(fault)
    try:
        return inbox.send(provider="toy", channel="sms", to=to, body="b", code="1")
    finally:
        inbox.fault.reset(before)


def test_a_delayed_message_arrives_when_its_time_has_come(inbox, clock):
    sent = send(inbox, Fate("delayed", 60 * SECOND))
    assert (sent.status, inbox.newest()) == ("delayed", None)
    assert inbox.undelivered() == [sent]
    clock.advance("59s")
    assert inbox.newest() is None
    clock.advance("1s")
    arrived = inbox.latest()
    assert (arrived.id, arrived.status, arrived.number, arrived.created_at) == (
        sent.id,
        "delivered",
        1,
        sent.created_at,
    )
    assert inbox.undelivered() == []


def test_messages_are_numbered_as_they_arrive(inbox, clock):
    late = send(inbox, Fate("delayed", SECOND))
    early = send(inbox, None)
    clock.advance(1)
    assert [(message.id, message.number) for message in inbox] == [(early.id, 1), (late.id, 2)]


def test_a_held_message_arrives_when_it_is_released(inbox, clock):
    sent = send(inbox, Fate("held"))
    clock.advance("1d")
    assert inbox.newest() is None
    assert inbox.release(sent.id).status == "delivered"
    assert inbox.latest().id == sent.id
    assert inbox.release(sent.id) is None


def test_a_delayed_message_can_be_released_early_and_arrives_once(inbox, clock):
    sent = send(inbox, Fate("delayed", SECOND))
    inbox.release(sent.id)
    clock.advance("1m")
    assert len(inbox) == 1


@pytest.mark.parametrize("fate", ["failed", "lost"])
def test_a_failed_or_lost_message_never_arrives(inbox, clock, fate):
    sent = send(inbox, Fate(fate))
    assert inbox.release(sent.id) is None
    clock.advance("1d")
    assert inbox.newest() is None
    assert [message.status for message in inbox.undelivered()] == [fate]


def test_the_error_of_a_vain_wait_tells_what_is_under_way(inbox):
    send(inbox, Fate("held"), to="bob")
    with pytest.raises(TimeoutError, match=r"\n  2026-11-21T10:00:00Z held sms to bob by toy, code 1$"):
        inbox.wait_for(to="ada", timeout=0)


def test_contents_hold_what_is_under_way_and_it_arrives_once(inbox, clock):
    delayed, held = send(inbox, Fate("delayed", 60 * SECOND)), send(inbox, Fate("held"))
    position, contents = clock.dump(), inbox.contents()
    clock.advance("1m")
    assert len(inbox) == 1
    clock.load(position)
    inbox.take(contents)
    assert inbox.undelivered() == [delayed, held]
    clock.advance("59s")
    assert len(inbox) == 0
    clock.advance("1s")
    assert [message.id for message in inbox] == [delayed.id]


def test_taken_twice_it_still_arrives_once(inbox, clock):
    send(inbox, Fate("delayed", 60 * SECOND))
    inbox.take(inbox.contents())
    inbox.take(inbox.contents())
    clock.advance("1m")
    assert len(inbox) == 1


def test_clear_forgets_what_is_under_way(inbox, clock):
    send(inbox, Fate("delayed", SECOND))
    inbox.clear()
    clock.advance("1m")
    assert (len(inbox), inbox.undelivered()) == (0, [])


def test_what_never_arrives_does_not_pile_up(clock):
    inbox = Inbox(clock, Ids(), capacity=3)
    for number in range(10):
        send(inbox, Fate("lost"), to=str(number))
    assert [message.to for message in inbox.undelivered()] == ["7", "8", "9"]


def test_on_a_clock_that_stands_nothing_piles_up_behind_delayed_messages(clock):
    inbox = Inbox(clock, Ids(), capacity=3)
    asked = []
    clock.call_at = lambda at, effect, *, quiet: asked.append((at, effect))
    for number in range(10):
        send(inbox, Fate("delayed", SECOND), to=str(number))
    ((at, effect),) = asked
    assert at == clock.micros() + SECOND
    assert len(inbox.undelivered()) == 3
    effect()
    assert [message.to for message in inbox] == ["7", "8", "9"]


def test_after_a_clear_a_message_due_at_the_same_instant_still_arrives(inbox, clock):
    send(inbox, Fate("delayed", SECOND), to="ada")
    inbox.clear()
    send(inbox, Fate("delayed", SECOND), to="bob")
    clock.advance(1)
    assert [message.to for message in inbox] == ["bob"]
