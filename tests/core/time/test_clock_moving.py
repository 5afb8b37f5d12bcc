"""A clock is moved by its test and by nothing else, except a live one, which also runs."""

from datetime import UTC, datetime, timedelta

import pytest

from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import LAST, SECOND, Instant, instant

NOON = "2026-11-21T12:00:00Z"


def test_a_live_clock_shows_the_real_time(wall):
    clock = Clock()
    assert clock.mode == "live"
    wall.pass_("90s")
    assert clock.now() == datetime(2026, 11, 21, 10, 1, 30, tzinfo=UTC)


def test_a_frozen_clock_stands_at_the_moment_of_its_making(wall):
    clock = Clock(freeze=True)
    wall.pass_("1h")
    assert clock.now() == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert clock.mode == "frozen"


@pytest.mark.parametrize(
    "at", [NOON, 1795262400, 1795262400.0, datetime(2026, 11, 21, 12), datetime(2026, 11, 21, 12, tzinfo=UTC)]
)
def test_a_clock_can_be_made_frozen_at_any_instant(at: Instant):
    assert Clock(at).micros() == instant(NOON)


def test_false_and_none_make_a_live_clock():
    assert (Clock(False).mode, Clock(None).mode) == ("live", "live")


def test_advance_moves_by_a_duration_and_says_the_new_time():
    clock = Clock(NOON)
    assert clock.advance("31s") == datetime(2026, 11, 21, 12, 0, 31, tzinfo=UTC)
    assert clock.advance(timedelta(hours=1)) == clock.now() == datetime(2026, 11, 21, 13, 0, 31, tzinfo=UTC)


@pytest.mark.parametrize("wrong", [-1, "-1s", timedelta(seconds=-1), "soon", True])
def test_advance_refuses_to_go_back_and_what_is_no_duration(wrong):
    clock = Clock(NOON)
    with pytest.raises(ValueError, match="duration"):
        clock.advance(wrong)
    assert clock.micros() == instant(NOON)


def test_time_ends_before_dates_do():
    clock = Clock("8999-12-31T00:00:00Z")
    with pytest.raises(ValueError, match=r"^time cannot go beyond 9000-01-01T00:00:00Z$"):
        clock.advance("2d")
    clock.advance("1d")
    assert clock.micros() == LAST


def test_travel_goes_forward_and_back():
    clock = Clock(NOON)
    clock.travel("2030-01-01T00:00:00Z")
    assert clock.now().year == 2030
    clock.travel("1970-01-01T00:00:00Z")
    assert clock.micros() == 0


def test_a_live_clock_runs_on_from_where_it_was_moved(wall):
    clock = Clock()
    clock.advance("1h")
    wall.pass_("5s")
    assert clock.now() == datetime(2026, 11, 21, 11, 0, 5, tzinfo=UTC)
    clock.travel("2030-01-01T00:00:00Z")
    wall.pass_("5s")
    assert clock.now() == datetime(2030, 1, 1, 0, 0, 5, tzinfo=UTC)


def test_freeze_stops_a_live_clock_where_it_is(wall):
    clock = Clock()
    wall.pass_("5s")
    clock.freeze()
    wall.pass_("1h")
    assert clock.now() == datetime(2026, 11, 21, 10, 0, 5, tzinfo=UTC)


def test_freeze_at_an_instant_goes_there():
    clock = Clock()
    assert clock.freeze(NOON) == clock.now() == datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_an_instant_that_cannot_be_read_leaves_the_clock_as_it_is(wall):
    clock = Clock()
    clock.advance("1h")
    for move in (clock.freeze, clock.travel, clock.begin):
        with pytest.raises(ValueError, match="instant"):
            move("tomorrow")
    assert (clock.mode, clock.micros()) == ("live", wall.now + 3600 * SECOND)


def test_resume_lets_time_pass_again_from_where_it_stands(wall):
    clock = Clock(NOON)
    wall.pass_("1h")
    assert clock.resume() == datetime(2026, 11, 21, 12, tzinfo=UTC)
    wall.pass_("1s")
    assert clock.now() == datetime(2026, 11, 21, 12, 0, 1, tzinfo=UTC)


def test_a_clock_can_run_faster_and_slower_without_a_jump(wall):
    clock = Clock()
    clock.rate = 60
    assert clock.micros() == wall.now
    wall.pass_("1s")
    assert clock.now() == datetime(2026, 11, 21, 10, 1, tzinfo=UTC)
    clock.rate = 0.5
    wall.pass_("1s")
    assert clock.now() == datetime(2026, 11, 21, 10, 1, 0, 500_000, tzinfo=UTC)


def test_the_rate_of_a_frozen_clock_counts_once_it_runs(wall):
    clock = Clock(NOON)
    clock.rate = 10
    wall.pass_("1s")
    assert clock.micros() == instant(NOON)
    clock.resume()
    wall.pass_("1s")
    assert clock.micros() == instant(NOON) + 10 * SECOND


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), 1_000_001])
def test_a_rate_is_above_zero_and_at_most_a_million(rate: float):
    clock = Clock()
    with pytest.raises(ValueError, match="rate must be above 0 and at most 1000000"):
        clock.rate = rate
    assert clock.rate == 1.0


def test_begin_starts_over(wall):
    clock = Clock(NOON)
    clock.rate = 5
    happened = []
    clock.call_at(instant(NOON) + SECOND, lambda: happened.append(1))
    clock.begin()
    assert (clock.mode, clock.rate, clock.micros(), clock.next_due()) == ("live", 1.0, wall.now, None)
    clock.advance("1d")
    assert happened == []


def test_a_dump_brings_a_clock_back(wall):
    clock = Clock(NOON)
    clock.rate = 3
    position = clock.dump()
    clock.travel("2030-01-01T00:00:00Z")
    clock.resume()
    clock.load(position)
    assert (clock.mode, clock.rate, clock.micros()) == ("frozen", 3.0, instant(NOON))


def test_a_live_clock_comes_back_live(wall):
    clock = Clock()
    position = clock.dump()
    clock.freeze("2030-01-01T00:00:00Z")
    clock.load(position)
    wall.pass_("1s")
    assert (clock.mode, clock.micros()) == ("live", wall.now)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"at": 0, "frozen": True},
        {"at": "0", "frozen": True, "rate": 1.0},
        {"at": -1, "frozen": True, "rate": 1.0},
        {"at": LAST + 1, "frozen": True, "rate": 1.0},
        {"at": 0, "frozen": "yes", "rate": 1.0},
        {"at": 0, "frozen": True, "rate": 0},
        {"at": 0, "frozen": True, "rate": "fast"},
        {"at": 0, "frozen": True, "rate": 1.0, "more": 1},
        [],
        None,
    ],
)
def test_what_is_no_dump_changes_nothing(data):
    clock = Clock(NOON)
    happened = []
    clock.call_at(instant(NOON) + SECOND, lambda: happened.append(1))
    with pytest.raises(ValueError):
        clock.load(data)
    clock.advance(1)
    assert (clock.mode, clock.micros(), happened) == ("frozen", instant(NOON) + SECOND, [1])
