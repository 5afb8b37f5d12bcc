"""The authenticator apps of all users, as their phones would show them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.providers.identity_toolkit.context import context_of
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.second_factors.totp_factor import is_open

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def authenticators(world: "World") -> Iterator[Authenticator]:
    """The app of every TOTP factor, and of every enrollment that waits for its first code."""
    context = context_of(world)
    for scope in context.state.scopes():
        for user in scope.users.each_of("totp", True):
            for factor in user.factors:
                if factor.secret:
                    yield authenticator(world, user, factor)
        for session in scope.totp_sessions:
            if is_open(context, scope, session):
                owner = scope.users.get(session.local_id)
                label = owner.name if owner else session.local_id
                yield Authenticator(Totp(session.secret), world.clock, f"{label} (enrolling)")


def authenticator(world: "World", user: User, factor: Factor) -> Authenticator:
    """The app that holds the secret of this TOTP factor."""
    return Authenticator(Totp(factor.secret), world.clock, user.name)
