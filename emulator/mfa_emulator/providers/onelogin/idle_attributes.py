"""Attributes without effect: known ones that mean nothing to the factor, or to the emulator. The reason names them.

OneLogin takes them in silence (guess); a test sees why nothing came of one.
"""

from collections.abc import Mapping
from ipaddress import ip_address

from mfa_emulator.core.http.messages import Request
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.types.factors_version_1 import ActivateMfaFactorsRequest
from mfa_emulator.providers.onelogin.types.factors_version_2 import (
    CreateDeviceVerificationRequest,
    CreateFactorRegistrationRequest,
)
from mfa_emulator.providers.onelogin.types.log_in import LoginRequest, SamlAssert
from mfa_emulator.providers.onelogin.types.users import SetPasswordRequest, UserFields

_ORIGINS = "custom-allowed-origin-header-1"


def of_trigger(call: Call[ActivateMfaFactorsRequest], kind: str) -> None:
    """Name what is for text messages."""
    if kind != "sms":
        body = call.body
        _tell(call.request, {"sms_message": body.sms_message, "numeric_sms_otp": body.numeric_sms_otp}, "it is for SMS")


def of_challenge(
    call: Call[CreateFactorRegistrationRequest] | Call[CreateDeviceVerificationRequest], channel: str | None
) -> None:
    """Name what is for text messages, or for the links of e-mails."""
    if channel != "sms":
        _tell(call.request, {"custom_message": call.body.custom_message}, "it is for SMS")
    if channel != "email":
        _tell(call.request, {"redirect_to": call.body.redirect_to}, "it is for e-mail")


def of_code(call: Call[CreateDeviceVerificationRequest]) -> None:
    """Name what is for a verification that begins, where a code settles one at once."""
    body = call.body
    idle = {
        "expires_in": body.expires_in,
        "display_name": body.display_name,
        "redirect_to": body.redirect_to,
        "custom_message": body.custom_message,
    }
    _tell(call.request, idle, "otp settles a verification at once")


def of_log_in(call: Call[LoginRequest]) -> None:
    """Name the mark of a browser, pages of other origins, and an address that is none."""
    if call.body.browser_id:
        _tell(call.request, {"browser_id": call.body.browser_id}, "no browser is remembered here")
    if _ORIGINS in call.request.headers:
        _tell(call.request, {"Custom-Allowed-Origin-Header-1": True}, "the emulator's own setting says who may call")
    of_address(call)


def of_address(call: Call[LoginRequest] | Call[SamlAssert]) -> None:
    """Name an address of a user that no list of allowed ones can hold."""
    given = call.body.ip_address
    if given and not _is_address(given):
        _tell(call.request, {"ip_address": given}, "it is no IP address")


def of_password(call: Call[SetPasswordRequest]) -> None:
    """Name the wish for a policy: there is none here."""
    _tell(call.request, {"validate_policy": call.body.validate_policy}, "there is no policy of passwords here")


def of_user(call: Call[UserFields]) -> None:
    """Name roles that are not there."""
    given = call.body.role_ids or call.body.role_id or []
    unknown = {f"role {role_id}": 1 for role_id in given if role_id not in call.state.roles}
    _tell(call.request, unknown, "there is no such role")


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True


def _tell(request: Request, given: Mapping[str, object], why: str) -> None:
    names = [name for name, value in given.items() if value]
    if names:
        request.note(f"without effect: {', '.join(names)}: {why}")
