"""Export of accounts, page by page."""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.account_batches import (
    DownloadAccountRequest,
    DownloadAccountResponse,
)

DOWNLOAD_KIND = "identitytoolkit#DownloadAccountResponse"

PAGE = 20
LONGEST_PAGE = 1000


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
