"""MFA, version 2: factors, devices and registrations."""

from typing import Any
from urllib.parse import urlsplit

from msgspec import UNSET

from mfa_emulator.core.otp.totp import key_of
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import FactorNotFound, ForbiddenAction, InvalidParameter, NotFound
from mfa_emulator.providers.onelogin.factors import (
    catalog,
    code_checks,
    device_challenges,
    enrolled_devices,
    sent_codes,
)
from mfa_emulator.providers.onelogin.factors.catalog import FactorKind
from mfa_emulator.providers.onelogin.factors.device_challenges import ChallengePlan
from mfa_emulator.providers.onelogin.records import Challenge, Device, UserRecord
from mfa_emulator.providers.onelogin.tokens import mfa_tokens
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def get_auth_factors(call: Call[None]) -> list[types.AvailableFactor]:
    """Factors of the account's policy that the user has not enrolled."""
    user = lookup.require(call)
    return [
        types.AvailableFactor(catalog.factor_id(factor, call.settings), factor.name, factor.v2_name)
        for factor in enrolled_devices.available(call, user)
    ]


def get_authentication_devices(call: Call[None]) -> list[types.AuthenticationDevice]:
    """The user's active devices."""
    user = lookup.require(call)
    return [
        types.AuthenticationDevice(
            str(device.id),
            device.display_name,
            catalog.name(factor := enrolled_devices.kind_of(device), call.settings),
            factor.v2_name,
            device.default,
        )
        for device in enrolled_devices.active(call.state, user.id)
    ]


def delete_enrolled_factor(call: Call[None]) -> None:
    """Remove a device, or a temporary token by its ``user_temp_otp_…`` id (guess)."""
    user = lookup.require(call)
    text = call.params["device_id"]
    number = lookup.whole(text)
    device = None if number is None else enrolled_devices.of(call.state, user.id, number)
    if device is not None:
        enrolled_devices.remove(call.state, device, call.settings)
    elif not mfa_tokens.revoke(call.state, user, text):
        raise FactorNotFound(reason=f"user {user.id} has no device {text}")


def create_factor_registration(call: Call[types.CreateFactorRegistrationRequest]) -> types.Registration:
    """Enrol a factor; unless `verified`, it waits for its code, a tap or a link."""
    user = lookup.require(call)
    factor = _factor(call, user)
    body = call.body
    if not (body.display_name or "").strip():
        raise invalid("display_name", "display_name is blank")
    if body.verified and not factor.verifiable:
        raise invalid("verified", f"{factor.name} cannot be enrolled as verified")
    to = enrolled_devices.address(factor, user)
    if factor.channel is not None and not to:
        raise invalid("phone" if factor.channel in ("sms", "call") else "email", f"user {user.id} has none")
    plan = plan_of(call, body.expires_in, body.custom_message, body.redirect_to)
    plan.slot = "registration"
    plan.notify = not body.verified
    device = enrolled_devices.new(call, user, factor, (body.display_name or "").strip(), to)
    challenge = device_challenges.begin(call, device, plan)
    if body.verified:
        challenge = device_challenges.accept(call.state, challenge, call.settings)
    return _show(call, challenge)


def get_user_registration(call: Call[None]) -> types.Poll:
    """How a registration stands."""
    return poll_of(_registration(call))


def verify_user_registration(call: Call[types.VerifyUserRegistrationRequest]) -> types.Poll:
    """Check the code; the device is active then. A wrong one leaves the registration pending (guess)."""
    challenge = _registration(call)
    if call.body.otp in (None, ""):
        raise invalid("otp", "otp is missing")
    device = call.state.devices.get(challenge.device_id)
    if device is None:
        raise NotFound(reason="the device of this registration is gone")
    if challenge.status != "pending":
        raise ForbiddenAction(reason=f"the registration is {challenge.status} already")
    code_checks.prove(call, device, challenge, call.body.otp or "")
    return poll_of(device_challenges.accept(call.state, challenge, call.settings))


