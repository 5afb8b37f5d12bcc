"""MFA, version 2: the rules that registrations and verifications share."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import FailedAuthentication, InvalidParameter, NotFound
from mfa_emulator.providers.onelogin.factors import code_checks, device_challenges, sent_codes
from mfa_emulator.providers.onelogin.factors.catalog import FactorKind
from mfa_emulator.providers.onelogin.factors.device_challenges import ChallengePlan
from mfa_emulator.providers.onelogin.records import Challenge, Device
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def poll_of(challenge: Challenge) -> types.Poll:
    """The three values of a poll; all texts."""
    return types.Poll(challenge.id, challenge.status, str(challenge.device_id))


def find(call: Call[object], challenge_id: str, slot: str) -> Challenge:
    """The registration or verification of the path's user; one that has expired unproved reads as rejected.

    Raises `NotFound`, and for an expired one where the settings give a status for it.
    """
    user = lookup.require(call)
    challenge = call.state.challenges.get(challenge_id)
    if challenge is None:
        raise NotFound(reason=f"no {slot} {challenge_id}: {_reason_not_live(call, challenge_id)}")
    if challenge.user_id != user.id or challenge.slot != slot:
        raise NotFound(reason=f"{challenge_id} is no {slot} of user {user.id}")
    if call.state.challenges.is_live(challenge, call.now):
        return challenge
    settings, reason = call.settings, _reason_not_live(call, challenge_id)
    status = settings.expired_registration_status if slot == "registration" else settings.expired_status
    if status is not None:
        gone = NotFound(reason=reason)
        gone.v2_status = status
        raise gone
    if challenge.status == "accepted":
        return challenge
    call.reason = reason
    return replace(challenge, status="rejected")


def takes(call: Call[object], device: Device, challenge: Challenge | None, code: str | int) -> bool:
    """Whether the code proves the device; it is used up then. A wrong one is answered with 200 and a status.

    Raises `FailedAuthentication` where the settings give a wrong code a status of HTTP.
    """
    reason = code_checks.check(call, device, challenge, code)
    if not reason:
        return True
    refuse(call, reason + device_challenges.failed(call, challenge))
    return False


def after_wrong_code(call: Call[object], challenge: Challenge, word: str) -> types.Poll:
    """The answer to a wrong code: `word` as the status, or rejected once too many have made the challenge void."""
    void = challenge.id not in call.state.challenges
    return types.Poll(challenge.id, "rejected" if void else word, str(challenge.device_id))


def refuse(call: Call[object], reason: str) -> None:
    """Keep the reason of a wrong code. Raises `FailedAuthentication` where the settings say so."""
    call.reason = reason
    status = call.settings.wrong_otp_status
    if status is not None:
        refusal = FailedAuthentication(reason=reason)
        refusal.v2_status = status
        raise refusal


def new_id(context: Context) -> str:
    """The id of a registration or verification."""
    numeric = context.settings.id_style == "numeric"
    return str(context.world.ids.number(10**8, 10**9 - 1)) if numeric else context.world.ids.uuid()


def plan_of(
    context: Context,
    factor: FactorKind,
    body: types.CreateFactorRegistrationRequest | types.CreateDeviceVerificationRequest,
) -> ChallengePlan:
    """The terms of the challenge that a body asks for. Raises `InvalidParameter`."""
    settings, expires_in, redirect_to = context.settings, body.expires_in, body.redirect_to
    # Documented for SMS alone: calls and e-mails have a text of their own.
    template = body.custom_message if factor.channel == "sms" else None
    lifetime = settings.verification_lifetime if expires_in is None else expires_in
    if not settings.verification_min <= lifetime <= settings.verification_max:
        allowed = f"{settings.verification_min} to {settings.verification_max}"
        raise InvalidParameter.of("expires_in", f"expires_in must be {allowed} seconds")
    if redirect_to and not _is_link(redirect_to):
        raise InvalidParameter.of("redirect_to", "redirect_to is not an http or https URL")
    # Every code has six characters, so that the length is known before anything is made.
    sent_codes.text(template, "000000", lifetime, settings.sms_max_length)
    return ChallengePlan(id=new_id(context), lifetime=lifetime, template=template, redirect_to=redirect_to or "")


def shown_number(device: Device, challenge: Challenge) -> str:
    """The number that the user's app shows during a call, to be typed into the phone; empty for other factors."""
    return challenge.otp if device.factor == "voice" else ""


def _reason_not_live(context: Context, challenge_id: str) -> str:
    return device_challenges.reason_not_live(context.state, challenge_id, context.now)


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # Printable ASCII, because it goes into a header.
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text.isascii() and text.isprintable()
