"""Session cookies, and the keys to verify them."""

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int64


class CreateSessionCookieRequest(Body):
    """Turn an ID token into a cookie. `valid_duration` is in seconds."""

    id_token: str | None = None
    tenant_id: str = ""
    valid_duration: Int64 = ""


class CreateSessionCookieResponse(Body):
    """The cookie, a JSON Web Token."""

    session_cookie: str | None = None
