"""Documented errors of each operation: the refusals of the vendor that its handler can answer."""

_PLACE = (
    *("INSUFFICIENT_PERMISSION", "INVALID_PROJECT_ID", "INVALID_TENANT_ID", "PROJECT_DISABLED"),
    *("TENANT_ID_MISMATCH", "TENANT_DISABLED", "TENANT_DELETED"),
)
"""Refusals of the project or tenant that a request names."""

_PROJECT = ("INSUFFICIENT_PERMISSION", "INVALID_PROJECT_ID")
"""Refusals of a project where tenants do not matter."""

_TENANT = (*_PROJECT, "TENANT_NOT_FOUND")
"""Refusals of a tenant that is managed."""

_CONFIGS = ("defaultSupportedIdpConfigs", "inboundSamlConfigs", "oauthIdpConfigs")

_OIDC_CONFIG = ("INVALID_CONFIG_ID", "INVALID_CONFIG", "INVALID_ISSUER", "MISSING_OAUTH_CLIENT_ID")
"""Refusals of a configuration of OpenID Connect."""

_WRITTEN_CONFIG = (
    *("INVALID_ADJACENT_INTERVAL_RANGE", "INVALID_ARGUMENT", "INVALID_REGION_CODE", "INVALID_CONFIG"),
    *("INVALID_RECAPTCHA_PHONE_AUTH_CONFIGURATION", "INVALID_SITE_KEY", "INVALID_PHONE_NUMBER"),
)
"""Refusals of a configuration of projects and of tenants alike."""

_OWN_TOKEN = ("INVALID_ID_TOKEN", "TOKEN_EXPIRED", "USER_DISABLED", "USER_NOT_FOUND")
"""Refusals of an ID token that may be left out."""

_SESSION = ("MISSING_ID_TOKEN", *_OWN_TOKEN)
"""Refusals of an ID token that must be there."""

_PASSWORD = ("WEAK_PASSWORD", "PASSWORD_DOES_NOT_MEET_REQUIREMENTS")
"""Refusals of a new password."""

_SMS_CODE = (
    *("MISSING_CODE", "MISSING_SESSION_INFO", "INVALID_SESSION_INFO", "SESSION_EXPIRED", "INVALID_CODE"),
    "TOO_MANY_ATTEMPTS_TRY_LATER",
)
"""Refusals of a code by SMS."""

_CREDENTIAL = (
    *("INVALID_CREDENTIAL_OR_PROVIDER_ID", "INVALID_IDP_RESPONSE", "INVALID_PENDING_TOKEN"),
    *("MISSING_OR_INVALID_NONCE", "FEDERATED_USER_ID_ALREADY_LINKED", "EMAIL_EXISTS"),
    "OPERATION_NOT_ALLOWED",
)
"""Refusals of an identity provider's credential, and of linking its profile."""

_WRITTEN_FACTORS = ("INVALID_MFA_PHONE_NUMBER", "INVALID_PHONE_NUMBER", "SECOND_FACTOR_LIMIT_EXCEEDED")
"""Refusals of second factors that are written, not enrolled."""

