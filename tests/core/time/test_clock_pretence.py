"""While freezegun or time-machine is active the clock follows; the last mover wins; afterwards it is its own again."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import freezegun
import pytest
from freezegun import freeze_time

from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND, instant
from mfa_emulator.core.time.realtime import new_event_loop

time_machine = pytest.importorskip("time_machine")

NOON = "2026-11-21T12:00:00Z"
THEN = datetime(2030, 1, 1, tzinfo=UTC)


def by_time_machine(at, *, tick=False):
    return time_machine.travel(at, tick=tick)


both = pytest.mark.parametrize(
    "freeze_time", [freezegun.freeze_time, by_time_machine], ids=["freezegun", "time_machine"]
)


def in_a_thread(function):
    found = []
    thread = threading.Thread(target=lambda: found.append(function()))
    thread.start()
    thread.join()
    return found[0]


@both
@pytest.mark.parametrize("freeze", [NOON, None], ids=["frozen", "live"])
def test_the_clock_follows_and_comes_back(freeze, freeze_time):
    clock = Clock(freeze)
    before = clock.micros()
    with freeze_time(THEN):
        assert clock.now() == THEN
    after = clock.micros()
    assert before <= after < before + 60 * SECOND
    assert clock.mode == ("frozen" if freeze else "live")


@freeze_time("2030-01-01")
def test_the_decorator_is_followed():
    assert Clock(NOON).now() == THEN


def test_freezeguns_own_moves_are_followed():
    clock = Clock(NOON)
    with freeze_time(THEN) as frozen:
        frozen.tick(timedelta(seconds=90))
        assert clock.now() == THEN + timedelta(seconds=90)
        frozen.move_to("2029-05-05")
        assert clock.now() == datetime(2029, 5, 5, tzinfo=UTC)


def test_a_time_zone_does_not_matter():
    with freeze_time(THEN, tz_offset=-5):
        assert Clock(NOON).now() == THEN


def test_a_ticking_freeze_runs():
    clock = Clock(NOON)
    with freeze_time(THEN, tick=True):
        first = clock.micros()
        while clock.micros() == first:
            pass
        assert THEN <= clock.now() < THEN + timedelta(minutes=1)


@both
@pytest.mark.parametrize("freeze", [NOON, None], ids=["frozen", "live"])
def test_the_last_mover_wins(freeze, freeze_time):
    clock = Clock(freeze)
    with freeze_time(THEN) as theirs:
        clock.advance("31s")
        assert clock.now() == THEN + timedelta(seconds=31)
        clock.travel("2040-01-01T00:00:00Z")
        assert clock.now() == datetime(2040, 1, 1, tzinfo=UTC)
        theirs.move_to(datetime(2050, 1, 1, tzinfo=UTC))
        assert clock.now() == datetime(2050, 1, 1, tzinfo=UTC)
        clock.freeze("2045-01-01T00:00:00Z")
        assert clock.now() == datetime(2045, 1, 1, tzinfo=UTC)


@both
def test_a_move_to_where_theirs_stands_already_counts_too(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN) as theirs:
        clock.travel("2040-01-01T00:00:00Z")
        theirs.move_to(THEN + timedelta(0))
        assert clock.now() == THEN


def test_a_step_of_theirs_leads_to_their_time():
    clock = Clock(NOON)
    with freeze_time(THEN) as theirs:
        clock.advance("31s")
        theirs.tick(timedelta(seconds=10))
        assert clock.now() == THEN + timedelta(seconds=10) == datetime.now(UTC)
    with by_time_machine(THEN) as theirs:
        clock.advance("31s")
        theirs.shift(10)
        assert clock.now() == THEN + timedelta(seconds=10) == datetime.now(UTC)


@both
def test_afterwards_it_is_where_it_was_wherever_it_was_moved_meanwhile(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN):
        clock.travel("2040-01-01T00:00:00Z")
    assert clock.micros() == instant(NOON)


@both
def test_a_time_of_theirs_that_runs_is_no_move(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN, tick=True):
        clock.travel("2040-01-01T00:00:00Z")
        first = clock.micros()
        while clock.micros() == first:
            pass
        assert clock.now().year == 2040


def test_a_time_that_steps_whenever_it_is_asked_is_not_moved_by_our_looking():
    clock = Clock(NOON)
    with freeze_time(THEN, auto_tick_seconds=15):
        assert clock.now() == clock.now() == THEN
        assert datetime.now(UTC) == THEN
        assert clock.now() == THEN + timedelta(seconds=15)


@both
def test_one_freeze_leaves_nothing_to_the_next_whether_or_not_anybody_looked_between(freeze_time):
    clock = Clock(NOON)
    for _ in range(2):
        with freeze_time(THEN):
            clock.advance("1h")
            assert clock.now() == THEN + timedelta(hours=1)


@both
def test_the_beginning_and_the_end_of_an_inner_one_are_moves(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN):
        clock.advance("5s")
        with freeze_time(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN


def test_freezegun_within_time_machine_counts_as_for_the_rest_of_the_process():
    clock = Clock(NOON)
    with by_time_machine(THEN), freeze_time("2035-01-01"):
        assert clock.now() == datetime.now(UTC) == datetime(2035, 1, 1, tzinfo=UTC)


def test_the_real_time_is_known_under_time_machine():
    before = realtime.wall_micros()
    with by_time_machine(THEN):
        assert before <= realtime.wall_micros() < before + 60 * SECOND


@both
def test_a_clock_made_under_freezegun_has_the_real_time_afterwards(wall, freeze_time):
    with freeze_time(THEN):
        clocks = [Clock(freeze=True), Clock()]
        assert [clock.now() for clock in clocks] == [THEN, THEN]
    assert [clock.micros() for clock in clocks] == [wall.now, wall.now]


@both
def test_every_thread_sees_the_same_time_however_it_was_started(freeze_time):
    # freezegun itself shows the real time to code near the bottom of a thread's stack.
    clock = Clock(NOON)
    with freeze_time(THEN):
        assert in_a_thread(clock.now) == THEN
        assert in_a_thread(lambda: in_a_thread(clock.now)) == THEN


@both
@pytest.mark.parametrize("freeze", [NOON, None], ids=["frozen", "live"])
def test_modes_and_rates_set_meanwhile_hold_afterwards(freeze, wall, freeze_time):
    clock = Clock(freeze)
    with freeze_time(THEN):
        clock.rate = 60
        clock.resume()
        assert (clock.mode, clock.now()) == ("live", THEN)
        wall.pass_("1s")
        assert clock.now() == THEN, "freezegun stops a live clock too"
    before = clock.micros()
    wall.pass_("1s")
    assert clock.micros() == before + 60 * SECOND


@both
def test_effects_fall_due_by_freezeguns_time(freeze_time):
    clock, seen = Clock(NOON), []
    clock.call_at(instant(NOON) + SECOND, lambda: seen.append("of the year 2026"))
    with freeze_time(THEN) as theirs:
        due = clock.micros() + 60 * SECOND
        clock.call_at(due, lambda: seen.append(clock.micros() == due))
        assert seen == ["of the year 2026"]
        theirs.move_to(THEN + timedelta(seconds=61))
        clock.catch_up()
        assert seen == ["of the year 2026", True]


@both
def test_a_snapshot_within_a_freeze(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN):
        position = clock.dump()
        clock.advance("1h")
        clock.load(position)
        assert clock.now() == THEN
    assert clock.micros() == instant(NOON)


@both
def test_begin_within_a_freeze_still_follows(freeze_time):
    clock = Clock(NOON)
    with freeze_time(THEN):
        clock.advance("1h")
        clock.begin(NOON)
        assert clock.now() == THEN
    assert clock.micros() == instant(NOON)


@pytest.mark.parametrize("freeze", [NOON, None], ids=["frozen", "live"])
def test_whoever_waits_sees_freezegun_come_and_move(freeze):
    clock = Clock(freeze)
    loop = new_event_loop()

    async def scene() -> None:
        waiting = asyncio.ensure_future(clock.wait_until(instant("2030-01-01T00:00:30Z")))
        await asyncio.sleep(0)
        with freeze_time(THEN) as frozen:
            await asyncio.sleep(0.03)
            assert not waiting.done()
            frozen.tick(timedelta(seconds=30))
            await asyncio.wait_for(waiting, 30)

    try:
        loop.run_until_complete(scene())
    finally:
        loop.close()


def test_a_freeze_that_ends_just_now_is_over(monkeypatch):
    class Emptied(list):
        def __getitem__(self, index):
            raise IndexError(index)

    clock = Clock(NOON)
    monkeypatch.setattr("freezegun.api.freeze_factories", Emptied(["there a moment ago"]))
    assert clock.micros() == instant(NOON)


def test_a_loop_of_ours_keeps_running_while_time_is_frozen():
    loop = new_event_loop()
    try:
        with freeze_time(THEN):
            loop.run_until_complete(asyncio.wait_for(asyncio.sleep(0.001), 30))
    finally:
        loop.close()


def test_a_patched_time_function_is_not_taken_for_freezegun(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert Clock(NOON).micros() == instant(NOON)
