"""The factors of OneLogin: their many names, how they are enrolled and how they prove themselves."""

from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.inbox import Channel
from mfa_emulator.providers.onelogin.settings import Settings

Proof: TypeAlias = Literal["code", "push", "totp", "yubikey", "passcode", "none"]


class FactorKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of factor."""

    kind: str
    name: str
    """v2 `name` and every `type_display_name`."""
    v2_name: str
    """v2 `auth_factor_name`."""
    device_type: str
    """v1 `auth_factor_name`, and `device_type` in a login."""
    proof: Proof
    """``code``: one that is sent; ``push``: a tap, or a code of the app."""
    channel: Channel | None = None
    needs_trigger: bool = False
    verifiable: bool = False
    """Whether enrolment may say `verified: true`."""
    v1: bool = False
    """Whether version 1 can enrol it."""
    polled: bool = False
    """Whether it can be answered outside the API (a tap, a call, a link), so that clients poll."""


CATALOGUE = {
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
            # The documents' sample lists it once, with needs_trigger false, though the text promises two entries.
        ),
        FactorKind(
            kind="sms",
            name="OneLogin SMS",
            v2_name="SMS",
            device_type="OneLogin SMS",
            proof="code",
            channel="sms",
            needs_trigger=True,
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
            needs_trigger=True,  # guess
            verifiable=True,
            v1=True,
            polled=True,
        ),
        FactorKind(
            kind="email",
            name="OneLogin Email",
            v2_name="OneLogin Email",
            device_type="OneLogin Email",  # guess
            proof="code",
            channel="email",
            needs_trigger=True,  # guess
            verifiable=True,
            polled=True,
        ),
        FactorKind(
            kind="authenticator",
            name="Authenticator",
            v2_name="Google Authenticator",
            device_type="Google Authenticator",
            proof="totp",
        ),
        # The rest exists only in seeds: no API enrols it.
        FactorKind(
            kind="yubikey",
            name="YubiKey",  # guess; see the settings
            v2_name="YubiKey",
            device_type="Yubico YubiKey",  # seen in published clients
            proof="yubikey",
        ),
        FactorKind(
            kind="duo",
            name="Duo Security",  # guess
            v2_name="Duo Security",  # guess
            device_type="Duo Duo Security",  # seen in published clients
            proof="passcode",
        ),
        FactorKind(
            kind="security_questions",
            name="Security Questions",  # guess
            v2_name="Security Questions",  # guess
            device_type="OneLogin Security Questions",  # seen in published clients
            proof="none",
        ),
    )
}


def factor_id(factor: FactorKind, settings: Settings) -> int:
    """The account's id of the factor."""
    return int(getattr(settings.factor_ids, factor.kind))


def name(factor: FactorKind, settings: Settings) -> str:
    """What the factor is called for people."""
    return settings.yubikey_name if factor.kind == "yubikey" else factor.name


def by_id(wanted: int, settings: Settings) -> FactorKind | None:
    """The factor of that id, if the account's policy has it."""
    return next((factor for factor in in_policy(settings) if factor_id(factor, settings) == wanted), None)


def in_policy(settings: Settings) -> list[FactorKind]:
    """Factors that users of the account may enrol by API."""
    return [CATALOGUE[kind] for kind in settings.policy]
