"""MFA, version 2: the factors there are, and a user's active devices."""

from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import FactorNotFound
from mfa_emulator.providers.onelogin.factors import catalog, enrolled_devices
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG
from mfa_emulator.providers.onelogin.tokens import mfa_tokens
from mfa_emulator.providers.onelogin.types import factors_version_2 as types
from mfa_emulator.providers.onelogin.users import lookup


def get_auth_factors(call: Call[None]) -> list[types.AvailableFactor]:
    """Factors of the account's policy that the user has not enrolled."""
    user = lookup.require(call)
    return [
        types.AvailableFactor(factor.id, factor.name, CATALOG[factor.kind].v2_name)
        for factor in enrolled_devices.available(call, user)
    ]


def get_authentication_devices(call: Call[None]) -> list[types.AuthenticationDevice]:
    """The user's active devices."""
    user = lookup.require(call)
    return [
        types.AuthenticationDevice(
            str(device.id),
            device.display_name,
            catalog.of_device(call, device).name,
            enrolled_devices.kind_of(device).v2_name,
            device.default,
        )
        for device in enrolled_devices.active(call.state, user.id)
    ]


def delete_enrolled_factor(call: Call[None]) -> None:
    """Remove a device, or a temporary token by its ``user_temp_otp_…`` id (guess)."""
    user = lookup.require(call)
    text = call.params["device_id"]
    number = wire.whole_number(text)
    device = None if number is None else enrolled_devices.of(call.state, user.id, number)
    if device is not None:
        enrolled_devices.remove(call.state, device, call.settings)
    elif not mfa_tokens.revoke(call.state, user, text):
        raise FactorNotFound(reason=f"user {user.id} has no device {text}")
