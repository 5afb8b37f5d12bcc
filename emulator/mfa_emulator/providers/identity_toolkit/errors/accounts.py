"""Errors about accounts: what they are and what may be changed in them."""

from mfa_emulator.providers.identity_toolkit.errors.base import Refusal


class AdminOnlyOperation(Refusal):
    code = "ADMIN_ONLY_OPERATION"


class ClaimsTooLarge(Refusal):
    code = "CLAIMS_TOO_LARGE"


class CredentialTooOldLoginAgain(Refusal):
    code = "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"


class DuplicateEmail(Refusal):
    code = "DUPLICATE_EMAIL"
    text = "two accounts of the upload have this e-mail"


class DuplicateLocalId(Refusal):
    code = "DUPLICATE_LOCAL_ID"


class DuplicateRawId(Refusal):
    code = "DUPLICATE_RAW_ID"
    text = "two accounts of the upload have this id at their provider"


class EmailChangeNeedsVerification(Refusal):
    code = "EMAIL_CHANGE_NEEDS_VERIFICATION"


class EmailExists(Refusal):
    code = "EMAIL_EXISTS"


class EmailNotFound(Refusal):
    code = "EMAIL_NOT_FOUND"


class ForbiddenClaim(Refusal):
    code = "FORBIDDEN_CLAIM"


class InsufficientPermission(Refusal):
    code = "INSUFFICIENT_PERMISSION"
    text = "only administrators may ask for this"


class InvalidClaims(Refusal):
    code = "INVALID_CLAIMS"


class InvalidDuration(Refusal):
    code = "INVALID_DURATION"


class InvalidEmail(Refusal):
    code = "INVALID_EMAIL"


class InvalidPhoneNumber(Refusal):
    code = "INVALID_PHONE_NUMBER"
    text = "the number is not in E.164 form"


class InvalidReqType(Refusal):
    code = "INVALID_REQ_TYPE"
    text = "the kind of request is not known"


class InvalidTenantId(Refusal):
    code = "INVALID_TENANT_ID"


class LocalIdListExceedsLimit(Refusal):
    code = "LOCAL_ID_LIST_EXCEEDS_LIMIT"


class MissingEmail(Refusal):
    code = "MISSING_EMAIL"


class MissingLocalId(Refusal):
    code = "MISSING_LOCAL_ID"


class MissingNewEmail(Refusal):
    code = "MISSING_NEW_EMAIL"


class MissingPassword(Refusal):
    code = "MISSING_PASSWORD"


class MissingPhoneNumber(Refusal):
    code = "MISSING_PHONE_NUMBER"


class MissingProviderId(Refusal):
    code = "MISSING_PROVIDER_ID"


class MissingRawId(Refusal):
    code = "MISSING_RAW_ID"


class MissingUserAccount(Refusal):
    code = "MISSING_USER_ACCOUNT"


class NotDisabled(Refusal):
    code = "NOT_DISABLED"
    text = "an account that is enabled goes only by force"


class OperationNotAllowed(Refusal):
    code = "OPERATION_NOT_ALLOWED"


class PasswordDoesNotMeetRequirements(Refusal):
    code = "PASSWORD_DOES_NOT_MEET_REQUIREMENTS"
    text = "the password does not satisfy the project's policy"


class PasswordLoginDisabled(Refusal):
    code = "PASSWORD_LOGIN_DISABLED"


class PhoneNumberExists(Refusal):
    code = "PHONE_NUMBER_EXISTS"


class ProjectDisabled(Refusal):
    code = "PROJECT_DISABLED"


class QuotaExceeded(Refusal):
    code = "QUOTA_EXCEEDED"
    text = "too many in too short a time"


class TooManyAttemptsTryLater(Refusal):
    code = "TOO_MANY_ATTEMPTS_TRY_LATER"
    text = "too many attempts on this account"


class UnexpectedParameter(Refusal):
    code = "UNEXPECTED_PARAMETER"
    text = "this cannot be given here"


class UnsupportedTenantOperation(Refusal):
    code = "UNSUPPORTED_TENANT_OPERATION"


class UserDisabled(Refusal):
    code = "USER_DISABLED"


class UserNotFound(Refusal):
    code = "USER_NOT_FOUND"


class WeakPassword(Refusal):
    code = "WEAK_PASSWORD"
    text = "the password is too short"
