"""Faults: which calls are to go wrong, and how."""

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.faults.rules import FaultRule
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation


def find(call: Call[Nothing]) -> JsonObject:
    """The rules, and how often each was met by a call or message, and how often it struck."""
    return {"faults": [*call.world.faults.list()]}


def add(call: Call[FaultRule]) -> FaultRule:
    """Keep a rule, under an id of its own."""
    with call.world.lock:
        return call.world.faults.keep(call.body)


def remove(call: Call[Nothing]) -> JsonObject:
    """Drop one rule."""
    with call.world.lock:
        if not call.world.faults.remove(call.params["id"]):
            raise Refused(404, "unknown_fault", f"there is no fault {call.params['id']!r}")
    return {"deleted": 1}


def clear(call: Call[Nothing]) -> JsonObject:
    """Drop all rules."""
    with call.world.lock:
        count = len(call.world.faults)
        call.world.faults.clear()
    return {"deleted": count}


OPERATIONS = (
    Operation("faults.list", "GET /_mfa/v1/faults", find),
    Operation("faults.add", "POST /_mfa/v1/faults", add, status=201),
    Operation("faults.clear", "DELETE /_mfa/v1/faults", clear),
    Operation("faults.remove", "DELETE /_mfa/v1/faults/{id}", remove),
)
