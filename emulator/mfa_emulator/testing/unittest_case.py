"""A mixin that gives each test of a `unittest.TestCase` a world of its own."""

import functools
import inspect
import os
import unittest
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar
from unittest import mock

from mfa_emulator.emulator import Emulator, EmulatorOptions
from mfa_emulator.testing.own_world import Mfa

__unittest = True
"""unittest leaves the lines of modules with this name out of its reports."""


class MfaMixin(unittest.TestCase):
    """Put it before the test case: ``class LogInTest(MfaMixin, TestCase)``; `self.mfa` is then each test's own world.

    During the test the vendors' SDKs are led to it by their environment variables. When a test fails, the error says
    what happened in the world.
    """

    mfa_options: ClassVar[EmulatorOptions] = {"freeze": True}
    """Keywords of the `Emulator` that the tests of the class share."""

    mfa: Mfa
    """This test's world: what the fixture `mfa` is in pytest."""

    _emulator: ClassVar[Emulator]

    def __init__(self, methodName: str = "runTest") -> None:  # noqa: N803, it is unittest's own name
        super().__init__(methodName)
        method = getattr(self, methodName, None)
        if method is not None:
            setattr(self, methodName, _telling(method, self._told))

    @classmethod
    def setUpClass(cls) -> None:
        """Make the emulator, which listens on no port yet. Raises ValueError when its options cannot hold."""
        super().setUpClass()
        try:
            cls._emulator = Emulator(**cls.mfa_options)
        except (TypeError, ValueError) as error:
            problem = f"{cls.__name__}.mfa_options: {error}"
        else:
            problem = ""
        if problem:
            raise ValueError(problem)
        cls.addClassCleanup(cls._emulator.stop)

    def setUp(self) -> None:
        """Make this test's world, and lead the SDKs there."""
        worlds = self._emulator.worlds
        world = worlds.add(self.id())
        self.addCleanup(worlds.drop, world.name)
        self.addCleanup(self._fail_on_crash)
        self.mfa = Mfa(self._emulator, world)
        variables = mock.patch.dict(os.environ, self.mfa.env)
        variables.start()
        self.addCleanup(variables.stop)
        super().setUp()

    # Hidden from type checkers, which would take every name for one that a test case has.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            hint = ": call super().setUp() first in setUp" if name == "mfa" else ""
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{hint}")

    def _fail_on_crash(self) -> None:
        crashes = [crash.traceback for crash in self.mfa.requests.crashes]
        if crashes:
            self.fail("mfa-emulator itself failed:\n" + "\n".join(crashes))

    def _told(self) -> str:
        return self.mfa.report() if hasattr(self, "mfa") else ""


def _telling(method: Callable[..., Any], report: Callable[[], str]) -> Callable[..., Any]:
    """The test method; an error that it ends with carries the report of its world as a note."""
    if inspect.iscoroutinefunction(method):

        @functools.wraps(method)
        async def tells_later(*arguments: Any, **named: Any) -> Any:
            try:
                return await method(*arguments, **named)
            except Exception as error:
                error.add_note(report())
                raise

        return tells_later

    @functools.wraps(method)
    def tells(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except unittest.SkipTest:
            raise
        except Exception as error:
            error.add_note(report())
            raise

    return tells
