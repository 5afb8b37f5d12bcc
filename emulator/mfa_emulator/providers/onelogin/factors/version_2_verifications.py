"""MFA, version 2: verifications."""

from msgspec import UNSET

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import (
    FactorNotFound,
    FailedAuthentication,
    ForbiddenAction,
    InvalidParameter,
    NotFound,
)
from mfa_emulator.providers.onelogin.factors import (
    code_checks,
    device_challenges,
    enrolled_devices,
    version_2_challenges,
)
from mfa_emulator.providers.onelogin.records import Challenge, Device, UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.users import lookup


def create_device_verification(
    call: Call[types.CreateDeviceVerificationRequest],
) -> types.Verification | Outcome:
    """Begin a verification; with an `otp` in the body, settle one at once."""
    user = lookup.require(call)
    body = call.body
    if body.otp not in (None, ""):
        return _verify_now(call, user)
    if body.device_id is None:
        raise InvalidParameter.of("device_id", "device_id is missing")
    device = _active(call, user, body.device_id)
    plan = version_2_challenges.plan_of(call, body.expires_in, body.custom_message, body.redirect_to)
    challenge = device_challenges.begin(call, device, plan)
    factor = enrolled_devices.kind_of(device)
    return types.Verification(
        id=challenge.id,
        device_id=device.id,
        user_id=str(user.id),
        expires_at=rfc3339(challenge.expires_at, 0),
        user_display_name=device.display_name,
        type_display_name=factor.name,
        auth_factor_name=factor.v2_name,
        display_name=body.display_name or UNSET,
        redirect_to=body.redirect_to or UNSET,
    )


def get_user_verification(call: Call[None]) -> types.Poll:
    """The status of a verification; a final one stays until it expires (guess)."""
    return version_2_challenges.poll_of(_verification(call))


def verify_user_verification(call: Call[types.VerifyUserVerificationRequest]) -> Outcome:
    """Check the code of a verification."""
    challenge = _verification(call)
    body = call.body
    if body.otp in (None, ""):
        raise InvalidParameter.of("otp", "otp is missing")
    device = call.state.devices.get(challenge.device_id)
    if device is None:
        raise NotFound(reason="the device of this verification is gone")
    if body.device_id is not None and body.device_id != device.id:
        raise InvalidParameter.of("device_id", f"the verification is of device {device.id}")
    totp = enrolled_devices.kind_of(device).proof == "totp"
    if totp and body.device_id is None and call.settings.authenticator_needs_device_id:
        raise InvalidParameter.of("device_id", "an Authenticator's verification needs device_id")
    if challenge.status != "pending":
        raise ForbiddenAction(reason=f"the verification is {challenge.status} already")
    if not code_checks.temporary(call, challenge.user_id, body.otp):
        code_checks.prove(call, device, challenge, body.otp or "")
    device_challenges.accept(call.state, challenge, call.settings)
    return Outcome()


def _verify_now(call: Call[types.CreateDeviceVerificationRequest], user: UserRecord) -> Outcome:
    """Check a code without an id: by the newest open verification, or an authenticator."""
    code = call.body.otp or ""
    device = None if call.body.device_id is None else _active(call, user, call.body.device_id)
    if code_checks.temporary(call, user.id, code):
        return Outcome()
    challenge = (
        device_challenges.of_device(call.state, device.id, call.now)
        if device is not None
        else device_challenges.newest(call.state, user.id, call.now)
    )
    device = device or _subject(call.state, user, challenge)
    if device is None:
        raise FailedAuthentication(reason="the user has no open verification, and no authenticator")
    if challenge is not None and challenge.status != "pending":
        challenge = None
    code_checks.prove(call, device, challenge, code)
    if challenge is not None:
        device_challenges.accept(call.state, challenge, call.settings)
    return Outcome()


def _subject(state: State, user: UserRecord, challenge: Challenge | None) -> Device | None:
    if challenge is not None:
        return state.devices.get(challenge.device_id)
    found = [
        device for device in enrolled_devices.active(state, user.id) if enrolled_devices.kind_of(device).proof == "totp"
    ]
    return found[0] if found else None


def _active(call: Call[types.CreateDeviceVerificationRequest], user: UserRecord, device_id: int) -> Device:
    device = enrolled_devices.of(call.state, user.id, device_id)
    if device is None:
        raise FactorNotFound(reason=f"user {user.id} has no device {device_id}")
    if not device.active:
        raise FactorNotFound(reason=f"device {device_id} is pending: its registration was not accepted")
    return device


def _verification(call: Call[types.VerifyUserVerificationRequest] | Call[None]) -> Challenge:
    return version_2_challenges.find(call, call.params["verification_id"], "verification")
