"""The check of a restored state: it may hold only records that calls could have led to."""

import msgspec

from mfa_emulator.core.otp.totp import Totp, checked
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG
from mfa_emulator.providers.onelogin.factors.yubikey_codes import Key
from mfa_emulator.providers.onelogin.records import Device
from mfa_emulator.providers.onelogin.state import State


def check(state: State) -> None:
    """Refuse factors and devices that could not be used, and counters that count nothing. Raises ValueError."""
    msgspec.convert(state.counters, dict[str, int])
    for factor in state.factors:
        if factor.kind not in CATALOG:
            raise ValueError(f"factor {factor.id} is of no known kind: {factor.kind!r}")
    for device in state.devices:
        _check_device(state, device)


def _check_device(state: State, device: Device) -> None:
    if device.factor not in CATALOG or device.user_id not in state.users:
        raise ValueError(f"device {device.id} is no factor of a user")
    match CATALOG[device.factor].proof:
        case "totp" | "push":
            checked(Totp(device.secret))
        case "yubikey":
            Key.of(device.secret)
