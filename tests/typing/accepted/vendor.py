"""Rules and handlers of a vendor, which know their state, settings, caller and body."""

from typing import assert_type

import msgspec

from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.records import Credential, Device
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.state import State


class Body(msgspec.Struct, frozen=True):
    """Fields of a call."""

    device_id: int


def rule(context: Context) -> None:
    assert_type(context.settings, Settings)
    assert_type(context.state, State)
    assert_type(context.state.devices, Table[Device])
    assert_type(context.now, int)


def handler(call: Call[Body]) -> dict[str, int]:
    assert_type(call.body, Body)
    assert_type(call.caller, Credential)
    rule(call)
    return {"id": call.body.device_id}
