"""Attempts: every send of a code, and how many of them led to an approval."""

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, Decimal
from operator import attrgetter
from typing import Literal

from msgspec.structs import replace

from mfa_emulator.core.store.paging import Rows, TableRows
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.time.windows import MINUTE, Limit
from mfa_emulator.providers.twilio_verify import auth, dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import AccountCall, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import phone_numbers
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest, NotFound, TooManyRequests
from mfa_emulator.providers.twilio_verify.records import ATTEMPT_EXPIRY, AttemptRecord, VerificationRecord
from mfa_emulator.providers.twilio_verify.types import verifications as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing

_STATUSES = ("converted", "unconverted")


def record(context: ServiceContext, verification: VerificationRecord, locale: str) -> str:
    """Note one send and return its SID. The API of attempts knows no sna: such a send has a SID only (guess)."""
    sid = "VL" + context.world.ids.hex(32)
    if verification.channel == "sna":
        return sid
    context.state.attempts.put(
        AttemptRecord(
            number=context.state.next_number(),
            sid=sid,
            account_sid=context.caller.service.account_sid,
            service_sid=context.caller.service.sid,
            verification_sid=verification.sid,
            channel=verification.channel,
            to=verification.to,
            country=phone_numbers.country(verification.to),
            locale=locale,
            code_length=len(verification.code),
            created_at=context.now,
            updated_at=context.now,
            expires_at=verification.expires_at,
        )
    )
    context.state.attempts.trim(context.settings.kept_records)
    return sid


def convert(context: ServiceContext, verification: VerificationRecord) -> None:
    """An approval converts all attempts of its verification."""
    for attempt in context.state.attempts.group("verification", verification.sid):
        context.state.attempts.put(replace(attempt, converted=True, updated_at=context.now))


def list_all(call: AccountCall[types.AttemptFilter]) -> paging.Listing:
    """The account's attempts that fit the filter."""
    body, status = call.body, call.body.status.lower() if call.body.status else None
    if status not in (None, *_STATUSES):
        raise InvalidRequest.about("Status", f"{body.status!r} is neither converted nor unconverted")
    more = {
        "to": body.to,
        "verification_sid": body.verification_sid,
        "converted": status and status == "converted",
    }
    fits = _filter(call, more)
    _count_request(call)
    sid = body.verification_sid
    rows: Rows[AttemptRecord]
    if sid is None:
        rows = TableRows(call.state.attempts, fits)
    else:
        rows = paging.rows_of(call.state.attempts.group("verification", sid), fits)
    return paging.answer(call, "attempts", rows, lambda attempt: view(call, attempt))


def fetch(call: AccountCall[Nothing]) -> types.VerificationAttempt:
    """One attempt."""
    sid = auth.require_sid(call, "VL")
    attempt = call.state.attempts.by("sid", sid)
    if attempt is None or attempt.account_sid != call.caller or attempt.created_at <= _oldest(call):
        raise NotFound(reason=f"no attempt {sid} in account {call.caller}")
    _count_request(call)
    return view(call, attempt)


def summary(call: AccountCall[types.SummaryFilter]) -> types.VerificationAttemptsSummary:
    """Numbers of the attempts that fit the filter, and of those that were converted."""
    fits, prefix = _filter(call, {}), call.body.destination_prefix or ""
    _count_request(call)
    total = converted = 0
    for attempt in filter(fits, call.state.attempts):
        if not attempt.to.startswith(prefix):
            continue
        total += 1
        converted += attempt.converted
    return types.VerificationAttemptsSummary(
        total_attempts=total,
        total_converted=converted,
        total_unconverted=total - converted,
        conversion_rate_percentage=_percentage(converted, total),
        url=f"{resource_urls.base(call)}/Attempts/Summary",
    )


def view(call: AccountCall[object], attempt: AttemptRecord) -> types.VerificationAttempt:
    """The attempt as clients see it. Nobody is billed: price is null (guess); carriers are unknown."""
    return types.VerificationAttempt(
        sid=attempt.sid,
        account_sid=attempt.account_sid,
        service_sid=attempt.service_sid,
        verification_sid=attempt.verification_sid,
        date_created=dates.date(attempt.created_at),
        date_updated=dates.date(attempt.updated_at),
        conversion_status=_conversion(attempt),
        channel=attempt.channel,
        price=None,
        channel_data={
            "verification_sid": attempt.verification_sid,
            "to": attempt.to,
            "status": _status(attempt, call.now),
            "message_status": "completed" if attempt.channel == "call" else "delivered",
            "error_code": None,
            "country": attempt.country or None,
            "code_length": attempt.code_length,
            "locale": attempt.locale,
            "mcc": None,
            "mnc": None,
            "carrier": None,
        },
        url=f"{resource_urls.base(call)}/Attempts/{attempt.sid}",
    )


def _conversion(attempt: AttemptRecord) -> Literal["converted", "unconverted"]:
    return "converted" if attempt.converted else "unconverted"


def _status(attempt: AttemptRecord, now: int) -> str:
    if attempt.converted:
        return "confirmed"
    return "unconfirmed" if ATTEMPT_EXPIRY.is_live(attempt, now) else "expired"


def _filter(
    call: AccountCall[types.AttemptFilter] | AccountCall[types.SummaryFilter], more: Mapping[str, str | bool | None]
) -> Callable[[AttemptRecord], bool]:
    """The test by what list and summary have in common, and by `more` attributes."""
    body = call.body
    after, before = (
        _date("DateCreatedAfter", body.date_created_after),
        _date("DateCreatedBefore", body.date_created_before),
    )
    wanted = {
        "account_sid": call.caller,
        "country": body.country,
        "channel": body.channel,
        "service_sid": body.verify_service_sid,
        **more,
    }
    # Taken and compared all at once, the account twice, which always makes a tuple: ten thousand may be looked at.
    names = ["account_sid", *(name for name, value in wanted.items() if value is not None)]
    taken, values = attrgetter(*names), tuple(wanted[name] for name in names)
    oldest = _oldest(call)

    def fits(attempt: AttemptRecord) -> bool:
        return (
            taken(attempt) == values
            and attempt.created_at > oldest
            and (after is None or attempt.created_at > after)
            and (before is None or attempt.created_at < before)
        )

    return fits


def _oldest(call: AccountCall[object]) -> int:
    """The instant up to which attempts are forgotten."""
    return call.now - call.settings.attempts_kept * SECOND


def _count_request(call: AccountCall[object]) -> None:
    """Note one more request of the account for attempts, once nothing else refuses it. Raises TooManyRequests."""
    limits, key = [Limit(call.settings.attempt_requests_per_minute, MINUTE)], f"attempt requests {call.caller}"
    if call.state.tallies.full(key, limits, call.now):
        raise TooManyRequests(reason=f"over {limits[0]} requests for attempts")
    call.state.tallies.add(key, limits, call.now, call.settings.kept_records)


def _date(name: str, text: str | None) -> int | None:
    try:
        return None if text is None else dates.read_date(text)
    except ValueError as error:
        raise InvalidRequest.about(name, str(error)) from None


def _percentage(part: int, whole: int) -> str:
    """``81.818181818``: nine digits, cut off, as in the example of twilio-oai; without attempts ``0`` (guess)."""
    if not whole:
        return "0"
    exact = (Decimal(100 * part) / whole).quantize(Decimal("1e-9"), rounding=ROUND_DOWN)
    return f"{exact.normalize():f}"
