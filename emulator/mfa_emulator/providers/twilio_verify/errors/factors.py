"""The errors of entities, factors and challenges: 603xx. `passkeys` has those of passkeys."""

from mfa_emulator.providers.twilio_verify.errors import TwilioError


class EntityExists(TwilioError):
    status = 409
    code = "60301"
    title = "Entity already exists"


class InvalidAccessTokenRequest(TwilioError):
    code = "60305"
    title = "Invalid access token request"


class NotificationPlatformNone(TwilioError):
    """The status is a guess."""

    code = "60307"
    title = "Factor has no notification platform"


class MaxChallengeAttempts(TwilioError):
    status = 429
    code = "60308"
    title = "Max attempts to verify the challenge reached"


class MaxNotifications(TwilioError):
    status = 429
    code = "60309"
    title = "Max notifications for the challenge reached"


class MaxFactorAttempts(TwilioError):
    status = 429
    code = "60310"
    title = "Max attempts to verify the factor reached"


class FactorVerificationFailed(TwilioError):
    status = 403
    code = "60311"
    title = "Factor verification failed"


class MaxChallenges(TwilioError):
    status = 429
    code = "60312"
    title = "Max challenges for the factor reached"


class FactorNotPermitted(TwilioError):
    status = 403
    code = "60313"
    title = "Not permitted to create this factor"


class InvalidBinding(TwilioError):
    code = "60314"
    title = "Invalid public key"


class MaxFactors(TwilioError):
    code = "60315"
    title = "Max number of factors per entity reached"


class FactorExists(TwilioError):
    status = 409
    code = "60317"
    title = "Factor already exists"


class FactorUnverified(TwilioError):
    status = 403
    code = "60318"
    title = "Factor is unverified"


class ChallengeAnswered(TwilioError):
    status = 403
    code = "60322"
    title = "Challenge was already approved or denied"


class ChallengeExpired(TwilioError):
    status = 403
    code = "60323"
    title = "Challenge expired"


class ChallengeVerificationFailed(TwilioError):
    status = 403
    code = "60324"
    title = "Challenge verification failed"


class MaxFactorCreations(TwilioError):
    status = 429
    code = "60326"
    title = "Max factor creations for the entity reached"


class TooManyEntities(TwilioError):
    """The status is a guess."""

    status = 429
    code = "60328"
    title = "Too many entities created per second"


class FactorMissing(TwilioError):
    """Documented without a status; sent in place of 20404 when the setting `not_found` says so."""

    status = 404
    code = "60390"
    title = "Factor not found"


class ChallengeMissing(FactorMissing):
    code = "60391"
    title = "Challenge not found"


class EntityMissing(FactorMissing):
    code = "60392"
    title = "Entity not found"
