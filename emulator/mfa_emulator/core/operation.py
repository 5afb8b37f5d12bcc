"""An operation of an emulated API: one row of its provider's table."""

import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Never, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

import msgspec

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

T = TypeVar("T")

Later: TypeAlias = T | Coroutine[object, Never, T]
"""The answer of a handler that may have to call out first: then it is a coroutine, which takes the world's lock
itself."""

Handler: TypeAlias = Callable[..., object]
"""A handler, or the authentication before it: it takes its vendor's own kind of `Call`."""


def anyone(call: object) -> None:
    """The authentication of operations that ask for none."""


@dataclass(frozen=True)
class Operation:
    """One row of a provider's table.

    `id` is the published operation id, `route` its verb and path (``POST /v2/accounts/mfaEnrollment:start``), with
    parameters in braces. Without a `handler` it answers 501. The request struct is the one named in the handler's
    own signature: ``def start(call: Call[StartMfaEnrollmentRequest]) -> StartMfaEnrollmentResponse``.
    """

    id: str
    route: str
    handler: Handler | None
    auth: Handler = anyone
    status: int = 200
    cap: str = "body"
    """The size limit that holds: ``body`` or ``batch``."""
    partly: str = ""
    """The missing part of the published operation, when it is built in part."""
    published: bool = True
    """Whether it is in the vendor's published list, or a helper of the vendor's own emulator."""
    errors: tuple[str, ...] = ()
    """The documented errors that a call may be refused with, by the vendor's names for them."""
    also: tuple[str, ...] = field(default=())
    """Further routes to the same operation."""
    calls_out: "Callable[[World], bool] | None" = None
    """Whether, in a world, the answer of the handler may come `Later`."""

    @property
    def built(self) -> str:
        """``built``, ``partly`` or ``not``."""
        return "not" if self.handler is None else "partly" if self.partly else "built"

    @property
    def routes(self) -> tuple[str, ...]:
        """All routes, the published one first."""
        return (self.route, *self.also)

    @cached_property
    def body(self) -> type[msgspec.Struct] | None:
        """The request struct: the first argument of the handler's ``Call[...]``; None where that is no struct."""
        kind = self.takes
        return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None

    @cached_property
    def takes(self) -> object:
        """The first argument of the handler's ``Call[...]``, whatever type it is."""
        return get_args(self._hints["call"])[0]

    @cached_property
    def answer(self) -> object:
        """The type that the handler is annotated to return, now or `Later`."""
        hint = self._hints["return"]
        return next((kind for kind in get_args(hint) if _is_later(hint, kind)), hint)

    @cached_property
    def waits(self) -> bool:
        """Whether the handler is a coroutine, which takes the world's lock itself."""
        return inspect.iscoroutinefunction(self.handler)

    @cached_property
    def is_slow(self) -> "Callable[[World], bool] | None":
        """Whether, in a world, an answer at once cannot be counted on; None: it always can."""
        return (lambda world: True) if self.waits else self.calls_out

    @cached_property
    def _hints(self) -> dict[str, Any]:
        handler = self.handler
        assert handler is not None
        return get_type_hints(inspect.unwrap(handler))


def _is_later(hint: object, kind: object) -> bool:
    """Whether a hint is `Later` of that kind."""
    return any(get_origin(other) is Coroutine and get_args(other)[2] == kind for other in get_args(hint))
