"""Faults that a test asks for: which calls go wrong, and how. Deterministic, never by chance."""

import threading
from collections import deque
from collections.abc import Callable, Mapping

import msgspec

from mfa_emulator.core.faults.handle import Fault
from mfa_emulator.core.faults.rules import (
    Contents,
    FaultRule,
    MessageFault,
    MessageFields,
    fate_of,
    message_fault,
    written,
)
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.message import Channel, Fate
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.time.durations import Duration


class Faults:
    """The rules of one world, with a count of the calls that met each. A rule added later comes after those before it.

    Of rules that hit nothing any more the last `SPENT` are kept: each call is compared with all rules.
    """

    SPENT = 100
    MOST = 1000

    def __init__(self, providers: Mapping[str, Provider]) -> None:
        self._providers = providers
        self._lock = threading.Lock()  # a test changes rules while the server asks for them
        self.begin()

    def begin(self) -> None:
        """Start over without rules."""
        with self._lock:
            self._rules: dict[str, FaultRule] = {}
            self._met: dict[str, int] = {}
            self._struck: dict[str, int] = {}
            self._gone: deque[FaultRule] = deque(maxlen=self.SPENT)
            self._added = 0

    def __bool__(self) -> bool:
        return bool(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def add(
        self,
        *,
        operation: str = "",
        provider: str = "",
        error: str = "",
        message: str = "",
        status: int = 0,
        delay: Duration = 0,
        drop: bool = False,
        messages: MessageFault | MessageFields | None = None,
        to: str = "",
        channel: Channel | None = None,
        skip: int = 0,
        times: int = 1,
    ) -> Fault:
        """Let calls go wrong: those of `operation` (of all, when empty) of `provider` (of every one, when empty).

        The first `skip` calls pass, the next `times` are hit (0: all from then on): by the vendor's `error` of that
        name with its `message`, by an HTTP `status` from 400 to 599, by a `delay` on the world's clock, by a
        connection that is dropped (`drop`), or by the fate of the call's text message (`messages`, such as
        ``{"fate": "held"}``). At least one of these is needed. With `to` or `channel` it is about the messages to that
        recipient, on that channel, whichever call sends them.

        ``faults.add(operation="accounts.signUp", error="QUOTA_EXCEEDED")``. Raises ValueError when it cannot work.
        """
        rule = FaultRule(
            provider=provider,
            operation=operation,
            skip=skip,
            times=times,
            status=status,
            error=error,
            message=message,
            delay=written(delay),
            drop=drop,
            messages=message_fault(messages),
            to=to,
            channel=channel,
        )
        return Fault(self, self.keep(rule))

    def fail(
        self, operation: str, error: str = "", *, status: int = 0, provider: str = "", times: int = 1, skip: int = 0
    ) -> Fault:
        """Let calls of an operation fail by one of the vendor's errors, or by an HTTP `status` alone.

        ``with faults.fail("accounts.signUp", "QUOTA_EXCEEDED", times=2): …``.
        """
        return self.add(operation=operation, error=error, status=status, provider=provider, times=times, skip=skip)

    def delay(self, operation: str, by: Duration, *, provider: str = "", times: int = 1, skip: int = 0) -> Fault:
        """Let the answers to calls of an operation come later by so much of the world's time."""
        return self.add(operation=operation, delay=by, provider=provider, times=times, skip=skip)

    def drop(self, operation: str, *, provider: str = "", times: int = 1, skip: int = 0) -> Fault:
        """Let the connection break without an answer to calls of an operation."""
        return self.add(operation=operation, drop=True, provider=provider, times=times, skip=skip)

    def lose_sms(self, to: str = "", *, provider: str = "", times: int = 0, skip: int = 0) -> Fault:
        """Let text messages be lost, those to one recipient if given: all of them unless `times` says how many."""
        lost = MessageFault("lost")
        return self.add(messages=lost, to=to, channel="sms", provider=provider, times=times, skip=skip)

    def keep(self, rule: FaultRule) -> FaultRule:
        """Keep a rule under an id of its own. Raises ValueError when it cannot work."""
        rule.check(self._providers)
        with self._lock:
            self._drop_spent()
            if len(self._rules) >= self.MOST:
                raise ValueError(f"there are {self.MOST} faults already, as many as there may be: remove some")
            self._added += 1
            rule = msgspec.structs.replace(rule, id=f"fault-{self._added}")
            self._rules[rule.id] = rule
            self._met[rule.id] = 0
        return rule

    def remove(self, rule_id: str) -> bool:
        """Drop one rule; whether there was one."""
        with self._lock:
            self._met.pop(rule_id, None)
            rule = self._rules.pop(rule_id, None)
            if rule is not None:
                if len(self._gone) == self.SPENT:
                    self._struck.pop(self._gone[0].id, None)
                self._gone.append(rule)
        return rule is not None

    def told(self) -> "list[str]":
        """A line on each rule there is or was: how often it struck, or that it never did."""
        with self._lock:
            rules = [*self._gone, *self._rules.values()]
        return [f"{rule}: {told_times(self.struck(rule.id))}" for rule in rules]

    def clear(self) -> None:
        """Drop all rules."""
        with self._lock:
            self._rules.clear()
            self._met.clear()

    def struck(self, rule_id: str) -> int:
        """The number of calls, or messages, that a rule has hit, also when it is dropped."""
        return self._struck.get(rule_id, 0)

    def list(self) -> "list[dict[str, Json]]":
        """The rules with how often each one was met by a call, hit or not."""
        with self._lock:
            return [
                {**msgspec.to_builtins(rule), "met": self._met[rule.id], "struck": self.struck(rule.id)}
                for rule in self._rules.values()
            ]

    def strike(self, provider: str, operation: str) -> FaultRule | None:
        """Count the call with every rule that it meets; the first rule that hits it, or None."""

        def is_met(rule: FaultRule) -> bool:
            by_call = rule.provider in ("", provider) and rule.operation in ("", operation)
            return by_call and not rule.is_of_messages

        return self._hit(is_met)

    def strike_message(self, provider: str, channel: Channel, to: str) -> Fate | None:
        """Count the message with every rule that it meets; the fate by the first one that hits it, or None."""
        if not self._rules:
            return None

        def is_met(rule: FaultRule) -> bool:
            by_message = rule.channel in (None, channel) and rule.to in ("", to)
            return by_message and rule.is_of_messages and rule.provider in ("", provider)

        rule = self._hit(is_met)
        return None if rule is None else fate_of(rule)

    def _hit(self, is_met: Callable[[FaultRule], bool]) -> FaultRule | None:
        hit: FaultRule | None = None
        with self._lock:
            for rule in filter(is_met, self._rules.values()):
                met = self._met[rule.id] = self._met[rule.id] + 1
                if hit is None and met > rule.skip and (not rule.times or met <= rule.skip + rule.times):
                    hit = rule
            if hit is not None:
                self._struck[hit.id] = self._struck.get(hit.id, 0) + 1
        return hit

    def dump(self) -> JsonObject:
        """Rules and counts as plain JSON data."""
        with self._lock:
            contents = Contents(list(self._rules.values()), dict(self._met), self._added, dict(self._struck))
        dumped: JsonObject = msgspec.to_builtins(contents)
        return dumped

    def load(self, data: JsonObject) -> None:
        """Take over a `dump`. Raises ValueError, and changes nothing, on any other data."""
        contents = msgspec.convert(data, Contents)
        if len(contents.rules) > self.MOST:
            raise ValueError(f"there may be {self.MOST} faults, not {len(contents.rules)}")
        for rule in contents.rules:
            rule.check(self._providers)
        with self._lock:
            self._rules = {rule.id: rule for rule in contents.rules}
            self._met = {rule_id: contents.met.get(rule_id, 0) for rule_id in self._rules}
            self._added = contents.added
            self._struck = dict(contents.struck)

    def _drop_spent(self) -> None:
        spent = [rule.id for rule in self._rules.values() if 0 < rule.times <= self._met[rule.id] - rule.skip]
        for rule_id in spent[: -self.SPENT]:
            del self._rules[rule_id], self._met[rule_id]
            self._struck.pop(rule_id, None)


def told_times(count: int) -> str:
    """The number of times that a rule struck, in words."""
    return "never struck" if not count else "struck once" if count == 1 else f"struck {count} times"
