"""The errors of Twilio Verify, one class each, and the envelope they are sent in.

Titles follow Twilio's error dictionary, where it gives one. The HTTP status of an error is published for some
only; the others are marked as guesses.
"""

from typing import ClassVar

from mfa_emulator.core.errors import VendorError


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
    """Worded as seen in twilio-node issue 1019; its number is a guess."""

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


class WrongVerb(TwilioError):
    """The number is a guess."""

    status = 405
    code = "20004"
    title = "Method not allowed"


class NotFound(TwilioError):
    """Its message names the path; `render` puts it in, without the version, as production does for resources."""

    status = 404
    code = "20404"
    title = ""


class NoRoute(NotFound):
    """A path of no operation; production names it with its version (twilio-node issue 1111)."""


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


class UnapprovedTranslation(TwilioError):
    """The status is a guess."""

    code = "60201"
    title = "Template translation is not approved"


class MaxCheckAttempts(TwilioError):
    status = 429
    code = "60202"
    title = "Max check attempts reached"


class MaxSendAttempts(TwilioError):
    status = 429
    code = "60203"
    title = "Max send attempts reached"


class FeatureNotEnabled(TwilioError):
    status = 403
    code = "60204"
    title = "Service does not support this feature"


class Landline(TwilioError):
    """Only by fault, or a magic number."""

    status = 403
    code = "60205"
    title = "SMS is not supported by landline phone number"


class MissingPsd2Parameter(TwilioError):
    code = "60206"
    title = "Amount and Payee parameters are required"


class MaxRateLimits(TwilioError):
    code = "60207"
    title = "Max number of rate limits per service reached"


class RateLimitExists(TwilioError):
    code = "60208"
    title = "Rate limit with this unique name already exists"


class InvalidUniqueName(TwilioError):
    code = "60209"
    title = "Invalid rate limit unique name"


class MaxBuckets(TwilioError):
    code = "60210"
    title = "Max number of buckets per rate limit reached"


class BucketExists(TwilioError):
    code = "60211"
    title = "Bucket with this interval already exists"


class TooManyConcurrent(TwilioError):
    """Only by fault."""

    status = 429
    code = "60212"
    title = "Too many concurrent requests for phone number"


class MessagingConfigurationExists(TwilioError):
    code = "60213"
    title = "Messaging configuration for this country already exists"


class Psd2CallUnsupported(TwilioError):
    """The status is a guess."""

    code = "60214"
    title = "PSD2 is not supported by the call channel"


class NoEmailIntegration(TwilioError):
    """Only by fault."""

    code = "60217"
    title = "No email integration associated with the service"


class ChinaBlocked(TwilioError):
    """Only by fault."""

    code = "60220"
    title = "Use case vetting required for China"


class MissingToOrSid(TwilioError):
    code = "60221"
    title = "Either To or VerificationSid is required"


class ChannelDisabled(TwilioError):
    """Only by fault; the status is a guess."""

    status = 403
    code = "60223"
    title = "Delivery channel disabled"


class MissingSubstitutions(TwilioError):
    """The status is a guess."""

    code = "60224"
    title = "Template custom substitutions are missing"


class TemplateChannelUnsupported(TwilioError):
    """The status is a guess."""

    code = "60227"
    title = "Template does not support the channel"


class TemplateNotFound(TwilioError):
    """The status is a guess."""

    code = "60228"
    title = "Template not found"


class VerificationBlocked(TwilioError):
    """Only by fault; the status is a guess."""

    status = 403
    code = "60238"
    title = "Verification blocked"
