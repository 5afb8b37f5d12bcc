"""Helpers of vendors, and handles on people and factors, whose objects are in the process of a running emulator."""

import inspect
from collections.abc import Callable
from functools import partial, wraps
from types import FunctionType
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.helping import values
from mfa_emulator.core.helping.arguments import misfit
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.testing.remote.connection import Connection


class Answer(msgspec.Struct):
    """The value of a helper."""

    value: Json


class Helpers:
    """Calls helpers over the control API, and reads the values that come back."""

    def __init__(self, connection: Connection, clock: Clock, packages: tuple[str, ...]) -> None:
        self._connection = connection
        self._clock = clock
        self._reader = values.Reader(self._held, self._app, partial(values.type_from, packages))
        self._packages = packages

    def of_vendor(self, name: str, kind: type) -> "Distant":
        """The Python API of a vendor, which is of that type there."""
        return Distant(self, name, kind)

    def ask(self, of: str, name: str, *arguments: object, **keywords: object) -> object:
        """The value of a helper: called, or read where it is none but a value."""
        fields = {
            "of": of,
            "name": name,
            "arguments": [self._written(one) for one in arguments],
            "keywords": {key: self._written(one) for key, one in keywords.items()},
        }
        answer = self._connection.post("/helpers", Answer, fields).value
        return self._reader.read(answer)

    def _written(self, value: object) -> Json:
        if type(value) is Distant:
            return {values.KIND: "handle", "id": value._mfa_id, "type": values.name_of(value._mfa_kind)}
        if isinstance(value, list | tuple):
            return [self._written(one) for one in value]
        try:
            return values.written(value, _refuse)
        except TypeError:
            problem = f"a value of the type {type(value).__name__} cannot be sent to the process of the emulator"
        raise TypeError(problem)

    def _held(self, given: str, name: str) -> "Distant":
        return Distant(self, given, values.type_from(self._packages, name))

    def _app(self, totp: Totp, label: str) -> Authenticator:
        return Authenticator(totp, self._clock, label)


class Distant:
    """An object of a running emulator: its helpers are called there, and are those of its type."""

    def __init__(self, helpers: Helpers, id: str, kind: type) -> None:
        self._mfa_helpers = helpers
        self._mfa_id = id
        self._mfa_kind = kind

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"{self._mfa_kind.__name__} has no attribute {name!r}")
        found = inspect.getattr_static(self._mfa_kind, name, None)
        if not inspect.isfunction(found):
            return self._mfa_helpers.ask(self._mfa_id, name)
        return _called(found, partial(self._mfa_helpers.ask, self._mfa_id, name))

    def __eq__(self, other: object) -> bool:
        if type(other) is not Distant:
            return NotImplemented
        return (other._mfa_helpers, other._mfa_id) == (self._mfa_helpers, self._mfa_id)

    def __hash__(self) -> int:
        return hash(self._mfa_id)

    # Hidden from type checkers, to which an object's class is one that can be set.
    if not TYPE_CHECKING:

        @property
        def __class__(self) -> type:
            """Its type in the emulator's process, so that `isinstance` holds here as well."""
            return self._mfa_kind

    def __repr__(self) -> str:
        return str(self._mfa_helpers.ask(self._mfa_id, "__repr__"))


def _called(helper: FunctionType, ask: Callable[..., object]) -> Callable[..., object]:
    """A call of the helper there, whose arguments are looked at here as Python would."""
    signature = inspect.signature(helper)

    @wraps(helper)
    def call(*arguments: object, **keywords: object) -> object:
        try:
            given = signature.bind(None, *arguments, **keywords).arguments
        except TypeError as error:
            raise TypeError(f"{helper.__qualname__}() {error}") from None
        problem = misfit(helper, given)
        if problem:
            raise TypeError(problem)
        return ask(*arguments, **keywords)

    return call


def _refuse(helper: object) -> str:
    raise TypeError("it is of this process")
