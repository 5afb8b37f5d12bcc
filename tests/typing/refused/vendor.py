"""Typos in rules and handlers of a vendor: each line with a comment is refused."""

import msgspec

from mfa_emulator.providers.identity_toolkit import context as identity_toolkit
from mfa_emulator.providers.onelogin.context import Call, Context


class Body(msgspec.Struct, frozen=True):
    """Fields of a call."""

    device_id: int


def rule(context: Context) -> None:
    print(context.settings.totp_windwo)  # E: attr-defined | reportAttributeAccessIssue
    print(context.state.devces)  # E: attr-defined | reportAttributeAccessIssue
    print(context.stat)  # E: attr-defined | reportAttributeAccessIssue
    print(context.body)  # E: attr-defined | reportAttributeAccessIssue
    context.state.users.put(Body(5))  # E: arg-type | reportArgumentType


def handler(call: Call[Body]) -> None:
    print(call.body.devce_id)  # E: attr-defined | reportAttributeAccessIssue
    print(call.caller.privileged)  # E: attr-defined | reportAttributeAccessIssue
    print(call.settings.totp_windwo)  # E: attr-defined | reportAttributeAccessIssue
    print(call.request.hedaers)  # E: attr-defined | reportAttributeAccessIssue


def handler_of_another_vendor(call: identity_toolkit.Call[Body], state: str) -> None:
    print(call.state.devices)  # E: attr-defined | reportAttributeAccessIssue
    rule(call)  # E: arg-type | reportArgumentType
    handler(call)  # E: arg-type | reportArgumentType
