"""Phones of entities: their authenticator apps, the pushes that wait on them, and the taps of their users."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Challenge, Decision
from mfa_emulator.providers.twilio_verify.challenges import auth_payloads, challenge_lookup
from mfa_emulator.providers.twilio_verify.context import ServiceContext, context_of
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors.factors import FactorVerificationFailed
from mfa_emulator.providers.twilio_verify.factors import entity_factors, totp_factors
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.state import NAME, of_world

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def authenticators(world: "World") -> Iterator[Authenticator]:
    """The authenticator apps of all entities: one for every TOTP factor."""
    for data in list(of_world(world).data.values()):
        for factor in data.factors:
            if factor.config is not None:
                yield authenticator_of(world, factor)


def authenticator_of(world: "World", factor: FactorRecord) -> Authenticator:
    """The authenticator app that holds the secret of a TOTP factor."""
    return Authenticator(totp_factors.of(factor), world.clock, f"{factor.identity}: {factor.friendly_name}")


def waiting(world: "World") -> Iterator[Challenge]:
    """Every push challenge, with what became of it."""
    now = world.clock.micros()
    for data in list(of_world(world).data.values()):
        for challenge in data.challenges:
            if challenge.factor_type == "push":
                text = challenge.details.message if challenge.details else None
                yield Challenge(
                    id=challenge.sid,
                    provider=NAME,
                    to=challenge.identity,
                    text=text or "",
                    status=challenge.status_at(now),
                    expires_at=challenge.expires_at,
                    factor=challenge.factor_sid,
                )


def decide(world: "World", challenge_id: str, decision: Decision) -> bool:
    """Answer a push challenge as its user would, without the phone's key. Raises the refusal that a late phone gets.

    The SID of an unverified push factor does as well: approving it is what the app does when it proves its key.
    """
    for service in of_world(world).services:
        context = context_of(world, service.sid)
        data = context.caller.data
        challenge = data.challenges.by("sid", challenge_id)
        factor = data.factors.live_by("sid", challenge_id, context.now)
        if challenge is not None and challenge.factor_type == "push":
            _answer(context, challenge, "approved" if decision == "approve" else "denied")
            return True
        if factor is not None and factor.push is not None:
            _prove(context, factor, decision)
            return True
    return False


def _answer(context: ServiceContext, challenge: ChallengeRecord, status: auth_payloads.Answer) -> None:
    challenge_lookup.check_open(context, challenge)
    data = context.caller.data
    factor = data.factors.by("sid", challenge.factor_sid)
    assert factor is not None
    answered = data.challenges.put(auth_payloads.responded(challenge, status, context.now))
    webhook_events.fire(context, f"challenge.{answered.status}", factor, answered)


def _prove(context: ServiceContext, factor: FactorRecord, decision: Decision) -> None:
    if decision == "deny":
        raise FactorVerificationFailed(reason=f"factor {factor.sid} stays {factor.status}: its user declines")
    entity_factors.activate(context, factor)
