"""The time that freezegun or time-machine pretends to the process."""

import sys
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Pretence(NamedTuple):
    """A time that is pretended, in microseconds since the epoch, and the mark of the move that led there."""

    at: int
    mark: tuple[object, ...]
    """Objects that the tool replaces when somebody moves its time, and leaves alone while it merely passes."""
    passes: bool
    """Whether it passes by itself."""

    def is_as_moved(self, mark: tuple[object, ...]) -> bool:
        """Whether nobody has moved it since it had that mark: equal values may be of two moves to one instant."""
        return len(mark) == len(self.mark) and all(map(_is, mark, self.mark))


class _Frozen(Protocol):
    """One of freezegun's factories."""

    time_to_freeze: datetime

    def __call__(self) -> datetime: ...


class _Traveller(Protocol):
    """A journey of time-machine's, called coordinates before its version 3."""

    _destination_timestamp_ns: int
    _tick: bool

    def time_ns(self) -> int: ...


def pretence() -> Pretence | None:
    """The pretence of freezegun, else of time-machine; None while neither is active."""
    try:
        return _freezeguns() or _time_machines()
    except IndexError:  # another thread ended it just now
        return None


def may_pretend() -> bool:
    """Whether one of the tools is loaded: its time may begin, move or end at any moment, without notice."""
    return "freezegun.api" in sys.modules or "time_machine" in sys.modules


def _freezeguns() -> Pretence | None:
    """freezegun's time, of its list of frozen ones.

    ``time.time`` is not asked: it shows the real time to callers near the bottom of a thread's stack, so that two
    threads would see two times. Neither is a factory whose time steps on whenever it is asked.
    """
    factories: list[_Frozen] | None = getattr(sys.modules.get("freezegun.api"), "freeze_factories", None)
    if not factories:
        return None
    factory = factories[-1]
    start = getattr(factory, "start", None)  # of one whose time passes by itself
    named = factory.time_to_freeze
    pretended = named if start is None else factory()
    at = (pretended.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
    return Pretence(at, (factory, named, start), start is not None)


def _time_machines() -> Pretence | None:
    """time-machine's time, of the innermost of its journeys."""
    machine = sys.modules.get("time_machine")
    journeys: list[_Traveller] | None = getattr(machine, "traveller_stack", None) or getattr(
        machine, "coordinates_stack", None
    )
    if not journeys:
        return None
    journey = journeys[-1]
    at = journey.time_ns()  # first, as one that passes by itself does so from when it is first asked
    mark = (journey, journey._destination_timestamp_ns, getattr(journey, "_real_start_timestamp_ns", None))
    return Pretence(at // 1000, mark, journey._tick)


def _is(one: object, other: object) -> bool:
    return one is other
