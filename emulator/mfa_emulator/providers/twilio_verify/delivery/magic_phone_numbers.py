"""Numbers that force an outcome, in the test range of Twilio's Messaging API: no subscriber has them.

Verify itself has no such numbers (documented: test credentials do not work): they are ours, and
the setting `magic_numbers` turns them off.
"""

from mfa_emulator.providers.twilio_verify.errors import InvalidParameter
from mfa_emulator.providers.twilio_verify.errors.verifications import FraudGuard, Landline, MaxSendAttempts

ACCEPTED = "+15005550006"
CODE = "123456"


def is_one(number: str) -> bool:
    """Whether a number is of the test range, which is possible in every profile."""
    return number.startswith("+1500555000") and len(number) == len(ACCEPTED)


def refuse(to: str) -> None:
    """Raise the error that the number stands for."""
    reason = f"{to} is a magic number (setting magic_numbers)"
    match to:
        case "+15005550001":
            raise InvalidParameter.valued("To", to, reason)
        case "+15005550002":
            raise Landline(reason=reason)
        case "+15005550003":
            raise MaxSendAttempts(reason=reason)
        case "+15005550004":
            raise FraudGuard(reason=reason)
