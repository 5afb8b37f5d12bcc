"""Delete an account: one's own, or any for an administrator."""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.effective_rules import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import require_recent, session_of
from mfa_emulator.providers.identity_toolkit.types.accounts import DeleteAccountRequest, DeleteAccountResponse

KIND = "identitytoolkit#DeleteAccountResponse"


def delete(call: Call[DeleteAccountRequest]) -> DeleteAccountResponse:
    """The account and all that hangs on it is gone. The Python SDK wants `kind` in the answer."""
    scope = scope_of(call)
    if call.caller.privileged:
        local_id = call.body.local_id
        if not local_id:
            raise errors.MissingLocalId(reason="the request has no localId")
        if local_id not in scope.users:
            raise errors.UserNotFound(reason=f"there is no user {local_id!r}")
    else:
        session = session_of(call, scope)
        if not policy_of(scope).deletion:
            raise errors.AdminOnlyOperation(reason="the project's config has client.permissions.disabledUserDeletion")
        require_recent(call, session.sign_in, call.settings.recent_login)
        local_id = session.user.local_id
    scope.remove(local_id)
    return DeleteAccountResponse(kind=KIND)
