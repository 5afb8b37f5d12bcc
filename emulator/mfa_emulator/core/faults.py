"""Faults that a test asks for: which calls go wrong, and how. Deterministic, never by chance."""

import threading
from collections.abc import Mapping
from typing import Literal, Required, TypedDict

import msgspec

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.inbox import Fate
from mfa_emulator.core.provider import Provider, check_name, check_operation
from mfa_emulator.core.settings import changed
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import Duration


class MessageFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fate of a call's message: `lost`, `failed`, `held` until it is released, or `delayed` by `delay`."""

    fate: Literal["lost", "failed", "held", "delayed"]
    delay: str = "0s"


class MessageFields(TypedDict, total=False):
    """A `MessageFault` as plain data: ``{"fate": "delayed", "delay": "30s"}``."""

    fate: Required[Literal["lost", "failed", "held", "delayed"]]
    delay: str


class FaultRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Calls that get an effect, and the effect: any of `status`, `error`, `delay`, `drop` and `messages`."""

    provider: str = ""
    """The vendor whose calls are meant; without it those of every vendor."""
    operation: str = ""
    """The published operation id that is meant; without it every one."""
    skip: int = 0
    """The first so many calls pass."""
    times: int = 1
    """The next so many are hit; 0: all from then on."""
    status: int = 0
    """An HTTP status alone, 400 to 599."""
    error: str = ""
    """One of the vendor's errors by its name."""
    message: str = ""
    """The text of that error, in place of its own."""
    delay: str = ""
    """Delay of the answer, such as ``2s``, on the world's clock; one that stands still must be moved."""
    drop: bool = False
    """Whether the connection breaks without an answer."""
    messages: MessageFault | None = None
    """The fate of the message that the call sends: `lost`, `failed`, `held` until it is released, or `delayed` by a
    `delay`."""
    id: str = ""

    def check(self, providers: Mapping[str, Provider]) -> None:
        """Refuse a rule that could not do anything sensible to any of these. Raises ValueError."""
        if not (self.status or self.error or self.delay or self.drop or self.messages):
            raise ValueError("a fault needs at least one of: status, error, delay, drop, messages")
        if self.skip < 0 or self.times < 0:
            raise ValueError("skip and times must not be negative")
        if self.status and not 400 <= self.status <= 599:
            raise ValueError("status must be 400 to 599")
        if self.provider:
            check_name(self.provider, providers)
        if self.operation:
            check_operation(self.operation, providers, self.provider)
        errors = [
            name for vendor in ([self.provider] if self.provider else providers) for name in providers[vendor].errors
        ]
        if self.error and self.error not in errors:
            raise ValueError(unknown("error", self.error, errors, self.provider))
        durations.micros(self.delay or 0)
        if self.messages:
            durations.micros(self.messages.delay)


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Faults in a snapshot: the rules, the count of calls that met each, the number of rules there ever were."""

    rules: list[FaultRule]
    met: dict[str, int]
    added: int


class Faults:
    """The rules of one world, with a count of the calls that met each. A rule added later comes after those before it.

    Of rules that hit nothing any more the last `SPENT` are kept: each call is compared with all rules.
    """

    SPENT = 100

    def __init__(self, providers: Mapping[str, Provider]) -> None:
        self._providers = providers
        self._lock = threading.Lock()  # a test changes rules while the server asks for them
        self.begin()

    def begin(self) -> None:
        """Start over without rules."""
        with self._lock:
            self._rules: dict[str, FaultRule] = {}
            self._met: dict[str, int] = {}
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
        skip: int = 0,
        times: int = 1,
    ) -> FaultRule:
        """Let calls go wrong: those of `operation` (of all, when empty) of `provider` (of every one, when empty).

        The first `skip` calls pass, the next `times` are hit (0: all from then on): by the vendor's `error` of that
        name with its `message`, by an HTTP `status` from 400 to 599, by a `delay` on the world's clock, by a
        connection that is dropped (`drop`), or by the fate of the call's text message (`messages`, such as
        ``{"fate": "held"}``). At least one of these is needed.

        ``faults.add(operation="accounts.signUp", error="QUOTA_EXCEEDED")``. Raises ValueError when it cannot work.
        """
        return self.keep(
            FaultRule(
                provider=provider,
                operation=operation,
                skip=skip,
                times=times,
                status=status,
                error=error,
                message=message,
                delay=delay
                if isinstance(delay, str)
                else f"{durations.micros(delay) / durations.SECOND:f}"
                if delay
                else "",
                drop=drop,
                messages=_message_fault(messages),
            )
        )

    def keep(self, rule: FaultRule) -> FaultRule:
        """Keep a rule under an id of its own. Raises ValueError when it cannot work."""
        rule.check(self._providers)
        with self._lock:
            self._drop_spent()
            self._added += 1
            rule = msgspec.structs.replace(rule, id=f"fault-{self._added}")
            self._rules[rule.id] = rule
            self._met[rule.id] = 0
        return rule

    def remove(self, rule_id: str) -> bool:
        """Drop one rule; whether there was one."""
        with self._lock:
            self._met.pop(rule_id, None)
            return self._rules.pop(rule_id, None) is not None

    def clear(self) -> None:
        """Drop all rules."""
        with self._lock:
            self._rules.clear()
            self._met.clear()

    def list(self) -> list[JsonObject]:
        """The rules with how often each one was met by a call, hit or not."""
        with self._lock:
            return [{**msgspec.to_builtins(rule), "met": self._met[rule.id]} for rule in self._rules.values()]

    def strike(self, provider: str, operation: str) -> FaultRule | None:
        """Count the call with every rule that it meets; the first rule that hits it, or None."""
        hit: FaultRule | None = None
        with self._lock:
            for rule in self._rules.values():
                if rule.provider in ("", provider) and rule.operation in ("", operation):
                    met = self._met[rule.id] = self._met[rule.id] + 1
                    if hit is None and met > rule.skip and (not rule.times or met <= rule.skip + rule.times):
                        hit = rule
        return hit

    def dump(self) -> JsonObject:
        """Rules and counts as plain JSON data."""
        with self._lock:
            contents = Contents(list(self._rules.values()), dict(self._met), self._added)
        dumped: JsonObject = msgspec.to_builtins(contents)
        return dumped

    def load(self, data: JsonObject) -> None:
        """Take over a `dump`. Raises ValueError, and changes nothing, on any other data."""
        contents = msgspec.convert(data, Contents)
        for rule in contents.rules:
            rule.check(self._providers)
        with self._lock:
            self._rules = {rule.id: rule for rule in contents.rules}
            self._met = {rule_id: contents.met.get(rule_id, 0) for rule_id in self._rules}
            self._added = contents.added

    def _drop_spent(self) -> None:
        spent = [rule.id for rule in self._rules.values() if 0 < rule.times <= self._met[rule.id] - rule.skip]
        for rule_id in spent[: -self.SPENT]:
            del self._rules[rule_id], self._met[rule_id]


def fate_of(rule: FaultRule) -> Fate | None:
    """The fate of the messages of a call that the rule hits."""
    return None if rule.messages is None else Fate(rule.messages.fate, durations.micros(rule.messages.delay))


def _message_fault(given: MessageFault | MessageFields | None) -> MessageFault | None:
    if given is None or isinstance(given, MessageFault):
        return given
    known = MessageFault.__struct_fields__
    wrong = set(given) - set(known)
    if wrong:
        raise ValueError(unknown("part of messages", min(wrong), known))
    if "fate" not in given:
        raise ValueError("messages needs a fate: lost, failed, held or delayed")
    return changed(MessageFault("lost"), given, "messages.")
