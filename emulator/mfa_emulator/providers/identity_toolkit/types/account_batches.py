"""Import, export and delete accounts by the thousand."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64
from mfa_emulator.providers.identity_toolkit.types.user_info import UserInfo

PasswordHashOrder = Literal["UNSPECIFIED_ORDER", "SALT_AND_PASSWORD", "PASSWORD_AND_SALT"]
Argon2HashType = Literal["HASH_TYPE_UNSPECIFIED", "ARGON2_D", "ARGON2_ID", "ARGON2_I"]
Argon2Version = Literal["VERSION_UNSPECIFIED", "VERSION_10", "VERSION_13"]


class Argon2Parameters(Body):
    """Parameters that the uploaded Argon2 hashes were made with."""

    associated_data: str = ""
    hash_length_bytes: Int32 = 0
    hash_type: Argon2HashType = "HASH_TYPE_UNSPECIFIED"
    iterations: Int32 = 0
    memory_cost_kib: Int32 = 0
    parallelism: Int32 = 0
    version: Argon2Version = "VERSION_UNSPECIFIED"


class UploadAccountRequest(Body):
    """Import accounts. The hash fields tell how each user's `password_hash` was made."""

    allow_overwrite: bool = False
    argon2_parameters: Argon2Parameters | None = None
    block_size: Int32 = 0
    cpu_mem_cost: Int32 = 0
    delegated_project_number: Int64 = ""
    dk_len: Int32 = 0
    hash_algorithm: str = ""
    memory_cost: Int32 = 0
    parallelization: Int32 = 0
    password_hash_order: PasswordHashOrder = "UNSPECIFIED_ORDER"
    rounds: Int32 = 0
    salt_separator: str = ""
    sanity_check: bool = False
    signer_key: str = ""
    tenant_id: str = ""
    users: tuple[UserInfo, ...] = ()


class ErrorInfo(Body):
    """Why one uploaded account was refused; `index` is its place in the request."""

    index: Int32 | None = None
    message: str | None = None


class UploadAccountResponse(Body):
    """The refused accounts; all others were stored."""

    error: tuple[ErrorInfo, ...] | None = None
    kind: str | None = None


class DownloadAccountRequest(Body):
    """Export accounts, a page at a time. v1 takes these from the query, v3 from the body.

    v3 publishes `max_results` as unsigned; the pages are far smaller than either limit.
    """

    delegated_project_number: Int64 = ""
    max_results: Int32 | None = None
    next_page_token: str = ""
    target_project_id: str = ""
    tenant_id: str = ""


class DownloadAccountResponse(Body):
    """One page of accounts. No `next_page_token` on the last."""

    kind: str | None = None
    next_page_token: str | None = None
    users: tuple[UserInfo, ...] | None = None


class BatchDeleteAccountsRequest(Body):
    """Delete accounts by id. Without `force` only disabled accounts go."""

    force: bool = False
    local_ids: tuple[str, ...] = ()
    tenant_id: str = ""


class BatchDeleteErrorInfo(Body):
    """Why one account was not deleted; `index` is its place in the request."""

    index: Int32 | None = None
    local_id: str | None = None
    message: str | None = None


class BatchDeleteAccountsResponse(Body):
    """The accounts that could not be deleted."""

    errors: tuple[BatchDeleteErrorInfo, ...] | None = None
