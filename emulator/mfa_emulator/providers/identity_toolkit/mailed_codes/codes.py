"""Codes sent by e-mail: made, found, used up."""

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing
from mfa_emulator.providers.identity_toolkit.mailed_codes.mails import link_of, send_email
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import OobReqType

MODES: dict[OobReqType, str] = {
    "PASSWORD_RESET": "resetPassword",
    "VERIFY_EMAIL": "verifyEmail",
    "VERIFY_AND_CHANGE_EMAIL": "verifyAndChangeEmail",
    "RECOVER_EMAIL": "recoverEmail",
    "EMAIL_SIGNIN": "signIn",
}
"""The `mode` in the link, by kind of code."""

# Production lets an older code for e-mail verification live beside a newer one (recorded).
_RETIRED_BY_NEWER = ("PASSWORD_RESET", "VERIFY_AND_CHANGE_EMAIL", "EMAIL_SIGNIN")


def issue(
    call: Call[object],
    scope: Scope,
    request_type: OobReqType,
    email: str,
    *,
    local_id: str = "",
    new_email: str = "",
    continue_url: str = "",
    mail: bool = True,
) -> OobCode:
    """Make a code and, unless its link is handed over, send it."""
    if call.settings.newer_code_retires_older and request_type in _RETIRED_BY_NEWER:
        for older in scope.oob_codes.group("account", (request_type, email)):
            scope.oob_codes.delete(older.code)
    text = call.world.ids.url_safe(54)
    code = scope.oob_codes.put(
        OobCode(
            code=text,
            request_type=request_type,
            email=email,
            expires_at=_end(call, request_type),
            local_id=local_id,
            new_email=new_email,
            link=link_of(call, scope, MODES[request_type], text, continue_url),
        )
    )
    scope.oob_codes.trim(call.settings.kept_sessions)
    if mail:
        send_email(call, scope, code)
    return code


def find(context: Context, scope: Scope, text: str) -> OobCode:
    """The code of that text. Raises `InvalidOobCode` or `ExpiredOobCode`."""
    code = scope.oob_codes.get(text)
    if code is None:
        raise errors.InvalidOobCode(reason=f"no such code: {NOT_HERE}, used, or retired by a newer one")
    if not scope.oob_codes.is_live(code, context.now):
        raise errors.ExpiredOobCode(reason=scope.oob_codes.reason_ended(code, context.now))
    return code


def find_named(context: Context, scope: Scope, text: str | None) -> OobCode:
    """The code that a request names. Raises `MissingOobCode`, and what `find` does."""
    if is_missing(context, text):
        raise errors.MissingOobCode(reason="the request has no oobCode")
    return find(context, scope, text or "")


def account_of(scope: Scope, code: OobCode) -> User:
    """The account that the code was sent for.

    Raises `InvalidOobCode` when it does not exist any more, or `UserDisabled`.
    """
    user = scope.users.get(code.local_id)
    if user is None:
        raise errors.InvalidOobCode(reason="the account of the code does not exist any more")
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    return user


def _end(context: Context, request_type: OobReqType) -> Micros:
    """The end of a code that is made now, 0 for none."""
    reset = request_type == "PASSWORD_RESET"
    lifetime = context.settings.reset_code_lifetime if reset else context.settings.oob_code_lifetime
    return context.now + lifetime * SECOND if lifetime else 0


def use_up(scope: Scope, code: OobCode) -> None:
    """Forget the code: it was used."""
    scope.oob_codes.delete(code.code)
