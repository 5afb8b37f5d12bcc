"""Every documented error of Identity Toolkit and Secure Token: a class for each.

Those of the methods are a code, said once in a row below; those of Google's front end, which come before any method
runs, are a sentence with a canonical status.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject


class Refusal(VendorError):
    """A business error. On the wire it is ``CODE``, or ``CODE : text`` where the vendor adds a text.

    SDKs look at the code alone: JS cuts at ``" : "``, Python and iOS at the first colon. The texts are ours.
    """

    text: ClassVar[str] = ""

    def __init__(self, text: str = "", *, reason: str = "") -> None:
        text = text or self.text
        super().__init__(f"{self.code} : {text}" if text else self.code, reason=reason)


def refusal(code: str, text: str = "", *, status: int = 400) -> type[Refusal]:
    """The class of a business error, named like its code: ``EMAIL_EXISTS`` is `EmailExists`."""
    name = "".join(word.capitalize() for word in code.split("_"))
    return type(name, (Refusal,), {"__module__": __name__, "code": code, "text": text, "status": status})


class FrontEndError(VendorError):
    """A refusal of Google's front end: a sentence with a canonical status, not a code."""

    status_name: ClassVar[str] = "INVALID_ARGUMENT"
    """Empty: Google's name for the HTTP status."""
    kind: ClassVar[str] = "invalid"
    """The value of ``errors[0].reason``."""
    text: ClassVar[str] = ""
    extra: ClassVar[Mapping[str, str]] = {}
    """Members of ``errors[0]`` beside message, reason and domain."""

    def __init__(self, text: str = "", *, reason: str = "", details: Sequence[JsonObject] = ()) -> None:
        super().__init__(text or self.text, reason=reason)
        self.details = details


class InvalidArgument(FrontEndError):
    """Production's refusal without a code, where nothing says which part of the request it is about."""

    code = "INVALID_ARGUMENT"
    text = "Request contains an invalid argument."


class ParseError(FrontEndError):
    code = "parseError"
    kind = "parseError"
    text = "Parse Error"


class ApiKeyInvalid(FrontEndError):
    code = "API_KEY_INVALID"
    kind = "badRequest"
    text = "API key not valid. Please pass a valid API key."


class Unauthenticated(FrontEndError):
    """A bearer token that is none."""

    status = 401
    code = "UNAUTHENTICATED"
    status_name = "UNAUTHENTICATED"
    kind = "authError"
    text = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other."
    extra: ClassVar[Mapping[str, str]] = {"location": "Authorization", "locationType": "header"}


class CredentialsMissing(FrontEndError):
    """Production's refusal of an admin method that came with an API key only."""

    status = 401
    code = "CREDENTIALS_MISSING"
    status_name = "UNAUTHENTICATED"
    kind = "required"
    text = "Request is missing required authentication credential. Expected OAuth 2 access token."
    extra: ClassVar[Mapping[str, str]] = {"location": "Authorization", "locationType": "header"}


class Forbidden(FrontEndError):
    status = 403
    code = "PERMISSION_DENIED"
    status_name = "PERMISSION_DENIED"
    kind = "forbidden"
    text = "The request is missing a valid API key."


class NotFound(FrontEndError):
    status = 404
    code = "NOT_FOUND"
    status_name = "NOT_FOUND"
    kind = "notFound"
    text = "Requested entity was not found."


class WrongVerb(FrontEndError):
    status = 405
    code = "METHOD_NOT_ALLOWED"
    status_name = "METHOD_NOT_ALLOWED"
    kind = "httpMethodNotAllowed"
    text = "The path does not take this verb."


class PayloadTooLarge(FrontEndError):
    status = 413
    code = "PAYLOAD_TOO_LARGE"
    kind = "uploadTooLarge"
    text = "Request payload size exceeds the limit."


class NotImplementedYet(FrontEndError):
    status = 501
    code = "NOT_IMPLEMENTED"
    status_name = "NOT_IMPLEMENTED"
    kind = "unimplemented"
    text = "Not implemented in the emulator."


class BackendError(FrontEndError):
    """A failure inside Google, of the status that a fault asks for; 500 when the emulator itself failed."""

    status = 500
    code = "INTERNAL"
    status_name = ""
    kind = "backendError"
    text = "Internal error encountered."


