"""The part ``okta:`` of a seed document: users with active factors."""

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mfa_okta.facade import Okta

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class FactorSeed(msgspec.Struct, forbid_unknown_fields=True):
    """An active TOTP factor; without a secret it has a new one."""

    secret: str = ""
    provider: Literal["OKTA", "GOOGLE"] = "OKTA"


class UserSeed(msgspec.Struct, forbid_unknown_fields=True):
    """A user."""

    login: str
    factors: tuple[FactorSeed, ...] = ()


class OktaSeed(msgspec.Struct, forbid_unknown_fields=True):
    """The whole part."""

    users: tuple[UserSeed, ...] = ()


def seed(world: "World", part: Any) -> None:
    """Put the part into the world. Raises ValueError."""
    for user in msgspec.convert(part, OktaSeed).users:
        person = Okta(world).user(user.login)
        for factor in user.factors:
            person.enroll_totp(factor.provider, secret=factor.secret)
