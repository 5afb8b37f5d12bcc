"""MFA, version 2."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.providers.onelogin.types.bodies import Body, Text


class AvailableFactor(msgspec.Struct, gc=False):
    """A factor that can be enrolled."""

    factor_id: int
    name: str
    auth_factor_name: str


class AuthenticationDevice(msgspec.Struct, gc=False):
    """An active device. The id is a text here, a number in version 1."""

    device_id: str
    user_display_name: str
    type_display_name: str
    auth_factor_name: str
    default: bool


class CreateFactorRegistrationRequest(Body, gc=False):
    """A registration to begin. Times in seconds; `custom_message` may hold ``{{otp_code}}`` and ``{{otp_expiry}}``."""

    factor_id: int | None = None
    display_name: str | None = None
    expires_in: int | None = None
    verified: bool | None = None
    redirect_to: str | None = None
    custom_message: str | None = None


class FactorData(msgspec.Struct, gc=False):
    """Data for the user's app or phone: a secret, or the number to type during a call."""

    verification_token: str
    totp_url: str | UnsetType = UNSET


class Registration(msgspec.Struct, gc=False, kw_only=True):
    """A registration just begun. All ids are texts: the SDKs reject numbers here.

    `user_id`, `device_id` and `default` are for the dialects whose models declare them; all others see the device's
    id once it is accepted.
    """

    id: str
    status: Literal["pending", "accepted"]
    user_id: str
    device_id: str
    auth_factor_name: str
    type_display_name: str
    user_display_name: str
    default: bool
    expires_at: str | UnsetType = UNSET
    factor_data: FactorData | UnsetType = UNSET


class Poll(msgspec.Struct, gc=False):
    """The status of a registration or verification: ``pending``, ``accepted`` or ``rejected``."""

    id: str
    status: str
    device_id: str


class VerifyUserRegistrationRequest(Body, gc=False):
    """The code; a number in most SDKs, which loses leading zeros."""

    otp: Text | None = None


class CreateDeviceVerificationRequest(Body, gc=False):
    """A verification to begin, or with `otp` one to settle at once."""

    device_id: int | None = None
    expires_in: int | None = None
    display_name: str | None = None
    redirect_to: str | None = None
    custom_message: str | None = None
    otp: Text | None = None


class Verification(msgspec.Struct, gc=False, kw_only=True):
    """A verification just begun; a dialect decides the type of `device_id`."""

    id: str
    device_id: int
    user_id: str
    expires_at: str
    user_display_name: str
    type_display_name: str
    auth_factor_name: str
    factor_data: FactorData | UnsetType = UNSET
    display_name: str | UnsetType = UNSET
    redirect_to: str | UnsetType = UNSET


class VerifyUserVerificationRequest(Body, gc=False):
    """The code, and the device where the factor is an authenticator."""

    otp: Text | None = None
    device_id: int | None = None
