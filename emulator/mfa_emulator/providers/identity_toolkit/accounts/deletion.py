"""Deletion of accounts: one's own, or any and many at once for an administrator."""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import require_recent, session_of
from mfa_emulator.providers.identity_toolkit.types.account_batches import (
    BatchDeleteAccountsRequest,
    BatchDeleteAccountsResponse,
    BatchDeleteErrorInfo,
)
from mfa_emulator.providers.identity_toolkit.types.accounts import DeleteAccountRequest, DeleteAccountResponse
from mfa_emulator.providers.identity_toolkit.user_events import events

KIND = "identitytoolkit#DeleteAccountResponse"
MOST_DELETED = 1000


def delete(call: Call[DeleteAccountRequest]) -> DeleteAccountResponse:
    """Delete an account and all that hangs on it. The Python SDK wants `kind` in the answer."""
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
    _remove(call, scope, local_id)
    return DeleteAccountResponse(kind=KIND)


def batch_delete(call: Call[BatchDeleteAccountsRequest]) -> BatchDeleteAccountsResponse:
    """Delete accounts; unknown ids are passed over. Enabled ones go only by `force`."""
    scope, local_ids = scope_of(call), call.body.local_ids
    if not 0 < len(local_ids) <= MOST_DELETED:
        raise errors.LocalIdListExceedsLimit(reason=f"1 to {MOST_DELETED} localIds, not {len(local_ids)}")
    refused: list[BatchDeleteErrorInfo] = []
    for index, local_id in enumerate(local_ids):
        user = scope.users.get(local_id)
        if user is not None and not user.disabled and not call.body.force:
            message = errors.NotDisabled().message
            refused.append(BatchDeleteErrorInfo(index=index, local_id=local_id, message=message))
        else:
            _remove(call, scope, local_id)
    return BatchDeleteAccountsResponse(errors=tuple(refused) or None)


def _remove(context: Context, scope: Scope, local_id: str) -> None:
    user = scope.remove(local_id)
    if user is not None:
        events.deleted(context, scope, user)
