"""MFA, version 1."""

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.providers.onelogin.types.bodies import Body, Text


class AuthFactor(msgspec.Struct, gc=False):
    """A factor that can be enrolled."""

    name: str
    factor_id: int


class AuthFactors(msgspec.Struct, gc=False):
    """`data` of the list of factors."""

    auth_factors: list[AuthFactor]


class OtpDevice(msgspec.Struct, gc=False, kw_only=True):
    """A device as version 1 lists it. Absent fields are left out: some SDKs reject null."""

    id: int
    active: bool
    default: bool
    needs_trigger: bool
    auth_factor_name: str
    type_display_name: str
    user_display_name: str
    phone_number: str | UnsetType = UNSET
    state_token: str | UnsetType = UNSET
    device_id: int | UnsetType = UNSET


class OtpDevices(msgspec.Struct, gc=False):
    """`data` of the list of devices."""

    otp_devices: list[OtpDevice]


class EnrollMfaFactorRequest(Body, gc=False):
    """An enrollment. `factor_id` is required, yet the Python SDKs 3.1.4 to 4.0.1 drop it."""

    factor_id: int | None = None
    display_name: str | None = None
    number: Text | None = None
    verified: bool | None = None


class ActivateMfaFactorsRequest(Body, gc=False):
    """A trigger. Times in seconds; `sms_message` may hold ``{{otp_code}}`` and ``{{expiration}}``."""

    state_token_expires_in: int | None = None
    numeric_sms_otp: bool | None = None
    sms_message: str | None = None


class Triggered(msgspec.Struct, gc=False, kw_only=True):
    """The answer to a trigger, before a dialect gives it its shape."""

    user_id: int
    device: OtpDevice
    state_token: str
    state_token_expires_at: str
    message: str


class VerifyMfaFactorRequest(Body, gc=False):
    """A code or the state token of a push; at least one of the two."""

    otp_token: Text | None = None
    state_token: str | None = None


class GenerateMfaTokenRequest(Body, gc=False):
    """A temporary token to be made. `expires_in` in seconds."""

    expires_in: int | None = None
    reusable: bool | None = None


class TemporaryToken(msgspec.Struct, gc=False):
    """A temporary MFA token, before version and dialect give it its shape."""

    mfa_token: str
    reusable: bool
    expires_at: str
    device_id: str
