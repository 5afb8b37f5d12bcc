"""Session cookies: an ID token for days instead of an hour."""

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import LEGACY_ISSUER, claims_of, session_of
from mfa_emulator.providers.identity_toolkit.types.session_cookies import (
    CreateSessionCookieRequest,
    CreateSessionCookieResponse,
)

ISSUER = "https://session.firebase.google.com/"
SHORTEST = 5 * 60
LONGEST = 14 * 24 * 60 * 60


def create_session_cookie(call: Call[CreateSessionCookieRequest]) -> CreateSessionCookieResponse:
    """The claims of the ID token with another issuer and end. `validDuration` is seconds, 14 days unless given."""
    scope, body = scope_of(call), call.body
    if body.id_token is None:
        raise errors.MissingIdToken(reason="the request has no idToken")
    seconds = int(body.valid_duration) if body.valid_duration else LONGEST
    if not SHORTEST <= seconds <= LONGEST:
        raise errors.InvalidDuration(reason=f"validDuration must be {SHORTEST} to {LONGEST} seconds, not {seconds}")
    session_of(call, scope)
    now = call.now // SECOND
    known = claims_of(call, body.id_token)
    if known.get("iss") == LEGACY_ISSUER:
        raise errors.InvalidIdToken(reason="a sign-in without returnSecureToken makes no token for session cookies")
    claims = {**known, "iss": ISSUER + scope.project_id, "iat": now, "exp": now + seconds}
    # Production's cookies have no typ (recorded), the official emulator's have one.
    cookie = call.world.tokens.issue(claims, typ=None if call.world.tokens.signs else "JWT")
    return CreateSessionCookieResponse(session_cookie=cookie)
