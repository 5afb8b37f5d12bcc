"""New accounts: by e-mail and password, anonymous, or from any fields when an administrator asks."""

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts.passwords import check_password
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, admit, let_in
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts, client_sign_up
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import require_email_token
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.input_formats import require_number
from mfa_emulator.providers.identity_toolkit.records import NOTHING_RARE, Rarities, User, blanks
from mfa_emulator.providers.identity_toolkit.second_factors import admin_changes
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import Session, SignIn, begin, session_of
from mfa_emulator.providers.identity_toolkit.types.sign_up import SignUpRequest, SignUpResponse
from mfa_emulator.providers.identity_toolkit.user_events import events

KIND = "identitytoolkit#SignupNewUserResponse"

SignUpCall = Call[SignUpRequest]


def sign_up(call: Call[SignUpRequest]) -> Later[SignUpResponse]:
    """Create an account, or give the one of `idToken` an e-mail and a password.

    Tokens come only to those who sign themselves up: an administrator gets the account's id.
    """
    scope, body = scope_of(call), call.body
    if call.caller.privileged:
        _check_as_admin(call, scope)
    else:
        _check_as_client(call, scope)
    email = _free_email(call, scope) if body.email else ""
    if body.password:
        check_password(call, scope, body.password)
    factors = admin_changes.from_sign_up(call, body.mfa_info)
    session = session_of(call, scope) if body.id_token is not None else None
    if session is None:
        client_sign_up.admit(call, scope)
    user = session.user if session else _new(call)
    if session and body.display_name:
        # One that is not given leaves the name alone; the official emulator clears it, which is not followed.
        user = replace(user, display_name=body.display_name)
    if factors:
        user = replace(user, factors=factors)
    if not call.caller.privileged:
        user = replace(user, last_login_at=call.now)
    user = _with_credentials(call, admin_changes.with_ids(call, user), email)
    if call.caller.privileged:
        return _made(call, scope, user)
    anonymous_accounts.watch(call, scope, user)
    entry = Entry(scope, user, session.user if session else None, _sign_in(call, session), "password")

    def answer(user: User, sign_in: SignIn) -> SignUpResponse:
        return replace(_answer(call, user), **issuance.issue(call, scope, user, sign_in).fields())

    if session is not None:
        # An account that gets an e-mail and a password is there already: no function is asked.
        return answer(user, entry.sign_in)
    return let_in(call, entry, answer) if email else admit(call, entry, answer)


def _answer(call: SignUpCall, user: User) -> SignUpResponse:
    named = user.display_name or (call.settings.empty_texts_shown and "display_name" in user.rare.blanks)
    name = user.display_name if named else None
    return SignUpResponse(kind=KIND, local_id=user.local_id, display_name=name, email=user.email or None)


def _made(call: SignUpCall, scope: Scope, user: User) -> SignUpResponse:
    """The account that an administrator has made, stored. No function is asked."""
    events.created(call, scope, scope.users.put(user))
    if call.settings.made_accounts_answered == "address":
        return replace(_answer(call, user), display_name=None, email=user.email)
    return _answer(call, user)


def _sign_in(call: SignUpCall, session: Session | None) -> SignIn:
    sign_in = begin(call, "password" if call.body.password else "anonymous")
    if session is None:
        return sign_in
    return replace(sign_in, second_factor=session.sign_in.second_factor, factor_id=session.sign_in.factor_id)


def _check_as_admin(call: SignUpCall, scope: Scope) -> None:
    body = call.body
    if body.id_token is not None and body.local_id:
        raise errors.UnexpectedParameter("localId", reason="idToken and localId cannot go together")
    if body.local_id and body.local_id in scope.users:
        raise errors.DuplicateLocalId(reason=f"there is a user {body.local_id!r} already")
    if body.phone_number:
        require_number(call, body.phone_number)
        if scope.users.by("phone", body.phone_number):
            raise errors.PhoneNumberExists(reason=f"{body.phone_number} belongs to another account")


def _check_as_client(call: SignUpCall, scope: Scope) -> None:
    body, policy = call.body, policy_of(scope)
    if body.local_id:
        raise errors.UnexpectedParameter("localId", reason="only an administrator chooses the localId")
    if body.id_token is None:
        client_sign_up.require_open(call, scope)
    if body.id_token is None and not (body.password or body.email):
        _refuse_blank(call)
        if not policy.anonymous:
            raise errors.AdminOnlyOperation(reason="anonymous sign-in is off; an e-mail and a password are missing")
        return
    if not body.email and body.password:
        raise errors.MissingEmail(reason="the request has no email")
    if not body.email:
        _refuse_blank(call)
        raise errors.MissingEmail(reason="the request has no email")
    if not body.password:
        raise errors.MissingPassword(reason="the request has no password")
    if not policy.password:
        raise errors.OperationNotAllowed(reason="sign-in by e-mail and password is off")
    require_email_token(call, scope, body.captcha_response)


def _refuse_blank(call: SignUpCall) -> None:
    """Refuse an address and a password that are both there and empty, as the official emulator does.

    Production takes them for none at all, and makes an anonymous account (recorded).
    """
    if call.settings.empty_is_missing and call.body.email is not None and call.body.password is not None:
        raise errors.InvalidEmail(reason="email and password are empty")


def _free_email(call: SignUpCall, scope: Scope) -> str:
    email = input_formats.email_of(call, call.body.email or "")
    if scope.users.by("email", email):
        raise errors.EmailExists(reason=f"{email} belongs to an account already")
    return email


def _new(call: SignUpCall) -> User:
    """The account as the request describes it; anonymous users have no profile."""
    body = call.body
    if not call.caller.privileged:
        name = body.display_name if body.email else None
        rare = _rarities(blanks(display_name=name))
        return User(call.world.ids.alphanumeric(28), call.now, display_name=name or "", rare=rare)
    empty = blanks(display_name=body.display_name, photo_url=body.photo_url)
    return User(
        local_id=body.local_id or call.world.ids.alphanumeric(28),
        created_at=call.now,
        display_name=body.display_name or "",
        photo_url=body.photo_url or "",
        phone_number=body.phone_number,
        disabled=bool(body.disabled),
        valid_since=call.now // SECOND if call.settings.made_accounts_have_valid_since else 0,
        rare=_rarities(empty, disabled_shown=body.disabled is not None),
    )


def _rarities(empty: tuple[str, ...], *, disabled_shown: bool = False) -> Rarities:
    """The one that has nothing rare, wherever it will do: lists of accounts look no further then."""
    return Rarities(blanks=empty, disabled_shown=disabled_shown) if empty or disabled_shown else NOTHING_RARE


def _with_credentials(call: SignUpCall, user: User, email: str) -> User:
    changes: dict[str, object] = {}
    if email:
        verified = call.body.email_verified and call.caller.privileged
        changes = {"email": email, "email_verified": verified}
    if call.body.password:
        changes["password"] = call.body.password
        changes["password_updated_at"] = call.now
        changes["valid_since"] = call.now // SECOND
    return replace(user, **changes) if changes else user
