"""The catalog of OneLogin's factors: their names, their enrollment and their proofs."""

from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.inbox import Channel
from mfa_emulator.providers.onelogin.settings import Settings

Proof: TypeAlias = Literal["code", "push", "totp", "yubikey", "passcode", "none"]


class FactorKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of factor."""

    kind: str
    name: str
    """`name` in version 2, and every `type_display_name`."""
    v2_name: str
    """`auth_factor_name` in version 2."""
    device_type: str
    """`auth_factor_name` in version 1, and `device_type` in a log-in."""
    proof: Proof
    """The proof of the factor. ``code``: one that is sent; ``push``: a tap, or a code of the app."""
    channel: Channel | None = None
    needs_trigger: bool = False
    verifiable: bool = False
    """Whether enrollment may say `verified: true`."""
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
            # Listed once, without needs_trigger, as the sample of 1/mfa/enrolled-factors has it; its text says twice.
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
        # The rest exists only in seeds: no API enrolls it.
        FactorKind(
            kind="yubikey",
            name="YubiKey",  # the setting yubikey_name goes before it
            v2_name="YubiKey",
            device_type="Yubico YubiKey",  # recorded
            proof="yubikey",
        ),
        FactorKind(
            kind="duo",
            name="Duo Security",  # guess
            v2_name="Duo Security",  # guess
            device_type="Duo Duo Security",  # recorded
            proof="passcode",
        ),
        FactorKind(
            kind="security_questions",
            name="Security Questions",  # guess
            v2_name="Security Questions",  # guess
            device_type="OneLogin Security Questions",  # recorded
            proof="none",
        ),
    )
}


def factor_id(factor: FactorKind, settings: Settings) -> int:
    """The account's id of the factor."""
    return int(getattr(settings.factor_ids, factor.kind))


def name(factor: FactorKind, settings: Settings) -> str:
    """The name of the factor for people."""
    return settings.yubikey_name if factor.kind == "yubikey" else factor.name


def by_id(wanted: int, settings: Settings) -> FactorKind | None:
    """The factor of that id, if the account's policy has it."""
    return next((factor for factor in in_policy(settings) if factor_id(factor, settings) == wanted), None)


def in_policy(settings: Settings) -> list[FactorKind]:
    """Factors that users of the account may enroll by API."""
    return [CATALOG[kind] for kind in settings.policy]
