"""A provider: the data and functions that make a vendor, and the front that is known before they are loaded."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias

import msgspec

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.errors import Failure, Failures, VendorError, Wording, wordings
from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.routing import Routes
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.enrollment_answers import KEY_URI_NAMES, TotpNames
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.state import State
from mfa_emulator.core.time.durations import rfc3339

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from mfa_emulator.core.handles import Person
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.world import World

    # With defaults, so that `Provider` alone is one of any vendor.
    StateT = TypeVar("StateT", bound=State, default=State)
    SettingsT = TypeVar("SettingsT", bound=msgspec.Struct, default=msgspec.Struct)
else:
    from typing import TypeVar

    StateT = TypeVar("StateT")
    SettingsT = TypeVar("SettingsT")


T = TypeVar("T")

Decision: TypeAlias = Literal["approve", "deny"]


class Challenge(msgspec.Struct, frozen=True):
    """A push challenge for people to see. `expires_at` is in microseconds since the epoch."""

    id: str
    provider: str
    to: str
    text: str
    status: str
    expires_at: int = 0
    factor: str = ""
    """The vendor's id of the factor that is asked."""

    def view(self) -> JsonObject:
        """The challenge as the control API shows it."""
        return msgspec.structs.asdict(self) | {"expires_at": rfc3339(self.expires_at) if self.expires_at else None}


class Found(NamedTuple, Generic[T]):
    """A setting, and the file that has it."""

    value: T
    file: str


class Surroundings(NamedTuple):
    """Settings that files of a working folder have for the vendor's own emulator."""

    project: Found[str] | None = None
    port: Found[int] | None = None
    passed_over: tuple[str, ...] = ()
    """Files that cannot be read, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The part of a vendor that is known before anybody calls it; the rest is loaded on first use.

    `hosts` are its production host names; ``*.onelogin.com`` stands for all names below it. They select the provider as
    Host header and as first path segment. `prefixes` are its bare paths: one or two leading segments
    (``/v2/Services``); the longer one wins over another provider's shorter one. `module` holds its `PROVIDER`.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    prefixes: tuple[str, ...]
    pointers: Callable[[str], tuple[str, ...]] = field(default=lambda base_url: ())
    """Base URL -> lines that say how to point this vendor's SDKs here."""
    surroundings: Callable[[Path], Surroundings] = field(default=lambda folder: Surroundings())
    """Working folder -> the settings that its files have."""
    module: str = ""


@dataclass(frozen=True)
class Folder:
    """The form in which a vendor's own tools keep state as a folder of files, by names with slashes."""

    mark: str
    """The file by which such a folder is known; it may speak of more than is this vendor's."""
    home: str
    """The folder in it that is this vendor's alone."""
    read: Callable[["World", Mapping[str, bytes]], None]
    """Put the files into the world. Raises ValueError, which names the file; then much may be changed already."""
    write: Callable[["World"], Work[dict[str, list[bytes]]]]
    """The work of writing the world as it is now: the mark, and the files at home, in pieces. It takes the lock."""
    merge: Callable[[bytes, bytes], bytes]
    """(mark that is there, new mark) -> the mark to write. Raises ValueError for one that is none."""


def _decode_json(request: Request, body: type[msgspec.Struct] | None, settings: object) -> msgspec.Struct | None:
    return None if body is None else json.decode(request.body, body)


