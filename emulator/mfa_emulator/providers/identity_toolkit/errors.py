"""Every documented error of Identity Toolkit and Secure Token: a class for each.

Those of the methods are a code, said once in a row below; those of Google's front end, which come before any method
runs, are a sentence with a canonical status.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeAlias

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


Kind: TypeAlias = type[Refusal]
"""A kind of business error: its class."""


def refusal(code: str, text: str = "", *, status: int = 400) -> Kind:
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
AdminOnlyOperation: Kind = refusal("ADMIN_ONLY_OPERATION")
ClaimsTooLarge: Kind = refusal("CLAIMS_TOO_LARGE")
CredentialTooOldLoginAgain: Kind = refusal("CREDENTIAL_TOO_OLD_LOGIN_AGAIN")
DuplicateEmail: Kind = refusal("DUPLICATE_EMAIL", "two accounts of the upload have this e-mail")
DuplicateLocalId: Kind = refusal("DUPLICATE_LOCAL_ID")
DuplicateRawId: Kind = refusal("DUPLICATE_RAW_ID", "two accounts of the upload have this id at their provider")
EmailChangeNeedsVerification: Kind = refusal("EMAIL_CHANGE_NEEDS_VERIFICATION")
EmailExists: Kind = refusal("EMAIL_EXISTS")
EmailNotFound: Kind = refusal("EMAIL_NOT_FOUND")
ForbiddenClaim: Kind = refusal("FORBIDDEN_CLAIM")
InsufficientPermission: Kind = refusal("INSUFFICIENT_PERMISSION", "only administrators may ask for this")
InvalidClaims: Kind = refusal("INVALID_CLAIMS")
InvalidDuration: Kind = refusal("INVALID_DURATION")
InvalidEmail: Kind = refusal("INVALID_EMAIL")
InvalidNewEmail: Kind = refusal("INVALID_NEW_EMAIL")
InvalidPhoneNumber: Kind = refusal("INVALID_PHONE_NUMBER", "the number is not in E.164 form")
InvalidReqType: Kind = refusal("INVALID_REQ_TYPE", "the kind of request is not known")
InvalidTenantId: Kind = refusal("INVALID_TENANT_ID")
LocalIdListExceedsLimit: Kind = refusal("LOCAL_ID_LIST_EXCEEDS_LIMIT")
MissingEmail: Kind = refusal("MISSING_EMAIL")
MissingLocalId: Kind = refusal("MISSING_LOCAL_ID")
MissingNewEmail: Kind = refusal("MISSING_NEW_EMAIL")
MissingPassword: Kind = refusal("MISSING_PASSWORD")
MissingPhoneNumber: Kind = refusal("MISSING_PHONE_NUMBER")
MissingProviderId: Kind = refusal("MISSING_PROVIDER_ID")
MissingRawId: Kind = refusal("MISSING_RAW_ID")
MissingUserAccount: Kind = refusal("MISSING_USER_ACCOUNT")
NotDisabled: Kind = refusal("NOT_DISABLED", "an account that is enabled goes only by force")
OperationNotAllowed: Kind = refusal("OPERATION_NOT_ALLOWED")
PasswordDoesNotMeetRequirements: Kind = refusal(
    "PASSWORD_DOES_NOT_MEET_REQUIREMENTS", "the password does not satisfy the project's policy"
)
PasswordLoginDisabled: Kind = refusal("PASSWORD_LOGIN_DISABLED")
PhoneNumberExists: Kind = refusal("PHONE_NUMBER_EXISTS")
ProjectDisabled: Kind = refusal("PROJECT_DISABLED")
QuotaExceeded: Kind = refusal("QUOTA_EXCEEDED", "too many in too short a time")
TooManyAttemptsTryLater: Kind = refusal("TOO_MANY_ATTEMPTS_TRY_LATER", "too many attempts on this account")
UnexpectedParameter: Kind = refusal("UNEXPECTED_PARAMETER", "this cannot be given here")
UnsupportedTenantOperation: Kind = refusal("UNSUPPORTED_TENANT_OPERATION")
UserDisabled: Kind = refusal("USER_DISABLED")
UserNotFound: Kind = refusal("USER_NOT_FOUND")
WeakPassword: Kind = refusal("WEAK_PASSWORD", "the password is too short")

# Second factors
DuplicateMfaEnrollmentId: Kind = refusal("DUPLICATE_MFA_ENROLLMENT_ID")
InvalidMfaEnrollmentId: Kind = refusal("INVALID_MFA_ENROLLMENT_ID", "the account has no such second factor")
InvalidMfaPendingCredential: Kind = refusal("INVALID_MFA_PENDING_CREDENTIAL", "the pending credential cannot be used")
InvalidMfaPhoneNumber: Kind = refusal("INVALID_MFA_PHONE_NUMBER", "the number is not in E.164 form")
InvalidProjectId: Kind = refusal("INVALID_PROJECT_ID", "the credential is of another project")
MfaEnrollmentAlreadyComplete: Kind = refusal("MFA_ENROLLMENT_ALREADY_COMPLETE")
MfaEnrollmentNotFound: Kind = refusal("MFA_ENROLLMENT_NOT_FOUND")
MissingCredential: Kind = refusal("MISSING_CREDENTIAL", "a pending credential is needed")
MissingDisplayName: Kind = refusal("MISSING_DISPLAY_NAME", "a display name is needed")
MissingMfaEnrollmentId: Kind = refusal("MISSING_MFA_ENROLLMENT_ID", "the second factor is not named")
MissingMfaPendingCredential: Kind = refusal("MISSING_MFA_PENDING_CREDENTIAL", "a pending credential is needed")
SecondFactorExists: Kind = refusal("SECOND_FACTOR_EXISTS", "the number is a second factor of this account already")
SecondFactorLimitExceeded: Kind = refusal(
    "SECOND_FACTOR_LIMIT_EXCEEDED", "the account can have no more of these second factors"
)
TooManyEnrollmentAttempts: Kind = refusal("TOO_MANY_ENROLLMENT_ATTEMPTS", "too many wrong codes in this enrollment")
TotpChallengeTimeout: Kind = refusal("TOTP_CHALLENGE_TIMEOUT", "the sign-in began too long ago")
UnsupportedFirstFactor: Kind = refusal("UNSUPPORTED_FIRST_FACTOR", "second factors do not go with this way to sign in")
UnsupportedSecondFactor: Kind = refusal("UNSUPPORTED_SECOND_FACTOR", "a factor of this kind cannot be written here")
UnverifiedEmail: Kind = refusal("UNVERIFIED_EMAIL", "the e-mail must be verified first")

# Configuration: projects, tenants, identity providers, passkeys
ConfigurationNotFound: Kind = refusal("CONFIGURATION_NOT_FOUND", status=404)
CredentialAlreadyInUse: Kind = refusal("CREDENTIAL_ALREADY_IN_USE")
InvalidAdjacentIntervalRange: Kind = refusal("INVALID_ADJACENT_INTERVAL_RANGE", "adjacentIntervals must be 0 to 10")
InvalidBlockingFunction: Kind = refusal("INVALID_BLOCKING_FUNCTION", "the trigger cannot be used")
InvalidCredentialId: Kind = refusal("INVALID_CREDENTIAL_ID")
InvalidDisplayName: Kind = refusal(
    "INVALID_DISPLAY_NAME", "a letter first, then 4 to 20 letters, digits and hyphens in all"
)
InvalidRegionCode: Kind = refusal("INVALID_REGION_CODE", "a region is two letters of ISO 3166")
MissingAuthenticatorResponse: Kind = refusal("MISSING_AUTHENTICATOR_RESPONSE")
PasskeyCredentialNotFound: Kind = refusal("PASSKEY_CREDENTIAL_NOT_FOUND")
TenantDisabled: Kind = refusal("TENANT_DISABLED")
TenantIdMismatch: Kind = refusal("TENANT_ID_MISMATCH")
TenantNotFound: Kind = refusal("TENANT_NOT_FOUND", status=404)

# The way into an account: tokens, codes, mailed links, identity providers
BlockingFunctionErrorResponse: Kind = refusal("BLOCKING_FUNCTION_ERROR_RESPONSE", "the blocking function refused")
CaptchaCheckFailed: Kind = refusal("CAPTCHA_CHECK_FAILED")
CredentialMismatch: Kind = refusal("CREDENTIAL_MISMATCH")
ExpiredOobCode: Kind = refusal("EXPIRED_OOB_CODE")
FederatedUserIdAlreadyLinked: Kind = refusal("FEDERATED_USER_ID_ALREADY_LINKED")
InvalidAppCredential: Kind = refusal("INVALID_APP_CREDENTIAL")
InvalidCode: Kind = refusal("INVALID_CODE")
InvalidContinueUri: Kind = refusal("INVALID_CONTINUE_URI")
InvalidCredentialOrProviderId: Kind = refusal("INVALID_CREDENTIAL_OR_PROVIDER_ID", "the identity provider is not named")
InvalidCustomToken: Kind = refusal("INVALID_CUSTOM_TOKEN", "the custom token cannot be used")
InvalidDynamicLinkDomain: Kind = refusal("INVALID_DYNAMIC_LINK_DOMAIN")
InvalidGrantType: Kind = refusal("INVALID_GRANT_TYPE")
InvalidHostingLinkDomain: Kind = refusal("INVALID_HOSTING_LINK_DOMAIN")
InvalidHashAlgorithm: Kind = refusal("INVALID_HASH_ALGORITHM", "there is no such algorithm")
InvalidHashRounds: Kind = refusal("INVALID_HASH_ROUNDS")
InvalidIdentifier: Kind = refusal("INVALID_IDENTIFIER")
InvalidIdToken: Kind = refusal("INVALID_ID_TOKEN")
InvalidIdpResponse: Kind = refusal("INVALID_IDP_RESPONSE", "the identity provider's answer cannot be used")
InvalidLoginCredentials: Kind = refusal("INVALID_LOGIN_CREDENTIALS")
InvalidOobCode: Kind = refusal("INVALID_OOB_CODE")
InvalidPassword: Kind = refusal("INVALID_PASSWORD")
InvalidPendingToken: Kind = refusal("INVALID_PENDING_TOKEN")
InvalidProviderId: Kind = refusal("INVALID_PROVIDER_ID")
InvalidRecaptchaToken: Kind = refusal("INVALID_RECAPTCHA_TOKEN")
InvalidRefreshToken: Kind = refusal("INVALID_REFRESH_TOKEN")
InvalidRequestUri: Kind = refusal("INVALID_REQUEST_URI")
InvalidSessionInfo: Kind = refusal("INVALID_SESSION_INFO")
InvalidTemporaryProof: Kind = refusal("INVALID_TEMPORARY_PROOF")
MissingAppCredential: Kind = refusal("MISSING_APP_CREDENTIAL")
MissingCode: Kind = refusal("MISSING_CODE")
MissingContinueUri: Kind = refusal("MISSING_CONTINUE_URI")
MissingCustomToken: Kind = refusal("MISSING_CUSTOM_TOKEN")
MissingGrantType: Kind = refusal("MISSING_GRANT_TYPE")
MissingIdentifier: Kind = refusal("MISSING_IDENTIFIER")
MissingIdToken: Kind = refusal("MISSING_ID_TOKEN")
MissingOobCode: Kind = refusal("MISSING_OOB_CODE")
MissingOrInvalidNonce: Kind = refusal("MISSING_OR_INVALID_NONCE")
MissingRecaptchaToken: Kind = refusal("MISSING_RECAPTCHA_TOKEN")
MissingRefreshToken: Kind = refusal("MISSING_REFRESH_TOKEN")
MissingRequestUri: Kind = refusal("MISSING_REQUEST_URI")
MissingReqType: Kind = refusal("MISSING_REQ_TYPE")
MissingSessionInfo: Kind = refusal("MISSING_SESSION_INFO")
SessionExpired: Kind = refusal("SESSION_EXPIRED")
TokenExpired: Kind = refusal("TOKEN_EXPIRED")
ProviderAlreadyLinked: Kind = refusal("PROVIDER_ALREADY_LINKED")
UnauthorizedDomain: Kind = refusal("UNAUTHORIZED_DOMAIN", "Domain not allowlisted by project")


class MissingFactorInfo(Refusal):
    """The official emulator's code for a request without the member that names the kind of factor."""

    code = "INVALID_ARGUMENT"
    text = "the kind of second factor is not named"


def by_name() -> dict[str, type[VendorError]]:
    """The classes by the vendor's name for them. Where two share a name, the front end's own comes first."""
    return {error.code: error for base in (Refusal, FrontEndError) for error in base.__subclasses__()}
