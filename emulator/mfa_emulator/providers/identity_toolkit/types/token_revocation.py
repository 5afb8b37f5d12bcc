"""Revocation of an identity provider's tokens."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body

TokenType = Literal["TOKEN_TYPE_UNSPECIFIED", "REFRESH_TOKEN", "ACCESS_TOKEN", "CODE"]


class RevokeTokenRequest(Body):
    """Have Apple forget a token of the account's."""

    id_token: str | None = None
    provider_id: str = ""
    redirect_uri: str = ""
    tenant_id: str = ""
    token: str = ""
    token_type: TokenType = "TOKEN_TYPE_UNSPECIFIED"


class RevokeTokenResponse(Body):
    """Empty."""
