"""Every documented error of Identity Toolkit and Secure Token: a class for each.

Those of the methods are a code, said once in a row below; those of Google's front end, which come before any method
runs, are a sentence with a canonical status.
"""

from typing import ClassVar, TypeAlias

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.identity_toolkit.front_end_errors import (
    Aborted,
    ApiKeyInvalid,
    BackendError,
    CredentialsMissing,
    Forbidden,
    FrontEndError,
    InvalidArgument,
    NotFound,
    NotImplementedYet,
    ParseError,
    PayloadTooLarge,
    Unauthenticated,
    WrongVerb,
    second_of_one,
)

__all__ = [
    "Aborted",
    "ApiKeyInvalid",
    "BackendError",
    "CredentialsMissing",
    "Forbidden",
    "FrontEndError",
    "InvalidArgument",
    "NotFound",
    "NotImplementedYet",
    "ParseError",
    "PayloadTooLarge",
    "Unauthenticated",
    "WrongVerb",
    "second_of_one",
]
"""The front end's own, which are named as the others are."""


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
ConfigurationExists: Kind = refusal("CONFIGURATION_EXISTS", "the identity provider is configured already", status=409)
ConfigurationNotFound: Kind = refusal("CONFIGURATION_NOT_FOUND", status=404)
CredentialAlreadyInUse: Kind = refusal("CREDENTIAL_ALREADY_IN_USE")
InvalidAdjacentIntervalRange: Kind = refusal("INVALID_ADJACENT_INTERVAL_RANGE", "adjacentIntervals must be 0 to 10")
InvalidAuthorizedDomain: Kind = refusal("INVALID_AUTHORIZED_DOMAIN", "a domain is a host name or an IP address")
InvalidBlockingFunction: Kind = refusal("INVALID_BLOCKING_FUNCTION", "the trigger cannot be used")
InvalidConfig: Kind = refusal("INVALID_CONFIG", "the configuration cannot be used")
InvalidConfigId: Kind = refusal("INVALID_CONFIG_ID", "the id of the configuration cannot be used")
InvalidCredentialId: Kind = refusal("INVALID_CREDENTIAL_ID")
InvalidDisplayName: Kind = refusal(
    "INVALID_DISPLAY_NAME", "a letter first, then 4 to 20 letters, digits and hyphens in all"
)
InvalidIssuer: Kind = refusal("INVALID_ISSUER", "the issuer is an https URL")
InvalidRecaptchaPhoneAuthConfiguration: Kind = refusal(
    "INVALID_RECAPTCHA_PHONE_AUTH_CONFIGURATION", "the SMS switches need a phoneEnforcementState that is on"
)
InvalidRegionCode: Kind = refusal("INVALID_REGION_CODE", "a region is two letters of ISO 3166")
InvalidSiteKey: Kind = refusal("INVALID_SITE_KEY")
MissingAuthenticatorResponse: Kind = refusal("MISSING_AUTHENTICATOR_RESPONSE")
MissingClientType: Kind = refusal("MISSING_CLIENT_TYPE")
MissingOauthClientId: Kind = refusal("MISSING_OAUTH_CLIENT_ID", "an OAuth client id is needed")
MissingRecaptchaVersion: Kind = refusal("MISSING_RECAPTCHA_VERSION")
PasskeyCredentialNotFound: Kind = refusal("PASSKEY_CREDENTIAL_NOT_FOUND")
TenantDeleted: Kind = refusal("TENANT_DELETED")
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
InvalidHashMemoryCost: Kind = refusal("INVALID_HASH_MEMORY_COST")
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
