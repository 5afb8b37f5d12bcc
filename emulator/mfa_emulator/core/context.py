"""The context in which a vendor's rules are applied, and the call of an operation, which is one with a request."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from mfa_emulator.core.work.workshop import Needed

if TYPE_CHECKING:
    import msgspec

    from mfa_emulator.core.http.messages import Request
    from mfa_emulator.core.operation import Operation
    from mfa_emulator.core.store.state import State
    from mfa_emulator.core.world import World

# Covariant: a rule that looks at less of a body, or of a caller, takes calls that have more.
BodyT = TypeVar("BodyT", covariant=True)
StateT = TypeVar("StateT", covariant=True)
SettingsT = TypeVar("SettingsT", covariant=True)
CallerT = TypeVar("CallerT", covariant=True)
T = TypeVar("T")


class Context(Generic[StateT, SettingsT]):
    """One world as a vendor's rules see it: the vendor's state and settings there, and the instant of what is done.

    Rules and helpers take a context; handlers are given a `Call`, which is one. A vendor names its own kind once, as
    ``Context: TypeAlias = context.Context[State, Settings]``.
    """

    __slots__ = ("now", "settings", "state", "world")

    def __init__(self, world: "World", state: StateT, settings: SettingsT, now: int) -> None:
        self.world: World = world
        self.state: StateT = state
        self.settings: SettingsT = settings
        self.now: int = now
        """Microseconds since the epoch, read once for all that is done."""

    def outcome(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The outcome of a computation that takes long; to be asked for before anything is changed.

        In a call of an operation it is computed while the world goes on: the handler is called again afterwards.
        """
        return compute()


class Call(Context[StateT, SettingsT], Generic[BodyT, StateT, SettingsT, CallerT]):
    """The call of an operation: a context with the request, who sent it, and the body that was read from it.

    A vendor names its own kind once, ``Call: TypeAlias = context.Call[BodyT, State, Settings, Caller]``, and its
    handlers say which body they take: ``def start(call: Call[StartMfaEnrollmentRequest]) -> …``.
    """

    __slots__ = ("body", "caller", "operation", "outcomes", "params", "reason", "request")

    body: BodyT
    """The request struct; the handler's own annotation names its type."""
    caller: CallerT
    """The caller, as the row's `auth` made it of the credentials."""
    outcomes: dict[Hashable, object]
    """Outcomes that were computed for it already, by key; set when there is one."""

    def __init__(
        self,
        world: "World",
        operation: "Operation",
        request: "Request",
        state: StateT,
        settings: SettingsT,
        now: int,
    ) -> None:
        # Set here and not by the base class, whose call would cost each request a tenth of a microsecond.
        self.world = world
        self.state: StateT = state
        self.settings: SettingsT = settings
        self.now = now
        self.operation: Operation = operation
        self.request: Request = request
        self.params: Mapping[str, str] = request.params
        """Path parameters: what stood in the braces of the route."""
        self.reason: str = ""
        """Why the answer says no although it is no error: a handler sets it for people."""

    def outcome(self, key: Hashable, compute: Callable[[], T]) -> T:
        known: dict[Hashable, T] = getattr(self, "outcomes", {})
        if key not in known:
            raise Needed(key, compute)
        return known[key]

    def handle(self) -> object:
        """The answer of the operation's handler; of a coroutine, the coroutine."""
        handler = self.operation.handler
        assert handler is not None
        return handler(self)


AnyCall: TypeAlias = "Call[object, State, msgspec.Struct, object]"
"""A call of any vendor, for code that knows no vendor."""
