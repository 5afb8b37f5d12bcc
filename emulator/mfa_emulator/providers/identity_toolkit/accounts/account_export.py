"""Export of accounts, page by page."""

from mfa_emulator.core.store import paging
from mfa_emulator.core.store.paging import TableRows
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
    scope, after = scope_of(call), call.body.next_page_token
    empty = call.body.max_results == 0 or (after and after not in scope.users)
    if empty and call.settings.no_page_at_zero:
        return DownloadAccountResponse(kind=DOWNLOAD_KIND)
    wanted = min(call.body.max_results or PAGE, LONGEST_PAGE)
    size = wanted if wanted > 0 else len(scope.users)
    users = paging.page(TableRows(scope.users), size, after=after or None).rows
    full = wanted > 0 and len(users) == size
    return DownloadAccountResponse(
        kind=DOWNLOAD_KIND,
        users=tuple(view(call, scope, user, exported=True) for user in users)
        or (() if call.settings.empty_lists_shown else None),
        next_page_token=users[-1].local_id if full else None,
    )
