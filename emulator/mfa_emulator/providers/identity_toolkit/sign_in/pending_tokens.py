"""Pending tokens: an identity provider's word for a user, kept by the client to be used again.

An app gets one with every answer, above all when an account must be signed in to by other means before the profile
can be linked to it. It stands for the credential that came first; production's holds what the provider answered.
"""

import msgspec

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import SignInWithPasswordRequest

PendingCall = Call[SignInWithIdpRequest] | Call[SignInWithPasswordRequest]


class PendingToken(msgspec.Struct, frozen=True, omit_defaults=True):
    """The content of a pending token: the parameters of a credential."""

    project: str
    expires_at: Micros
    credential: dict[str, str]
    tenant: str = ""


_END: Expiry[PendingToken] = Expiry(what="pending token", at="expires_at")


def seal(context: Context, scope: Scope, credential: dict[str, str]) -> str:
    """A token for the credential, good from now on."""
    end = context.now + context.settings.idp_pending_lifetime * SECOND
    return context.world.tokens.seal(PendingToken(scope.project_id, end, credential, scope.tenant_id))


def credential_in(context: Context, scope: Scope, token: str) -> dict[str, str]:
    """The credential that the token stands for. Raises `InvalidPendingToken`."""
    try:
        pending = context.world.tokens.unseal(token, PendingToken)
    except BadToken as bad:
        raise errors.InvalidPendingToken(reason=f"the pending token {bad}") from None
    if (pending.project, pending.tenant) != (scope.project_id, scope.tenant_id):
        raise errors.InvalidPendingToken(reason="the pending token is one of another project or tenant")
    if not _END.is_live(pending, context.now):
        raise errors.InvalidPendingToken(reason=_END.reason_ended(pending, context.now))
    return pending.credential
