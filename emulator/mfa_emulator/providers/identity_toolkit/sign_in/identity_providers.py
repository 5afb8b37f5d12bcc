"""Sign-in by identity providers."""

import re

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import with_link
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry
from mfa_emulator.providers.identity_toolkit.configuration import client_sign_up
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.records import NOTHING_RARE, User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import enter, finish
from mfa_emulator.providers.identity_toolkit.sign_in import idp_credentials, pending_tokens
from mfa_emulator.providers.identity_toolkit.sign_in.provider_assertions import Assertion
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin, session_of
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest, SignInWithIdpResponse
from mfa_emulator.providers.identity_toolkit.types.sign_up import SignInWithPasswordRequest

IdpCall = Call[SignInWithIdpRequest]


def sign_in_with_idp(call: Call[SignInWithIdpRequest]) -> Later[SignInWithIdpResponse]:
    """Tokens, the question for a second factor, or a call to confirm; with the profile at the provider.

    With `returnIdpCredential` a refusal of what was found comes as 200 with `errorMessage`, so that the app keeps
    the credential and can link it later.
    """
    scope, body = scope_of(call), call.body
    credential = _credential(call, scope)
    again = bool(body.pending_token)
    assertion = idp_credentials.read(call, scope, credential, session_id=body.session_id, again=again)
    answer = replace(
        assertion.answer(call.settings),
        tenant_id=scope.tenant_id or None,
        # One that was used goes on until its own end.
        pending_token=body.pending_token or pending_tokens.seal(call, scope, credential),
        **_oauth(call, assertion.provider_id, credential),
    )
    try:
        return _signed_in(call, scope, assertion, answer)
    except (errors.FederatedUserIdAlreadyLinked, errors.EmailExists) as refusal:
        if not body.return_idp_credential:
            raise
        return _with_error(answer, refusal)


def _credential(call: IdpCall, scope: Scope) -> dict[str, str]:
    """The credential in the request or in its `pendingToken`, which comes first (a guess) where there are both."""
    given = idp_credentials.credential_of(call)
    if not call.body.pending_token:
        return given
    pending = pending_tokens.credential_in(call, scope, call.body.pending_token)
    # The iOS SDK names the provider beside it.
    if given.get("providerId", "").lower() not in ("", pending["providerId"].lower()):
        raise errors.InvalidPendingToken(reason=f"the pending token is one of {pending['providerId']}")
    return pending


def _oauth(call: IdpCall, provider_id: str, credential: dict[str, str]) -> dict[str, object]:
    """Members of the answer that repeat an OAuth credential, as far as it has been given."""
    refresh_token = credential.get("refresh_token")
    if not refresh_token and call.settings.idp_refresh_tokens == "made" and not provider_id.startswith("saml."):
        refresh_token = f"FirebaseAuthEmulatorFakeRefreshToken_{provider_id}"
    secret = credential.get("oauth_token_secret")
    if not secret and provider_id == "twitter.com":
        # Made up like the access token: without it, SDKs make no Twitter credential of the answer.
        secret = f"FirebaseAuthEmulatorFakeTokenSecret_{provider_id}"
    ends = credential.get("expires_in", "")
    return {
        "oauth_refresh_token": refresh_token or None if call.body.return_refresh_token else None,
        "oauth_token_secret": secret or None,
        "oauth_expire_in": int(ends) if re.fullmatch("[0-9]{1,9}", ends) else None,
        # Documented for Google alone.
        "oauth_authorization_code": credential.get("code") if provider_id == "google.com" else None,
    }


def _with_error(answer: SignInWithIdpResponse, refusal: Refusal) -> SignInWithIdpResponse:
    return replace(answer, error_message=refusal.message)


def _signed_in(
    call: IdpCall, scope: Scope, assertion: Assertion, answer: SignInWithIdpResponse
) -> Later[SignInWithIdpResponse]:
    owner = scope.users.by("link", (assertion.provider_id, assertion.sub))
    holder = scope.users.by("email", assertion.email) if assertion.email else None
    said: dict[str, object] = {}
    old: User | None
    if call.body.id_token is not None:
        old = session_of(call, scope).user
        _refuse_second_link(call, old, owner, assertion)
        user = _linked(scope, old, owner, holder, assertion)
    elif owner is not None:
        user = old = owner
    elif holder is not None and not policy_of(scope).duplicate_emails:
        if not assertion.email_verified:
            return _unconfirmed(call, answer, holder)
        said["email_recycled"] = any(link.provider_id == assertion.provider_id for link in holder.links) or None
        old, user = holder, _with_profile(_joined(call, holder), assertion)
    elif call.body.auto_create is False:
        # The code is a guess: the JS SDK, which says so to have its user sign in again, makes "another user" of it.
        raise errors.EmailNotFound(reason="no account has this profile, and autoCreate is false")
    else:
        client_sign_up.admit(call, scope)
        old, user = None, _new(call, scope, assertion)
        said["is_new_user"] = True
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    user = confirmed(call, scope, user)
    if old is None:
        user = replace(user, local_id=call.world.ids.alphanumeric(28))
    if owner is None or _is_bare(user, assertion):
        user = with_link(user, assertion.link())
    sign_in = begin(call, assertion.provider_id, attributes=assertion.attributes)

    def end(user: User, sign_in: SignIn) -> SignInWithIdpResponse:
        outcome = finish(call, scope, user, sign_in, secure=call.body.return_secure_token)
        return replace(answer, local_id=user.local_id, **said, **_address(scope, user, assertion), **outcome)

    return enter(call, Entry(scope, user, old, sign_in, assertion.provider_id, answer), end)


