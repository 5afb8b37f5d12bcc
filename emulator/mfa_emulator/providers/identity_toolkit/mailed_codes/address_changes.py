"""Mailed codes that change an account: verify its address, change it, or change it back."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.mailed_codes import codes
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.state import Scope


def applied(context: Context, scope: Scope, code: OobCode) -> User:
    """The account as the code makes it, not stored yet.

    Raises `InvalidOobCode` when the code is of another kind or its account is not what it was, `UserDisabled`, and
    `EmailExists`, upon which the code is used up.
    """
    user = codes.account_of(scope, code)
    follows = context.settings.mailed_code_follows == "account" and code.request_type == "VERIFY_AND_CHANGE_EMAIL"
    if not follows and code.request_type != "RECOVER_EMAIL" and user.email != code.email:
        raise errors.InvalidOobCode(reason=f"the account of the code has not the e-mail address {code.email} any more")
    match code.request_type:
        case "VERIFY_EMAIL":
            changed = replace(user, email_verified=True)
        case "VERIFY_AND_CHANGE_EMAIL":
            changed = _with_initial_email(user, _with_email(scope, user, code, code.new_email))
        case "RECOVER_EMAIL":
            changed = _with_email(scope, user, code, code.email)
        case other:
            raise errors.InvalidOobCode(reason=f"a code for {other} changes no account here")
    if context.settings.applied_code_revokes:
        changed = replace(changed, valid_since=context.now // SECOND)
    return changed


def apply(context: Context, scope: Scope, code: OobCode) -> User:
    """Use the code up and store what it makes of the account. Raises as `applied` does."""
    user = applied(context, scope, code)
    codes.use_up(scope, code)
    return scope.users.put(user)


def _with_initial_email(old: User, new: User) -> User:
    """The account that remembers the address which it had first."""
    if not old.email or old.email == new.email or old.rare.initial_email:
        return new
    return replace(new, rare=replace(new.rare, initial_email=old.email))


def _with_email(scope: Scope, user: User, code: OobCode, email: str) -> User:
    owner = scope.users.by("email", email)
    if owner is not None and owner.local_id != user.local_id:
        codes.use_up(scope, code)
        raise errors.EmailExists(reason=f"{email} belongs to another account by now")
    return replace(user, email=email, email_verified=True)
