"""Errors on the way into an account: tokens, codes, mailed links, identity providers."""

from mfa_emulator.providers.identity_toolkit.errors.base import Refusal


class BlockingFunctionErrorResponse(Refusal):
    code = "BLOCKING_FUNCTION_ERROR_RESPONSE"
    text = "the blocking function refused"


class CaptchaCheckFailed(Refusal):
    code = "CAPTCHA_CHECK_FAILED"


class CredentialMismatch(Refusal):
    code = "CREDENTIAL_MISMATCH"


class ExpiredOobCode(Refusal):
    code = "EXPIRED_OOB_CODE"


class FederatedUserIdAlreadyLinked(Refusal):
    code = "FEDERATED_USER_ID_ALREADY_LINKED"


class InvalidAppCredential(Refusal):
    code = "INVALID_APP_CREDENTIAL"


class InvalidCode(Refusal):
    code = "INVALID_CODE"


class InvalidContinueUri(Refusal):
    code = "INVALID_CONTINUE_URI"


class InvalidCredentialOrProviderId(Refusal):
    code = "INVALID_CREDENTIAL_OR_PROVIDER_ID"
    text = "the identity provider is not named"


class InvalidCustomToken(Refusal):
    code = "INVALID_CUSTOM_TOKEN"
    text = "the custom token cannot be used"


class InvalidDynamicLinkDomain(Refusal):
    code = "INVALID_DYNAMIC_LINK_DOMAIN"


class InvalidGrantType(Refusal):
    code = "INVALID_GRANT_TYPE"


class InvalidHostingLinkDomain(Refusal):
    code = "INVALID_HOSTING_LINK_DOMAIN"


class InvalidIdentifier(Refusal):
    code = "INVALID_IDENTIFIER"


class InvalidIdToken(Refusal):
    code = "INVALID_ID_TOKEN"


class InvalidIdpResponse(Refusal):
    code = "INVALID_IDP_RESPONSE"
    text = "the identity provider's answer cannot be used"


class InvalidLoginCredentials(Refusal):
    code = "INVALID_LOGIN_CREDENTIALS"


class InvalidOobCode(Refusal):
    code = "INVALID_OOB_CODE"


class InvalidPassword(Refusal):
    code = "INVALID_PASSWORD"


class InvalidPendingToken(Refusal):
    code = "INVALID_PENDING_TOKEN"


class InvalidProviderId(Refusal):
    code = "INVALID_PROVIDER_ID"


class InvalidRefreshToken(Refusal):
    code = "INVALID_REFRESH_TOKEN"


class InvalidRequestUri(Refusal):
    code = "INVALID_REQUEST_URI"


class InvalidSessionInfo(Refusal):
    code = "INVALID_SESSION_INFO"


class InvalidTemporaryProof(Refusal):
    code = "INVALID_TEMPORARY_PROOF"


class MissingAppCredential(Refusal):
    code = "MISSING_APP_CREDENTIAL"


class MissingCode(Refusal):
    code = "MISSING_CODE"


class MissingContinueUri(Refusal):
    code = "MISSING_CONTINUE_URI"


class MissingCustomToken(Refusal):
    code = "MISSING_CUSTOM_TOKEN"


class MissingGrantType(Refusal):
    code = "MISSING_GRANT_TYPE"


class MissingIdentifier(Refusal):
    code = "MISSING_IDENTIFIER"


class MissingIdToken(Refusal):
    code = "MISSING_ID_TOKEN"


class MissingOobCode(Refusal):
    code = "MISSING_OOB_CODE"


class MissingOrInvalidNonce(Refusal):
    code = "MISSING_OR_INVALID_NONCE"


class MissingRecaptchaToken(Refusal):
    code = "MISSING_RECAPTCHA_TOKEN"


class MissingRefreshToken(Refusal):
    code = "MISSING_REFRESH_TOKEN"


class MissingRequestUri(Refusal):
    code = "MISSING_REQUEST_URI"


class MissingReqType(Refusal):
    code = "MISSING_REQ_TYPE"


class MissingSessionInfo(Refusal):
    code = "MISSING_SESSION_INFO"


class SessionExpired(Refusal):
    code = "SESSION_EXPIRED"


class TokenExpired(Refusal):
    code = "TOKEN_EXPIRED"


class UnauthorizedDomain(Refusal):
    code = "UNAUTHORIZED_DOMAIN"