_ERRORS: dict[str, tuple[str, ...]] = {
    "accounts.createAuthUri": (
        *_PLACE,
        *("MISSING_IDENTIFIER", "INVALID_IDENTIFIER", "MISSING_CONTINUE_URI", "INVALID_CONTINUE_URI"),
        "OPERATION_NOT_ALLOWED",
    ),
    "accounts.delete": (
        *(*_PLACE, *_SESSION),
        *("MISSING_LOCAL_ID", "ADMIN_ONLY_OPERATION", "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"),
    ),
    "accounts.lookup": (*_PLACE, *_SESSION),
    "accounts.resetPassword": (
        *(*_PLACE, *_PASSWORD),
        *("PASSWORD_LOGIN_DISABLED", "MISSING_OOB_CODE", "INVALID_OOB_CODE", "EXPIRED_OOB_CODE"),
        *("MISSING_EMAIL", "INVALID_EMAIL", "EMAIL_NOT_FOUND", "MISSING_PASSWORD", "INVALID_PASSWORD"),
        *("INVALID_LOGIN_CREDENTIALS", "TOO_MANY_ATTEMPTS_TRY_LATER", "USER_DISABLED", "OPERATION_NOT_ALLOWED"),
        "USER_NOT_FOUND",
    ),
    "accounts.sendOobCode": (
        *(*_PLACE, *_SESSION),
        *("MISSING_REQ_TYPE", "INVALID_CONTINUE_URI", "UNAUTHORIZED_DOMAIN", "OPERATION_NOT_ALLOWED"),
        *("MISSING_EMAIL", "INVALID_EMAIL", "EMAIL_NOT_FOUND", "MISSING_NEW_EMAIL", "EMAIL_EXISTS"),
        "CREDENTIAL_TOO_OLD_LOGIN_AGAIN",
        *("ADMIN_ONLY_OPERATION", "INVALID_RECAPTCHA_TOKEN", "MISSING_RECAPTCHA_TOKEN"),
        *("INVALID_NEW_EMAIL", "MISSING_CONTINUE_URI"),
        "INVALID_HOSTING_LINK_DOMAIN",
    ),
    "accounts.sendVerificationCode": (
        *_PLACE,
        *("UNSUPPORTED_TENANT_OPERATION", "OPERATION_NOT_ALLOWED", "INVALID_PHONE_NUMBER"),
        *("UNSUPPORTED_FIRST_FACTOR", "QUOTA_EXCEEDED"),
        *("ADMIN_ONLY_OPERATION", "INVALID_APP_CREDENTIAL", "MISSING_RECAPTCHA_TOKEN"),
    ),
    "accounts.signInWithCustomToken": (
        *_PLACE,
        *("MISSING_CUSTOM_TOKEN", "INVALID_CUSTOM_TOKEN", "MISSING_IDENTIFIER", "INVALID_CLAIMS"),
        *("FORBIDDEN_CLAIM", "USER_DISABLED", "CREDENTIAL_MISMATCH", "INVALID_IDENTIFIER", "CLAIMS_TOO_LARGE"),
    ),
    "accounts.signInWithEmailLink": (
        *(*_PLACE, *_OWN_TOKEN),
        *("OPERATION_NOT_ALLOWED", "MISSING_EMAIL", "INVALID_EMAIL", "MISSING_OOB_CODE", "INVALID_OOB_CODE"),
        *("EXPIRED_OOB_CODE", "EMAIL_EXISTS"),
        *("ADMIN_ONLY_OPERATION", "TOO_MANY_ATTEMPTS_TRY_LATER"),
    ),
    "accounts.signInWithIdp": (
        *(*_PLACE, *_OWN_TOKEN, *_CREDENTIAL),
        *("MISSING_REQUEST_URI", "INVALID_REQUEST_URI", "EMAIL_NOT_FOUND"),
        *("ADMIN_ONLY_OPERATION", "TOO_MANY_ATTEMPTS_TRY_LATER"),
        "PROVIDER_ALREADY_LINKED",
    ),
    "accounts.signInWithPassword": (
        *(*_PLACE, *_CREDENTIAL),
        *("PASSWORD_LOGIN_DISABLED", "MISSING_EMAIL", "INVALID_EMAIL", "MISSING_PASSWORD", "EMAIL_NOT_FOUND"),
        *("INVALID_PASSWORD", "INVALID_LOGIN_CREDENTIALS", "USER_DISABLED", "TOO_MANY_ATTEMPTS_TRY_LATER"),
        *("PASSWORD_DOES_NOT_MEET_REQUIREMENTS", "TOKEN_EXPIRED"),
        *("INVALID_RECAPTCHA_TOKEN", "MISSING_RECAPTCHA_TOKEN"),
    ),
    "accounts.signInWithPhoneNumber": (
        *(*_PLACE, *_OWN_TOKEN, *_SMS_CODE),
        *("UNSUPPORTED_TENANT_OPERATION", "MISSING_PHONE_NUMBER", "INVALID_TEMPORARY_PROOF", "PHONE_NUMBER_EXISTS"),
        *("OPERATION_NOT_ALLOWED", "UNSUPPORTED_FIRST_FACTOR", "QUOTA_EXCEEDED"),
        "ADMIN_ONLY_OPERATION",
    ),
    "accounts.signUp": (
        *(*_PLACE, *_OWN_TOKEN, *_PASSWORD, *_WRITTEN_FACTORS),
        *("UNEXPECTED_PARAMETER", "DUPLICATE_LOCAL_ID", "PHONE_NUMBER_EXISTS", "ADMIN_ONLY_OPERATION"),
        *("MISSING_EMAIL", "INVALID_EMAIL", "EMAIL_EXISTS", "MISSING_PASSWORD", "OPERATION_NOT_ALLOWED"),
        *("INVALID_RECAPTCHA_TOKEN", "MISSING_RECAPTCHA_TOKEN", "TOO_MANY_ATTEMPTS_TRY_LATER"),
    ),
    "accounts.update": (
        *(*_PLACE, *_SESSION, *_PASSWORD, *_WRITTEN_FACTORS),
        *("INVALID_REQ_TYPE", "MISSING_LOCAL_ID", "CLAIMS_TOO_LARGE", "INVALID_CLAIMS", "FORBIDDEN_CLAIM"),
        *("INVALID_OOB_CODE", "EXPIRED_OOB_CODE", "OPERATION_NOT_ALLOWED", "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"),
        *("INVALID_EMAIL", "EMAIL_EXISTS", "EMAIL_CHANGE_NEEDS_VERIFICATION", "PHONE_NUMBER_EXISTS"),
        *("INVALID_PROVIDER_ID", "MISSING_PROVIDER_ID", "MISSING_RAW_ID", "FEDERATED_USER_ID_ALREADY_LINKED"),
        *("DUPLICATE_MFA_ENROLLMENT_ID", "UNSUPPORTED_SECOND_FACTOR"),
        "INVALID_ARGUMENT",
        "MISSING_OOB_CODE",
        *("MISSING_IDENTIFIER", "UNEXPECTED_PARAMETER"),
    ),
    "accounts.issueSamlResponse": (*_PLACE, *_SESSION, "INVALID_ARGUMENT", "MISSING_EMAIL"),
    "accounts.passkeyEnrollment.start": (*_PLACE, *_SESSION),
    "accounts.passkeyEnrollment.finalize": (
        *(*_PLACE, *_SESSION),
        *("MISSING_AUTHENTICATOR_RESPONSE", "INVALID_CREDENTIAL_ID", "CREDENTIAL_ALREADY_IN_USE"),
    ),
    "accounts.passkeySignIn.start": _PLACE,
    "accounts.passkeySignIn.finalize": (
        *_PLACE,
        *("MISSING_AUTHENTICATOR_RESPONSE", "INVALID_CREDENTIAL_ID", "PASSKEY_CREDENTIAL_NOT_FOUND", "USER_DISABLED"),
    ),
    "accounts.revokeToken": (
        *(*_PLACE, *_SESSION),
        *("INVALID_ARGUMENT", "INVALID_PROVIDER_ID", "OPERATION_NOT_ALLOWED"),
    ),
    "accounts.signInWithGameCenter": (
        *(*_PLACE, *_OWN_TOKEN),
        *("ADMIN_ONLY_OPERATION", "FEDERATED_USER_ID_ALREADY_LINKED", "INVALID_ARGUMENT", "INVALID_IDP_RESPONSE"),
        *("OPERATION_NOT_ALLOWED", "TOO_MANY_ATTEMPTS_TRY_LATER", "UNSUPPORTED_FIRST_FACTOR"),
    ),
    "accounts.verifyIosClient": ("INVALID_ARGUMENT",),
    "accounts.batchCreate": (
        *_PLACE,
        *("MISSING_USER_ACCOUNT", "DUPLICATE_EMAIL", "DUPLICATE_RAW_ID", "DUPLICATE_LOCAL_ID", "INVALID_ARGUMENT"),
        *("INVALID_HASH_ALGORITHM", "INVALID_HASH_ROUNDS", "INVALID_HASH_MEMORY_COST"),
    ),
    "accounts.batchDelete": (*_PLACE, "LOCAL_ID_LIST_EXCEEDS_LIMIT"),
    "accounts.batchGet": _PLACE,
    "accounts.query": (*_PLACE, "INVALID_ARGUMENT"),
    "projects.createSessionCookie": (*_PLACE, *_SESSION, "INVALID_DURATION"),
    "accounts.mfaEnrollment.start": (
        *(*_PLACE, *_SESSION),
        *("OPERATION_NOT_ALLOWED", "UNSUPPORTED_FIRST_FACTOR", "UNVERIFIED_EMAIL", "INVALID_ARGUMENT"),
        *("INVALID_PHONE_NUMBER", "SECOND_FACTOR_EXISTS", "SECOND_FACTOR_LIMIT_EXCEEDED", "QUOTA_EXCEEDED"),
        "CREDENTIAL_TOO_OLD_LOGIN_AGAIN",
        *("INVALID_APP_CREDENTIAL", "MISSING_RECAPTCHA_TOKEN"),
    ),
    "accounts.mfaEnrollment.finalize": (
        *(*_PLACE, *_SESSION, *_SMS_CODE),
        *("OPERATION_NOT_ALLOWED", "UNSUPPORTED_FIRST_FACTOR", "INVALID_ARGUMENT", "MISSING_DISPLAY_NAME"),
        *("SECOND_FACTOR_EXISTS", "SECOND_FACTOR_LIMIT_EXCEEDED"),
        *("TOO_MANY_ENROLLMENT_ATTEMPTS", "MFA_ENROLLMENT_ALREADY_COMPLETE"),
    ),
    "accounts.mfaEnrollment.withdraw": (
        *(*_PLACE, *_SESSION),
        *("MFA_ENROLLMENT_NOT_FOUND", "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"),
    ),
    "accounts.mfaSignIn.start": (
        *_PLACE,
        *("OPERATION_NOT_ALLOWED", "MISSING_MFA_PENDING_CREDENTIAL", "INVALID_MFA_PENDING_CREDENTIAL"),
        *("MISSING_MFA_ENROLLMENT_ID", "MFA_ENROLLMENT_NOT_FOUND", "INVALID_PHONE_NUMBER", "USER_NOT_FOUND"),
        *("QUOTA_EXCEEDED", "INVALID_ARGUMENT"),
        *("INVALID_APP_CREDENTIAL", "MISSING_RECAPTCHA_TOKEN"),
    ),
    "accounts.mfaSignIn.finalize": (
        *(*_PLACE, *_SMS_CODE),
        *("OPERATION_NOT_ALLOWED", "MISSING_CREDENTIAL", "INVALID_PENDING_TOKEN", "INVALID_MFA_PENDING_CREDENTIAL"),
        *("MISSING_MFA_ENROLLMENT_ID", "INVALID_MFA_ENROLLMENT_ID", "MFA_ENROLLMENT_NOT_FOUND"),
        *("TOTP_CHALLENGE_TIMEOUT", "QUOTA_EXCEEDED", "USER_NOT_FOUND", "USER_DISABLED", "INVALID_ARGUMENT"),
    ),
    "projects.getConfig": _PROJECT,
    "projects.updateConfig": (
        *_PROJECT,
        *_WRITTEN_CONFIG,
        *("INVALID_BLOCKING_FUNCTION", "INVALID_AUTHORIZED_DOMAIN"),
    ),
    "projects.tenants.create": (*_PROJECT, *_WRITTEN_CONFIG, "INVALID_DISPLAY_NAME", "MISSING_DISPLAY_NAME"),
    "projects.tenants.patch": (*_TENANT, *_WRITTEN_CONFIG, "INVALID_DISPLAY_NAME", "MISSING_DISPLAY_NAME"),
    "projects.tenants.delete": _TENANT,
    "projects.tenants.get": _TENANT,
    "projects.tenants.list": _PROJECT,
    "projects.tenants.getIamPolicy": (*_TENANT, "INVALID_ARGUMENT"),
    "projects.tenants.setIamPolicy": (*_TENANT, "INVALID_ARGUMENT", "ABORTED"),
    "projects.tenants.testIamPermissions": (*_TENANT, "INVALID_ARGUMENT"),
    "oauthIdpConfigs.create": (*_TENANT, *_OIDC_CONFIG, "CONFIGURATION_EXISTS"),
    "oauthIdpConfigs.patch": (*_TENANT, *_OIDC_CONFIG, "CONFIGURATION_NOT_FOUND"),
    "inboundSamlConfigs.create": (*_TENANT, "INVALID_CONFIG_ID", "INVALID_CONFIG", "CONFIGURATION_EXISTS"),
    "inboundSamlConfigs.patch": (*_TENANT, "INVALID_CONFIG_ID", "INVALID_CONFIG", "CONFIGURATION_NOT_FOUND"),
    "defaultSupportedIdpConfigs.create": (
        *_TENANT,
        *("INVALID_CONFIG_ID", "MISSING_OAUTH_CLIENT_ID", "CONFIGURATION_EXISTS"),
    ),
    "defaultSupportedIdpConfigs.patch": (
        *_TENANT,
        *("INVALID_CONFIG_ID", "MISSING_OAUTH_CLIENT_ID", "CONFIGURATION_NOT_FOUND"),
    ),
    **{f"{kind}.list": _TENANT for kind in _CONFIGS},
    **{f"{kind}.{what}": (*_TENANT, "CONFIGURATION_NOT_FOUND") for kind in _CONFIGS for what in ("get", "delete")},
    "projects.identityPlatform.initializeAuth": _PROJECT,
    "relyingparty.setProjectConfig": (
        *(*_PROJECT, *_WRITTEN_CONFIG),
        *("INVALID_BLOCKING_FUNCTION", "INVALID_AUTHORIZED_DOMAIN", "INVALID_CONFIG_ID", "MISSING_OAUTH_CLIENT_ID"),
    ),
    "getProjects": _PROJECT,
    "getPasswordPolicy": _PLACE,
    "getRecaptchaConfig": (*_PLACE, "MISSING_CLIENT_TYPE", "MISSING_RECAPTCHA_VERSION"),
    "relyingparty.signOutUser": (*_PLACE, "MISSING_LOCAL_ID", "USER_NOT_FOUND"),
    "securetoken.token": (
        *_PLACE,
        *("MISSING_GRANT_TYPE", "INVALID_GRANT_TYPE", "MISSING_REFRESH_TOKEN", "INVALID_REFRESH_TOKEN"),
        *("TOKEN_EXPIRED", "USER_DISABLED", "USER_NOT_FOUND"),
    ),
}

