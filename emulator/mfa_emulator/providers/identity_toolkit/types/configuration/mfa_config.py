"""Second factors that a project or tenant allows."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32

SecondFactor = Literal["PROVIDER_UNSPECIFIED", "PHONE_SMS"]
MfaState = Literal["STATE_UNSPECIFIED", "DISABLED", "ENABLED", "MANDATORY"]
MfaProviderState = Literal["MFA_STATE_UNSPECIFIED", "DISABLED", "ENABLED", "MANDATORY"]


class TotpMfaProviderConfig(Body):
    """Deviation of an authenticator's clock that is accepted, in codes to either side: 0 to 10, absent is 5."""

    adjacent_intervals: Int32 | None = None


class ProviderConfig(Body):
    """The state of one kind of second factor. TOTP is the only kind that is configured this way."""

    state: MfaProviderState | None = None
    totp_provider_config: TotpMfaProviderConfig | None = None


class MultiFactorAuthConfig(Body):
    """Whether a second factor is asked for at all, and which.

    SMS is switched on by `enabled_providers`, TOTP by its entry in `provider_configs`.
    """

    enabled_providers: tuple[SecondFactor, ...] | None = None
    provider_configs: tuple[ProviderConfig, ...] | None = None
    state: MfaState | None = None
