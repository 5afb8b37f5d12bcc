"""Pending tokens: an identity provider's word for a user, kept by the client to be used again.

An app gets one with every answer, above all when an account must be signed in to by other means before the profile
can be linked to it. It stands for the credential that came first; production's holds what the provider answered.
"""

import msgspec

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens import sealed_values
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import SignInWithPasswordRequest

PendingCall = Call[SignInWithIdpRequest] | Call[SignInWithPasswordRequest]


class PendingToken(msgspec.Struct, frozen=True, omit_defaults=True):
    """The content of a pending token: the parameters of a credential. `created_at` is in microseconds."""

    project: str
    created_at: int
    credential: dict[str, str]
    tenant: str = ""


def seal(context: Context, scope: Scope, credential: dict[str, str]) -> str:
    """A token for the credential, good from now on."""
    return sealed_values.seal(context.world, PendingToken(scope.project_id, context.now, credential, scope.tenant_id))


def credential_in(context: Context, scope: Scope, token: str) -> dict[str, str]:
    """The credential that the token stands for. Raises `InvalidPendingToken`."""
    pending = sealed_values.unseal(context.world, token, PendingToken)
    if pending is None:
        raise errors.InvalidPendingToken(reason="the pending token was not made here")
    if (pending.project, pending.tenant) != (scope.project_id, scope.tenant_id):
        raise errors.InvalidPendingToken(reason="the pending token is one of another project or tenant")
    late = context.now - pending.created_at - context.settings.idp_pending_lifetime * SECOND
    if late >= 0:
        raise errors.InvalidPendingToken(reason=f"the pending token ended {for_people(late)} ago")
    return pending.credential
