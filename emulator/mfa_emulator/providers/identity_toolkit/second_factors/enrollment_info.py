"""Second factors as answers show them."""

from string import digits

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit.records import Factor
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment, TotpInfo

_HIDDEN = dict.fromkeys(map(ord, digits), "*")


def masked(factor: Factor) -> MfaEnrollment:
    """The factor for a sign-in under way: with the last four digits of its number alone."""
    phone = mask(factor.phone_number) if factor.phone_number else None
    return enrollment(factor, phone)


def enrollment(factor: Factor, phone: str | None) -> MfaEnrollment:
    """The factor as answers show it: with its number, as given, or as TOTP."""
    return MfaEnrollment(
        mfa_enrollment_id=factor.id,
        display_name=factor.display_name or None,
        enrolled_at=rfc3339(factor.enrolled_at, 6 if factor.kind == "totp" else 3),
        phone_info=phone,
        totp_info=TotpInfo() if phone is None else None,
    )


def mask(phone_number: str) -> str:
    """``+15555550102`` as ``+*******0102``: all digits but the last four."""
    return phone_number[:-4].translate(_HIDDEN) + phone_number[-4:]
