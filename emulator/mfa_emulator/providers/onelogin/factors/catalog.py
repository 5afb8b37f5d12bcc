"""The catalog of OneLogin's factors: their names, their enrollment and their proofs."""

from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.message import Channel
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.records import AccountFactor, Device
from mfa_emulator.providers.onelogin.settings import Settings

Proof: TypeAlias = Literal["code", "push", "totp", "yubikey", "passcode", "none"]


class FactorKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of factor."""

    kind: str
    name: str
    """`name` in version 2 and `type_display_name`, unless the administrator gave another."""
    v1_name: str = ""
    """`type_display_name` in version 1, where it is another."""
    v2_name: str
    """`auth_factor_name` in version 2."""
    device_type: str
    """`auth_factor_name` in version 1, and `device_type` in a log-in."""
    proof: Proof
    """The proof of the factor. ``code``: one that is sent; ``push``: a tap, or a code of the app."""
    channel: Channel | None = None
    verifiable: bool = False
    """Whether enrollment may say `verified: true`."""
    by_api: bool = True
    """Whether the API can enroll it."""
    v1: bool = False
    """Whether version 1 can enroll it."""
    polled: bool = False
    """Whether it can be answered outside the API (a tap, a call, a link), so that clients poll."""


CATALOG = {
    factor.kind: factor
    for factor in (
        FactorKind(
            kind="protect",
            name="OneLogin Protect",
            v2_name="OneLogin",
            device_type="OneLogin Protect",
            proof="push",
            channel="push",
            polled=True,
        ),
        FactorKind(
            kind="sms",
            name="OneLogin SMS",
            v2_name="SMS",
            device_type="OneLogin SMS",
            proof="code",
            channel="sms",
            verifiable=True,
            v1=True,
        ),
        FactorKind(
            kind="voice",
            name="OneLogin Voice",
            v2_name="OneLogin Voice",
            device_type="OneLogin Voice",
            proof="code",
            channel="call",
            verifiable=True,
            v1=True,
            polled=True,
        ),
        FactorKind(
            kind="email",
            name="OneLogin Email",
            v2_name="OneLogin Email",
            device_type="OneLogin Email",  # the setting email_name_v1 goes before it
            proof="code",
            channel="email",
            verifiable=True,
            polled=True,
        ),
        FactorKind(
            kind="authenticator",
            name="Authenticator",
            v1_name="Google Authenticator",
            v2_name="Google Authenticator",
            device_type="Google Authenticator",
            proof="totp",
        ),
        # Devices of the rest exist only in seeds: no API enrolls them.
        FactorKind(
            kind="yubikey",
            name="YubiKey",  # the setting yubikey_name goes before it
            v2_name="YubiKey",
            device_type="Yubico YubiKey",  # recorded
            by_api=False,
            proof="yubikey",
        ),
        FactorKind(
            kind="duo",
            name="Duo Security",
            v2_name="Duo Security",
            device_type="Duo Duo Security",  # recorded
            by_api=False,
            proof="passcode",
        ),
        FactorKind(
            kind="security_questions",
            name="Security Questions",  # guess
            v2_name="Security Questions",  # guess
            device_type="OneLogin Security Questions",  # recorded
            by_api=False,
            proof="none",
        ),
    )
}


def listed(context: Context) -> list[AccountFactor]:
    """The account's factors: those of the policy, then those that a seed added; names are the administrator's."""
    settings, state = context.settings, context.state
    usual = [_usual(context, CATALOG[kind]) for kind in settings.policy]
    ids = msgspec.structs.astuple(settings.factor_ids)
    return [*usual, *(factor for factor in state.factors if factor.id not in ids)]


def by_id(context: Context, wanted: int) -> AccountFactor | None:
    """The account's factor of that id."""
    return next((factor for factor in listed(context) if factor.id == wanted), None)


def of_device(context: Context, device: Device) -> AccountFactor:
    """The account's factor that the device is enrolled in."""
    added = context.state.factors.get(device.factor_id)
    return added or _usual(context, CATALOG[device.factor])


def usual_id(kind: str, settings: Settings) -> int:
    """The id that the settings give to the factor of a kind; 0 for the kind that has none."""
    return int(getattr(settings.factor_ids, kind, 0))


def v1_type_name(context: Context, device: Device) -> str:
    """`type_display_name` of the device in version 1."""
    factor, kind = of_device(context, device), CATALOG[device.factor]
    return kind.v1_name if kind.v1_name and factor.name == kind.name else factor.name


def device_type(kind: FactorKind, settings: Settings) -> str:
    """`auth_factor_name` in version 1, and `device_type` in a log-in."""
    return settings.email_name_v1 if kind.kind == "email" else kind.device_type


def _usual(context: Context, kind: FactorKind) -> AccountFactor:
    number = usual_id(kind.kind, context.settings)
    name = context.settings.yubikey_name if kind.kind == "yubikey" else kind.name
    renamed = context.state.factors.get(number)
    return renamed if renamed is not None and renamed.kind == kind.kind else AccountFactor(number, kind.kind, name)
