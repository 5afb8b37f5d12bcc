"""The keeper of the session's worlds: each test gets its own, and what comes after its end reaches no other test."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, get_args

import pytest

from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.core.worlds import LONGEST_NAME
from mfa_emulator.testing.own_world import Mfa
from pytest_mfa.marker import Scope, Wish, wish_of

if TYPE_CHECKING:
    from mfa_emulator import Emulator, World
    from mfa_emulator.core.journal import Exchange

WORLD = pytest.StashKey[Mfa]()
"""In a test: its world, until it was reported."""

NOBODY = (
    "no test with a world is running: take the fixture mfa or mfa_server in the test; for requests of fixtures of a "
    'wider scope, @pytest.mark.mfa(scope="session"), or "module", or "class"'
)

_SCOPES = get_args(Scope)


class Keeper:
    """Makes and drops the worlds of tests. It is a plugin of its own, registered when the emulator is made.

    The port that all tests share leads to the world of the test that runs. The port of a test's own world stays bound
    when the test has ended, so that a late request is refused and counted, not answered by somebody else.
    """

    RETAINED = 200
    """The ports of the last so many tests stay bound."""

    def __init__(self, emulator: Emulator, item: pytest.Item | None) -> None:
        self.emulator = emulator
        self.crashes: list[Exchange] = []
        """The emulator's own errors in worlds that have ended, until they are told."""
        self._nobody = Vacancy(NOBODY)
        self._late: list[Vacancy] = [self._nobody]
        self._ended: deque[Vacancy] = deque()
        self._shared: dict[str, tuple[Mfa, Wish]] = {}
        self._item: pytest.Item | None = None
        self._wished: tuple[pytest.Item, Wish] | None = None
        self._worlds_known = len(emulator.worlds)
        self.prepare(item)

    # A test's way

    def prepare(self, item: pytest.Item | None) -> None:
        """Take note of the test whose set-up begins."""
        self._item = item if item is not None and uses_it(item) else None
        shared = None if self._item is None else self._shared_world_of(self._item)
        self.emulator.worlds.front = self._nobody if shared is None else shared.world

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
        """Begin the test's world before the first fixture that may call it, which is one of the world's scope."""
        item = self._item
        if item is None or WORLD in item.stash or fixturedef.scope not in _SCOPES:
            return
        with suppress(ValueError):  # a marker that cannot hold is told where the test's world is asked for
            if _SCOPES.index(fixturedef.scope) >= _SCOPES.index(self._wish_of(item).scope):
                self._hold(item)

    def begin_if_used(self, item: pytest.Item) -> None:
        """Begin the world of a test whose set-up is done, if it has one and no fixture needed it before."""
        if self._item is item:
            self.begin(item)

    def begin(self, item: pytest.Item) -> Mfa:
        """The world of a test, made on first call; it ends with the test, or with that which the marker says.

        Fails the test when its marker cannot hold.
        """
        try:
            return self._hold(item)
        except ValueError as error:
            problem = f"@pytest.mark.mfa: {error}"
        pytest.fail(problem, pytrace=False)

    def told(self, item: pytest.Item) -> None:
        """Let go of the world of a test that was reported to its end."""
        if WORLD in item.stash:
            del item.stash[WORLD]

    # Worlds

    def _hold(self, item: pytest.Item) -> Mfa:
        mfa = item.stash.get(WORLD, None)
        if mfa is None:
            mfa = item.stash[WORLD] = self._begin(item, self._wish_of(item))
            self.emulator.worlds.front = mfa.world
        return mfa

    def _begin(self, item: pytest.Item, wish: Wish) -> Mfa:
        node = _node_of(item, wish.scope)
        if node is item:
            return self._make(item, item.nodeid, wish)
        name = _name_of(node)
        if name not in self._shared:
            self._shared[name] = self._make(node, name, wish), wish
        mfa, begun = self._shared[name]
        if wish != begun:
            raise ValueError(f"the world of the {wish.scope} has begun with other options: {begun.changes or 'none'}")
        return mfa

    def _make(self, node: pytest.Item | pytest.Collector, name: str, wish: Wish) -> Mfa:
        for rule in wish.faults:
            rule.check(self.emulator.providers)
        mfa = Mfa(self.emulator, self.emulator.worlds.add(_short(name), **wish.changes))
        self._worlds_known += 1
        node.addfinalizer(partial(self._end, mfa, name))
        for rule in wish.faults:
            mfa.faults.keep(rule)
        if wish.process:
            from pytest_mfa.process_clock import ProcessClock

            node.addfinalizer(ProcessClock(mfa.clock).end)
        return mfa

    def _end(self, mfa: Mfa, name: str) -> None:
        worlds, world = self.emulator.worlds, mfa.world
        if worlds.front is world:
            worlds.front = self._nobody
        self._shared.pop(name, None)
        self._retain(self._closed(world, f"test {name} has ended"))
        self._worlds_known -= 1
        if len(worlds) > self._worlds_known:
            self._drop_others()
        self.emulator.hang_up()

    def _closed(self, world: World, text: str) -> Vacancy:
        self.crashes += world.journal.crashes
        return self.emulator.worlds.close(world.name, text)

    def _drop_others(self) -> None:
        """Drop the worlds that the test itself made beside its own."""
        ours = {mfa.world.name for mfa, _ in self._shared.values()}
        for name, world in list(self.emulator.worlds.items()):
            if name not in ours and world is not self.emulator.world:
                self._retain(self._closed(world, f"world {name} has ended with its test"))

    # Late requests

    def _retain(self, vacancy: Vacancy) -> None:
        self._ended.append(vacancy)
        if len(self._ended) > self.RETAINED:
            oldest = self._ended.popleft()
            self.emulator.worlds.forget(oldest)
            if oldest.came:
                self._late.append(oldest)

    def late(self) -> list[str]:
        """A line on each test to which requests came after its end, and on those that came to no test."""
        return [_told(one) for one in [*self._late, *self._ended] if one.came]

    # Shared worlds

    def _shared_world_of(self, item: pytest.Item) -> Mfa | None:
        with suppress(ValueError):
            scope = self._wish_of(item).scope
            return None if scope == "function" else self._shared.get(_name_of(_node_of(item, scope)), (None,))[0]
        return None

    def _wish_of(self, item: pytest.Item) -> Wish:
        """The wish of a test's markers, read once. Raises ValueError."""
        if self._wished is None or self._wished[0] is not item:
            self._wished = item, wish_of(item)
        return self._wished[1]


def uses_it(item: pytest.Item) -> bool:
    """Whether a test, or a fixture of it, needs the emulator."""
    return "_mfa_emulator" in getattr(item, "fixturenames", ())


def _node_of(item: pytest.Item, scope: Scope) -> pytest.Item | pytest.Collector:
    """The node whose tests share the world; a function outside of classes is a class of its own, as in pytest."""
    if scope == "session":
        return item.session
    if scope == "module":
        return item.getparent(pytest.File) or item
    return (item.getparent(pytest.Class) if scope == "class" else None) or item


def _name_of(node: pytest.Item | pytest.Collector) -> str:
    return "session" if isinstance(node, pytest.Session) else node.nodeid


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME and name.isprintable():
        return name
    digest = blake2b(name.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
    printable = name.encode("ascii", "backslashreplace").decode()
    return f"{''.join(filter(str.isprintable, printable))[: LONGEST_NAME - 20]}…{digest}"


def _told(vacancy: Vacancy) -> str:
    many = f"{vacancy.came} requests" if vacancy.came != 1 else "1 request"
    where = f"{vacancy.name}: {many} after its end" if vacancy.name else f"{many} while no test with a world ran"
    return f"{where}; the last: {', '.join(vacancy.last)}"
