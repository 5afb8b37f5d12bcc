"""Signatures of Game Center: over a player, an app, a time and a salt, by a key that the world is told."""

import binascii
from base64 import b64decode

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.types.apple import SignInWithGameCenterRequest

BUNDLE = "x-ios-bundle-identifier"
"""The header by which Firebase's SDK for iOS names the app. That production reads the bundle id there is a guess."""


def check(call: Call[SignInWithGameCenterRequest]) -> None:
    """Refuse a player for whom the key of `game_center_key` has not signed.

    Production fetches Apple's key, and nobody but Apple signs with that. Here the test is Apple: it makes a key, signs
    with it, and tells the emulator the public half. Without one nothing is checked, unless production's checks are
    wanted.
    """
    if call.settings.game_center_key:
        _require_signed(call)
    elif call.settings.idp_tokens_checked:
        raise errors.InvalidIdpResponse(
            reason="no key of Game Center is known here: the setting game_center_key has it"
        )


def _require_signed(call: Call[SignInWithGameCenterRequest]) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    body, app = call.body, call.request.headers.get(BUNDLE, "")
    try:
        key = load_der_public_key(b64decode(call.settings.game_center_key, validate=True))
        signature, salt = (b64decode(text, validate=True) for text in (body.signature, body.salt))
    except (ValueError, binascii.Error) as error:
        raise errors.InvalidIdpResponse(reason=f"a key, a signature or a salt is no Base64 of one: {error}") from None
    if not isinstance(key, RSAPublicKey):
        raise errors.InvalidIdpResponse(reason="game_center_key is no key of RSA")
    # Apple signs the id that a game asked for: the player's of old, or the one for all games of a team.
    for player in filter(None, (body.player_id, body.team_player_id)):
        signed = player.encode() + app.encode() + (int(body.timestamp) % (1 << 64)).to_bytes(8, "big") + salt
        try:
            return key.verify(signature, signed, PKCS1v15(), SHA256())
        except InvalidSignature:
            continue
    raise errors.InvalidIdpResponse(
        reason=f"game_center_key has not signed this player, the app {app!r}, this timestamp and this salt"
    )
