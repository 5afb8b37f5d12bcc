"""An operation of an emulated API, the request that calls it and what its handler is given."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, get_args, get_type_hints
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

# Covariant: the handler of a message also takes calls with a message derived from it.
B = TypeVar("B", covariant=True)
S = TypeVar("S")

Handler: TypeAlias = Callable[[Any], Any]
Authenticate: TypeAlias = Callable[["Call[Any, Any]"], Any]


def anyone(call: "Call[Any, Any]") -> None:
    """The authentication of operations that ask for none."""


@dataclass(frozen=True)
class Operation:
    """One row of a provider's table.

    `id` is the published operation id, `route` its verb and path (``POST /v2/accounts/mfaEnrollment:start``), with
    parameters in braces. Without a `handler` it answers 501. The request struct is the one named in the handler's
    own signature: ``def start(call: Call[StartMfaEnrollmentRequest, State]) -> StartMfaEnrollmentResponse``.
    """

    id: str
    route: str
    handler: Handler | None
    auth: Authenticate = anyone
    status: int = 200
    cap: str = "body"
    """Which size limit holds: ``body`` or ``batch``."""
    partly: str = ""
    """What of the published operation is missing, when it is built in part."""
    published: bool = True
    """Whether it is in the vendor's published list, or a helper of the vendor's own emulator."""
    also: tuple[str, ...] = field(default=())
    """Further routes to the same operation."""

    @property
    def built(self) -> str:
        """``built``, ``partly`` or ``not``."""
        return "not" if self.handler is None else "partly" if self.partly else "built"

    @property
    def routes(self) -> tuple[str, ...]:
        """All routes, the published one first."""
        return (self.route, *self.also)

    @cached_property
    def body(self) -> type[Any]:
        """The request struct: the first argument of the handler's ``Call[...]``."""
        kind: type[Any] = get_args(self._hints["call"])[0]
        return kind

    @cached_property
    def answer(self) -> Any:
        """What the handler is annotated to return."""
        return self._hints["return"]

    @cached_property
    def waits(self) -> bool:
        """Whether the handler is a coroutine, which takes the world's lock itself."""
        return inspect.iscoroutinefunction(self.handler)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        handler = self.handler
        assert handler is not None
        return get_type_hints(inspect.unwrap(handler))


class Request:
    """An HTTP request, read lazily: most operations look at few of its parts."""

    def __init__(
        self,
        method: str,
        raw_path: bytes,
        query: bytes,
        headers: list[tuple[bytes, bytes]],
        body: bytes = b"",
        scheme: str = "http",
    ) -> None:
        self.method = method
        self.path = self.raw_path = "/" + raw_path.decode("utf-8", "replace").lstrip("/")
        """What the provider sees: without the prefixes that selected it and its world, which `raw_path` keeps."""
        self.raw_query = query
        self.headers = {name.decode("latin-1"): text.decode("latin-1") for name, text in reversed(headers)}
        """Headers by name, which servers write in lower case; of repeated ones the first."""
        self.body = body
        self.scheme = scheme
        self.mount = ""
        """The host or world prefix by which the client reached this provider."""
        self.params: Mapping[str, str] = {}
        """What stood in the braces of the route, percent-decoded."""
        self.operation = ""
        """The id of the operation that verb and path name; empty when there is none."""
        self.settings: Any = None
        """The provider's settings in the world that the request selected."""

    @property
    def target(self) -> str:
        """The path as the client wrote it, with the query."""
        return f"{self.raw_path}?{self.raw_query.decode('latin-1')}" if self.raw_query else self.raw_path

    @property
    def base_url(self) -> str:
        """Where this provider is for the client: scheme, host and prefixes."""
        return f"{self.scheme}://{self.headers.get('host', 'localhost')}{self.mount}"

    @cached_property
    def query(self) -> dict[str, str]:
        """Query parameters; of repeated ones the last."""
        return dict(self.query_pairs)

    @cached_property
    def query_pairs(self) -> list[tuple[str, str]]:
        """Query parameters in their order."""
        if not self.raw_query:
            return []
        return parse_qsl(self.raw_query.decode("latin-1"), keep_blank_values=True, errors="replace")


class Call(Generic[B, S]):
    """What a handler is given: the decoded body, the state and everything that it may act through."""

    __slots__ = ("body", "caller", "now", "operation", "params", "reason", "request", "settings", "state", "world")

    def __init__(
        self, world: "World", operation: Operation, request: Request, state: S, settings: Any, now: int
    ) -> None:
        self.world = world
        self.operation = operation
        self.request = request
        self.state = state
        self.settings = settings
        self.now = now
        """Microseconds since the epoch, read once for the whole call."""
        self.caller: Any = None
        """What the row's `auth` made of the credentials."""
        self.params = request.params
        """What stood in the braces of the route."""
        self.reason = ""
        """Why the answer says no although it is no error: a handler sets it for people."""
        self.body: B

    def handle(self) -> Any:
        """What the operation's handler makes of it."""
        handler = self.operation.handler
        assert handler is not None
        return handler(self)


class Reply:
    """An answer that is more than a struct: another status, headers, or a body that is not JSON."""

    __slots__ = ("body", "content_type", "headers", "reason", "status", "traceback")

    def __init__(
        self,
        status: int,
        body: bytes = b"",
        headers: tuple[tuple[str, str], ...] = (),
        content_type: str | None = None,
        reason: str = "",
    ) -> None:
        self.status = status
        self.body = body
        self.headers = headers
        self.content_type = content_type
        """None: the provider's own."""
        self.reason = reason
        self.traceback = ""
        """Where the emulator itself went wrong."""
