"""The authenticator apps of all users, as their phones would show them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mfa_emulator.core.otp.totp import Authenticator, Totp
from mfa_emulator.providers.identity_toolkit.second_factors.totp_factor import is_open
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope, toolkit_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def authenticators(world: "World") -> Iterator[Authenticator]:
    """Every TOTP factor, and every enrollment that waits for its first code."""
    for scope in toolkit_of(world).scopes():
        for user in scope.users.group("totp", True):
            for factor in user.factors:
                if factor.secret:
                    yield Authenticator(Totp(factor.secret), world.clock, _label(scope, user.local_id))
        yield from _enrolling(world, scope)


def _enrolling(world: "World", scope: Scope) -> Iterator[Authenticator]:
    now, settings = world.clock.micros(), world.settings[NAME]
    for session in scope.totp_sessions:
        if is_open(settings, session, now):
            yield Authenticator(Totp(session.secret), world.clock, f"{_label(scope, session.local_id)} (enrolling)")


def _label(scope: Scope, local_id: str) -> str:
    user = scope.users.get(local_id)
    return user.email if user and user.email else local_id
