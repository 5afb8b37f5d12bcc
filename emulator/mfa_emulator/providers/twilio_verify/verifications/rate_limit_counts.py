"""Counting verifications against the rate limits that their callers name."""

from collections.abc import Iterator

from mfa_emulator.core.time.windows import Limit
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import TooManyRequests
from mfa_emulator.providers.twilio_verify.types.verifications import CreateVerificationParams


def check(call: Call[CreateVerificationParams]) -> None:
    """Refuse what is over a bucket of a rate limit that is named. Raises TooManyRequests with Retry-After."""
    for name, key, limits in _named(call):
        window = call.caller.data.tallies.window(key)
        full = window.full(limits, call.now)
        if full:
            seconds = window.seconds_left(full, call.now)
            raise TooManyRequests(
                reason=f"rate limit {name!r}: {full[0]} in {full[1]} s; the next one in {seconds} s",
                headers=(("Retry-After", str(seconds)), ("Twilio-Reached-Rate-Limit", name)),
            )


def count(call: Call[CreateVerificationParams]) -> None:
    """Note one verification in every rate limit that is named."""
    for _, key, limits in _named(call):
        call.caller.data.tallies.add(key, limits, call.now, call.settings.kept_records)


def _named(call: Call[CreateVerificationParams]) -> Iterator[tuple[str, str, list[Limit]]]:
    """Name, key of the tally and limits. Values are counted each by itself; unknown names are ignored (guess)."""
    data = call.caller.data
    for name, value in call.body.rate_limits.items():
        limit = data.rate_limits.by("unique_name", name)
        if limit is not None:
            buckets = data.buckets.group("rate_limit", limit.sid)
            yield name, f"{limit.sid} {value}", [Limit(bucket.max, bucket.interval) for bucket in buckets]
