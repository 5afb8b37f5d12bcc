"""Apple's own ways: sign-in by Game Center, and apps that show by a push that they are no robots."""

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int64


class SignInWithGameCenterRequest(Body):
    """Sign in with the identity that Game Center signed for a player."""

    display_name: str = ""
    game_player_id: str = ""
    id_token: str | None = None
    player_id: str = ""
    public_key_url: str = ""
    salt: str = ""
    signature: str = ""
    team_player_id: str = ""
    tenant_id: str = ""
    timestamp: Int64 = ""


class SignInWithGameCenterResponse(Body):
    """Tokens. This way never asks for a second factor."""

    display_name: str | None = None
    expires_in: Int64 | None = None
    game_player_id: str | None = None
    id_token: str | None = None
    is_new_user: bool | None = None
    local_id: str | None = None
    player_id: str | None = None
    refresh_token: str | None = None
    team_player_id: str | None = None


class VerifyIosClientRequest(Body):
    """Ask for a silent push to an app, whose content it sends back with its phone number."""

    app_token: str = ""
    is_sandbox: bool = False


class VerifyIosClientResponse(Body):
    """The receipt that goes with the push, and the seconds to wait for it."""

    receipt: str | None = None
    suggested_timeout: Int64 | None = None
