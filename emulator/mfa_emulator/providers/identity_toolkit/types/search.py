"""Search accounts."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int64
from mfa_emulator.providers.identity_toolkit.types.user_info import UserInfo

Order = Literal["ORDER_UNSPECIFIED", "ASC", "DESC"]
SortByField = Literal[
    "SORT_BY_FIELD_UNSPECIFIED",
    "USER_ID",
    "NAME",
    "CREATED_AT",
    "LAST_LOGIN_AT",
    "USER_EMAIL",
]


class SqlExpression(Body):
    """A condition. Only the first of `email`, `phone_number` and `user_id` that is there counts."""

    email: str = ""
    phone_number: str = ""
    user_id: str = ""


class QueryUserInfoRequest(Body):
    """Accounts, or how many there are. Of several conditions only the first counts."""

    expression: tuple[SqlExpression, ...] = ()
    limit: Int64 = ""
    offset: Int64 = ""
    order: Order = "ORDER_UNSPECIFIED"
    return_user_info: bool | None = None
    sort_by: SortByField = "SORT_BY_FIELD_UNSPECIFIED"
    tenant_id: str = ""


class QueryUserInfoResponse(Body):
    """The accounts; without them, the count of all that match."""

    records_count: Int64 | None = None
    user_info: tuple[UserInfo, ...] | None = None
