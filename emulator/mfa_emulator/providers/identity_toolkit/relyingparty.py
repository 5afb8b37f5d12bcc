"""Methods of v3, the older API of the same service, whose messages are not quite those of v1.

All others are v1's own handlers under their old names.
"""

from collections.abc import Coroutine
from typing import Never

from msgspec.structs import asdict, replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts import account_export, account_import, sign_up
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.mailed_codes import code_requests
from mfa_emulator.providers.identity_toolkit.sign_in import auth_uri, email_password, identity_providers
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.account_batches import (
    DownloadAccountRequest,
    DownloadAccountResponse,
    UploadAccountResponse,
)
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeResponse
from mfa_emulator.providers.identity_toolkit.types.relyingparty import (
    Relyingparty,
    RelyingpartyCreateAuthUriRequest,
    RelyingpartySignOutUserRequest,
    RelyingpartySignOutUserResponse,
    RelyingpartySignupNewUserRequest,
    RelyingpartyUploadAccountRequest,
    RelyingpartyVerifyAssertionRequest,
    RelyingpartyVerifyPasswordRequest,
    VerifyPasswordResponse,
)
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpResponse
from mfa_emulator.providers.identity_toolkit.types.sign_up import (
    CreateAuthUriResponse,
    SignInWithPasswordResponse,
    SignUpResponse,
)


def create_auth_uri(call: Call[RelyingpartyCreateAuthUriRequest]) -> CreateAuthUriResponse:
    """`accounts.createAuthUri`."""
    return auth_uri.create_auth_uri(call)


def get_oob_confirmation_code(call: Call[Relyingparty]) -> Later[GetOobCodeResponse]:
    """`accounts.sendOobCode`."""
    return code_requests.send_oob_code(call)


def signup_new_user(call: Call[RelyingpartySignupNewUserRequest]) -> Later[SignUpResponse]:
    """`accounts.signUp`."""
    return sign_up.sign_up(call)


def verify_assertion(call: Call[RelyingpartyVerifyAssertionRequest]) -> Later[SignInWithIdpResponse]:
    """`accounts.signInWithIdp`."""
    return identity_providers.sign_in_with_idp(call)


def verify_password(call: Call[RelyingpartyVerifyPasswordRequest]) -> Later[VerifyPasswordResponse]:
    """`accounts.signInWithPassword`, with the picture under its old name."""
    answer = email_password.sign_in_with_password(call)
    return _later(answer) if isinstance(answer, Coroutine) else _with_old_name(answer)


async def _later(answer: Coroutine[object, Never, SignInWithPasswordResponse]) -> VerifyPasswordResponse:
    return _with_old_name(await answer)


def _with_old_name(answer: SignInWithPasswordResponse) -> VerifyPasswordResponse:
    fields = asdict(replace(answer, profile_picture=None))
    return VerifyPasswordResponse(**fields, photo_url=answer.profile_picture)


def download_account(call: Call[DownloadAccountRequest]) -> DownloadAccountResponse:
    """`projects.accounts.batchGet`, of the project in the body."""
    _require_target(call.body)
    return account_export.batch_get(call)


def upload_account(call: Call[RelyingpartyUploadAccountRequest]) -> UploadAccountResponse:
    """`projects.accounts.batchCreate`, into the project in the body."""
    _require_target(call.body)
    return account_import.batch_create(call)


def sign_out_user(call: Call[RelyingpartySignOutUserRequest]) -> RelyingpartySignOutUserResponse:
    """End all sessions of an account (guess: neither emulator nor documents say more than the name)."""
    if not call.caller.privileged:
        raise errors.InsufficientPermission(reason="signOutUser needs 'Authorization: Bearer owner'")
    scope, local_id = scope_of(call), call.body.local_id
    if not local_id:
        raise errors.MissingLocalId(reason="the request has no localId")
    user = scope.users.get(local_id)
    if user is None:
        raise errors.UserNotFound(reason=f"there is no user {local_id!r}")
    scope.users.put(replace(user, valid_since=call.now // SECOND))
    return RelyingpartySignOutUserResponse(local_id=local_id)


def _require_target(body: DownloadAccountRequest | RelyingpartyUploadAccountRequest) -> None:
    """v3 paths name no project, so here the body must. Without the rights to it, `project_of` refuses."""
    if not body.target_project_id:
        raise errors.InsufficientPermission(reason="the request has no targetProjectId")
