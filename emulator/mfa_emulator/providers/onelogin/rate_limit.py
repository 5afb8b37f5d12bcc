"""The hourly allowance of version 1 calls."""

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.errors import TooManyRequests
from mfa_emulator.providers.onelogin.records import Rate
from mfa_emulator.providers.onelogin.types.tokens import RateLimit


def count(context: Context) -> None:
    """Count a call. Raises `TooManyRequests` when the hour's allowance is used up."""
    rate = _current(context)
    if rate.calls >= context.settings.rate_limit:
        refusal = TooManyRequests(
            reason=f"{rate.calls} calls since the hour began; {_seconds_left(context, rate)} s left"
        )
        refusal.status = context.settings.rate_limit_status
        refusal.headers = headers(context)
        if context.settings.retry_after:
            refusal.headers += (("Retry-After", str(_seconds_left(context, rate))),)
        raise refusal
    context.state.rate = Rate(rate.since, rate.calls + 1)


def headers(context: Context) -> tuple[tuple[str, str], ...]:
    """The three headers of every version 1 answer."""
    shown = show(context)
    return (
        ("X-RateLimit-Limit", str(shown.limit)),
        ("X-RateLimit-Remaining", str(shown.remaining)),
        ("X-RateLimit-Reset", str(shown.reset)),
    )


def show(context: Context) -> RateLimit:
    """The allowance, and what is left of it."""
    rate = _current(context)
    limit = context.settings.rate_limit
    return RateLimit(limit, max(limit - rate.calls, 0), _seconds_left(context, rate))


def _current(context: Context) -> Rate:
    rate = context.state.rate
    if context.now >= rate.since + context.settings.rate_window * SECOND or context.now < rate.since:
        return Rate(context.now, 0)
    return rate


def _seconds_left(context: Context, rate: Rate) -> int:
    # Rounded up: a client that waits this long finds a new window.
    window: int = context.settings.rate_window * SECOND
    return -(-(rate.since + window - context.now) // SECOND)