def _address(scope: Scope, user: User, assertion: Assertion) -> dict[str, object]:
    """Members of the answer on the address of the account beside the one at the provider."""
    if assertion.email and user.email == assertion.email:
        return {"email_verified": bool(user.email_verified)}
    if assertion.email and user.email and not policy_of(scope).duplicate_emails:
        return {"original_email": user.email}
    return {}


def confirmed(call: IdpCall | Call[SignInWithPasswordRequest], scope: Scope, user: User) -> User:
    """The account, linked to the profile that was to wait until its owner signs in.

    v3 publishes `pendingIdToken` as "the token for the non-trusted IDP pending to be confirmed by the user". That it is
    the `pendingToken` of the answer with `needConfirmation` is a guess: no other token is in any answer without a
    sign-in.
    """
    if not call.body.pending_id_token:
        return user
    credential = pending_tokens.credential_in(call, scope, call.body.pending_id_token)
    assertion = idp_credentials.read(call, scope, credential, again=True)
    owner = scope.users.by("link", (assertion.provider_id, assertion.sub))
    holder = scope.users.by("email", assertion.email) if assertion.email else None
    return with_link(_linked(scope, user, owner, holder, assertion), assertion.link())


def _linked(scope: Scope, user: User, owner: User | None, holder: User | None, assertion: Assertion) -> User:
    """The ID token's owner, who may be linked to this profile."""
    if owner is not None and owner.local_id != user.local_id:
        raise errors.FederatedUserIdAlreadyLinked(reason=f"the profile is linked to user {owner.local_id}")
    one_each = not policy_of(scope).duplicate_emails
    if one_each and holder is not None and holder.local_id != user.local_id:
        raise errors.EmailExists(reason=f"{assertion.email} belongs to user {holder.local_id}")
    if one_each and assertion.email and not user.email:
        return replace(user, email=assertion.email, email_verified=assertion.email_verified)
    if assertion.email_verified and assertion.email and assertion.email == user.email:
        return replace(user, email_verified=True)
    return user


def _refuse_second_link(call: IdpCall, user: User, owner: User | None, assertion: Assertion) -> None:
    """Refuse to link a profile that the account has already or, in production, a second one of its provider."""
    if owner is not None and owner.local_id == user.local_id:
        raise errors.FederatedUserIdAlreadyLinked(reason=f"user {user.local_id} has this profile already")
    has_one = any(link.provider_id == assertion.provider_id for link in user.links)
    if has_one and call.settings.second_link == "refuse":
        raise errors.ProviderAlreadyLinked(reason=f"user {user.local_id} has a profile at {assertion.provider_id}")


def _is_bare(user: User, assertion: Assertion) -> bool:
    """Whether the account's link was stripped of its profile, which this sign-in brings again."""
    link = next((link for link in user.links if link.provider_id == assertion.provider_id), None)
    return link is None or not (link.display_name or link.email or link.photo_url or link.screen_name)


def _with_profile(user: User, assertion: Assertion) -> User:
    """The account with the provider's name and pictures in place of its own, also where the provider has none."""
    rare = replace(user.rare, screen_name=assertion.screen_name)
    return replace(user, display_name=assertion.name, photo_url=assertion.picture, rare=rare)


def _unconfirmed(context: Context, answer: SignInWithIdpResponse, holder: User) -> SignInWithIdpResponse:
    """The answer for an address that the provider does not vouch for: its holder must sign in first."""
    told = context.settings.idp_answers == "emulator"
    ways = tuple(link.provider_id for link in holder.links) if told else ()
    return replace(
        answer, local_id=holder.local_id, need_confirmation=True, verified_provider=ways or None, tenant_id=None
    )


def _joined(context: Context, holder: User) -> User:
    """The account of the same address. If the address was unproven, all earlier ways in are shut."""
    if holder.email_verified:
        return holder
    return replace(
        holder,
        email_verified=True,
        password="",
        phone_number="",
        links=(),
        valid_since=context.now // SECOND,
    )


def _new(call: IdpCall, scope: Scope, assertion: Assertion) -> User:
    """A new account of the profile, without an id yet: a refusal draws none. Where e-mails need not be unique, the
    address stays at the link alone."""
    email = "" if policy_of(scope).duplicate_emails else assertion.email
    return User(
        "",
        call.now,
        email=email,
        email_verified=assertion.email_verified if email else None,
        display_name=assertion.name,
        photo_url=assertion.picture,
        rare=replace(NOTHING_RARE, screen_name=assertion.screen_name) if assertion.screen_name else NOTHING_RARE,
    )
