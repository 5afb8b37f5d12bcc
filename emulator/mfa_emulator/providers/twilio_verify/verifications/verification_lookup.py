"""Which verifications can still be checked, and why the others cannot: the famous 404, explained."""

from typing import Literal

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.twilio_verify import auth, sliding_windows
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import NotFound, TooManyRequests
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData
from mfa_emulator.providers.twilio_verify.verification_errors import MaxCheckAttempts

Ended = Literal["approved", "canceled", "max_attempts_reached"]


def by_address(call: Call[object], to: str) -> VerificationRecord | None:
    """The newest verification of an address, whatever became of it."""
    data: ServiceData = call.caller.data
    return data.verifications.get(data.last.get(to))


def find(call: Call[object], text: str) -> VerificationRecord | None:
    """A verification by its SID or its address."""
    data: ServiceData = call.caller.data
    if auth.is_sid(text, "VE"):
        return data.verifications.by("sid", text)
    return by_address(call, text)


def keep(call: Call[object], verification: VerificationRecord) -> None:
    """Make a verification the newest of its address."""
    data: ServiceData = call.caller.data
    data.verifications.put(verification)
    data.last[verification.to] = verification.number
    for old in data.verifications.trim(call.settings.kept_records):
        if data.last.get(old.to) == old.number:
            del data.last[old.to]


def require(call: Call[object], text: str) -> VerificationRecord:
    """A verification that is pending. Raises NotFound with what became of it."""
    verification = find(call, text)
    if verification is None or verification.status_at(call.now) != "pending":
        raise NotFound(reason=why_not(call, text, verification))
    return verification


def is_spent(call: Call[object], verification: VerificationRecord) -> bool:
    """Whether its checks are used up and its ten minutes are not."""
    return verification.status == "max_attempts_reached" and call.now < verification.expires_at


def check_spent(call: Call[object], verification: VerificationRecord) -> None:
    """Refuse a new code in place of a spent one, if the settings say so. Raises MaxCheckAttempts."""
    if call.settings.create_after_max_checks == "429" and is_spent(call, verification):
        raise MaxCheckAttempts(reason=_spent(verification))


def end(call: Call[object], verification: VerificationRecord, status: Ended) -> VerificationRecord:
    """Take a verification out of the live set and return it as it ended."""
    data: ServiceData = call.caller.data
    return data.verifications.put(replace(verification, status=status, updated_at=call.now, ended_at=call.now))


def why_not(call: Call[object], text: str, verification: VerificationRecord | None) -> str:
    """What became of the verification that somebody asks for."""
    if verification is None:
        return f"no verification of {text!r} in service {call.caller.service.sid}{_elsewhere(call, text)}"
    status = verification.status_at(call.now)
    if status == "expired":
        return f"verification {verification.sid} expired at {rfc3339(verification.expires_at)}; now {rfc3339(call.now)}"
    if status == "max_attempts_reached":
        return _spent(verification)
    if status == "pending":
        return f"verification {verification.sid} is pending"
    return f"verification {verification.sid} was {status} at {rfc3339(verification.ended_at)} and cannot be used again"


def count_fetch(call: Call[object], verification: VerificationRecord) -> None:
    """Note one more fetch of a verification. Raises TooManyRequests over 60 a minute, 180 an hour, 250 a day (doc)."""
    settings, data = call.settings, call.caller.data
    limits = [
        (settings.fetches_per_minute, sliding_windows.MINUTE),
        (settings.fetches_per_hour, sliding_windows.HOUR),
        (settings.fetches_per_day, sliding_windows.DAY),
    ]
    key = f"fetches {verification.sid}"
    full = sliding_windows.full(data.tallies, key, limits, call.now)
    if full:
        raise TooManyRequests(reason=f"{verification.sid} was fetched {full[0]} times within {full[1]} s")
    sliding_windows.count(data.tallies, key, limits, call.now, settings.kept_records)


def _spent(verification: VerificationRecord) -> str:
    return (
        f"{verification.checks} wrong codes were checked for {verification.sid}; "
        f"it expires at {rfc3339(verification.expires_at)}"
    )


def _elsewhere(call: Call[object], text: str) -> str:
    """A hint at the most common mistake: the right address, the wrong service. At most a few services are looked at."""
    for service in call.state.services.page(None, 20):
        data = call.state.data.get(service.sid)
        if data is not None and (text in data.last or data.verifications.by("sid", text)):
            return f"; there is one in service {service.sid} {service.friendly_name!r}"
    return ""
