"""Due times of things that are under way, of which a clock asks for the next alone."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush

from mfa_emulator.core.time.clock import Clock


class DueTimes:
    """Things by id, each with the instant at which it falls due and its topic: the recipient of a message, say.

    `fall` is called with the id of each that falls due. However many there are, and however many are forgotten again,
    nothing piles up at the clock: it is asked for one instant.
    """

    def __init__(self, clock: Clock, fall: Callable[[str], object]) -> None:
        self._clock = clock
        self._fall = fall
        self._ids: dict[int, dict[str, None]] = {}  # by instant
        self._topics: dict[str, dict[str, int]] = {}  # instants by topic and id
        self._instants: list[int] = []  # a heap of them
        self._asked: int | None = None  # the one at which the clock asks next

    def clear(self, *, begin: bool = False) -> None:
        """Forget all; to `begin` again, the clock has forgotten what it was asked for."""
        for part in (self._ids, self._topics, self._instants):
            part.clear()
        self._asked = None if begin else self._asked

    def add(self, thing: str, at: int, topic: str) -> None:
        """Expect one more."""
        self._topics.setdefault(topic, {})[thing] = at
        if at not in self._ids:
            self._ids[at] = {}
            heappush(self._instants, at)
        self._ids[at][thing] = None
        self._ask()

    def forget(self, thing: str, at: int, topic: str) -> None:
        """Expect one no more."""
        of_topic, of_instant = self._topics[topic], self._ids.get(at, {})
        del of_topic[thing]
        of_instant.pop(thing, None)
        if not of_topic:
            del self._topics[topic]
        if not of_instant:
            self._ids.pop(at, None)
        if len(self._instants) > 2 * len(self._ids) + 100:
            self._instants = sorted(self._ids)

    def next(self, topic: str | None) -> int | None:
        """The next instant of a topic; None: of all."""
        return min(self._of(topic), default=None)

    def _of(self, topic: str | None) -> Iterator[int]:
        return iter(list(self._ids) if topic is None else list(self._topics.get(topic, {}).values()))

    def _ask(self) -> None:
        while self._instants and self._instants[0] not in self._ids:
            heappop(self._instants)
        if self._instants and (self._asked is None or self._instants[0] < self._asked):
            at = self._asked = self._instants[0]
            self._clock.call_at(at, lambda: self._fall_due(at), quiet=True)

    def _fall_due(self, at: int) -> None:
        if self._asked == at:
            self._asked = None
        while self._instants and self._instants[0] <= at:
            for thing in self._ids.pop(heappop(self._instants), ()):
                self._fall(thing)
        self._ask()
