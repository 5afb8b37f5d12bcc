"""Errors about second factors."""

from mfa_emulator.providers.identity_toolkit.errors.base import Refusal


class DuplicateMfaEnrollmentId(Refusal):
    code = "DUPLICATE_MFA_ENROLLMENT_ID"


class InvalidMfaEnrollmentId(Refusal):
    code = "INVALID_MFA_ENROLLMENT_ID"
    text = "the account has no such second factor"


class InvalidMfaPendingCredential(Refusal):
    code = "INVALID_MFA_PENDING_CREDENTIAL"
    text = "the pending credential cannot be used"


class InvalidMfaPhoneNumber(Refusal):
    code = "INVALID_MFA_PHONE_NUMBER"
    text = "the number is not in E.164 form"


class InvalidProjectId(Refusal):
    code = "INVALID_PROJECT_ID"
    text = "the credential is of another project"


class MfaEnrollmentAlreadyComplete(Refusal):
    code = "MFA_ENROLLMENT_ALREADY_COMPLETE"


class MfaEnrollmentNotFound(Refusal):
    code = "MFA_ENROLLMENT_NOT_FOUND"


class MissingCredential(Refusal):
    code = "MISSING_CREDENTIAL"
    text = "a pending credential is needed"


class MissingDisplayName(Refusal):
    code = "MISSING_DISPLAY_NAME"
    text = "a display name is needed"


class MissingMfaEnrollmentId(Refusal):
    code = "MISSING_MFA_ENROLLMENT_ID"
    text = "the second factor is not named"


class MissingMfaPendingCredential(Refusal):
    code = "MISSING_MFA_PENDING_CREDENTIAL"
    text = "a pending credential is needed"


class SecondFactorExists(Refusal):
    code = "SECOND_FACTOR_EXISTS"
    text = "the number is a second factor of this account already"


class SecondFactorLimitExceeded(Refusal):
    code = "SECOND_FACTOR_LIMIT_EXCEEDED"
    text = "the account can have no more of these second factors"


class TooManyEnrollmentAttempts(Refusal):
    code = "TOO_MANY_ENROLLMENT_ATTEMPTS"
    text = "too many wrong codes in this enrollment"


class TotpChallengeTimeout(Refusal):
    code = "TOTP_CHALLENGE_TIMEOUT"
    text = "the sign-in began too long ago"


class UnsupportedFirstFactor(Refusal):
    code = "UNSUPPORTED_FIRST_FACTOR"
    text = "second factors do not go with this way to sign in"


class UnsupportedSecondFactor(Refusal):
    code = "UNSUPPORTED_SECOND_FACTOR"
    text = "a factor of this kind cannot be written here"


class UnverifiedEmail(Refusal):
    code = "UNVERIFIED_EMAIL"
    text = "the e-mail must be verified first"


class MissingFactorInfo(Refusal):
    """The official emulator's code for a request without the member that names the kind of factor."""

    code = "INVALID_ARGUMENT"
    text = "the kind of second factor is not named"
