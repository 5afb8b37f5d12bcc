"""The keeper of the session's worlds: each test gets its own, and what comes after its end reaches no other test."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, get_args

import pytest

from mfa_emulator.core.printable import printable
from mfa_emulator.core.reading.report import sections
from mfa_emulator.core.worlds import LONGEST_NAME
from pytest_mfa.marker import Scope, Wish, wish_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mfa_emulator.core.journal import Exchange
    from mfa_emulator.testing.own_world import Mfa
    from pytest_mfa.home import Home

WORLD = pytest.StashKey["Mfa"]()
"""In a test: its world, until it was reported."""

_SCOPES = get_args(Scope)


class Keeper:
    """Knows which test has which world. It is a plugin of its own, registered when the worlds' home is made."""

    def __init__(self, home: Home, item: pytest.Item | None) -> None:
        self.home = home
        self._shared: dict[str, tuple[Mfa, Wish]] = {}
        self._running: pytest.Item | None = None
        self._item: pytest.Item | None = None
        self._wished: tuple[pytest.Item, Wish] | None = None
        self.prepare(item)

    # A test's way

    def prepare(self, item: pytest.Item | None) -> None:
        """Take note of the test whose set-up begins."""
        self._running = item
        self._item = item if item is not None and uses_it(item) else None
        there = None if self._item is None else self._shared_world_of(self._item)
        _told_in_a_line(partial(self.home.lead, there))

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
        """Begin the test's world before the first fixture that may call it, which is one of the world's scope."""
        item = self._item
        if item is None or WORLD in item.stash or fixturedef.scope not in _SCOPES:
            return
        # A marker that cannot hold is told where the test's world is asked for, and so is a server that is not there.
        with suppress(ValueError, ConnectionError):
            if _SCOPES.index(fixturedef.scope) >= _SCOPES.index(self._wish_of(item).scope):
                self._hold(item)

    def begin_if_used(self, item: pytest.Item) -> None:
        """Begin the world of a test whose set-up is done, if it has one and no fixture needed it before."""
        if self._item is item:
            self.begin()

    def begin(self) -> Mfa:
        """The world of the test that runs, made on first call; it ends with the test, or as the marker says.

        Fails the test when its marker cannot hold.
        """
        assert self._running is not None
        try:
            return self._hold(self._running)
        except ValueError as error:
            problem = f"@pytest.mark.mfa: {error}"
        except ConnectionError as error:
            problem = str(error)
        pytest.fail(problem, pytrace=False)

    def told_of(self, item: pytest.Item) -> list[tuple[str, str]]:
        """Sections for the report of a test that failed."""
        if WORLD not in item.stash:
            return []
        crashes = self.take_crashes()
        told = [("mfa crashes", crashes)] if crashes else []
        try:
            return [*sections(item.stash[WORLD].world), *told]
        except (LookupError, OSError) as error:  # a server that runs elsewhere is gone, or the world is
            return [("mfa", str(error)), *told]

    def take_crashes(self) -> str:
        """The emulator's own errors since they were last asked for, with their tracebacks; empty without any."""
        crashes = self.home.take_crashes()
        return printable("\n".join(map(_crash, crashes))) if crashes else ""

    def told(self, item: pytest.Item) -> None:
        """Let go of the world of a test that was reported to its end."""
        if WORLD in item.stash:
            del item.stash[WORLD]

    # Worlds

    def _hold(self, item: pytest.Item) -> Mfa:
        mfa = item.stash.get(WORLD, None)
        if mfa is None:
            mfa = item.stash[WORLD] = self._begin(item, self._wish_of(item))
            self.home.lead(mfa)
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
        try:
            mfa = self.home.make(_short(name), wish)
        except ValueError as error:
            raise _placed(error, wish) from None
        node.addfinalizer(partial(self._end, mfa, name))
        if wish.process:
            from pytest_mfa.process_clock import ProcessClock

            node.addfinalizer(ProcessClock(mfa.clock, self.home.led).end)
        return mfa

    def _end(self, mfa: Mfa, name: str) -> None:
        self._shared.pop(name, None)
        _told_in_a_line(partial(self.home.end, mfa, name, [mfa for mfa, _ in self._shared.values()]))

    # Shared worlds

    def _shared_world_of(self, item: pytest.Item) -> Mfa | None:
        if not self._shared:
            return None
        with suppress(ValueError):
            scope = self._wish_of(item).scope
            return None if scope == "function" else self._shared.get(_name_of(_node_of(item, scope)), (None,))[0]
        return None

    def _wish_of(self, item: pytest.Item) -> Wish:
        """The wish of a test's markers, read once. Raises ValueError."""
        if self._wished is None or self._wished[0] is not item:
            self._wished = item, wish_of(item)
        return self._wished[1]


def _told_in_a_line(change: Callable[[], None]) -> None:
    """Change something, or fail the test in a line where a server that runs elsewhere is gone."""
    try:
        change()
    except ConnectionError as error:
        problem = str(error)
    else:
        return
    pytest.fail(problem, pytrace=False)


def uses_it(item: pytest.Item) -> bool:
    """Whether a test, or a fixture of it, needs the emulator."""
    return "_mfa_emulator" in getattr(item, "fixturenames", ())


def _node_of(item: pytest.Item, scope: Scope) -> pytest.Item | pytest.Collector:
    """The node whose tests share the world; a function outside of classes is a class of its own, as in pytest."""
    if scope == "function":
        return item
    if scope == "session":
        return item.session
    if scope == "module":
        return item.getparent(pytest.File) or item
    return item.getparent(pytest.Class) or item


def _name_of(node: pytest.Item | pytest.Collector) -> str:
    return "session" if isinstance(node, pytest.Session) else node.nodeid


def _placed(error: ValueError, wish: Wish) -> ValueError:
    """The error with the place in the seed's file, if it is about a seed."""
    if not wish.seeds:
        return error
    from mfa_emulator.testing.seed_documents import placed

    return placed(error, wish.seeds)


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME and name.isprintable():
        return name
    digest = blake2b(name.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
    shown = name.encode("ascii", "backslashreplace").decode()
    return f"{''.join(filter(str.isprintable, shown))[: LONGEST_NAME - 20]}…{digest}"


def _crash(crash: Exchange) -> str:
    what = f"{crash.method} {crash.view()['path']}"
    return f"mfa-emulator itself failed at {what} ({crash.operation}):\n{crash.traceback}"
