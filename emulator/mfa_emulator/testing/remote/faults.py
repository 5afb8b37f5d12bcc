"""Faults of a world elsewhere."""

import msgspec

from mfa_emulator.core.faults.faults import Faults, told_times
from mfa_emulator.core.faults.rules import FaultRule
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection, NotThere

_OF_SERVER = "calls meet faults in the server"


class Kept(msgspec.Struct):
    """The rules of a world, with how often each was met and struck."""

    faults: list[JsonObject]


@without(
    {
        "begin": "use clear()",
        "strike": _OF_SERVER,
        "strike_message": _OF_SERVER,
        "dump": "use mfa.checkpoint()",
        "load": "use mfa.checkpoint()",
    }
)
class RemoteFaults(Faults):
    """Asked for by the control API: `add`, `fail`, `delay`, `drop` and `lose_sms` as in the emulator's own process."""

    def __init__(self, connection: Connection) -> None:
        # Nothing of faults of this process is made.
        self._connection = connection
        self._dropped: dict[str, tuple[str, int]] = {}
        """Rules that were removed, by their ids, and how often each had struck."""

    def __bool__(self) -> bool:
        return bool(self.list())

    def __len__(self) -> int:
        return len(self.list())

    def keep(self, rule: FaultRule) -> FaultRule:
        """Keep a rule under an id of its own. Raises ValueError when it cannot work."""
        return self._connection.post("/faults", FaultRule, msgspec.to_builtins(rule))

    def remove(self, rule_id: str) -> bool:
        """Drop one rule; whether there was one."""
        self._remember(rule_id)
        try:
            self._connection.delete(f"/faults/{rule_id}", dict[str, Json])
        except NotThere:
            return False
        return True

    def told(self) -> "list[str]":
        """A line on each rule there is or was: how often it struck, or that it never did."""
        there = {str(one["id"]): (_shown(one), self._struck_of(one)) for one in self.list()}
        return [f"{rule}: {told_times(struck)}" for rule, struck in {**self._dropped, **there}.values()]

    def clear(self) -> None:
        """Drop all rules."""
        self._connection.delete("/faults", dict[str, Json])

    def struck(self, rule_id: str) -> int:
        """The number of calls, or messages, that a rule has hit, also when it is dropped."""
        if rule_id in self._dropped:
            return self._dropped[rule_id][1]
        return next((self._struck_of(one) for one in self.list() if one["id"] == rule_id), 0)

    def list(self) -> "list[JsonObject]":
        """The rules with how often each one was met by a call, hit or not."""
        return self._connection.get("/faults", Kept).faults

    def _remember(self, rule_id: str) -> None:
        found = next((one for one in self.list() if one["id"] == rule_id), None)
        if found is not None:
            self._dropped[rule_id] = _shown(found), self._struck_of(found)

    def _struck_of(self, shown: JsonObject) -> int:
        return msgspec.convert(shown["struck"], int)


def _shown(shown: JsonObject) -> str:
    rule = {name: value for name, value in shown.items() if name not in ("met", "struck")}
    return str(msgspec.convert(rule, FaultRule))
