"""Accounts that identity providers alone open.

All that is published of `upgradeToFederatedLogin` is that it tells "whether the account should be restricted to only
using federated login". What follows from that here is a guess: the password and sign-in by e-mail link are taken
away, sign-in by phone is refused, and so is a password that is set later, until a `false` ends the restriction.
"""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.records import User


def restricted(user: User, wanted: bool | None) -> User:
    """The account with the restriction as wanted; None leaves it as it is.

    Raises `OperationNotAllowed` for an account that no identity provider opens: there would be no way in any more.
    """
    if wanted is None or wanted == user.rare.federated_only:
        return user
    if not wanted:
        return replace(user, rare=replace(user.rare, federated_only=False))
    if not user.links:
        raise errors.OperationNotAllowed(reason=f"user {user.local_id} has no identity provider to sign in with")
    rare = replace(user.rare, federated_only=True, email_link_signin=False)
    return replace(user, password="", rare=rare)


def require_open(user: User) -> None:
    """Refuse ways into an account beside identity providers. Raises `OperationNotAllowed`."""
    if user.rare.federated_only:
        raise errors.OperationNotAllowed(
            reason=f"user {user.local_id} is restricted to identity providers (upgradeToFederatedLogin)"
        )
