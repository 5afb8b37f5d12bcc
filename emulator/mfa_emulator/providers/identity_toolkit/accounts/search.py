"""Search for accounts."""

from collections.abc import Callable

from mfa_emulator.core.store import paging
from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.core.work import many_rows
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.search import (
    QueryUserInfoRequest,
    QueryUserInfoResponse,
    SqlExpression,
)

LIMIT = 500

_SORT: dict[str, Callable[[User], tuple[str | int, str]]] = {
    "NAME": lambda user: (user.display_name, user.local_id),
    "CREATED_AT": lambda user: (user.created_at, user.local_id),
    "LAST_LOGIN_AT": lambda user: (user.last_login_at, user.local_id),
    "USER_EMAIL": lambda user: (user.email, user.local_id),
}


def _by_id(user: User) -> tuple[str, str]:
    return (user.local_id, "")


def query(call: Call[QueryUserInfoRequest]) -> QueryUserInfoResponse:
    """The accounts that match, sorted by id unless asked otherwise; or, without `returnUserInfo`, how many.

    The official emulator has neither conditions nor other orders; they are as documented.
    """
    scope, body = scope_of(call), call.body
    limit, offset = int(body.limit or LIMIT), int(body.offset or 0)
    if not 0 < limit <= LIMIT or offset < 0:
        raise errors.InvalidArgument(reason=f"limit is 1 to {LIMIT}, offset not negative")
    found = _matching(scope, body.expression[0]) if body.expression else None
    if body.return_user_info is False:
        return QueryUserInfoResponse(records_count=str(len(scope.users) if found is None else len(found)))
    users = _sorted(call, scope, found, offset + limit)[offset:]
    return QueryUserInfoResponse(
        records_count=str(len(users)), user_info=tuple(view(call, scope, user) for user in users)
    )


def _matching(scope: Scope, wanted: SqlExpression) -> list[User]:
    users = scope.users
    if wanted.email:
        user = users.by("email", wanted.email.lower())
    elif wanted.phone_number:
        user = users.by("phone", wanted.phone_number)
    else:
        user = users.get(wanted.user_id)
    return [user] if user else []


def _sorted(call: Call[QueryUserInfoRequest], scope: Scope, found: list[User] | None, count: int) -> list[User]:
    """The first `count` users in the order asked for."""
    if found is not None:
        return found
    descending, by = call.body.order == "DESC", _SORT.get(call.body.sort_by)
    if by is None and not descending:
        return paging.page(TableRows(scope.users), count).rows  # in the order in which they are kept
    users, key = [*scope.users], by or _by_id
    return many_rows.outcome(
        call, "users", len(users), lambda: many_rows.ordered(users, key, count, descending=descending)
    )
