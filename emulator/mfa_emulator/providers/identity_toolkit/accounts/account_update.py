"""Update of an account: by its ID token, by a mailed code, or by its id for administrators."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts import account_changes
from mfa_emulator.providers.identity_toolkit.accounts.passwords import check_password, shown
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import linked
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing
from mfa_emulator.providers.identity_toolkit.mailed_codes import address_changes, codes
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import check_custom_attributes
from mfa_emulator.providers.identity_toolkit.tokens.issuance import TokenFields
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, require_recent, session_of
from mfa_emulator.providers.identity_toolkit.types.accounts import SetAccountInfoRequest, SetAccountInfoResponse
from mfa_emulator.providers.identity_toolkit.ways_in import providers

KIND = "identitytoolkit#SetAccountInfoResponse"

UpdateCall = Call[SetAccountInfoRequest]


def update(call: Call[SetAccountInfoRequest]) -> SetAccountInfoResponse:
    """Change an account.

    Tokens come back only when the change ended the sessions that it was made from and it is known how the user
    signed in. They carry a new auth_time, as production's do: with the old one, which the official emulator
    keeps, admin SDKs that compare it with validSince take them for revoked.
    """
    scope, body = scope_of(call), call.body
    _check_request(call)
    if not is_missing(call, body.oob_code):
        code = codes.find_named(call, scope, body.oob_code)
        user = linked(call, scope, address_changes.applied(call, scope, code))
        codes.use_up(scope, code)
        return _answer(call, scope, scope.users.put(user), {}, code)
    old, sign_in = _whom(call, scope)
    anonymous = sign_in is not None and sign_in.provider == "anonymous"
    user = account_changes.changed(call, scope, old, anonymous=anonymous)
    if body.password:
        sign_in = replace(sign_in, provider="password") if sign_in else SignIn("password", 0)
    issued: TokenFields = {}
    if sign_in and account_changes.ends_sessions(body, old, user):
        issued = _tokens(call, scope, user, replace(sign_in, auth_time=call.now // SECOND))
    else:
        scope.users.put(user)
    anonymous_accounts.watch(call, scope, user)
    if body.email and user.email != old.email and user.rare.initial_email and not anonymous:
        codes.issue(call, scope, "RECOVER_EMAIL", user.rare.initial_email, local_id=user.local_id)
    answer = _answer(call, scope, user, issued)
    return replace(answer, new_email=user.email) if user.email and user.email != old.email else answer


def _tokens(call: UpdateCall, scope: Scope, user: User, sign_in: SignIn) -> TokenFields:
    """Tokens of the session that goes on; in production an administrator gets them by `returnSecureToken` alone."""
    if call.caller.privileged and call.settings.legacy_tokens and not call.body.return_secure_token:
        scope.users.put(user)
        return {}
    return issuance.answer(call, scope, user, sign_in, call.body.return_secure_token)


def _check_request(call: UpdateCall) -> None:
    body = call.body
    by_code = not is_missing(call, body.oob_code)
    if call.caller.privileged:
        if not (body.local_id or body.id_token is not None or by_code):
            raise errors.MissingLocalId(reason="the request has no localId")
    elif body.id_token is None and not by_code:
        raise errors.InvalidReqType(reason="the request has neither idToken nor oobCode")
    if body.id_token is None or by_code:
        _check_claims(call)


def _check_claims(call: UpdateCall) -> None:
    """Refuse claims of an account's own user, and bad ones."""
    given = call.body.custom_attributes
    if given is not None and not call.caller.privileged:
        raise errors.InsufficientPermission(reason="customAttributes need 'Authorization: Bearer owner'")
    if given:
        check_custom_attributes(given)


def _whom(call: UpdateCall, scope: Scope) -> tuple[User, SignIn | None]:
    """The account and, if an ID token names it, its session."""
    body = call.body
    if body.id_token is None:
        user = scope.users.get(body.local_id)
        if user is None:
            if body.password:
                check_password(call, scope, body.password)  # production looks at it first (recorded)
            raise errors.UserNotFound(reason=f"there is no user {body.local_id!r}")
        return user, None
    session = session_of(call, scope)
    _check_claims(call)
    if body.disable_user is not None:
        raise errors.OperationNotAllowed(reason="nobody disables an account with its ID token")
    if body.email is not None or body.password is not None:
        require_recent(call, session.sign_in, call.settings.recent_login)
    return session.user, session.sign_in


def _answer(
    context: Context, scope: Scope, user: User, issued: TokenFields, code: OobCode | None = None
) -> SetAccountInfoResponse:
    return SetAccountInfoResponse(
        kind=KIND,
        local_id=user.local_id,
        email=user.email or None,
        email_verified=bool(user.email_verified) if user.email else user.email_verified,
        display_name=user.display_name or None,
        photo_url=user.photo_url or None,
        new_email=code.new_email or None if code else None,
        password_hash=shown(user, context.settings)[0],
        provider_user_info=providers(user, context.settings) or None,
        **issued,
    )
