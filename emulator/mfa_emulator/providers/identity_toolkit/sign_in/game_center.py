"""Sign-in by Apple's Game Center."""

from urllib.parse import urlsplit

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import MILLISECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import with_link
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, let_in
from mfa_emulator.providers.identity_toolkit.configuration import client_sign_up
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.records import Link, User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import usable
from mfa_emulator.providers.identity_toolkit.sign_in import game_center_signatures
from mfa_emulator.providers.identity_toolkit.sign_in.configured_providers import require_enabled
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin, logged_in, session_of
from mfa_emulator.providers.identity_toolkit.types.apple import (
    SignInWithGameCenterRequest,
    SignInWithGameCenterResponse,
)

PROVIDER = "gc.apple.com"

PlayerCall = Call[SignInWithGameCenterRequest]


def sign_in_with_game_center(call: Call[SignInWithGameCenterRequest]) -> Later[SignInWithGameCenterResponse]:
    """Tokens for the player, whose account is made when there is none; or the player for the ID token's owner."""
    scope, body = scope_of(call), call.body
    require_enabled(call, scope, PROVIDER)
    _check(call)
    player = body.game_player_id or body.player_id
    # A player of old is known by the id that Apple has given up since; the new one takes its place (documented).
    owner = scope.users.by("link", (PROVIDER, player)) or scope.users.by("link", (PROVIDER, body.player_id))
    linking = session_of(call, scope).user if body.id_token is not None else None
    if owner and linking and owner.local_id != linking.local_id:
        raise errors.FederatedUserIdAlreadyLinked(reason=f"the player is linked to user {owner.local_id}")
    known = linking or owner
    if known is not None:
        _require_open(scope, known)
    else:
        client_sign_up.admit(call, scope)
    user = known or User(call.world.ids.alphanumeric(28), call.now, display_name=body.display_name)
    user = with_link(user, Link(PROVIDER, player, display_name=body.display_name))

    def answer(user: User, sign_in: SignIn) -> SignInWithGameCenterResponse:
        return SignInWithGameCenterResponse(
            local_id=user.local_id,
            player_id=body.player_id,
            game_player_id=body.game_player_id or None,
            team_player_id=body.team_player_id or None,
            display_name=user.display_name or None,
            is_new_user=True if known is None else None,
            **issuance.issue(call, scope, logged_in(call, user), sign_in).fields(),
        )

    return let_in(call, Entry(scope, user, known, begin(call, PROVIDER), PROVIDER), answer)


def _require_open(scope: Scope, user: User) -> None:
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    if usable(scope, user):
        raise errors.UnsupportedFirstFactor(
            reason=f"user {user.local_id} has second factors: Game Center asks for none"
        )


def _check(call: PlayerCall) -> None:
    """Refuse an identity that Apple could not have signed. The codes are a guess."""
    body = call.body
    needed = {
        "playerId": body.player_id,
        "publicKeyUrl": body.public_key_url,
        "salt": body.salt,
        "signature": body.signature,
        "timestamp": body.timestamp,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise errors.InvalidArgument(reason=f"the request has no {', '.join(missing)}")
    url = urlsplit(body.public_key_url) if is_absolute(body.public_key_url) else None
    if url is None or url.scheme != "https" or not f".{url.hostname}".endswith(".apple.com"):
        raise errors.InvalidIdpResponse(reason=f"publicKeyUrl {body.public_key_url!r} is none of Apple's")
    if int(body.timestamp) * MILLISECOND > call.now:
        raise errors.InvalidIdpResponse(reason="the timestamp of the signature is ahead")
    game_center_signatures.check(call)
