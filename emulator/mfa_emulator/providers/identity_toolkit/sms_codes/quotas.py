"""Quotas of text messages and of sign-ins by them."""

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.core.time.windows import Limit, SlidingWindow
from mfa_emulator.providers.identity_toolkit import errors

MESSAGE = "Exceeded quota for verifying phone numbers."


def counted(window: SlidingWindow, limit: Limit, now: int, setting: str) -> SlidingWindow:
    """The window with one more event in it; `setting` is the name of the setting that limits their number.

    Raises `QuotaExceeded`.
    """
    if not window.room(limit, now):
        span = for_people(limit.seconds * SECOND)
        reason = f"{window.count(limit.seconds, now)} within the last {span}, and the setting {setting} is {limit.most}"
        raise errors.QuotaExceeded(MESSAGE, reason=reason)
    return window.added((limit,), now)
