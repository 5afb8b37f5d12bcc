"""Enrollment of passkeys. The official emulator takes any id for one; in production an authenticator has made it."""

from msgspec.structs import replace

from mfa_emulator.core import base64url
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.passkeys import webauthn
from mfa_emulator.providers.identity_toolkit.records import Passkey
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import begin, logged_in, session_of
from mfa_emulator.providers.identity_toolkit.types.passkeys import (
    CredentialCreationOptions,
    CredentialDescriptor,
    FinalizePasskeyEnrollmentRequest,
    FinalizePasskeyEnrollmentResponse,
    PasskeyUser,
    PublicKeyCredential,
    PublicKeyParameter,
    RelyingParty,
    StartPasskeyEnrollmentRequest,
    StartPasskeyEnrollmentResponse,
)

PROVIDER = "passkey"

_ALGORITHMS = (-7, -257)
"""ES256 and RS256.

Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
"""


def start(call: Call[StartPasskeyEnrollmentRequest]) -> StartPasskeyEnrollmentResponse:
    """Options for an authenticator to make a passkey for the ID token's user."""
    scope = scope_of(call)
    user, site = session_of(call, scope).user, call.settings.passkey_site
    known = tuple(CredentialDescriptor(type="public-key", id=key.credential_id) for key in user.rare.passkeys)
    options = CredentialCreationOptions(
        rp=RelyingParty(id=site, name=site),
        user=PasskeyUser(
            id=base64url.encode(user.local_id.encode()), name=user.name, display_name=user.display_name or user.name
        ),
        challenge=webauthn.challenge(call, scope, "create", user.local_id),
        pub_key_cred_params=tuple(PublicKeyParameter(type="public-key", alg=alg) for alg in _ALGORITHMS),
        attestation="none",
        exclude_credentials=known or None,
    )
    return StartPasskeyEnrollmentResponse(credential_creation_options=options)


def finalize(call: Call[FinalizePasskeyEnrollmentRequest]) -> FinalizePasskeyEnrollmentResponse:
    """Add the passkey. The tokens are of a session that began with it."""
    scope, body = scope_of(call), call.body
    user = session_of(call, scope).user
    answer = body.authenticator_registration_response
    if answer is None:
        raise errors.MissingAuthenticatorResponse(reason="the request has no authenticatorRegistrationResponse")
    passkey = replace(_made(call, scope, user.local_id, answer), name=body.name or body.display_name)
    if scope.users.by("passkey", passkey.credential_id) is not None:
        raise errors.CredentialAlreadyInUse(reason="an account has this passkey already")
    user = replace(user, rare=replace(user.rare, passkeys=(*user.rare.passkeys, passkey)))
    issued = issuance.issue(call, scope, logged_in(call, user), begin(call, PROVIDER))
    return FinalizePasskeyEnrollmentResponse(local_id=user.local_id, **issued.fields())


def _made(
    call: Call[FinalizePasskeyEnrollmentRequest], scope: Scope, local_id: str, answer: PublicKeyCredential
) -> Passkey:
    if not answer.id:
        raise errors.InvalidCredentialId(reason="the authenticator's answer has no id")
    if call.settings.passkeys_verified:
        return webauthn.registered(call, scope, local_id, answer)
    return Passkey(answer.id)
