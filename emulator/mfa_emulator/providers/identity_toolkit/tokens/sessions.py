"""Sessions of signed-in users: begun, and read from ID tokens as far as these still hold."""

from collections.abc import Mapping

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time.durations import SECOND, Seconds, for_people, rfc3339
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.base import WithIdToken

ISSUER = "https://securetoken.google.com/"
"""The issuer of ID tokens, before the project's id."""

LEGACY_ISSUER = "https://identitytoolkit.google.com/"
"""The issuer of ID tokens as they were in Identity Toolkit's early days."""


class SignIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sign-in as it happened. It rides in ID tokens, refresh tokens and pending credentials.

    `auth_time` is in seconds. `factor_id` is the second factor that was used, of kind ``phone`` or ``totp``.
    `claims` are the session's own, of a custom token or a blocking function.
    """

    provider: str
    auth_time: int
    second_factor: str = ""
    factor_id: str = ""
    claims: JsonObject = {}
    attributes: JsonObject = {}


class Session(msgspec.Struct, frozen=True):
    """The owner of an ID token, and the sign-in that it came from."""

    user: User
    sign_in: SignIn


def session_of(call: Call[WithIdToken], scope: Scope, *, missing: type[Refusal] = errors.MissingIdToken) -> Session:
    """The session of the request's ID token.

    Raises `missing` when there is none, `InvalidIdToken`, `UserNotFound`, `TokenExpired` (the session was ended),
    `UserDisabled` or `TenantIdMismatch`.
    """
    if call.body.id_token is None:
        raise missing(reason="the request has no idToken")
    return _checked(call, scope, call.body.id_token)


def claims_of(context: Context, id_token: str) -> Mapping[str, Json]:
    """The claims of an ID token. Raises `InvalidIdToken`."""
    try:
        return context.world.tokens.read(id_token, unmarked=context.settings.unmarked_tokens)
    except BadToken as bad:
        raise errors.InvalidIdToken(reason=str(bad)) from None


def _checked(context: Context, scope: Scope, id_token: str) -> Session:
    claims = claims_of(context, id_token)
    firebase = claims.get("firebase", {})
    # A token of another project: production's code for it is a guess.
    if claims.get("aud") != scope.project_id or not isinstance(firebase, dict):
        raise errors.InvalidIdToken(reason=f"the ID token is not one of project {scope.project_id!r}")
    if claims.get("iss") not in (ISSUER + scope.project_id, LEGACY_ISSUER):
        raise errors.InvalidIdToken(reason=f"no ID tokens are issued by {claims.get('iss')!r}; is it a session cookie?")
    user = _owner(scope, claims)
    issued = _check_times(context, user, claims)
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    if firebase.get("tenant", "") != scope.tenant_id:
        raise errors.TenantIdMismatch(reason=f"the ID token is of tenant {firebase.get('tenant', '')!r}")
    return Session(user, _sign_in(claims, firebase, issued))


def _owner(scope: Scope, claims: Mapping[str, Json]) -> User:
    local_id = claims.get("user_id", claims.get("sub"))
    user = scope.users.get(local_id) if isinstance(local_id, str) else None
    if user is None:
        raise errors.UserNotFound(reason=f"the ID token's user {local_id!r} does not exist (any more)")
    return user


def _check_times(context: Context, user: User, claims: Mapping[str, Json]) -> Seconds:
    """The instant of the ID token's issue, unless it or its session has ended."""
    issued, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(ends, int):
        raise errors.InvalidIdToken(reason="the ID token has no iat or no exp")
    if issued < user.valid_since:
        since = rfc3339(user.valid_since * SECOND)
        raise errors.TokenExpired(reason=f"sessions from before {since} were ended; sign in again")
    # The official emulator never looks at exp; production is recorded to go on for five minutes after it.
    late = context.now - (ends + context.settings.id_token_leeway) * SECOND
    if late > 0:
        raise errors.InvalidIdToken(
            reason=f"the ID token expired {for_people(late + context.settings.id_token_leeway * SECOND)} ago"
        )
    return issued


def _sign_in(claims: Mapping[str, Json], firebase: JsonObject, issued: Seconds) -> SignIn:
    # The session's own claims cannot be told from the account's; as in the official emulator they end here.
    auth_time = claims.get("auth_time")
    return SignIn(
        # Legacy tokens have it at the top.
        provider=str(firebase.get("sign_in_provider", claims.get("sign_in_provider", ""))),
        auth_time=auth_time if isinstance(auth_time, int) else issued,
        second_factor=str(firebase.get("sign_in_second_factor", "")),
        factor_id=str(firebase.get("second_factor_identifier", "")),
    )


def require_recent(context: Context, sign_in: SignIn, limit: int) -> None:
    """Refuse a session whose user signed in more than `limit` seconds ago; 0 is no limit.

    Raises `CredentialTooOldLoginAgain`.
    """
    age = context.now - sign_in.auth_time * SECOND
    if limit and age >= limit * SECOND:
        raise errors.CredentialTooOldLoginAgain(
            reason=f"signed in {for_people(age)} ago: this needs a login of the last {for_people(limit * SECOND)}"
        )


def begin(
    context: Context,
    provider: str,
    *,
    second_factor: str = "",
    factor_id: str = "",
    claims: JsonObject | None = None,
    attributes: JsonObject | None = None,
) -> SignIn:
    """A sign-in that happens now."""
    return SignIn(provider, context.now // SECOND, second_factor, factor_id, claims or {}, attributes or {})


def logged_in(context: Context, user: User) -> User:
    """The user with this moment as the last login."""
    return msgspec.structs.replace(user, last_login_at=context.now)
