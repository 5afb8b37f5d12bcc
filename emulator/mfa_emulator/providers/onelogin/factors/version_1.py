"""MFA, version 1: the factors there are, and a user's devices from enrollment to removal."""

import re

from msgspec import UNSET
from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin import idle_attributes, wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import (
    FactorNotFound,
    FailedAuthentication,
    InvalidParameter,
    StateTokenInvalid,
)
from mfa_emulator.providers.onelogin.factors import (
    catalog,
    code_checks,
    device_challenges,
    enrolled_devices,
    sent_codes,
)
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG, FactorKind
from mfa_emulator.providers.onelogin.factors.device_challenges import ChallengePlan
from mfa_emulator.providers.onelogin.records import AccountFactor, Challenge, Device, UserRecord
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.types import factors_version_1 as types
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.users import lookup

_E164 = re.compile(r"\+?[1-9]\d{6,14}", re.ASCII)


def get_mfa_factors(call: Call[None]) -> types.AuthFactors:
    """Factors that the user could enroll here: of all, version 1 enrolls SMS and Voice only."""
    user = lookup.require_listed(call)
    found = [factor for factor in enrolled_devices.available(call, user) if CATALOG[factor.kind].v1]
    return types.AuthFactors([types.AuthFactor(factor.name, factor.id) for factor in found])


def get_enrolled_factors(call: Call[None]) -> types.OtpDevices:
    """All devices of the user, pending ones too."""
    user = lookup.require(call)
    shown = [show(call, device) for device in enrolled_devices.of_user(call.state, user.id)]
    if call.settings.protect_in_version_1 == "twice":
        shown = [entry for item in shown for entry in _twice(item)]
    return types.OtpDevices(shown)


def enroll_mfa_factor(call: Call[types.EnrollMfaFactorRequest]) -> list[types.OtpDevice]:
    """Enroll SMS or Voice; unless `verified`, the device stays pending until its code is verified."""
    user = lookup.require(call)
    factor = _factor(call)
    body = call.body
    name = (body.display_name or "").strip()
    if not name:
        raise InvalidParameter.of("display_name", "display_name is blank")
    number = str(body.number or "")
    if not _E164.fullmatch(number):
        raise InvalidParameter.of("number", "number is not a phone number in E.164 form, such as +15555550100")
    if factor not in enrolled_devices.available(call, user):
        raise InvalidParameter.of("factor_id", f"{factor.name} is enrolled already")
    # A number in JSON has lost its plus sign.
    to = number if number.startswith("+") else f"+{number}"
    device = enrolled_devices.new(call, user, factor, name, to)
    if body.verified:
        return [show(call, enrolled_devices.activate(call.state, device, call.settings), device_id=True)]
    lifetime = call.settings.state_token_lifetime
    plan = ChallengePlan(id=call.world.ids.hex(40), lifetime=lifetime, numeric=_digits(call, factor.kind))
    plan.notify = call.settings.send_on_enroll
    challenge = device_challenges.begin(call, device, plan)
    return [show(call, device, state_token=challenge.id, device_id=True)]


def activate_mfa_factors(call: Call[types.ActivateMfaFactorsRequest]) -> types.Triggered:
    """Send the device's code or push, and give the state token that belongs to it."""
    user = lookup.require(call)
    device = _device(call, user)
    factor = enrolled_devices.kind_of(device)
    body = call.body
    asked = body.state_token_expires_in
    lifetime = call.settings.state_token_lifetime if asked is None else asked
    if not 1 <= lifetime <= call.settings.state_token_max:
        raise InvalidParameter.of("state_token_expires_in", f"must be 1 to {call.settings.state_token_max} seconds")
    # Documented for SMS alone: a call has a text of its own. Refused before anything is made.
    template = body.sms_message if factor.channel == "sms" else None
    sent_codes.text(template, "000000", lifetime, call.settings.sms_max_length)
    plan = ChallengePlan(
        id=call.world.ids.hex(40),
        lifetime=lifetime,
        numeric=bool(body.numeric_sms_otp) or _digits(call, factor.kind),
        template=template,
    )
    idle_attributes.of_trigger(call, factor.kind)
    challenge = device_challenges.begin(call, device, plan)
    return types.Triggered(
        user_id=user.id,
        device=show(call, device, state_token=challenge.id, device_id=True),
        state_token=challenge.id,
        state_token_expires_at=rfc3339(challenge.expires_at, 0),
        message="SMS token sent to your mobile device. Authentication pending."
        if factor.kind == "sms"
        else call.settings.trigger_message,
    )


