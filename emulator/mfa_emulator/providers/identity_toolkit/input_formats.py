"""Formats of input: e-mail addresses, phone numbers, times, URLs."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.settings import Settings

_LAST_SECOND = 253_402_300_799  # of the year 9999


_compiled = lru_cache(maxsize=16)(re.compile)  # its own cache is slower


def email_of(context: Context, text: str) -> str:
    """The address in lower case. Raises `InvalidEmail`."""
    if not is_email(context.settings, text):
        raise errors.InvalidEmail(reason=f"{text!r} is no e-mail address")
    return text.lower()


def is_missing(context: Context, text: str | None) -> bool:
    """Whether a field counts as absent: an empty one does not where it is judged as a bad value."""
    return text is None or (not text and context.settings.empty_is_missing)


def is_email(settings: Settings, text: str) -> bool:
    """Whether the text is an e-mail address."""
    too_long = settings.email_length and len(text) > settings.email_length
    return not too_long and _compiled(settings.email_pattern).fullmatch(text) is not None


def is_phone_number(settings: Settings, text: str) -> bool:
    """Whether the text is a phone number."""
    return _compiled(settings.phone_pattern, re.ASCII).fullmatch(text) is not None


def require_number(context: Context, phone_number: str) -> None:
    """Refuse a text that is no phone number, an empty one too. Raises `InvalidPhoneNumber`."""
    if not is_phone_number(context.settings, phone_number):
        raise errors.InvalidPhoneNumber(reason=f"{phone_number!r} is not a number like +15555550100")


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
