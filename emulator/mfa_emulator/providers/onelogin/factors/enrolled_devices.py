"""Devices: the factors that a user enrolled. Finding, adding, activating and removing them."""

from msgspec.structs import replace

from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.factors import catalog
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG, FactorKind
from mfa_emulator.providers.onelogin.records import AccountFactor, Device, UserRecord
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.state import State


def kind_of(device: Device) -> FactorKind:
    """The kind of factor that the device is."""
    return CATALOG[device.factor]


def of_user(state: State, user_id: int) -> list[Device]:
    """All devices, pending ones included, in the order of their enrollment."""
    return state.devices.group("user", user_id)


def active(state: State, user_id: int) -> list[Device]:
    """Devices that can be used."""
    return [device for device in of_user(state, user_id) if device.active]


def of(state: State, user_id: int, device_id: int) -> Device | None:
    """The user's device of that id."""
    device = state.devices.get(device_id)
    return device if device is not None and device.user_id == user_id else None


def available(context: Context, user: UserRecord) -> list[AccountFactor]:
    """The account's factors that the user has not enrolled."""
    if context.settings.several_devices_per_factor:
        return catalog.listed(context)
    enrolled = {catalog.of_device(context, device).id for device in active(context.state, user.id)}
    return [factor for factor in catalog.listed(context) if factor.id not in enrolled]


def new(context: Context, user: UserRecord, factor: AccountFactor, display_name: str, to: str) -> Device:
    """A pending device. One that was left pending of the same factor makes way for it (guess)."""
    state = context.state
    for device in of_user(state, user.id):
        if not device.active and catalog.of_device(context, device).id == factor.id:
            remove(state, device, context.settings)
    secret = context.world.ids.base32_secret() if CATALOG[factor.kind].proof in ("totp", "push") else ""
    return add(
        context,
        Device(
            id=state.next_id("device", context.world.ids),
            user_id=user.id,
            factor=factor.kind,
            factor_id=0 if factor.id == catalog.usual_id(factor.kind, context.settings) else factor.id,
            display_name=display_name,
            to=to,
            secret=secret,
        ),
    )


def add(context: Context, device: Device) -> Device:
    """Put a new device in; the first one of its user is the default one, even before it has proved itself."""
    default = _is_first(context.state, device, context.settings)
    return context.state.devices.put(replace(device, default=default))


def activate(state: State, device: Device, settings: Settings) -> Device:
    """Activate a device that has proved itself."""
    if device.active:
        return device
    default = device.default or _is_first(state, device, settings)
    return state.devices.put(replace(device, active=True, default=default))


def remove(state: State, device: Device, settings: Settings) -> None:
    """Remove the device with its challenges; the user's next one inherits being the default."""
    state.remove_device(device)
    heirs = active(state, device.user_id)
    if device.default and heirs and settings.first_device_is_default and settings.default_heir == "oldest":
        state.devices.put(replace(heirs[0], default=True))


def _is_first(state: State, device: Device, settings: Settings) -> bool:
    others = of_user(state, device.user_id)
    return settings.first_device_is_default and not any(other.default for other in others)


def address(factor: FactorKind, user: UserRecord) -> str:
    """The address that codes of the factor go to when enrollment names no number: that of the user."""
    if factor.channel in ("sms", "call"):
        return user.phone or ""
    return (user.email or "") if factor.channel == "email" else user.name


def totp(device: Device) -> Totp:
    """The parameters that an authenticator (or the Protect app) shares with the server."""
    return Totp(device.secret)


def masked(number: str) -> str:
    """A phone number as answers show it: ``+1xxxxxxxxx``."""
    return number[:2] + "x" * (len(number) - 2)
