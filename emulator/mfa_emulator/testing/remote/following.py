"""Clocks elsewhere that follow freezegun and time-machine of this process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from importlib.util import find_spec

from mfa_emulator.core.time import pretence
from mfa_emulator.core.time.pretence import Pretence
from mfa_emulator.testing.remote.clock import Course, RemoteClock
from mfa_emulator.testing.remote.connection import NotThere

_MOVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "freezegun.api": {
        "_freeze_time": ("start", "stop"),
        "FrozenDateTimeFactory": ("tick", "move_to"),
        "TickingDateTimeFactory": ("tick", "move_to"),
        # Not its `tick`, which it calls itself whenever somebody asks for the time: such a step is seen at the next
        # use of a helper.
        "StepTickTimeFactory": ("move_to",),
    },
    "time_machine": {
        "travel": ("start", "stop"),
        "Traveller": ("shift", "move_to"),
        "Coordinates": ("shift", "move_to"),  # a Traveller's name before version 3
    },
}
"""The methods by which each tool's time begins, moves and ends. Neither tool tells of a move, and an app may call the
server right after one: so these methods are replaced, while pytest runs, by those that tell."""


class Following:
    """Lets clocks elsewhere show the time of the tool while one is active, and afterwards go on as before.

    The last mover wins, as for a clock of this process: a clock that is moved itself stays there until the tool moves.
    """

    def __init__(self) -> None:
        self._clocks: dict[RemoteClock, Course | None] = {}  # with the course to go back to
        self._mark: tuple[object, ...] | None = None
        self._busy = False
        self._replaced: list[tuple[type, str, object]] = []

    def begin(self) -> None:
        """Hear of every move from now on."""
        for name, kinds in _MOVES.items():
            if find_spec(name.partition(".")[0]) is not None:
                module = import_module(name)
                for kind, methods in kinds.items():
                    for method in methods if hasattr(module, kind) else ():
                        self._replace(getattr(module, kind), method)

    def end(self) -> None:
        """Leave the tools as they were, and all clocks as they are."""
        for kind, name, method in reversed(self._replaced):
            setattr(kind, name, method)
        self._replaced.clear()
        self._clocks.clear()

    def follow(self, clock: RemoteClock) -> None:
        """Let this clock follow from now on, from where it stands."""
        self._clocks[clock] = None
        clock.follower = self
        pretended = pretence.pretence()
        if pretended is not None:
            with self._telling():
                self._show(clock, pretended)

    def leave(self, clock: RemoteClock) -> None:
        """Let this clock follow no more."""
        self._clocks.pop(clock, None)

    def look(self) -> None:
        """Tell the clocks if a tool's time has begun, was moved or has ended since they were last told."""
        if self._busy:
            return
        pretended = pretence.pretence()
        if pretended is not None and (self._mark is None or not pretended.is_as_moved(self._mark)):
            self._mark = pretended.mark
            with self._telling():
                for clock in list(self._clocks):
                    with suppress(NotThere):  # the test removed its world
                        self._show(clock, pretended)
        elif pretended is None:
            begun, self._mark = self._mark is not None, None
            with self._telling():
                for clock in list(self._clocks):
                    with suppress(NotThere):
                        self._go_back(clock, begun)

    @contextmanager
    def led(self) -> Iterator[None]:
        """A block in which a tool is moved to follow a clock elsewhere: these moves are not told."""
        with self._telling():
            yield
        pretended = pretence.pretence()
        self._mark = None if pretended is None else pretended.mark

    @contextmanager
    def _telling(self) -> Iterator[None]:
        before, self._busy = self._busy, True  # a call over HTTP asks for the time, which makes some clocks step on
        try:
            yield
        finally:
            self._busy = before

    def _replace(self, kind: type, name: str) -> None:
        method: Callable[..., object] = getattr(kind, name)
        stop: Callable[[object], object] | None = getattr(kind, "stop", None)

        @wraps(method)
        def telling(tool: object, *arguments: object, **keywords: object) -> object:
            if name == "start":
                self._keep()
            result = method(tool, *arguments, **keywords)
            try:
                self.look()
            except Exception:
                if name == "start" and stop is not None:  # who starts it does not get to stop it
                    stop(tool)
                raise
            return result

        self._replaced.append((kind, name, method))
        setattr(kind, name, telling)

    def _keep(self) -> None:
        """Take note of the clocks' own courses before a tool begins."""
        if self._busy or pretence.pretence() is not None:
            return
        with self._telling():
            for clock in self._clocks:
                with suppress(NotThere):
                    self._clocks[clock] = clock.course()

    def _show(self, clock: RemoteClock, pretended: Pretence) -> None:
        self._clocks[clock] = self._clocks[clock] or clock.course()
        clock.take(Course(pretended.at, pretended.passes, 1.0))

    def _go_back(self, clock: RemoteClock, begun: bool) -> None:
        own, self._clocks[clock] = self._clocks[clock], None
        if own is not None and begun:
            clock.take(own.now())
