"""Authentication: bearer tokens and scopes for resources, client id and secret for tokens."""

import hmac
import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Callable

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import (
    AccessTokenNotValid,
    AuthorizationMissing,
    ContentTypeIncorrect,
    InsufficientPermission,
    InvalidCredentials,
    MalformedAuthorization,
)
from mfa_emulator.providers.onelogin.records import Credential

_BEARER = re.compile(r"bearer[:\s]\s*(\S+)", re.I)
_PAIR = re.compile(r"client_id:\s*([^\s,]+)\s*,\s*client_secret:\s*([^\s,]+)", re.I)
_BASIC = re.compile(r"basic\s+(\S+)", re.I)

AUTHENTICATION_ONLY = "Authentication Only"
READ_USERS = "Read Users"
MANAGE_USERS = "Manage Users"
READ_ALL = "Read All"
MANAGE_ALL = "Manage All"
SCOPES = (AUTHENTICATION_ONLY, READ_USERS, MANAGE_USERS, READ_ALL, MANAGE_ALL)


def needs(*scopes: str) -> Callable[[Call[object]], Credential]:
    """The authentication of operations that take a bearer token of one of these scopes."""

    def authenticate(call: Call[object]) -> Credential:
        credential = bearer(call)
        _require(call, credential, scopes)
        return credential

    return authenticate


def needs_in_mfa(*seen: str) -> Callable[[Call[object]], Credential]:
    """The same for a call of version 2's MFA: `seen` are the scopes that work, and its reference names Manage All."""

    def authenticate(call: Call[object]) -> Credential:
        credential = bearer(call)
        _require(call, credential, seen if call.settings.mfa_scopes == "seen" else (MANAGE_ALL,))
        return credential

    return authenticate


def _require(call: Call[object], credential: Credential, scopes: tuple[str, ...]) -> None:
    if credential.scope not in scopes:
        allowed = ", ".join(scopes)
        refusal = InsufficientPermission(reason=f"the credential's scope is {credential.scope}; needed: {allowed}")
        refusal.v2_name = call.settings.scope_error_name
        raise refusal


READ = needs(READ_USERS, MANAGE_USERS, READ_ALL, MANAGE_ALL)
WRITE = needs(MANAGE_USERS, MANAGE_ALL)
ALL = needs(MANAGE_ALL)
MFA_READ = needs_in_mfa(READ_ALL, MANAGE_ALL)
MFA_VERIFY = needs_in_mfa(AUTHENTICATION_ONLY, MANAGE_ALL)
MFA_POLL = needs_in_mfa(AUTHENTICATION_ONLY, READ_ALL, MANAGE_ALL)
LOGIN = needs(AUTHENTICATION_ONLY, MANAGE_USERS, MANAGE_ALL)
ANY = needs(*SCOPES)


def bearer(call: Call[object]) -> Credential:
    """The credential behind the request's token; ``bearer:<t>`` is as good as ``Bearer <t>``, in any case."""
    header = call.request.headers.get("authorization")
    if header is None:
        raise AuthorizationMissing(reason="there is no Authorization header")
    found = _BEARER.fullmatch(header.strip())
    if found is None:
        raise MalformedAuthorization(reason="the Authorization header is not of the form: bearer:<token>")
    token = call.state.access_tokens.live(found[1], call.now)
    if token is None:
        raise _not_valid(call, _reason_not_live(call, found[1]))
    credential = call.state.credentials.get(token.client_id)
    if credential is None:
        raise _not_valid(call, "the credential of this access token is gone")
    return credential


def _not_valid(call: Call[object], reason: str) -> InvalidCredentials:
    """The refusal of an access token, which version 2 words by kind of call."""
    mfa = call.request.path.startswith(("/api/2/mfa/", "/api/2/mfs/"))
    name = call.settings.mfa_token_refusal if mfa else call.settings.token_refusal
    return AccessTokenNotValid(reason=reason) if name == "UnauthorizedError" else InvalidCredentials(reason=reason)


def _reason_not_live(context: Context, token: str) -> str:
    known = context.state.access_tokens.get(token)
    if known is None:
        return f"no such access token: {NOT_HERE}, revoked or replaced"
    return context.state.access_tokens.reason_ended(known, context.now)


def content_type(call: Call[object]) -> None:
    """The authentication of token calls: it refuses a body of another type, whose credentials cannot be read."""
    if wire.media_type(call.request) != "application/json" and not wire.is_form(call.request):
        raise ContentTypeIncorrect(reason=f"content type {call.request.headers.get('content-type', '(none)')}")


def client(call: Call[object], client_id: str | None, client_secret: str | None) -> Credential:
    """The credential of a token call: from the header in any of its forms, else from the body."""
    header = call.request.headers.get("authorization", "").strip()
    pair = _of_header(header) if header else (client_id, client_secret)
    if pair is None:
        raise MalformedAuthorization(reason="neither Basic nor client_id:..., client_secret:... in Authorization")
    if not pair[0] or not pair[1]:
        raise AuthorizationMissing(reason="no Authorization header, nor client_id and client_secret in the body")
    credential = call.state.credentials.get(pair[0])
    if credential is None:
        raise InvalidCredentials(reason=f"no API credential has the client id {pair[0]!r}")
    if not hmac.compare_digest(credential.client_secret.encode(), pair[1].encode()):
        raise InvalidCredentials(reason="the client secret is not that of the client id")
    return credential


def _of_header(header: str) -> tuple[str, str] | None:
    pair = _PAIR.fullmatch(header)
    if pair is not None:
        return pair[1], pair[2]
    basic = _BASIC.fullmatch(header)
    if basic is None:
        return None
    try:
        name, colon, secret = b64decode(basic[1], validate=True).decode().partition(":")
    except (BadBase64, ValueError):
        return None
    return (name, secret) if colon else None
