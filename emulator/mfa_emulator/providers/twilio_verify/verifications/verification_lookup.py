"""Look-up of verifications that can still be checked, and the reasons why the others cannot (the famous 404)."""

from typing import Literal

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.core.time.windows import DAY, HOUR, MINUTE, Limit
from mfa_emulator.providers.twilio_verify import auth
from mfa_emulator.providers.twilio_verify.context import ServiceContext
from mfa_emulator.providers.twilio_verify.errors import NotFound, TooManyRequests
from mfa_emulator.providers.twilio_verify.errors.verifications import MaxCheckAttempts
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData

Ended = Literal["approved", "canceled", "max_attempts_reached"]


def by_address(context: ServiceContext, to: str) -> VerificationRecord | None:
    """The newest verification of an address, whatever became of it."""
    data: ServiceData = context.caller.data
    number = data.last.get(to)
    return None if number is None else data.verifications.get(number)


def find(context: ServiceContext, text: str) -> VerificationRecord | None:
    """A verification by its SID or its address."""
    data: ServiceData = context.caller.data
    if auth.is_sid(text, "VE"):
        return data.verifications.by("sid", text)
    return by_address(context, text)


def keep(context: ServiceContext, verification: VerificationRecord) -> None:
    """Make a verification the newest of its address."""
    data: ServiceData = context.caller.data
    data.verifications.put(verification)
    data.last[verification.to] = verification.number
    for old in data.verifications.trim(context.settings.kept_records):
        if data.last.get(old.to) == old.number:
            del data.last[old.to]


def require(context: ServiceContext, text: str) -> VerificationRecord:
    """A verification that is pending. Raises NotFound with what became of it."""
    verification = find(context, text)
    if verification is None or verification.status_at(context.now) != "pending":
        raise NotFound(reason=why_not(context, text, verification))
    return verification


def require_readable(context: ServiceContext, text: str) -> VerificationRecord:
    """A verification that can be read: a canceled one and one out of checks stay readable until their time is over.

    Raises NotFound for one that was approved or has expired, as live accounts answer.
    """
    verification = find(context, text)
    if verification is None or not _is_readable(context, verification):
        raise NotFound(reason=why_not(context, text, verification))
    return verification


def is_spent(context: ServiceContext, verification: VerificationRecord) -> bool:
    """Whether its checks are used up and its ten minutes are not."""
    live = context.caller.data.verifications.is_live(verification, context.now)
    return verification.status == "max_attempts_reached" and live


def check_spent(context: ServiceContext, verification: VerificationRecord) -> None:
    """Refuse a new code in place of a spent one, if the settings say so. Raises MaxCheckAttempts."""
    if context.settings.create_after_max_checks == "429" and is_spent(context, verification):
        raise MaxCheckAttempts(reason=_spent(verification))


def end(context: ServiceContext, verification: VerificationRecord, status: Ended) -> VerificationRecord:
    """Take a verification out of the live set and return it as it ended."""
    data: ServiceData = context.caller.data
    return data.verifications.put(replace(verification, status=status, updated_at=context.now, ended_at=context.now))


def why_not(context: ServiceContext, text: str, verification: VerificationRecord | None) -> str:
    """The reason why a verification is not found: it never was, or what became of it."""
    if verification is None:
        return f"no verification of {text!r} in service {context.caller.service.sid}{_elsewhere(context, text)}"
    status = verification.status_at(context.now)
    if status == "expired":
        return (
            f"verification {verification.sid} expired at {rfc3339(verification.expires_at)}; now {rfc3339(context.now)}"
        )
    if status == "max_attempts_reached":
        return _spent(verification)
    if status == "pending":
        return f"verification {verification.sid} is pending"
    return f"verification {verification.sid} was {status} at {rfc3339(verification.ended_at)} and cannot be used again"


def count_fetch(context: ServiceContext, verification: VerificationRecord) -> None:
    """Note one more fetch of a verification. Raises TooManyRequests over 60 a minute, 180 an hour, 250 a day."""
    settings, data = context.settings, context.caller.data
    limits = [
        Limit(settings.fetches_per_minute, MINUTE),
        Limit(settings.fetches_per_hour, HOUR),
        Limit(settings.fetches_per_day, DAY),
    ]
    key = f"fetches {verification.sid}"
    full = data.tallies.full(key, limits, context.now)
    if full:
        raise TooManyRequests(reason=f"{verification.sid} was fetched {full[0]} times within {full[1]} s")
    data.tallies.add(key, limits, context.now, settings.kept_records)


def _is_readable(context: ServiceContext, verification: VerificationRecord) -> bool:
    return verification.status != "approved" and context.now < verification.expires_at


def _spent(verification: VerificationRecord) -> str:
    return (
        f"{verification.checks} wrong codes were checked for {verification.sid}; "
        f"it expires at {rfc3339(verification.expires_at)}"
    )


def _elsewhere(context: ServiceContext, text: str) -> str:
    """A hint at the most common mistake: the right address, the wrong service. At most a few services are looked at."""
    for service in context.state.services.page(None, 20):
        data = context.state.data.get(service.sid)
        if data is not None and (text in data.last or data.verifications.by("sid", text)):
            return f"; there is one in service {service.sid} {service.friendly_name!r}"
    return ""
