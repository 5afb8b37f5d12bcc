"""API tokens."""

import msgspec

from mfa_emulator.providers.onelogin.types.bodies import FormBody


class GenerateTokenRequest(FormBody, gc=False):
    """A token to be issued. Credentials may stand here (in a form) instead of in the Authorization header."""

    grant_type: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    access_token: str | None = None
    """With `refresh_token`, for the deprecated grant of SDK 2."""
    refresh_token: str | None = None


class OauthToken(msgspec.Struct, gc=False):
    """A bearer token; `created_at` is ISO 8601 with milliseconds and a zone, `expires_in` seconds."""

    access_token: str
    created_at: str
    expires_in: int
    refresh_token: str
    token_type: str
    account_id: int


class RevokeTokensRequest(FormBody, gc=False):
    """The token to revoke."""

    access_token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


class RateLimit(msgspec.Struct, gc=False):
    """The allowance of version 1 calls, in numbers: the SDK rejects texts."""

    limit: int = msgspec.field(name="X-RateLimit-Limit")
    remaining: int = msgspec.field(name="X-RateLimit-Remaining")
    reset: int = msgspec.field(name="X-RateLimit-Reset")
