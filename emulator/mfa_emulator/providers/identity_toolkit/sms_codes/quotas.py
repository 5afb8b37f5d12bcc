"""Quotas of text messages and of sign-ins by them."""

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.providers.identity_toolkit import errors

MESSAGE = "Exceeded quota for verifying phone numbers."


def counted(times: tuple[int, ...], now: int, span: int, most: int, setting: str) -> tuple[int, ...]:
    """The instants of the last `span` seconds with `now` among them; `setting` names what allows `most` of them.

    Raises `QuotaExceeded`.
    """
    recent = tuple(at for at in times if at > now - span * SECOND)
    if len(recent) >= most:
        reason = f"{len(recent)} within the last {for_people(span * SECOND)}, and the setting {setting} is {most}"
        raise errors.QuotaExceeded(MESSAGE, reason=reason)
    return (*recent, now)