@dataclass(frozen=True, kw_only=True)
class Provider(Generic[StateT, SettingsT]):
    """One vendor: its front, and all that stands behind it. `Provider` alone is that of any vendor."""

    front: Front
    operations: tuple[Operation, ...]
    new_state: Callable[["World"], StateT]
    """The state of a new world, with whatever exists from the start."""
    presets: Mapping[str, SettingsT]
    """Settings (frozen structs) by preset name: ``emulator`` and ``strict`` at least."""
    decode: Callable[[Request, type[msgspec.Struct] | None, SettingsT], object] = field(default=_decode_json)
    """(request, type of the request struct, settings) -> the struct. Raises `BadBody` or a `VendorError`.

    None is the type of a handler that takes no body.
    """
    encode: Callable[[object], bytes] = json.encode
    """A handler's answer as the body."""
    render: Callable[[VendorError, Request, SettingsT], Reply]
    """A refusal in the vendor's envelope."""
    failures: Failures = field(default_factory=dict)
    """The vendor's own errors for what goes wrong outside handlers, where they differ from the usual ones."""
    errors: Mapping[str, type[VendorError]]
    """Every documented error by the vendor's name for it; faults choose among them."""
    env: Callable[["World", str], dict[str, str]]
    """(world, base URL) -> the environment variables that point this vendor's SDKs here."""
    seed: Callable[["World", Json], Work[None] | None]
    """Put this provider's part of a seed document into the world. Raises ValueError, then nothing has changed.

    A generator yields wherever there may be much, as after each person: it is then work that holds up no other world.
    """
    seed_type: type[msgspec.Struct] | None = None
    """The struct that this provider's part of a seed document is read into; the manual describes it."""
    check: Callable[[StateT], None] = field(default=lambda state: None)
    """Refuse a restored state that no call could have led to, although its types fit: a factor of no known kind, a
    secret that is none. Raises ValueError or a `VendorError`."""
    folder: Folder | None = None
    """The vendor's own form of an export."""
    resume: Callable[["World"], None] = field(default=lambda world: None)
    """Set the timers of a state again that a snapshot brought back."""
    api: Callable[["World"], object]
    """The Python API of this provider: ``world.<name>``."""
    people: Callable[["World"], Iterable["Person"]] = field(default=lambda world: ())
    """Every user of this provider, with their second factors."""
    authenticators: Callable[["World"], Iterable["Authenticator"]] | None = None
    """Every TOTP factor of this provider; None: the authenticators that the factors of its people have."""
    totp_names: TotpNames = KEY_URI_NAMES
    """The names of TOTP's parameters in its answers to an enrollment."""
    challenges: Callable[["World"], Iterable["Challenge"]] = field(default=lambda world: ())
    """The challenges that wait for a tap on somebody's phone."""
    decide: Callable[["World", str, Decision], bool] = field(default=lambda world, challenge_id, decision: False)
    """Approve or deny a challenge as its user would; False when this provider has no such challenge."""
    secrets: frozenset[str] | None = None
    """The names of fields and parameters that hold secrets, which are masked where exchanges are shown; None: all names
    that sound like one, such as any with ``token`` in it."""
    content_type: str = "application/json; charset=UTF-8"
    tidy: Callable[[Request], None] = field(default=lambda request: None)
    """Tidies verb and path before they are looked up (trailing slashes and the like)."""
    configured: frozenset[str] = frozenset()
    """Path parameters that programs are configured with, as a project or a service, and are no ids of what they make.
    Requests that have no others come again and again, and what their head means is remembered."""
    credentials: Callable[[Mapping[str, str]], Mapping[str, Mapping[str, str]]] = field(default=lambda env: {})
    """Variables of `env` -> caller -> the headers that name that caller; "" is an ordinary client. For scenarios."""
    signature_problem: "Callable[[Mapping[str, str], JsonObject], str] | None" = None
    """(variables of `env`, a delivery as the control API shows it) -> the reason why its signature is wrong, "" if it
    is right; None: the vendor signs nothing. For scenarios."""
    without_effect: Mapping[str, str] = field(default_factory=dict)
    """Fields that are accepted, kept and shown, and change nothing here, each with the reason why."""
    passed_over: Mapping[str, str] = field(default_factory=dict)
    """Fields of requests that are accepted and change nothing here, each with the reason why."""
    published: Path | None = None
    """The file of the vendor's published descriptions and of the known differences from them; its tests read it."""
    forms: bool = False
    """Whether request bodies are form-encoded; else they are JSON."""

    @cached_property
    def name(self) -> str:
        """The front's."""
        return self.front.name

    @cached_property
    def title(self) -> str:
        """The front's."""
        return self.front.title

    @cached_property
    def routes(self) -> Routes:
        """The tree of its paths."""
        return Routes(self.operations)

    def authenticators_in(self, world: "World") -> "Iterable[Authenticator]":
        """The authenticator app of every TOTP factor in a world."""
        return (self.authenticators or self._authenticators_of_people)(world)

    def _authenticators_of_people(self, world: "World") -> "Iterator[Authenticator]":
        for person in self.people(world):
            for factor in person.factors:
                with suppress(LookupError):
                    yield factor.authenticator

    def failure(self, kind: Failure, text: str) -> VendorError:
        """The vendor's error for what goes wrong outside handlers. The text says what happened."""
        return self._wordings[kind].of(text)

    @cached_property
    def _wordings(self) -> dict[Failure, Wording]:
        return wordings(self.failures)


def check_operation(name: str, providers: Mapping[str, Provider], provider: str = "") -> None:
    """Refuse an operation that `provider`, or any of them without one, does not have. Raises ValueError."""
    known = [row.id for vendor in ([provider] if provider else providers) for row in providers[vendor].operations]
    if name not in known:
        raise ValueError(unknown("operation", name, known, provider))


def check_name(name: str, providers: Collection[str]) -> None:
    """Refuse a name that no provider has. Raises ValueError, whose text names the nearest one."""
    if name not in providers:
        raise ValueError(unknown("provider", name, providers))
