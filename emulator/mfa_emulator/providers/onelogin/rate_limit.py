"""The hourly allowance of version 1 calls."""

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import TooManyRequests
from mfa_emulator.providers.onelogin.state import Rate
from mfa_emulator.providers.onelogin.types.tokens import RateLimit


def count(call: Call[object]) -> None:
    """Count a call. Raises `TooManyRequests` when the hour's allowance is used up."""
    rate = _current(call)
    if rate.calls >= call.settings.rate_limit:
        refusal = TooManyRequests(reason=f"{rate.calls} calls since the hour began; {_seconds_left(call, rate)} s left")
        refusal.status = call.settings.rate_limit_status
        refusal.headers = headers(call)
        if call.settings.retry_after:
            refusal.headers += (("Retry-After", str(_seconds_left(call, rate))),)
        raise refusal
    call.state.rate = Rate(rate.since, rate.calls + 1)


def headers(call: Call[object]) -> tuple[tuple[str, str], ...]:
    """The three headers of every v1 answer."""
    shown = show(call)
    return (
        ("X-RateLimit-Limit", str(shown.limit)),
        ("X-RateLimit-Remaining", str(shown.remaining)),
        ("X-RateLimit-Reset", str(shown.reset)),
    )


def show(call: Call[object]) -> RateLimit:
    """What is left of the allowance."""
    rate = _current(call)
    limit = call.settings.rate_limit
    return RateLimit(limit, max(limit - rate.calls, 0), _seconds_left(call, rate))


def get_rate_limit(call: Call[None]) -> RateLimit:
    """GET /auth/rate_limit. Asking costs nothing (guess)."""
    return show(call)


def _current(call: Call[object]) -> Rate:
    rate = call.state.rate
    if call.now >= rate.since + call.settings.rate_window * SECOND or call.now < rate.since:
        return Rate(call.now, 0)
    return rate


def _seconds_left(call: Call[object], rate: Rate) -> int:
    # Rounded up: a client that waits this long finds a new window.
    window: int = call.settings.rate_window * SECOND
    return -(-(rate.since + window - call.now) // SECOND)
