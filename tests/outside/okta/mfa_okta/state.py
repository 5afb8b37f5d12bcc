"""State of an Okta organization: its users and their factors. Instants are microseconds since the epoch."""

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.core.ids import Ids
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.store import state
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import Micros
from mfa_okta.settings import Settings

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class User(msgspec.Struct, frozen=True):
    """A user by id; the login, an e-mail address mostly, is unique."""

    id: str
    login: str


class Factor(msgspec.Struct, frozen=True):
    """A TOTP factor. `ends_at`: when it is forgotten unless it is activated, 0 afterwards."""

    id: str
    user_id: str
    provider: str
    secret: str
    created_at: Micros
    updated_at: Micros
    ends_at: Micros = 0
    last_step: int = -1

    @property
    def totp(self) -> Totp:
        """The parameters of its codes."""
        return Totp(self.secret)

    @property
    def status(self) -> str:
        """Okta's word for where its life stands."""
        return "PENDING_ACTIVATION" if self.ends_at else "ACTIVE"


class State(state.State):
    """One organization."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.users = Table(User, "id", unique={"login": lambda user: (user.login,)})
        self.factors = Table(Factor, "id", groups={"user": lambda factor: (factor.user_id,)})


Context: TypeAlias = context.Context[State, Settings]
Call: TypeAlias = context.Call[BodyT, State, Settings, None]


def new_state(world: "World") -> State:
    """An organization without users, whose API token depends on the emulator's seed alone."""
    return State(Ids(f"okta:{world.options.seed}").alphanumeric(42))


def context_of(world: "World") -> Context:
    """This instant of a world, for helpers and seeds."""
    return context.Context(world, world.states["okta"], world.settings["okta"], world.clock.micros())


def add_user(at: Context, login: str) -> User:
    """Add a user. Raises `Taken` when there is one of that login."""
    return at.state.users.put(User(f"00u{at.world.ids.alphanumeric(17)}", login))


def add_factor(at: Context, user: User, provider: str, secret: str = "", ends_at: int = 0) -> Factor:
    """Add a factor with this secret, or with a new one."""
    ids = at.world.ids
    secret = secret or ids.base32_secret()
    return at.state.factors.put(
        Factor(f"ostf{ids.alphanumeric(16)}", user.id, provider, secret, at.now, at.now, ends_at)
    )
