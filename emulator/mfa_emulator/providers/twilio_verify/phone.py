"""What waits for a tap on somebody's phone, for the control API, the command line and the console."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mfa_emulator.core import context
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Challenge, Decision
from mfa_emulator.providers.twilio_verify.challenges import auth_payloads, challenge_lookup
from mfa_emulator.providers.twilio_verify.context import Call, Caller
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.factor_errors import FactorVerificationFailed
from mfa_emulator.providers.twilio_verify.factors import entity_factors, totp_factors
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.state import NAME, ServiceData, VerifyState, of_world, settings_of
from mfa_emulator.providers.twilio_verify.types.base import Nothing

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

_TAP = Operation("tap", "POST /v2", None)


def authenticators(world: "World") -> Iterator[Authenticator]:
    state = of_world(world)
    for data in list(state.data.values()):
        for factor in data.factors:
            if factor.config is not None:
                yield Authenticator(totp_factors.of(factor), world.clock, f"{factor.identity}: {factor.friendly_name}")


def waiting(world: "World") -> Iterator[Challenge]:
    """Every push challenge, with what became of it."""
    state = of_world(world)
    now = world.clock.micros()
    for data in list(state.data.values()):
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
                )


def decide(world: "World", challenge_id: str, decision: Decision) -> bool:
    """Answer a push challenge as its user would, whoever holds the phone's key. Raises what a late phone is told.

    The SID of an unverified push factor does as well: approving it is what the app does when it proves its key.
    """
    state = of_world(world)
    for service_sid, data in list(state.data.items()):
        service = state.services.by("sid", service_sid)
        if service is None:
            continue
        call = _call(world, state, Caller(service.account_sid, service, data))
        challenge, factor = data.challenges.by("sid", challenge_id), data.factors.by("sid", challenge_id)
        if challenge is not None and challenge.factor_type == "push":
            _answer(call, data, challenge, "approved" if decision == "approve" else "denied")
            return True
        if factor is not None and factor.push is not None and not entity_factors.is_purged(call, factor):
            _enrol(call, data, factor, decision)
            return True
    return False


def _answer(call: Call[Nothing], data: ServiceData, challenge: ChallengeRecord, status: auth_payloads.Answer) -> None:
    challenge_lookup.check_open(call, challenge)
    factor = data.factors.by("sid", challenge.factor_sid)
    assert factor is not None
    answered = data.challenges.put(auth_payloads.responded(challenge, status, call.now))
    webhook_events.fire(call, f"challenge.{answered.status}", factor, answered)


def _enrol(call: Call[Nothing], data: ServiceData, factor: FactorRecord, decision: Decision) -> None:
    if decision == "deny":
        raise FactorVerificationFailed(reason=f"factor {factor.sid} stays {factor.status}: its user declines")
    if factor.status == "unverified":
        verified = data.factors.put(replace(factor, status="verified", updated_at=call.now))
        webhook_events.fire(call, "factor.verified", verified)


def _call(world: "World", state: VerifyState, caller: Caller) -> Call[Nothing]:
    """A call that came by no request: what handlers act through."""
    request = Request("POST", b"/v2", b"", [])
    call: Call[Nothing] = context.Call(world, _TAP, request, state, settings_of(world), world.clock.micros())
    call.caller = caller
    return call
