"""Formats of input: e-mail addresses, phone numbers, times, URLs."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.work.patterns import Pattern, PatternTooSlow, limited, trusted
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.settings.accounts import OWN_PATTERNS

_LAST_SECOND = 253_402_300_799  # of the year 9999


def email_of(context: Context, text: str) -> str:
    """The address in lower case. Raises `InvalidEmail`."""
    wrong = misfit_of_email(context.settings, text)
    if wrong:
        raise errors.InvalidEmail(reason=wrong)
    return text.lower()


def is_missing(context: Context, text: str | None) -> bool:
    """Whether a field counts as absent: an empty one does not where it is judged as a bad value."""
    return text is None or (not text and context.settings.empty_is_missing)


def misfit_of_email(settings: Settings, text: str) -> str:
    """The reason why a text is no e-mail address; empty for one."""
    if settings.email_length and len(text) > settings.email_length:
        return f"an e-mail address has {settings.email_length} characters at most, this has {len(text)}"
    return _misfit("email_pattern", settings.email_pattern, 0, text, "is no e-mail address")


def misfit_of_number(settings: Settings, text: str) -> str:
    """The reason why a text is no phone number; empty for one."""
    return _misfit("phone_pattern", settings.phone_pattern, re.ASCII, text, "is not a phone number like +15555550100")


def require_number(context: Context, phone_number: str) -> None:
    """Refuse a text that is no phone number, an empty one too. Raises `InvalidPhoneNumber`."""
    wrong = misfit_of_number(context.settings, phone_number)
    if wrong:
        raise errors.InvalidPhoneNumber(reason=wrong)


def _misfit(name: str, pattern: str, flags: int, text: str, wrong: str) -> str:
    try:
        return "" if _pattern(pattern, flags).fits(text) else f"{text!r} {wrong}"
    except PatternTooSlow as slow:
        return f"the setting {name}: {slow}"


@lru_cache(maxsize=64)
def _pattern(pattern: str, flags: int) -> Pattern:
    return (trusted if pattern in OWN_PATTERNS else limited)(pattern, flags)


def instant_of(number: str | int, unit: int) -> int:
    """A time given as a whole number of `unit` microseconds, in microseconds.

    Raises `InvalidArgument` outside 1970-9999.
    """
    at = int(number) * unit
    if not 0 <= at <= _LAST_SECOND * SECOND:
        raise errors.InvalidArgument(reason=f"{number} is no time between 1970 and 9999")
    return at


def is_absolute(url: str) -> bool:
    """Whether the URL has a scheme and a host."""
    try:
        parts = urlsplit(url)
        return bool(parts.scheme and parts.hostname)
    except ValueError:
        return False
