"""Windows of time: how much happened lately, whether there is room for more, and when there is again."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.time.windows import DAY, HOUR, MINUTE, FixedWindow, Limit, SlidingWindow

T0 = durations.instant("2026-11-21T10:00:00Z")
TWO_A_MINUTE = Limit(2, MINUTE)


def filled(*limits: Limit, at: tuple[int, ...]) -> SlidingWindow:
    window = SlidingWindow()
    for now in at:
        window = window.added(limits, now)
    return window


def test_an_event_counts_until_it_is_exactly_as_old_as_the_window_is_long():
    window = filled(TWO_A_MINUTE, at=(T0,))
    assert window.count(MINUTE, T0 + 60 * SECOND - 1) == 1
    assert window.count(MINUTE, T0 + 60 * SECOND) == 0


def test_a_full_window_has_room_again_when_its_oldest_event_is_over():
    window = filled(TWO_A_MINUTE, at=(T0, T0 + 10 * SECOND))
    assert [window.room(TWO_A_MINUTE, T0 + s * SECOND) for s in (10, 59, 60, 70)] == [0, 0, 1, 2]
    assert window.full([TWO_A_MINUTE], T0 + 59 * SECOND) == TWO_A_MINUTE
    assert window.full([TWO_A_MINUTE], T0 + 60 * SECOND) is None


def test_the_seconds_to_wait_are_rounded_up():
    window = filled(TWO_A_MINUTE, at=(T0 + 1, T0 + 2))
    assert window.seconds_left(TWO_A_MINUTE, T0 + 10 * SECOND) == 51
    assert window.seconds_left(TWO_A_MINUTE, T0 + 10 * SECOND + 1) == 50
    assert window.seconds_left(TWO_A_MINUTE, T0 + 61 * SECOND) == 0


def test_of_several_limits_the_first_full_one_is_told():
    limits = [Limit(1, MINUTE), Limit(2, HOUR), Limit(3, DAY)]
    window = filled(*limits, at=(T0, T0 + 61 * SECOND))
    assert window.full(limits, T0 + 62 * SECOND) == limits[0]
    assert window.full(limits, T0 + 200 * SECOND) == limits[1]
    assert window.full(limits, T0 + 2 * 3600 * SECOND) is None


def test_no_more_is_kept_than_the_limits_ask_for():
    assert filled(TWO_A_MINUTE, at=(1, 2, 3)).at == (2, 3)
    assert filled(TWO_A_MINUTE, at=(1, 1 + MINUTE * SECOND)).at == (1 + MINUTE * SECOND,)
    assert filled(Limit(0, MINUTE), at=(1, 2)).at == ()
    assert filled(at=(1, 2)).at == ()


def test_a_limit_of_any_number_is_never_full_and_has_no_number_of_places_left():
    window, any_number = filled(TWO_A_MINUTE, at=(T0, T0)), Limit(0, MINUTE)
    assert window.full([any_number], T0) is None
    for kind in (window, FixedWindow()):
        with pytest.raises(ValueError, match="any number"):
            kind.room(any_number, T0)


def test_a_limit_reads_as_people_say_it():
    assert str(Limit(5, HOUR)) == "5 in 1h"


def test_a_window_survives_a_snapshot():
    window = filled(TWO_A_MINUTE, at=(T0, T0 + 1))
    assert msgspec.convert(msgspec.to_builtins(window), SlidingWindow) == window


LIMITS = st.lists(st.builds(Limit, st.integers(0, 4), st.integers(1, 20)), max_size=3)
STEPS = st.lists(st.integers(-2_000_000, 8_000_000), max_size=30)


@given(LIMITS, STEPS)
def test_a_window_answers_as_a_list_of_all_instants_does(limits: list[Limit], steps: list[int]):
    window, every, now = SlidingWindow(), list[int](), T0
    latest = now
    for step in steps:
        now += step
        latest = max(latest, now)
        window = window.added(limits, now)
        every.append(now)
        assert len(window.at) <= max((limit.most for limit in limits), default=0)
        for limit in limits:
            if limit.most and now == latest:  # set back, it does not know what it forgot
                count = sum(1 for at in every if at > now - limit.seconds * SECOND)
                assert window.room(limit, now) == max(limit.most - count, 0)
                assert min(window.count(limit.seconds, now), limit.most) == min(count, limit.most)
                later = now + window.seconds_left(limit, now) * SECOND
                assert window.room(limit, later)
                assert later == now or not window.room(limit, later - SECOND)


# Fixed windows


def test_a_fixed_window_begins_with_its_first_event_and_starts_over():
    limit, window = Limit(2, HOUR), FixedWindow()
    assert (window.room(limit, T0), window.seconds_left(limit, T0)) == (2, 3600)
    window = window.added(limit, T0).added(limit, T0 + 10 * SECOND)
    assert (window.room(limit, T0 + 10 * SECOND), window.seconds_left(limit, T0 + 10 * SECOND)) == (0, 3590)
    assert window.seconds_left(limit, T0 + 10 * SECOND + 1) == 3590
    assert window.count(HOUR, T0 + 3600 * SECOND - 1) == 2
    assert window.count(HOUR, T0 + 3600 * SECOND) == 0
    assert window.added(limit, T0 + 3600 * SECOND) == FixedWindow(T0 + 3600 * SECOND, 1)


def test_a_fixed_window_starts_over_when_the_clock_is_set_back_before_it():
    window = FixedWindow().added(Limit(2, HOUR), T0)
    assert window.count(HOUR, T0 - 1) == 0
    assert window.added(Limit(2, HOUR), T0 - 1) == FixedWindow(T0 - 1, 1)
