"""MFA, version 2: the rules that registrations and verifications share."""

from urllib.parse import urlsplit

from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import InvalidParameter, NotFound
from mfa_emulator.providers.onelogin.factors import device_challenges, sent_codes
from mfa_emulator.providers.onelogin.factors.device_challenges import ChallengePlan
from mfa_emulator.providers.onelogin.records import Challenge
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def poll_of(challenge: Challenge) -> types.Poll:
    """The three values of a poll; all texts."""
    return types.Poll(challenge.id, challenge.status, str(challenge.device_id))


def find(call: Call[object], challenge_id: str, slot: str) -> Challenge:
    """The registration or verification of the path's user. Raises `NotFound`."""
    user = lookup.require(call)
    challenge = call.state.challenges.live(challenge_id, call.now)
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


def plan_of(context: Context, expires_in: int | None, template: str | None, redirect_to: str | None) -> ChallengePlan:
    """The terms of the challenge that a body asks for. Raises `InvalidParameter`."""
    settings = context.settings
    lifetime = settings.verification_min if expires_in is None else expires_in
    if not settings.verification_min <= lifetime <= settings.verification_max:
        allowed = f"{settings.verification_min} to {settings.verification_max}"
        raise InvalidParameter.of("expires_in", f"expires_in must be {allowed} seconds")
    if redirect_to and not _is_link(redirect_to):
        raise InvalidParameter.of("redirect_to", "redirect_to is not an http or https URL")
    # Every code has six characters, so that the length is known before anything is made.
    sent_codes.text(template, "000000", lifetime, settings.sms_max_length)
    numeric = settings.id_style == "numeric"
    new_id = str(context.world.ids.number(10**8, 10**9 - 1)) if numeric else context.world.ids.uuid()
    return ChallengePlan(id=new_id, lifetime=lifetime, template=template, redirect_to=redirect_to or "")


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # Printable ASCII, because it goes into a header.
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text.isascii() and text.isprintable()
