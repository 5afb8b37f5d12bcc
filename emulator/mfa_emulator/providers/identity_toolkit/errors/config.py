"""Errors about configuration: projects, tenants, identity providers, passkeys."""

from mfa_emulator.providers.identity_toolkit.errors.base import Refusal


class ConfigurationNotFound(Refusal):
    status = 404
    code = "CONFIGURATION_NOT_FOUND"


class CredentialAlreadyInUse(Refusal):
    code = "CREDENTIAL_ALREADY_IN_USE"


class InvalidAdjacentIntervalRange(Refusal):
    code = "INVALID_ADJACENT_INTERVAL_RANGE"
    text = "adjacentIntervals must be 0 to 10"


class InvalidBlockingFunction(Refusal):
    code = "INVALID_BLOCKING_FUNCTION"
    text = "the trigger cannot be used"


class InvalidCredentialId(Refusal):
    code = "INVALID_CREDENTIAL_ID"


class InvalidDisplayName(Refusal):
    code = "INVALID_DISPLAY_NAME"
    text = "a letter first, then 4 to 20 letters, digits and hyphens in all"


class MissingAuthenticatorResponse(Refusal):
    code = "MISSING_AUTHENTICATOR_RESPONSE"


class PasskeyCredentialNotFound(Refusal):
    code = "PASSKEY_CREDENTIAL_NOT_FOUND"


class TenantIdMismatch(Refusal):
    code = "TENANT_ID_MISMATCH"


class TenantNotFound(Refusal):
    status = 404
    code = "TENANT_NOT_FOUND"
