"""Accounts by the thousand: export and deletion."""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.account_batches import (
    BatchDeleteAccountsRequest,
    BatchDeleteAccountsResponse,
    BatchDeleteErrorInfo,
    DownloadAccountRequest,
    DownloadAccountResponse,
)

DOWNLOAD_KIND = "identitytoolkit#DownloadAccountResponse"

PAGE = 20
LONGEST_PAGE = 1000
MOST_DELETED = 1000


def batch_get(call: Call[DownloadAccountRequest]) -> DownloadAccountResponse:
    """One page of accounts by ascending localId; a negative `maxResults` takes all (official emulator).

    `nextPageToken` is the last localId whenever the page is full, so the last page may be empty.
    """
    scope, wanted = scope_of(call), call.body.max_results or PAGE
    if wanted > LONGEST_PAGE:
        raise errors.InvalidArgument(reason=f"maxResults is at most {LONGEST_PAGE}, not {wanted}")
    size = wanted if wanted > 0 else len(scope.users)
    users = scope.users.page(call.body.next_page_token or None, size)
    full = wanted > 0 and len(users) == size
    return DownloadAccountResponse(
        kind=DOWNLOAD_KIND,
        users=tuple(view(call, scope, user) for user in users) or None,
        next_page_token=users[-1].local_id if full else None,
    )


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
            scope.remove(local_id)
    return BatchDeleteAccountsResponse(errors=tuple(refused) or None)