# Accounts: what they are, and what may be changed in them
AdminOnlyOperation = refusal("ADMIN_ONLY_OPERATION")
ClaimsTooLarge = refusal("CLAIMS_TOO_LARGE")
CredentialTooOldLoginAgain = refusal("CREDENTIAL_TOO_OLD_LOGIN_AGAIN")
DuplicateEmail = refusal("DUPLICATE_EMAIL", "two accounts of the upload have this e-mail")
DuplicateLocalId = refusal("DUPLICATE_LOCAL_ID")
DuplicateRawId = refusal("DUPLICATE_RAW_ID", "two accounts of the upload have this id at their provider")
EmailChangeNeedsVerification = refusal("EMAIL_CHANGE_NEEDS_VERIFICATION")
EmailExists = refusal("EMAIL_EXISTS")
EmailNotFound = refusal("EMAIL_NOT_FOUND")
ForbiddenClaim = refusal("FORBIDDEN_CLAIM")
InsufficientPermission = refusal("INSUFFICIENT_PERMISSION", "only administrators may ask for this")
InvalidClaims = refusal("INVALID_CLAIMS")
InvalidDuration = refusal("INVALID_DURATION")
InvalidEmail = refusal("INVALID_EMAIL")
InvalidPhoneNumber = refusal("INVALID_PHONE_NUMBER", "the number is not in E.164 form")
InvalidReqType = refusal("INVALID_REQ_TYPE", "the kind of request is not known")
InvalidTenantId = refusal("INVALID_TENANT_ID")
LocalIdListExceedsLimit = refusal("LOCAL_ID_LIST_EXCEEDS_LIMIT")
MissingEmail = refusal("MISSING_EMAIL")
MissingLocalId = refusal("MISSING_LOCAL_ID")
MissingNewEmail = refusal("MISSING_NEW_EMAIL")
MissingPassword = refusal("MISSING_PASSWORD")
MissingPhoneNumber = refusal("MISSING_PHONE_NUMBER")
MissingProviderId = refusal("MISSING_PROVIDER_ID")
MissingRawId = refusal("MISSING_RAW_ID")
MissingUserAccount = refusal("MISSING_USER_ACCOUNT")
NotDisabled = refusal("NOT_DISABLED", "an account that is enabled goes only by force")
OperationNotAllowed = refusal("OPERATION_NOT_ALLOWED")
PasswordDoesNotMeetRequirements = refusal(
    "PASSWORD_DOES_NOT_MEET_REQUIREMENTS", "the password does not satisfy the project's policy"
)
PasswordLoginDisabled = refusal("PASSWORD_LOGIN_DISABLED")
PhoneNumberExists = refusal("PHONE_NUMBER_EXISTS")
ProjectDisabled = refusal("PROJECT_DISABLED")
QuotaExceeded = refusal("QUOTA_EXCEEDED", "too many in too short a time")
TooManyAttemptsTryLater = refusal("TOO_MANY_ATTEMPTS_TRY_LATER", "too many attempts on this account")
UnexpectedParameter = refusal("UNEXPECTED_PARAMETER", "this cannot be given here")
UnsupportedTenantOperation = refusal("UNSUPPORTED_TENANT_OPERATION")
UserDisabled = refusal("USER_DISABLED")
UserNotFound = refusal("USER_NOT_FOUND")
WeakPassword = refusal("WEAK_PASSWORD", "the password is too short")

# Second factors
DuplicateMfaEnrollmentId = refusal("DUPLICATE_MFA_ENROLLMENT_ID")
InvalidMfaEnrollmentId = refusal("INVALID_MFA_ENROLLMENT_ID", "the account has no such second factor")
InvalidMfaPendingCredential = refusal("INVALID_MFA_PENDING_CREDENTIAL", "the pending credential cannot be used")
InvalidMfaPhoneNumber = refusal("INVALID_MFA_PHONE_NUMBER", "the number is not in E.164 form")
InvalidProjectId = refusal("INVALID_PROJECT_ID", "the credential is of another project")
MfaEnrollmentAlreadyComplete = refusal("MFA_ENROLLMENT_ALREADY_COMPLETE")
MfaEnrollmentNotFound = refusal("MFA_ENROLLMENT_NOT_FOUND")
MissingCredential = refusal("MISSING_CREDENTIAL", "a pending credential is needed")
MissingDisplayName = refusal("MISSING_DISPLAY_NAME", "a display name is needed")
MissingMfaEnrollmentId = refusal("MISSING_MFA_ENROLLMENT_ID", "the second factor is not named")
MissingMfaPendingCredential = refusal("MISSING_MFA_PENDING_CREDENTIAL", "a pending credential is needed")
SecondFactorExists = refusal("SECOND_FACTOR_EXISTS", "the number is a second factor of this account already")
SecondFactorLimitExceeded = refusal(
    "SECOND_FACTOR_LIMIT_EXCEEDED", "the account can have no more of these second factors"
)
TooManyEnrollmentAttempts = refusal("TOO_MANY_ENROLLMENT_ATTEMPTS", "too many wrong codes in this enrollment")
TotpChallengeTimeout = refusal("TOTP_CHALLENGE_TIMEOUT", "the sign-in began too long ago")
UnsupportedFirstFactor = refusal("UNSUPPORTED_FIRST_FACTOR", "second factors do not go with this way to sign in")
UnsupportedSecondFactor = refusal("UNSUPPORTED_SECOND_FACTOR", "a factor of this kind cannot be written here")
UnverifiedEmail = refusal("UNVERIFIED_EMAIL", "the e-mail must be verified first")

