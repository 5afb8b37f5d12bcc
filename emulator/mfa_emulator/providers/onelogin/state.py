"""The state of a OneLogin account: its tables, and when their records expire."""

from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.state import State as _State
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.windows import FixedWindow
from mfa_emulator.providers.onelogin.records import (
    AccessToken,
    AccountFactor,
    App,
    Challenge,
    Credential,
    Device,
    Login,
    MfaToken,
    Role,
    Session,
    SmartCheck,
    UserRecord,
    login_names,
)
from mfa_emulator.providers.onelogin.settings import Settings

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

R = TypeVar("R", bound=msgspec.Struct)

KEPT = 10_000
"""Log-ins, sessions, tokens, temporary codes and Smart MFA checks that are remembered of each, at most."""


_FIRST_IDS = {"user": (30_000_000, 89_999_999), "device": (3_000_000, 8_999_999), "mfa_token": (300_000, 899_999)}
"""The lowest and the highest number that the ids of a kind may begin at."""


def _user_id(record: Challenge | Login | Session | MfaToken | SmartCheck) -> str:
    return str(record.user_id)


class State(_State):
    """One account."""

    def __init__(self) -> None:
        self.users: Table[UserRecord] = Table(
            UserRecord, "id", unique={"login": login_names}, indexed=("username", "email")
        )
        self.credentials: Table[Credential] = Table(Credential, "client_id")
        self.access_tokens: Table[AccessToken] = Table(
            AccessToken,
            "token",
            unique={"refresh_token": lambda token: [token.refresh_token]},
            groups={"client": lambda token: [token.client_id]},
            # Kept for good, since an expired one can be refreshed; a credential keeps its last few.
            expiry=Expiry(what="access token", at="expires_at", subject=lambda token: token.client_id, kept=None),
        )
        self.devices: Table[Device] = Table(
            Device, "id", groups={"user": lambda device: [device.user_id]}, indexed=("user_id",)
        )
        self.challenges: Table[Challenge] = Table(
            Challenge,
            "id",
            unique={
                "slot": lambda challenge: [(challenge.device_id, challenge.slot)],
                "link": lambda challenge: [challenge.link] if challenge.link else [],
            },
            indexed=("device_id", "slot", "link"),
            # Kept for good, since an expired one may be refused unlike an unknown one; a device has two at most.
            expiry=Expiry(what="challenge", at="expires_at", subject=_user_id, kept=None),
        )
        self.logins: Table[Login] = Table(
            Login,
            "number",
            unique={"token": lambda login: [login.state_token]},
            expiry=Expiry(what="log-in state token", at="expires_at", subject=_user_id),
        )
        self.sessions: Table[Session] = Table(
            Session,
            "number",
            unique={"token": lambda session: [session.token]},
            groups={"user": lambda session: [session.user_id]},
            expiry=Expiry(what="session token", at="expires_at", subject=_user_id),
        )
        self.mfa_tokens: Table[MfaToken] = Table(
            MfaToken,
            "number",
            unique={"token": lambda item: [(item.user_id, item.token)]},
            groups={"user": lambda item: [item.user_id]},
            expiry=Expiry(what="temporary MFA token", at="expires_at", subject=_user_id),
        )
        self.smart_checks: Table[SmartCheck] = Table(
            SmartCheck,
            "number",
            unique={"token": lambda check: [check.state_token]},
            expiry=Expiry(what="Smart MFA state token", at="expires_at", subject=_user_id),
        )
        self.apps: Table[App] = Table(App, "id")
        self.roles: Table[Role] = Table(Role, "id")
        self.factors: Table[AccountFactor] = Table(AccountFactor, "id")
        """Factors that a seed renamed or added; the others are as the settings have them."""
        self.rate: FixedWindow = FixedWindow()
        """Calls of version 1, counted since the window began."""
        self.counters: dict[str, int] = {}

    def add(self, table: Table[R], record: R, now: int) -> R:
        """Put a new record into its table; the oldest make room when there are too many."""
        if len(table) > KEPT:
            table.trim(KEPT)  # on a clock that stands nothing expires
        return table.put(record, now)

    def remove_device(self, device: Device) -> None:
        """Take the device and its challenges out."""
        for slot in ("registration", "verification"):
            challenge = self.challenges.by("slot", (device.id, slot))
            if challenge is not None:
                self.challenges.delete(challenge.id)
        self.devices.delete(device.id)

    def next_id(self, kind: Literal["user", "device", "mfa_token"], ids: Ids) -> int:
        """The next free id of a user, a device or a temporary code. Each world counts from a number of its own."""
        tables = {"user": self.users.get, "device": self.devices.get, "mfa_token": self.mfa_tokens.get}
        first = ids.first(f"onelogin {kind}", *_FIRST_IDS[kind])
        number = first + self.next(kind, 0)
        while tables[kind](number) is not None:
            number = first + self.next(kind, 0)
        return number

    def next(self, kind: str, first: int = 1) -> int:
        """The next number of its kind."""
        number = self.counters.get(kind, first - 1) + 1
        self.counters[kind] = number
        return number


def of_world(world: "World") -> State:
    """The account in that world."""
    return world.state_of("onelogin", State)


def settings_of(world: "World") -> Settings:
    """The settings of this vendor in a world."""
    return world.settings_of("onelogin", Settings)
