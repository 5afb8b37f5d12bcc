"""MFA, version 2: registrations."""

from urllib.parse import quote

from msgspec import UNSET, UnsetType

from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import key_of
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin import idle_attributes
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import ForbiddenAction, InvalidParameter, NotFound
from mfa_emulator.providers.onelogin.factors import (
    catalog,
    device_challenges,
    enrolled_devices,
    version_2_challenges,
)
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG
from mfa_emulator.providers.onelogin.records import AccountFactor, Challenge, Device, UserRecord
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def create_factor_registration(call: Call[types.CreateFactorRegistrationRequest]) -> types.Registration:
    """Enroll a factor; unless `verified`, it waits for its code, a tap or a link."""
    user = lookup.require(call)
    named, body = _factor(call, user), call.body
    factor = CATALOG[named.kind]
    if not (body.display_name or "").strip():
        raise InvalidParameter.of("display_name", "display_name is blank")
    if body.verified and not factor.verifiable:
        raise InvalidParameter.of("verified", f"{named.name} cannot be enrolled as verified")
    to = enrolled_devices.address(factor, user)
    if factor.channel is not None and not to:
        raise InvalidParameter.of("phone" if factor.channel in ("sms", "call") else "email", f"user {user.id} has none")
    plan = version_2_challenges.plan_of(call, factor, body)
    idle_attributes.of_challenge(call, factor.channel)
    plan.slot = "registration"
    plan.notify = not body.verified
    device = enrolled_devices.new(call, user, named, (body.display_name or "").strip(), to)
    challenge = device_challenges.begin(call, device, plan)
    if body.verified:
        challenge = device_challenges.accept(call.state, challenge, call.settings)
    return _show(call, challenge)


def get_user_registration(call: Call[None]) -> types.Poll:
    """The status of a registration."""
    return version_2_challenges.poll_of(_registration(call))


def verify_user_registration(call: Call[types.VerifyUserRegistrationRequest]) -> types.Poll:
    """Check the code; the device is active then. A wrong one leaves the registration pending, to be tried again."""
    challenge = _registration(call)
    if call.body.otp in (None, ""):
        raise InvalidParameter.of("otp", "otp is missing")
    device = call.state.devices.get(challenge.device_id)
    if device is None:
        raise NotFound(reason="the device of this registration is gone")
    if challenge.status == "accepted":
        raise ForbiddenAction(reason="the registration is accepted already")
    if challenge.status == "pending":
        if not version_2_challenges.takes(call, device, challenge, call.body.otp or ""):
            return version_2_challenges.after_wrong_code(call, challenge, "pending")
        challenge = device_challenges.accept(call.state, challenge, call.settings)
    return version_2_challenges.poll_of(challenge)


def _factor(call: Call[types.CreateFactorRegistrationRequest], user: UserRecord) -> AccountFactor:
    wanted = call.body.factor_id
    factor = None if wanted is None else catalog.by_id(call, wanted)
    if factor is None:
        raise InvalidParameter.of(
            "factor_id", "factor_id is missing" if wanted is None else f"there is no factor {wanted}"
        )
    if not CATALOG[factor.kind].by_api:
        raise InvalidParameter.of("factor_id", f"{factor.name} cannot be enrolled by API")
    if factor not in enrolled_devices.available(call, user):
        raise InvalidParameter.of("factor_id", f"{factor.name} is enrolled already")
    return factor


def _registration(call: Call[object]) -> Challenge:
    return version_2_challenges.find(call, call.params["registration_id"], "registration")


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
        type_display_name=catalog.of_device(call, device).name,
        user_display_name=device.display_name,
        default=device.default,
        # A client of the live service found none for Protect.
        expires_at=UNSET if factor.proof == "push" else rfc3339(challenge.expires_at, 0),
        factor_data=_factor_data(call, device, challenge),
    )


def _factor_data(call: Call[object], device: Device, challenge: Challenge) -> types.FactorData | UnsetType:
    user = call.state.users.get(device.user_id)
    name = user.name if user else ""
    match enrolled_devices.kind_of(device).proof:
        case "push":
            token = _protect_token(call, device)
            label = f"{call.settings.subdomain}:{quote(name, safe='')}"
            return types.FactorData(token, f"otpauth://totp/{label}?secret={token}")
        case "totp":
            issuer = f"{call.settings.subdomain}.onelogin.com"
            return types.FactorData(device.secret, uris.written(enrolled_devices.totp(device), name, issuer))
    number = version_2_challenges.shown_number(device, challenge)
    return types.FactorData(number) if number else UNSET


def _protect_token(call: Call[object], device: Device) -> str:
    """The token by which the app registers with OneLogin. Only the long forms can be the secret of its codes too."""
    ids = call.world.ids
    match call.settings.protect_token:
        case "short":
            return f"{ids.digits(2)}-{ids.digits(7)}"
        case "long":
            return ids.base32_secret()[:20]
        case "hex":
            return key_of(device.secret).hex()
        case _:
            return device.secret
