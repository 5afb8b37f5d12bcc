"""The hourly allowance of version 1 calls."""

from mfa_emulator.core.time.windows import Limit
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.errors import TooManyRequests
from mfa_emulator.providers.onelogin.types.tokens import RateLimit

_UNLIMITED = 2**31 - 1


def count(context: Context) -> None:
    """Count a call. Raises `TooManyRequests` when the hour's allowance is used up."""
    limit = _limit(context)
    if not limit.most:
        return
    calls = context.state.rate.count(limit.seconds, context.now)
    if calls >= limit.most:
        raise _refusal(context, calls)
    context.state.rate = context.state.rate.added(limit, context.now)


def headers(context: Context) -> tuple[tuple[str, str], ...]:
    """The three headers of every version 1 answer."""
    shown = show(context)
    return (
        ("X-RateLimit-Limit", str(shown.limit)),
        ("X-RateLimit-Remaining", str(shown.remaining)),
        ("X-RateLimit-Reset", str(shown.reset)),
    )


def show(context: Context) -> RateLimit:
    """The allowance, and what is left of it. Clients wait when little is left, so that no limit is a high one."""
    limit, window = _limit(context), context.state.rate
    if not limit.most:
        return RateLimit(_UNLIMITED, _UNLIMITED, limit.seconds)
    remaining = max(limit.most - window.count(limit.seconds, context.now), 0)
    return RateLimit(limit.most, remaining, window.seconds_left(limit, context.now))


def _limit(context: Context) -> Limit:
    return Limit(context.settings.rate_limit, context.settings.rate_window)


def _refusal(context: Context, calls: int) -> TooManyRequests:
    left = context.state.rate.seconds_left(_limit(context), context.now)
    reason = f"{calls} calls since the hour began; {left} s left"
    refusal = TooManyRequests(context.settings.rate_limit_message, reason=reason)
    refusal.status = context.settings.rate_limit_status
    refusal.headers = headers(context)
    if context.settings.retry_after:
        refusal.headers += (("Retry-After", str(left)),)
    return refusal