_SAME = {
    "accounts": "accounts.signUp",
    "projects.queryAccounts": "accounts.query",
    "relyingparty.createAuthUri": "accounts.createAuthUri",
    "relyingparty.deleteAccount": "accounts.delete",
    "relyingparty.downloadAccount": "accounts.batchGet",
    "relyingparty.emailLinkSignin": "accounts.signInWithEmailLink",
    "relyingparty.getAccountInfo": "accounts.lookup",
    "relyingparty.getOobConfirmationCode": "accounts.sendOobCode",
    "relyingparty.getProjectConfig": "getProjects",
    "relyingparty.resetPassword": "accounts.resetPassword",
    "relyingparty.sendVerificationCode": "accounts.sendVerificationCode",
    "relyingparty.setAccountInfo": "accounts.update",
    "relyingparty.signupNewUser": "accounts.signUp",
    "relyingparty.uploadAccount": "accounts.batchCreate",
    "relyingparty.verifyAssertion": "accounts.signInWithIdp",
    "relyingparty.verifyCustomToken": "accounts.signInWithCustomToken",
    "relyingparty.verifyPassword": "accounts.signInWithPassword",
    "relyingparty.verifyPhoneNumber": "accounts.signInWithPhoneNumber",
}
"""Methods that do what another one does."""

_PARENTS = ("projects.tenants.accounts", "projects.accounts")


def errors_of(method: str) -> tuple[str, ...]:
    """The vendor's names of the errors of a method, by its id; none for those that refuse nothing."""
    for parent in _PARENTS:
        if method.startswith(parent):
            method = method.replace(parent, "accounts", 1)
    last = ".".join(method.split(".")[-2:])
    if last in _ERRORS and last.split(".")[0] in _CONFIGS:
        return _ERRORS[last]
    if method not in _ERRORS and method.startswith("projects.tenants."):
        method = method.replace("projects.tenants.", "projects.", 1)
    return _ERRORS.get(_SAME.get(method, method), ())
