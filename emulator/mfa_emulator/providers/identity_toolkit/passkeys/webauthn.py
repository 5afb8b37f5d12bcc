"""WebAuthn as a site checks it, by python-fido2; and challenges that mean something here alone."""

import struct
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.time.windows import MINUTE
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import Passkey, SpentToken
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.passkeys import AuthenticatorResponse, PublicKeyCredential

if TYPE_CHECKING:
    from fido2.server import Fido2Server

_LIFETIME = 5 * MINUTE
"""Seconds for which a challenge is good (a guess)."""

_UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError, struct.error)
"""Errors of the library for what no authenticator makes."""


class Challenge(msgspec.Struct, frozen=True):
    """The content of a challenge: it is one of this project or tenant, for one purpose, and ends."""

    project: str
    tenant: str
    purpose: Literal["create", "get"]
    local_id: str
    nonce: str
    expires_at: Micros


def challenge(context: Context, scope: Scope, purpose: Literal["create", "get"], local_id: str = "") -> str:
    """A new challenge in url-safe Base64."""
    end = context.now + _LIFETIME * SECOND
    nonce = context.world.ids.hex(32)
    content = Challenge(scope.project_id, scope.tenant_id, purpose, local_id, nonce, end)
    return context.world.tokens.seal(content)


def registered(context: Context, scope: Scope, local_id: str, answer: PublicKeyCredential) -> Passkey:
    """The passkey that an authenticator made upon a challenge for this account. Raises `InvalidCredentialId`."""
    response = answer.response or AuthenticatorResponse()
    text = _challenge_in(context, scope, response, "create", local_id)
    try:
        data = _server(context).register_complete(_state(text), _mapping(answer, response))
    except _UNREADABLE as error:
        raise errors.InvalidCredentialId(reason=f"the authenticator's answer does not hold: {error!r}") from None
    attested = data.credential_data
    if attested is None or base64url.encode(attested.credential_id) != answer.id:
        raise errors.InvalidCredentialId(reason="the id is not the one that the authenticator attested")
    _spend(context, scope, text)
    return Passkey(answer.id, key=base64url.encode(bytes(attested)), counter=data.counter)


def authenticated(context: Context, scope: Scope, passkey: Passkey, answer: PublicKeyCredential) -> Passkey:
    """The passkey after a signature of its own upon a challenge of ours. Raises `InvalidCredentialId`."""
    response = answer.response or AuthenticatorResponse()
    text = _challenge_in(context, scope, response, "get", "")
    server = _server(context)
    from cryptography.exceptions import UnsupportedAlgorithm
    from fido2.webauthn import AttestedCredentialData, AuthenticatorData

    try:
        known = AttestedCredentialData(base64url.decode(passkey.key))
        server.authenticate_complete(_state(text), [known], _mapping(answer, response))
        counter = AuthenticatorData(base64url.decode(response.authenticator_data)).counter
    except (*_UNREADABLE, UnsupportedAlgorithm) as error:
        raise errors.InvalidCredentialId(reason=f"the authenticator's answer does not hold: {error!r}") from None
    if counter <= passkey.counter and (counter or passkey.counter):
        raise errors.InvalidCredentialId(
            reason=f"the signature count is {counter}, after {passkey.counter}: the passkey was copied"
        )
    _spend(context, scope, text)
    return msgspec.structs.replace(passkey, counter=counter)


def _challenge_in(
    context: Context, scope: Scope, response: AuthenticatorResponse, purpose: Literal["create", "get"], local_id: str
) -> str:
    """The challenge that was signed, which must be one of ours, for this, alive and unused."""
    try:
        client_data: object = msgspec.json.decode(base64url.decode(response.client_data_json))
    except (ValueError, RecursionError):
        client_data = None
    text = client_data.get("challenge") if isinstance(client_data, dict) else None
    if not isinstance(text, str):
        raise errors.InvalidCredentialId(reason="clientDataJSON holds no challenge")
    try:
        known = context.world.tokens.unseal(text, Challenge)
    except BadToken as bad:
        raise errors.InvalidCredentialId(reason=f"the challenge {bad}") from None
    place = (known.project, known.tenant, known.purpose, known.local_id)
    if place != (scope.project_id, scope.tenant_id, purpose, local_id):
        raise errors.InvalidCredentialId(reason="the challenge was made for something else")
    if context.now >= known.expires_at or scope.spent_tokens.live(_mark(text), context.now):
        raise errors.InvalidCredentialId(reason="the challenge was used before, or is too old")
    return text


def _spend(context: Context, scope: Scope, text: str) -> None:
    scope.spent_tokens.put(SpentToken(_mark(text), context.now + _LIFETIME * SECOND), context.now)
    scope.spent_tokens.trim(context.settings.kept_sessions)


def _mark(text: str) -> str:
    return f"challenge {sha256(text.encode()).hexdigest()}"


def _server(context: Context) -> "Fido2Server":
    if find_spec("fido2") is None:
        text = "Passkeys are verified by a library of an extra: pip install 'mfa-emulator[passkeys]'"
        raise errors.NotImplementedYet(text, reason=text)
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    site = context.settings.passkey_site
    return Fido2Server(PublicKeyCredentialRpEntity(name=site, id=site), verify_origin=lambda page: _is_of(page, site))


def _is_of(page: str, site: str) -> bool:
    """Whether the page is one of the site, or of a name below it; by https, or on this machine."""
    parts = urlsplit(page)
    host = parts.hostname or ""
    return (parts.scheme == "https" or host == "localhost") and f".{host}".endswith(f".{site}")


def _state(text: str) -> JsonObject:
    return {"challenge": text, "user_verification": None}


def _mapping(answer: PublicKeyCredential, response: AuthenticatorResponse) -> JsonObject:
    """The answer as browsers give it, which the library reads."""
    parts: JsonObject = {
        "clientDataJSON": response.client_data_json,
        "attestationObject": response.attestation_object,
        "authenticatorData": response.authenticator_data,
        "signature": response.signature,
        "userHandle": response.user_handle or None,
    }
    named: JsonObject = {name: value for name, value in parts.items() if value}
    return {"id": answer.id, "rawId": answer.id, "type": "public-key", "response": named}
