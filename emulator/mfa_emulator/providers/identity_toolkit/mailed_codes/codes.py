"""Codes sent by e-mail: made, found, used up."""

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.providers.identity_toolkit import errors, messages
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.records import OobCode
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import OobReqType

MODES: dict[OobReqType, str] = {
    "PASSWORD_RESET": "resetPassword",
    "VERIFY_EMAIL": "verifyEmail",
    "VERIFY_AND_CHANGE_EMAIL": "verifyAndChangeEmail",
    "RECOVER_EMAIL": "recoverEmail",
    "EMAIL_SIGNIN": "signIn",
}
"""What the link says in `mode`, by kind of code."""

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
            created_at=call.now,
            local_id=local_id,
            new_email=new_email,
            link=messages.link_of(call.request, scope, MODES[request_type], text, continue_url),
        )
    )
    scope.oob_codes.trim(call.settings.kept_sessions)
    if mail:
        messages.send_email(call, code)
    return code


def find(context: Context, scope: Scope, text: str) -> OobCode:
    """The code of that text. Raises `InvalidOobCode` or `ExpiredOobCode`."""
    code = scope.oob_codes.get(text)
    if code is None:
        raise errors.InvalidOobCode(reason="no such code: it was used, retired by a newer one, or never sent")
    if expired(context, code):
        raise errors.ExpiredOobCode(reason=f"the code was sent {for_people(context.now - code.created_at)} ago")
    return code


def expired(context: Context, code: OobCode) -> bool:
    """Whether the code is too old to be used."""
    reset = code.request_type == "PASSWORD_RESET"
    lifetime: int = context.settings.reset_code_lifetime if reset else context.settings.oob_code_lifetime
    return bool(lifetime) and context.now - code.created_at >= lifetime * SECOND


def use_up(scope: Scope, code: OobCode) -> None:
    """Forget the code: it was used."""
    scope.oob_codes.delete(code.code)
