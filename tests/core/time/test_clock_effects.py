"""What is to happen later happens in order, each effect at its own instant, before the move returns."""

import asyncio
import threading

import pytest

from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND, instant

NOON = instant("2026-11-21T12:00:00Z")


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-21T12:00:00Z")


def test_effects_happen_in_order_and_each_sees_its_own_instant(clock):
    seen = []
    for seconds in (30, 10, 20):
        clock.call_at(NOON + seconds * SECOND, lambda: seen.append(clock.micros() - NOON))
    clock.advance("25s")
    assert seen == [10 * SECOND, 20 * SECOND]
    clock.travel("2026-11-21T12:01:00Z")
    assert seen[2:] == [30 * SECOND]
    assert clock.micros() == NOON + 60 * SECOND


def test_effects_of_one_instant_happen_in_the_order_they_were_asked_for(clock):
    seen = []
    for name in "abc":
        clock.call_at(NOON + SECOND, lambda name=name: seen.append(name))
    clock.advance(1)
    assert seen == ["a", "b", "c"]


def test_an_effect_may_ask_for_another_which_happens_in_the_same_move(clock):
    seen = []

    def tick() -> None:
        seen.append(clock.micros() - NOON)
        clock.call_at(clock.micros() + SECOND, tick)

    clock.call_at(NOON + SECOND, tick)
    clock.advance("3s")
    assert seen == [SECOND, 2 * SECOND, 3 * SECOND]
    assert clock.next_due() == NOON + 4 * SECOND


def test_what_should_have_happened_happens_at_once_and_now(clock):
    seen = []
    clock.call_at(NOON - 3600 * SECOND, lambda: seen.append(clock.micros()))
    assert seen == [NOON]


def test_going_back_undoes_nothing_and_keeps_what_is_to_come(clock):
    seen = []
    clock.call_at(NOON + SECOND, lambda: seen.append("early"))
    clock.call_at(NOON + 10 * SECOND, lambda: seen.append("late"))
    clock.advance("5s")
    clock.travel("2026-11-21T11:00:00Z")
    assert seen == ["early"]
    clock.advance("1h10s")
    assert seen == ["early", "late"]


def test_freeze_at_a_later_instant_lets_happen_what_falls_due(clock):
    seen = []
    clock.call_at(NOON + SECOND, lambda: seen.append(clock.micros() - NOON))
    clock.freeze("2026-11-21T12:00:05Z")
    assert seen == [SECOND]


def test_on_a_live_clock_effects_happen_when_somebody_looks(wall):
    clock, seen = Clock(), []
    start = clock.micros()
    clock.call_at(start + SECOND, lambda: seen.append(clock.micros() - start))
    wall.pass_("3s")
    assert seen == []
    clock.catch_up()
    assert seen == [SECOND]
    assert clock.micros() == start + 3 * SECOND


def test_advance_of_a_live_clock_keeps_the_real_time_that_passes_meanwhile(wall):
    clock, seen = Clock(), []
    start = clock.micros()

    def slow() -> None:
        wall.pass_("2s")

    clock.call_at(start + SECOND, slow)
    clock.call_at(start + 11 * SECOND, lambda: seen.append(clock.micros() - start))
    clock.advance("10s")
    assert clock.micros() == start + 12 * SECOND
    assert seen == [11 * SECOND], "it fell due while the first effect took its time"


def test_an_effect_cannot_move_the_clock(clock):
    clock.call_at(NOON + SECOND, lambda: clock.advance(1))
    with pytest.raises(RuntimeError, match="cannot move the clock"):
        clock.advance(2)


def test_other_threads_see_no_instant_of_an_effect(clock):
    seen = []

    def look() -> None:
        other = threading.Thread(target=lambda: seen.append(clock.micros()))
        other.start()
        other.join()

    clock.call_at(NOON + SECOND, look)
    clock.advance("5s")
    assert seen == [NOON]


def test_effects_happen_under_the_worlds_lock():
    lock = threading.RLock()
    clock, free = Clock(NOON // SECOND, lock), []

    def try_it() -> None:
        other = threading.Thread(target=lambda: free.append(lock.acquire(blocking=False)))
        other.start()
        other.join()

    clock.call_at(NOON + SECOND, try_it)
    clock.advance(1)
    assert free == [False]


def test_whoever_waits_is_woken_by_a_move_and_not_before_its_time(clock):
    async def scene() -> list[int]:
        woken = []

        async def wait(seconds: int) -> None:
            await clock.wait_until(NOON + seconds * SECOND)
            woken.append(seconds)

        waiting = [asyncio.create_task(wait(seconds)) for seconds in (5, 1, 3)]
        await asyncio.sleep(0)
        clock.advance("3s")
        await asyncio.wait(waiting[1:])
        assert not waiting[0].done()
        clock.advance("2s")
        await waiting[0]
        return woken

    assert sorted(asyncio.run(scene())[:2]) == [1, 3]


def test_whoever_waits_on_a_live_clock_waits_really(monkeypatch):
    clock = Clock()
    clock.rate = 1000

    async def scene() -> None:
        due = clock.micros() + 20 * SECOND
        await asyncio.wait_for(clock.wait_until(due), 30)
        assert clock.micros() >= due

    asyncio.run(scene())


def test_real_seconds_depend_on_mode_and_rate(wall, monkeypatch):
    monkeypatch.setattr("mfa_emulator.core.time.pretence.may_pretend", lambda: False)
    clock = Clock()
    assert clock.real_seconds_until(wall.now) == 0.0
    assert clock.real_seconds_until(wall.now + 10 * SECOND) == 10.0
    clock.rate = 4
    assert clock.real_seconds_until(wall.now + 10 * SECOND) == 2.5
    clock.freeze()
    assert clock.real_seconds_until(wall.now + 10 * SECOND) is None
