"""The errors of Twilio Verify that are of no topic, one class each.

A title is the message on the wire. Word for word are those of 20003, 20404, 20429, 60200, 60202, 60203, 60217, 60223,
60301, 60318 and 60323 (recorded, or https://www.twilio.com/docs/api/errors); the others say the same in our words: no
package is known that carries Twilio's dictionary of Verify errors. The HTTP status of an error is published for some
only; the others are marked as guesses.
"""

from datetime import datetime
from typing import ClassVar

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.time.durations import as_datetime


class TwilioError(VendorError):
    """A refusal with Twilio's number as `code`; `headers` go out with it."""

    title: ClassVar[str] = ""

    def __init__(self, message: str = "", *, reason: str = "", headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message or self.title, reason=reason)
        self.headers = headers

    @classmethod
    def about(cls, name: str, reason: str = "") -> "TwilioError":
        """The error as it is worded when the parameter `name` is the cause."""
        return cls(f"{cls.title}: {name}", reason=f"{name}: {reason}")


class MissingParameter(TwilioError):
    """Sent by Twilio's common gateway for parameters that the description marks as required, and for no others."""

    code = "20001"
    title = "Missing required parameter"

    @classmethod
    def about(cls, name: str, reason: str = "") -> TwilioError:
        """The error for one missing parameter."""
        return cls(f"{cls.title} {name} in the post body", reason=reason or f"{name} is missing")


class BadRequest(TwilioError):
    """A body that cannot be read. The number is a guess."""

    code = "20001"
    title = "Bad request"


class Unauthenticated(TwilioError):
    status = 401
    code = "20003"
    title = "Authenticate"

    @classmethod
    def at(cls, now: int, reason: str) -> TwilioError:
        """The error with a Date header: the mobile SDKs set their clock by it and try again (verify-android)."""
        return cls(reason=reason, headers=(("Date", http_date(as_datetime(now))),))


class WrongVerb(TwilioError):
    """The number is a guess."""

    status = 405
    code = "20004"
    title = "Method not allowed"


class NotFound(TwilioError):
    """A missing resource. `render` puts its path into the message, without the version, as production does."""

    status = 404
    code = "20404"
    title = ""


class NoRoute(NotFound):
    """A path of no operation; production names it with its version (twilio/twilio-node#1111)."""


class TooLarge(TwilioError):
    """Unpublished; a guess."""

    status = 413
    code = "20413"
    title = "Request entity too large"


class TooManyRequests(TwilioError):
    status = 429
    code = "20429"
    title = "Too many requests"


class Internal(TwilioError):
    """Sent for a fault, or for a mistake of the emulator. The number is a guess."""

    status = 500
    code = "20500"
    title = "Internal server error"


class NotBuilt(TwilioError):
    status = 501
    code = "20501"
    title = "Not implemented in the emulator"


class UnverifiedTrialNumber(TwilioError):
    """Only by fault: a trial account may not send to a number it has not verified."""

    status = 403
    code = "21608"
    title = "The number is unverified. Trial accounts cannot send messages to unverified numbers"


class InvalidParameter(TwilioError):
    code = "60200"
    title = "Invalid parameter"

    @classmethod
    def valued(cls, name: str, value: str, reason: str) -> TwilioError:
        """The form that also quotes the value, as seen for `To`."""
        return cls(f"{cls.title} `{name}`: {value}", reason=reason)


class InvalidRequest(TwilioError):
    """Production's wording per parameter is unpublished; "Invalid Request" with its name is a guess."""

    code = "60306"
    title = "Invalid Request"


def http_date(at: datetime) -> str:
    """``Sat, 21 Nov 2026 10:00:00 GMT``."""
    return at.strftime("%a, %d %b %Y %H:%M:%S GMT")
