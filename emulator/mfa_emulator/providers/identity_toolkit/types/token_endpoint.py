"""The Secure Token service: a refresh token for a new ID token. No published document describes it.

The fields are those that the JS, iOS and Android SDKs send and read.
"""

from mfa_emulator.providers.identity_toolkit.types.base import Body


class GrantTokenRequest(Body):
    """Exchange a refresh token. SDKs send it form-encoded in snake_case or, on iOS, as JSON in camelCase."""

    code: str = ""
    grant_type: str | None = None
    refresh_token: str | None = None
    scope: str = ""


class GrantTokenResponse(Body, rename={}):
    """The new tokens; `access_token` and `id_token` are the same. Here alone, names are snake_case.

    `expires_in` is seconds as text, `project_id` the project's number.
    """

    access_token: str | None = None
    expires_in: str | None = None
    token_type: str | None = None
    refresh_token: str | None = None
    id_token: str | None = None
    user_id: str | None = None
    project_id: str | None = None
