"""The errors of services, verifications, templates and the safe list: 602xx, and a few of later numbers."""

from mfa_emulator.providers.twilio_verify.errors import TwilioError


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
    """An sms to a landline, of a service that skips them; also by fault, or a magic number."""

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
    code = "60214"
    title = "PSD2 is not supported by the call channel"


class NoEmailIntegration(TwilioError):
    code = "60217"
    title = "A Mailer must be associated with the service"


class ChinaBlocked(TwilioError):
    """Only by fault."""

    code = "60220"
    title = "Use case vetting required for China"


class MissingToOrSid(TwilioError):
    code = "60221"
    title = "Either To or VerificationSid is required"


class ChannelDisabled(TwilioError):
    """The message names the channel: ``Delivery channel disabled: SMS``; programs match it to fall back to another."""

    code = "60223"
    title = "Delivery channel disabled"


class MissingSubstitutions(TwilioError):
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


class MalformedTemplates(TwilioError):
    """The title is in our words."""

    code = "60251"
    title = "Templates is malformed"


class NoUsableTemplate(TwilioError):
    """The title is in our words."""

    code = "60252"
    title = "None of the Templates can be used"


class VerificationBlocked(TwilioError):
    """Only by fault; the status is a guess."""

    status = 403
    code = "60238"
    title = "Verification blocked"


class Psd2SnaUnsupported(TwilioError):
    """The status is a guess."""

    code = "60329"
    title = "PSD2 is not supported by the sna channel"


class TemplateChannelLimited(TwilioError):
    """The status is a guess."""

    code = "60408"
    title = "Templates are supported by the sms and call channels only"


class FraudGuard(TwilioError):
    """Status and message as reported; the published title is shorter."""

    status = 403
    code = "60410"
    title = (
        "The destination phone number has been temporarily blocked by our systems to prevent fraudulent activities. "
        "For more information, please visit https://www.twilio.com/docs/errors/60410"
    )


class SafelistExists(TwilioError):
    """The status is a guess."""

    code = "60411"
    title = "Phone number already in the safe list"


class SignupFraud(TwilioError):
    """Only by fault; the status is a guess."""

    status = 403
    code = "60412"
    title = "Verification blocked: signup fraud"


class AppHashUnsupported(TwilioError):
    code = "60602"
    title = "AppHash is supported by the sms channel only"


class GeoPermission(TwilioError):
    """Only by fault."""

    status = 403
    code = "60605"
    title = "Verification delivery to this country is blocked"
