"""Aging: what becomes of a factor that nobody verifies, and of its entity (https://www.twilio.com/docs/errors/60318)."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.twilio_verify.context import ServiceContext
from mfa_emulator.providers.twilio_verify.records import FactorRecord
from mfa_emulator.providers.twilio_verify.settings import Settings
from mfa_emulator.providers.twilio_verify.state import ServiceData


def end(settings: Settings, now: int) -> int:
    """The instant at which a factor that is created now is gone unless it is verified; 0: it stays."""
    return now + settings.factor_purge * SECOND if settings.aged_factors == "gone" else 0


def reason_unverifiable(context: ServiceContext, factor: FactorRecord) -> str:
    """The reason why nothing verifies a factor any more that is still there; empty while something may."""
    at = factor.created_at + context.settings.factor_purge * SECOND
    if context.settings.aged_factors == "gone" or context.now < at:
        return ""
    return f"factor {factor.sid} was not verified until {rfc3339(at)}: nothing verifies it any more"


def settle(data: ServiceData, settings: Settings, entity_sid: str) -> None:
    """Let an entity end with the last of its factors while none of them is verified, if the settings say so."""
    if settings.entity_of_aged_factors == "stays":
        return
    ends = [factor.expires_at for factor in data.factors.group("entity", entity_sid)]
    at = max(ends) if ends and all(ends) else 0  # a factor that stays has no end
    entity = data.entities.by("sid", entity_sid)
    if entity is not None and entity.expires_at != at:
        data.entities.put(replace(entity, expires_at=at))
