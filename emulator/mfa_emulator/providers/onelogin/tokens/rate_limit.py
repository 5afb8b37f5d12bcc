"""The reading of the rate limit."""

from mfa_emulator.providers.onelogin import rate_limit
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.types.tokens import RateLimit


def get_rate_limit(call: Call[None]) -> RateLimit:
    """Tell what is left of the allowance. The call itself is not counted."""
    return rate_limit.show(call)
