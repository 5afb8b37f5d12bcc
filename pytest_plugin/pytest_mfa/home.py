"""Homes of tests' worlds: an emulator of this process, or a server that runs already."""

from __future__ import annotations

from collections import deque
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol

from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.testing.own_world import Mfa
from pytest_mfa.server import MfaServer

if TYPE_CHECKING:
    from collections.abc import Collection

    from mfa_emulator import Emulator, World
    from mfa_emulator.core.journal import Exchange
    from pytest_mfa.marker import Wish
    from pytest_mfa.remote_places import Place

NOBODY = (
    "no test with a world is running: take the fixture mfa or mfa_server in the test; for requests of fixtures of a "
    'wider scope, @pytest.mark.mfa(scope="session"), or "module", or "class"'
)


class Home(Protocol):
    """The place where the worlds of tests are made and dropped."""

    def make(self, name: str, wish: Wish) -> Mfa:
        """A new world. Raises ValueError when its options or faults cannot hold."""

    def lead(self, mfa: Mfa | None) -> None:
        """Let the address that all tests share lead to this world; None: to none."""

    def server(self) -> MfaServer:
        """The address that all tests share. Fails the test where there is none."""

    def end(self, mfa: Mfa, name: str, shared: Collection[Mfa]) -> None:
        """Drop the world of that test; `shared` are those of wider scopes, which go on."""

    def led(self) -> AbstractContextManager[None]:
        """A block in which Python's clock is moved to follow that of a world, and no world is to follow it."""

    def take_crashes(self) -> list[Exchange]:
        """The emulator's own errors since they were last asked for."""

    def late(self) -> list[str]:
        """Lines on what came for tests after their end, or went wrong with their worlds."""

    def stop(self) -> None:
        """Give everything back."""


class OwnHome:
    """An emulator of this process.

    The port that all tests share leads to the world of the test that runs. The port of a test's own world stays bound
    when the test has ended, so that a late request is refused and counted, not answered by somebody else.
    """

    RETAINED = 200
    """The ports of the last so many tests stay bound."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self._crashes: list[Exchange] = []  # in worlds that have ended
        self._nobody = Vacancy(NOBODY, awaits=True)
        self._late: list[Vacancy] = [self._nobody]
        self._ended: deque[Vacancy] = deque()
        self._known = len(emulator.worlds)

    def make(self, name: str, wish: Wish) -> Mfa:
        """A new world. Raises ValueError when its options or faults cannot hold."""
        for rule in wish.faults:
            rule.check(self.emulator.providers)
        mfa = Mfa(self.emulator, self.emulator.worlds.add(name, **wish.changes))
        self._known += 1
        for rule in wish.faults:
            mfa.faults.keep(rule)
        return mfa

    def lead(self, mfa: Mfa | None) -> None:
        """Let the address that all tests share lead to this world; None: to none."""
        self.emulator.worlds.front = self._nobody if mfa is None else mfa.world

    def server(self) -> MfaServer:
        """The address that all tests share; the emulator listens from now on."""
        self.emulator.start()
        return MfaServer(self.emulator)

    def end(self, mfa: Mfa, name: str, shared: Collection[Mfa]) -> None:
        """Drop the world of that test, and those that the test itself made beside it."""
        worlds, world = self.emulator.worlds, mfa.world
        if worlds.front is world:
            worlds.front = self._nobody
        self._retain(self._closed(world, f"test {name} has ended"))
        self._known -= 1
        if len(worlds) > self._known:
            self._drop_others({mfa.world.name for mfa in shared})
        self.emulator.hang_up()

    def led(self) -> AbstractContextManager[None]:
        """Clocks of this process see for themselves that both show the same."""
        return nullcontext()

    def take_crashes(self) -> list[Exchange]:
        """The emulator's own errors since they were last asked for."""
        crashes, self._crashes = self._crashes, []
        for world in self.emulator.worlds.values():
            crashes += world.journal.take_crashes()
        return crashes

    def late(self) -> list[str]:
        """A line on each test to which requests came after its end, and on those that came to no test."""
        return [told(one) for one in [*self._late, *self._ended] if one.came]

    def stop(self) -> None:
        """Stop the emulator."""
        self.emulator.stop()

    def _closed(self, world: World, text: str) -> Vacancy:
        self._crashes += world.journal.crashes
        return self.emulator.worlds.close(world.name, text)

    def _drop_others(self, ours: Collection[str]) -> None:
        for name, world in list(self.emulator.worlds.items()):
            if name not in ours and world is not self.emulator.world:
                self._retain(self._closed(world, f"world {name} has ended with its test"))

    def _retain(self, vacancy: Vacancy) -> None:
        self._ended.append(vacancy)
        if len(self._ended) > self.RETAINED:
            oldest = self._ended.popleft()
            self.emulator.worlds.places.forget(oldest)
            if oldest.came:
                self._late.append(oldest)


def told(place: Vacancy | Place) -> str:
    """A line on what came to a place while no world was there."""
    many = f"{place.came} requests" if place.came != 1 else "1 request"
    where = f"{many} while no test with a world ran" if place.awaits else f"{place.name}: {many} after its end"
    return f"{where}; the last: {', '.join(place.last)}"
