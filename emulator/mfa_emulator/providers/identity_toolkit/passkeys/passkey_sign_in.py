"""Sign-in by passkey. The official emulator asks for the id alone; in production it has signed a challenge."""

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, let_in
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.passkeys import webauthn
from mfa_emulator.providers.identity_toolkit.passkeys.enrollment import PROVIDER
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin, logged_in
from mfa_emulator.providers.identity_toolkit.types.passkeys import (
    CredentialRequestOptions,
    FinalizePasskeySignInRequest,
    FinalizePasskeySignInResponse,
    PublicKeyCredential,
    StartPasskeySignInRequest,
    StartPasskeySignInResponse,
)


def start(call: Call[StartPasskeySignInRequest]) -> StartPasskeySignInResponse:
    """Options for any passkey of this site."""
    scope = scope_of(call)
    options = CredentialRequestOptions(
        challenge=webauthn.challenge(call, scope, "get"),
        rp_id=call.settings.passkey_site,
        user_verification="preferred",
    )
    return StartPasskeySignInResponse(credential_request_options=options)


def finalize(call: Call[FinalizePasskeySignInRequest]) -> Later[FinalizePasskeySignInResponse]:
    """Tokens for the passkey's owner; there is no second factor."""
    scope, answer = scope_of(call), call.body.authenticator_authentication_response
    if answer is None:
        raise errors.MissingAuthenticatorResponse(reason="the request has no authenticatorAuthenticationResponse")
    old = scope.users.by("passkey", answer.id) if answer.id else None
    if old is None:
        raise errors.PasskeyCredentialNotFound(reason="no account has this passkey")
    user = _shown(call, scope, old, answer)
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")

    def end(user: User, sign_in: SignIn) -> FinalizePasskeySignInResponse:
        issued = issuance.issue(call, scope, logged_in(call, user), sign_in)
        return FinalizePasskeySignInResponse(local_id=user.local_id, **issued.fields())

    return let_in(call, Entry(scope, user, old, begin(call, PROVIDER), PROVIDER), end)


def _shown(call: Call[FinalizePasskeySignInRequest], scope: Scope, user: User, answer: PublicKeyCredential) -> User:
    """The account with the passkey as it is after this use."""
    if not call.settings.passkeys_verified:
        return user
    used = tuple(
        webauthn.authenticated(call, scope, key, answer) if key.credential_id == answer.id else key
        for key in user.rare.passkeys
    )
    return replace(user, rare=replace(user.rare, passkeys=used))
