"""Whatever is done to a clock, in whatever order: it obeys a model of three lines."""

from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND

START = 1_800_000_000 * SECOND
SOON = st.integers(0, 100 * SECOND)


@given(effects=st.lists(SOON, max_size=20), moves=st.lists(SOON, max_size=10))
def test_effects_happen_once_in_order_at_their_instants(effects: list[int], moves: list[int]):
    clock = Clock(START // SECOND)
    seen: list[int] = []
    for after in effects:
        clock.call_at(START + after, lambda: seen.append(clock.micros() - START))
    for move in moves:
        before = clock.micros()
        clock.advance(move / SECOND)
        assert clock.micros() == before + move
        here = clock.micros() - START
        assert seen == sorted(after for after in effects if after <= here)


MOVES = st.one_of(
    st.tuples(st.just("advance"), SOON),
    st.tuples(st.just("pass"), SOON),
    st.tuples(st.just("freeze"), st.none()),
    st.tuples(st.just("resume"), st.none()),
    st.tuples(st.just("rate"), st.integers(1, 1000)),
    st.tuples(st.just("reload"), st.none()),
)


@given(st.lists(MOVES, max_size=30))
def test_time_never_goes_back_without_travel_and_passes_only_while_live(moves):
    from mfa_emulator.core.time import realtime

    wall = START
    real, realtime.wall_micros = realtime.wall_micros, lambda: wall
    try:
        clock = Clock()
        model, live, rate = wall, True, 1
        for name, value in moves:
            if name == "pass":
                wall += value
                model += value * rate if live else 0
            elif name == "advance":
                clock.advance(value / SECOND)
                model += value
            elif name == "rate":
                clock.rate = rate = value
            elif name == "reload":
                clock.load(clock.dump())
            else:
                getattr(clock, name)()
                live = name == "resume"
            assert clock.micros() == model
            assert (clock.mode, clock.rate) == ("live" if live else "frozen", rate)
    finally:
        realtime.wall_micros = real
