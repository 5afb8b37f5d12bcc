"""The token endpoint: a refresh token for a new ID token."""

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.issuance import RefreshToken
from mfa_emulator.providers.identity_toolkit.types.token_endpoint import GrantTokenRequest, GrantTokenResponse


def grant(call: Call[GrantTokenRequest]) -> GrantTokenResponse:
    """A new ID token of the same session: `auth_time`, second factor and the session's claims stay as they are.

    The refresh token is answered as it came, and stays good. `project_id` is the project's number.
    """
    refresh = _refresh_token(call)
    scope = scope_of(call, token_tenant=refresh.tenant)
    user = _user(call, scope, refresh)
    issued = issuance.issue(call, scope, user, refresh.sign_in)
    return GrantTokenResponse(
        access_token=issued.id_token,
        expires_in=issued.expires_in,
        token_type="Bearer",
        refresh_token=call.body.refresh_token,
        id_token=issued.id_token,
        user_id=user.local_id,
        project_id=call.settings.project_number,
    )


def _refresh_token(call: Call[GrantTokenRequest]) -> RefreshToken:
    body = call.body
    if is_missing(call, body.grant_type):
        raise errors.MissingGrantType(reason="the request has no grant_type")
    if body.grant_type != "refresh_token":
        raise errors.InvalidGrantType(reason=f"grant_type must be refresh_token, not {body.grant_type!r}")
    if is_missing(call, body.refresh_token):
        raise errors.MissingRefreshToken(reason="the request has no refresh_token")
    try:
        return call.world.tokens.unseal(body.refresh_token or "", RefreshToken)
    except BadToken as bad:
        raise errors.InvalidRefreshToken(reason=f"the refresh token {bad}") from None


def _user(context: Context, scope: Scope, refresh: RefreshToken) -> User:
    if refresh.project != scope.project_id:
        raise errors.InvalidRefreshToken(reason=f"the refresh token is of project {refresh.project!r}")
    user = scope.users.get(refresh.local_id)
    if user is None:
        told = context.settings.deleted_user_refusal == errors.UserNotFound.code
        refusal = errors.UserNotFound if told else errors.InvalidRefreshToken
        raise refusal(reason=f"user {refresh.local_id} does not exist (any more)")
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    if context.settings.refresh_checks_valid_since and refresh.issued_at < user.valid_since:
        since = rfc3339(user.valid_since * SECOND)
        raise errors.TokenExpired(reason=f"sessions from before {since} were ended; sign in again")
    return user
