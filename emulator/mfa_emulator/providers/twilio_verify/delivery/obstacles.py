"""Obstacles to a code: channels that are off, a lacking mailer, Fraud Guard, landlines.

Settings say them for all services, a seed's `delivery` for one, so that a test can see its app fall back.
"""

from collections.abc import Iterable

from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors.verifications import (
    ChannelDisabled,
    FraudGuard,
    Landline,
    NoEmailIntegration,
)
from mfa_emulator.providers.twilio_verify.types.services import Channel, SnaResult
from mfa_emulator.providers.twilio_verify.types.verifications import CreateVerificationParams


def check(call: Call[CreateVerificationParams], channel: Channel) -> None:
    """Refuse a code that would not get through. Raises ChannelDisabled, NoEmailIntegration, FraudGuard, Landline."""
    if is_disabled(call, channel):
        raise ChannelDisabled.about(channel.upper(), "the channel is off (disabled_channels)")
    if channel == "email" and not (call.settings.mailer and call.caller.service.delivery.mailer):
        raise NoEmailIntegration(reason="the service has no mailer (setting or seed: mailer)")
    if channel in ("sms", "call"):
        _check_number(call, channel)


def is_disabled(context: ServiceContext, channel: Channel) -> bool:
    """Whether a channel is off, for all services or for this one."""
    service = context.caller.service.delivery
    return channel in context.settings.disabled_channels or channel in service.disabled_channels


def is_landline(context: ServiceContext, number: str) -> bool:
    """Whether a number is a landline."""
    return _begins(number, context.settings.landlines, context.caller.service.delivery.landlines)


def sna_result(context: ServiceContext) -> SnaResult:
    """The number with which carriers let silent network authentication fail, or 0."""
    return context.caller.service.delivery.sna_result or context.settings.sna_result


def _check_number(call: Call[CreateVerificationParams], channel: Channel) -> None:
    body, service = call.body, call.caller.service
    blocked = _begins(body.to, call.settings.fraud_guard, service.delivery.fraud_guard)
    if blocked and body.risk_check == "enable" and not _is_safe(call):
        raise FraudGuard(reason=f"Fraud Guard blocks {body.to} (fraud_guard); it is not in the safe list")
    if channel == "sms" and service.skip_sms_to_landlines and is_landline(call, body.to):
        raise Landline(reason=f"{body.to} is a landline, and the service has skip_sms_to_landlines")


def _is_safe(call: Call[CreateVerificationParams]) -> bool:
    return call.state.safelist.by("number", (call.caller.account_sid, call.body.to)) is not None


def _begins(number: str, ours: Iterable[str], services: Iterable[str]) -> bool:
    return number.startswith((*ours, *services))
