"""MFA, version 2: verifications."""

from msgspec import UNSET

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin import idle_attributes
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import (
    FactorNotFound,
    ForbiddenAction,
    InvalidParameter,
    NotFound,
)
from mfa_emulator.providers.onelogin.factors import (
    catalog,
    code_checks,
    device_challenges,
    enrolled_devices,
    version_2_challenges,
)
from mfa_emulator.providers.onelogin.records import Challenge, Device, UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def create_device_verification(
    call: Call[types.CreateDeviceVerificationRequest],
) -> types.Verification | types.Poll:
    """Begin a verification; with an `otp` in the body, settle one at once."""
    user = lookup.require(call)
    body = call.body
    if body.otp not in (None, ""):
        return _verify_now(call, user)
    if body.device_id is None:
        raise InvalidParameter.of("device_id", "device_id is missing")
    device = _active(call, user, body.device_id)
    plan = version_2_challenges.plan_of(call, enrolled_devices.kind_of(device), body)
    idle_attributes.of_challenge(call, enrolled_devices.kind_of(device).channel)
    challenge = device_challenges.begin(call, device, plan)
    number = version_2_challenges.shown_number(device, challenge)
    return types.Verification(
        id=challenge.id,
        device_id=device.id,
        user_id=str(user.id),
        expires_at=rfc3339(challenge.expires_at, 0),
        user_display_name=device.display_name,
        type_display_name=catalog.of_device(call, device).name,
        auth_factor_name=enrolled_devices.kind_of(device).v2_name,
        factor_data=types.FactorData(number) if number else UNSET,
        display_name=body.display_name or UNSET,
        redirect_to=body.redirect_to or UNSET,
    )


def get_user_verification(call: Call[None]) -> types.Poll:
    """The status of a verification; a final one stays until it expires (guess)."""
    return version_2_challenges.poll_of(_verification(call))


def verify_user_verification(call: Call[types.VerifyUserVerificationRequest]) -> types.Poll:
    """Check the code of a verification. A wrong one is no refusal: its `status` is not accepted."""
    challenge = _verification(call)
    body = call.body
    if body.otp in (None, ""):
        raise InvalidParameter.of("otp", "otp is missing")
    device = call.state.devices.get(challenge.device_id)
    if device is None:
        raise NotFound(reason="the device of this verification is gone")
    _check_device(call, device)
    if challenge.status == "rejected" and not call.state.challenges.is_live(challenge, call.now):
        return version_2_challenges.poll_of(challenge)
    if challenge.status != "pending":
        raise ForbiddenAction(reason=f"the verification is {challenge.status} already")
    temporary = code_checks.temporary(call, challenge.user_id, body.otp)
    if not temporary and not version_2_challenges.takes(call, device, challenge, body.otp or ""):
        return version_2_challenges.after_wrong_code(call, challenge, call.settings.wrong_code_word)
    return version_2_challenges.poll_of(device_challenges.accept(call.state, challenge, call.settings))


def _check_device(call: Call[types.VerifyUserVerificationRequest], device: Device) -> None:
    given = call.body.device_id
    if given is not None and given != device.id:
        raise InvalidParameter.of("device_id", f"the verification is of device {device.id}")
    totp = enrolled_devices.kind_of(device).proof == "totp"
    if totp and given is None and call.settings.authenticator_needs_device_id:
        raise InvalidParameter.of("device_id", "an Authenticator's verification needs device_id")


def _verify_now(call: Call[types.CreateDeviceVerificationRequest], user: UserRecord) -> types.Poll:
    """Check a code without an id: by the newest open verification, or by the user's app."""
    code = call.body.otp or ""
    idle_attributes.of_code(call)
    given = None if call.body.device_id is None else _active(call, user, call.body.device_id)
    temporary = code_checks.temporary(call, user.id, code)
    if temporary is not None:
        return types.Poll(version_2_challenges.new_id(call), "accepted", temporary.device_id)
    challenge = _open(call, user, given)
    challenge_id = challenge.id if challenge else version_2_challenges.new_id(call)
    devices = [given] if given is not None else _subjects(call.state, user, challenge)
    reason = "the user has no open verification, and no app that shows codes"
    for device in devices:
        reason = code_checks.check(call, device, challenge, code)
        if not reason:
            if challenge is not None:
                device_challenges.accept(call.state, challenge, call.settings)
            return types.Poll(challenge_id, "accepted", str(device.id))
    version_2_challenges.refuse(call, reason + device_challenges.failed(call, challenge))
    word = call.settings.wrong_code_word
    if challenge is not None:
        return version_2_challenges.after_wrong_code(call, challenge, word)
    return types.Poll(challenge_id, word, str(devices[0].id) if devices else "")


def _open(
    call: Call[types.CreateDeviceVerificationRequest], user: UserRecord, device: Device | None
) -> Challenge | None:
    if device is None:
        return device_challenges.newest(call.state, user.id, call.now)
    challenge = device_challenges.of_device(call.state, device.id, call.now)
    return challenge if challenge is not None and challenge.status == "pending" else None


def _subjects(state: State, user: UserRecord, challenge: Challenge | None) -> list[Device]:
    """Devices that a code without an id may be of: that of the open verification, else the apps."""
    asked = None if challenge is None else state.devices.get(challenge.device_id)
    if asked is not None:
        return [asked]
    devices = enrolled_devices.active(state, user.id)
    return [device for device in devices if enrolled_devices.kind_of(device).proof in ("totp", "push")]


def _active(call: Call[types.CreateDeviceVerificationRequest], user: UserRecord, device_id: int) -> Device:
    device = enrolled_devices.of(call.state, user.id, device_id)
    if device is None:
        raise FactorNotFound(reason=f"user {user.id} has no device {device_id}")
    if not device.active:
        raise FactorNotFound(reason=f"device {device_id} is pending: its registration was not accepted")
    return device


def _verification(call: Call[types.VerifyUserVerificationRequest] | Call[None]) -> Challenge:
    return version_2_challenges.find(call, call.params["verification_id"], "verification")