def verify_mfa_factor(call: Call[types.VerifyMfaFactorRequest]) -> Outcome:
    """Check a code, or the status of a push. A pending device that proves itself becomes active."""
    user = lookup.require(call)
    code, state_token = call.body.otp_token, call.body.state_token
    if code in (None, "") and not state_token:
        raise InvalidParameter.of("otp_token", "otp_token or state_token is needed")
    if call.params["device_id"] == "0":
        if not code_checks.temporary(call, user.id, code):
            raise FailedAuthentication(reason="device 0 takes temporary MFA tokens alone, and this is none (any more)")
        return Outcome()
    device = _device(call, user)
    if device.active and code_checks.temporary(call, user.id, code):
        return Outcome()
    challenge = _challenge(call, device, state_token)
    if code in (None, ""):
        return _poll(call, device, challenge)
    if challenge is None and enrolled_devices.kind_of(device).proof == "code":
        raise StateTokenInvalid(reason="this factor needs the state_token of its enrollment or trigger")
    code_checks.prove(call, device, challenge, code or "")
    _settle(call, device.id, challenge)
    return Outcome()


def remove_mfa_factors(call: Call[None]) -> Outcome:
    """Remove the device. An empty object is published; old SDKs want to read ``success``."""
    user = lookup.require(call)
    enrolled_devices.remove(call.state, _device(call, user), call.settings)
    return Outcome()


def show(call: Call[object], device: Device, state_token: str = "", device_id: bool = False) -> types.OtpDevice:
    """The device as version 1 lists it."""
    factor = enrolled_devices.kind_of(device)
    return types.OtpDevice(
        id=device.id,
        active=device.active,
        default=device.default,
        needs_trigger=_needs_trigger(factor, call.settings),
        auth_factor_name=catalog.device_type(factor, call.settings),
        type_display_name=catalog.v1_type_name(call, device),
        user_display_name=device.display_name,
        phone_number=enrolled_devices.masked(device.to) if factor.channel in ("sms", "call") else UNSET,
        state_token=state_token or UNSET,
        device_id=device.id if device_id else UNSET,
    )


def _needs_trigger(factor: FactorKind, settings: Settings) -> bool:
    match factor.kind:
        case "sms":
            return True
        case "voice":
            return settings.voice_needs_trigger
        case "email":
            return settings.email_needs_trigger
        case kind:
            return kind == "protect" and settings.protect_in_version_1 != "plain"


def _twice(item: types.OtpDevice) -> tuple[types.OtpDevice, ...]:
    # A factor with a push and a code: an entry for each.
    plain = replace(item, needs_trigger=False)
    return (item, plain) if item.auth_factor_name == CATALOG["protect"].device_type else (item,)


def _factor(call: Call[types.EnrollMfaFactorRequest]) -> AccountFactor:
    wanted = call.body.factor_id
    if wanted is None and call.settings.factor_id_optional:
        wanted = call.settings.factor_ids.sms
    if wanted is None:
        raise InvalidParameter.of("factor_id", "factor_id is missing")
    factor = catalog.by_id(call, wanted)
    if factor is None or not CATALOG[factor.kind].v1:
        raise InvalidParameter.of("factor_id", f"factor_id {wanted} is none that can be enrolled here")
    return factor


def _digits(call: Call[object], kind: str) -> bool:
    return kind != "sms" or bool(call.settings.numeric_sms_otp)


def _device(call: Call[object], user: UserRecord) -> Device:
    device_id = wire.whole_number(call.params["device_id"])
    device = None if device_id is None else enrolled_devices.of(call.state, user.id, device_id)
    if device is None:
        raise FactorNotFound(reason=f"the user has no device {call.params['device_id']}")
    return device


def _challenge(call: Call[object], device: Device, state_token: str | None) -> Challenge | None:
    if not state_token:
        return None
    challenge = call.state.challenges.live(state_token, call.now)
    if challenge is None:
        raise StateTokenInvalid(reason=device_challenges.reason_not_live(call.state, state_token, call.now))
    if challenge.device_id != device.id:
        raise StateTokenInvalid(reason=f"the state token belongs to device {challenge.device_id}")
    return challenge


def _poll(call: Call[object], device: Device, challenge: Challenge | None) -> Outcome:
    if challenge is None or not enrolled_devices.kind_of(device).polled:
        raise InvalidParameter.of("otp_token", "this factor needs an otp_token")
    if challenge.status == "pending":
        waiting = device_challenges.pending(call.settings)
        # The other status of a poll that waits was seen for pushes; of calls and e-mails nobody tells.
        return waiting if device.factor == "protect" else Outcome(waiting.type, waiting.message)
    if challenge.status == "rejected":
        raise FailedAuthentication(reason="the user denied it")
    _settle(call, device.id, challenge)
    return Outcome()


def _settle(call: Call[object], device_id: int, challenge: Challenge | None) -> None:
    device = call.state.devices.get(device_id)  # as it is after the code was used up
    if device is not None:
        enrolled_devices.activate(call.state, device, call.settings)
    if challenge is not None:
        call.state.challenges.delete(challenge.id)