# Configuration: projects, tenants, identity providers, passkeys
ConfigurationNotFound = refusal("CONFIGURATION_NOT_FOUND", status=404)
CredentialAlreadyInUse = refusal("CREDENTIAL_ALREADY_IN_USE")
InvalidAdjacentIntervalRange = refusal("INVALID_ADJACENT_INTERVAL_RANGE", "adjacentIntervals must be 0 to 10")
InvalidBlockingFunction = refusal("INVALID_BLOCKING_FUNCTION", "the trigger cannot be used")
InvalidCredentialId = refusal("INVALID_CREDENTIAL_ID")
InvalidDisplayName = refusal("INVALID_DISPLAY_NAME", "a letter first, then 4 to 20 letters, digits and hyphens in all")
MissingAuthenticatorResponse = refusal("MISSING_AUTHENTICATOR_RESPONSE")
PasskeyCredentialNotFound = refusal("PASSKEY_CREDENTIAL_NOT_FOUND")
TenantIdMismatch = refusal("TENANT_ID_MISMATCH")
TenantNotFound = refusal("TENANT_NOT_FOUND", status=404)

# The way into an account: tokens, codes, mailed links, identity providers
BlockingFunctionErrorResponse = refusal("BLOCKING_FUNCTION_ERROR_RESPONSE", "the blocking function refused")
CaptchaCheckFailed = refusal("CAPTCHA_CHECK_FAILED")
CredentialMismatch = refusal("CREDENTIAL_MISMATCH")
ExpiredOobCode = refusal("EXPIRED_OOB_CODE")
FederatedUserIdAlreadyLinked = refusal("FEDERATED_USER_ID_ALREADY_LINKED")
InvalidAppCredential = refusal("INVALID_APP_CREDENTIAL")
InvalidCode = refusal("INVALID_CODE")
InvalidContinueUri = refusal("INVALID_CONTINUE_URI")
InvalidCredentialOrProviderId = refusal("INVALID_CREDENTIAL_OR_PROVIDER_ID", "the identity provider is not named")
InvalidCustomToken = refusal("INVALID_CUSTOM_TOKEN", "the custom token cannot be used")
InvalidDynamicLinkDomain = refusal("INVALID_DYNAMIC_LINK_DOMAIN")
InvalidGrantType = refusal("INVALID_GRANT_TYPE")
InvalidHostingLinkDomain = refusal("INVALID_HOSTING_LINK_DOMAIN")
InvalidIdentifier = refusal("INVALID_IDENTIFIER")
InvalidIdToken = refusal("INVALID_ID_TOKEN")
InvalidIdpResponse = refusal("INVALID_IDP_RESPONSE", "the identity provider's answer cannot be used")
InvalidLoginCredentials = refusal("INVALID_LOGIN_CREDENTIALS")
InvalidOobCode = refusal("INVALID_OOB_CODE")
InvalidPassword = refusal("INVALID_PASSWORD")
InvalidPendingToken = refusal("INVALID_PENDING_TOKEN")
InvalidProviderId = refusal("INVALID_PROVIDER_ID")
InvalidRefreshToken = refusal("INVALID_REFRESH_TOKEN")
InvalidRequestUri = refusal("INVALID_REQUEST_URI")
InvalidSessionInfo = refusal("INVALID_SESSION_INFO")
InvalidTemporaryProof = refusal("INVALID_TEMPORARY_PROOF")
MissingAppCredential = refusal("MISSING_APP_CREDENTIAL")
MissingCode = refusal("MISSING_CODE")
MissingContinueUri = refusal("MISSING_CONTINUE_URI")
MissingCustomToken = refusal("MISSING_CUSTOM_TOKEN")
MissingGrantType = refusal("MISSING_GRANT_TYPE")
MissingIdentifier = refusal("MISSING_IDENTIFIER")
MissingIdToken = refusal("MISSING_ID_TOKEN")
MissingOobCode = refusal("MISSING_OOB_CODE")
MissingOrInvalidNonce = refusal("MISSING_OR_INVALID_NONCE")
MissingRecaptchaToken = refusal("MISSING_RECAPTCHA_TOKEN")
MissingRefreshToken = refusal("MISSING_REFRESH_TOKEN")
MissingRequestUri = refusal("MISSING_REQUEST_URI")
MissingReqType = refusal("MISSING_REQ_TYPE")
MissingSessionInfo = refusal("MISSING_SESSION_INFO")
SessionExpired = refusal("SESSION_EXPIRED")
TokenExpired = refusal("TOKEN_EXPIRED")
UnauthorizedDomain = refusal("UNAUTHORIZED_DOMAIN")


class MissingFactorInfo(Refusal):
    """The official emulator's code for a request without the member that names the kind of factor."""

    code = "INVALID_ARGUMENT"
    text = "the kind of second factor is not named"


def by_name() -> dict[str, type[VendorError]]:
    """The classes by the vendor's name for them. Where two share a name, the front end's own comes first."""
    return {error.code: error for base in (Refusal, FrontEndError) for error in base.__subclasses__()}
