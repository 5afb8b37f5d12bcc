"""Kinds of second factors: the one that a call is about, and whether it may be used."""

from typing import Literal, TypeAlias

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.state import Scope

Kind: TypeAlias = Literal["phone", "totp"]


def named_kind(phone: object | None, totp: object | None, clash: str) -> Kind | None:
    """The kind whose member the request has; None when it has neither.

    `clash` are the names of oneof and second member, as production words it when both are there.
    Raises `InvalidArgument`.
    """
    if phone is not None and totp is not None:
        oneof, member = clash.split(" ")
        raise errors.second_of_one(oneof, member, reason="a request is about a phone or about TOTP")
    return "phone" if phone is not None else "totp" if totp is not None else None


def require_on(scope: Scope, kind: Kind | None) -> None:
    """Refuse a kind of factor (None: any) that is off. Raises `OperationNotAllowed`."""
    factors = policy_of(scope).second_factors
    on = {"phone": factors.sms, "totp": factors.totp_window is not None, None: factors.on}[kind]
    if not on:
        name = {"phone": "SMS second factor", "totp": "TOTP second factor", None: "Second factor"}[kind]
        raise errors.OperationNotAllowed(
            f"{name} is not enabled",
            reason=f"{name} is off: the mfa configuration, projects.updateConfig, switches it on",
        )


def missing(context: Context, error: VendorError) -> VendorError:
    """The error for a part that the request lacks: that one, or production's refusal that names nothing."""
    return error if context.settings.missing_parts_named else errors.InvalidArgument(reason=error.reason)
