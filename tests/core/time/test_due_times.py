"""Things fall due in the order of their instants, and the clock is asked for the next alone."""

from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.due_times import DueTimes

NOON = "2026-11-21T12:00:00Z"
TIMES = st.lists(st.tuples(st.integers(1, 9), st.sampled_from("ab"), st.booleans()), max_size=30)


@given(TIMES)
def test_what_is_not_forgotten_falls_due_in_order(times):
    clock, fallen = Clock(NOON), []
    due = DueTimes(clock, lambda thing: fallen.append((clock.micros(), thing)))
    start, wanted, at_topic = clock.micros(), [], {"a": [], "b": []}
    for number, (seconds, topic, _) in enumerate(times):
        due.add(str(number), start + seconds * 1_000_000, topic)
    for number, (seconds, topic, stays) in enumerate(times):
        at = start + seconds * 1_000_000
        if stays:
            wanted.append((at, str(number)))
            at_topic[topic].append(at)
        else:
            due.forget(str(number), at, topic)
    assert [due.next("a"), due.next("b")] == [min(at_topic["a"], default=None), min(at_topic["b"], default=None)]
    assert due.next(None) == min((at for at, _ in wanted), default=None)
    clock.advance("9s")
    assert fallen == sorted(wanted, key=lambda pair: pair[0])


def test_nothing_piles_up_however_many_are_forgotten():
    clock = Clock(NOON)
    due = DueTimes(clock, lambda thing: None)
    start = clock.micros()
    due.add("first", start + 1, "a")
    for number in range(10_000):
        due.add(str(number), start + 2 + number, "a")
        due.forget(str(number), start + 2 + number, "a")
    assert len(clock._effects) == 1
    assert len(due._instants) < 200
    assert due.next("a") == start + 1


def test_after_a_clear_those_that_are_added_fall_due():
    clock, fallen = Clock(NOON), []
    due = DueTimes(clock, fallen.append)
    at = clock.micros() + 1_000_000
    due.add("one", at, "a")
    due.clear()
    due.add("two", at, "a")
    due.add("three", at + 1, "a")
    clock.advance("2s")
    assert fallen == ["two", "three"]


def test_what_should_have_fallen_due_does_so_at_once():
    clock, fallen = Clock(NOON), []
    due = DueTimes(clock, fallen.append)
    due.add("late", clock.micros() - 1, "a")
    assert fallen == ["late"]
    assert due.next(None) is None