def poll_of(challenge: Challenge) -> types.Poll:
    """The three values of a poll; all texts."""
    return types.Poll(challenge.id, challenge.status, str(challenge.device_id))


def find(call: Call[object], challenge_id: str, slot: str) -> Challenge:
    """The registration or verification of the path's user. Raises `NotFound`."""
    user = lookup.require(call)
    challenge = device_challenges.live(call.state, challenge_id, call.now)
    if challenge is None:
        gone = NotFound(
            reason=f"no {slot} {challenge_id}: {device_challenges.reason_not_live(call.state, challenge_id, call.now)}"
        )
        if challenge_id in call.state.challenges:
            gone.v2_status = call.settings.expired_status
        raise gone
    if challenge.user_id != user.id or challenge.slot != slot:
        raise NotFound(reason=f"{challenge_id} is no {slot} of user {user.id}")
    return challenge


def plan_of(call: Call[object], expires_in: int | None, template: str | None, redirect_to: str | None) -> ChallengePlan:
    """How to open the challenge that a body asks for. Raises `InvalidParameter`."""
    settings = call.settings
    lifetime = settings.verification_min if expires_in is None else expires_in
    if not settings.verification_min <= lifetime <= settings.verification_max:
        allowed = f"{settings.verification_min} to {settings.verification_max}"
        raise invalid("expires_in", f"expires_in must be {allowed} seconds")
    if redirect_to and not _is_link(redirect_to):
        raise invalid("redirect_to", "redirect_to is not an http or https URL")
    # Every code has six characters, so that the length is known before anything is made.
    sent_codes.text(template, "000000", lifetime, settings.sms_max_length)
    numeric = settings.id_style == "numeric"
    new_id = str(call.world.ids.number(10**8, 10**9 - 1)) if numeric else call.world.ids.uuid()
    return ChallengePlan(id=new_id, lifetime=lifetime, template=template, redirect_to=redirect_to or "")


def invalid(parameter: str, text: str) -> InvalidParameter:
    """A refusal that names the parameter."""
    return InvalidParameter(text, reason=text, parameters=(parameter,))


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # Printable ASCII, because it goes into a header.
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text.isascii() and text.isprintable()


def _factor(call: Call[types.CreateFactorRegistrationRequest], user: UserRecord) -> FactorKind:
    wanted = call.body.factor_id
    factor = None if wanted is None else catalog.by_id(wanted, call.settings)
    if factor is None:
        raise invalid("factor_id", "factor_id is missing" if wanted is None else f"there is no factor {wanted}")
    if factor not in enrolled_devices.available(call, user):
        raise invalid("factor_id", f"{factor.name} is enrolled already")
    return factor


def _registration(call: Call[object]) -> Challenge:
    return find(call, call.params["registration_id"], "registration")


def _show(call: Call[object], challenge: Challenge) -> types.Registration:
    device = call.state.devices.get(challenge.device_id)
    assert device is not None
    factor = enrolled_devices.kind_of(device)
    return types.Registration(
        id=challenge.id,
        status="accepted" if challenge.status == "accepted" else "pending",
        user_id=str(device.user_id),
        device_id=str(device.id),
        auth_factor_name=factor.v2_name,
        type_display_name=factor.name,
        user_display_name=device.display_name,
        default=device.default,
        expires_at=rfc3339(challenge.expires_at, 0),
        factor_data=_factor_data(call, device, factor),
    )


def _factor_data(call: Call[object], device: Device, factor: FactorKind) -> Any:
    if factor.proof == "push":
        plain = call.settings.protect_token == "base32"
        return types.FactorData(device.secret if plain else key_of(device.secret).hex())
    if factor.proof != "totp":
        return UNSET
    user = call.state.users.get(device.user_id)
    issuer = f"{call.settings.subdomain}.onelogin.com"
    return types.FactorData(device.secret, enrolled_devices.totp(device).uri(user.name if user else "", issuer))
