"""Rules of faults: which calls or messages go wrong, and how."""

from collections.abc import Mapping
from typing import Literal, Required, TypedDict

import msgspec

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.message import Channel, Fate
from mfa_emulator.core.provider import Provider, check_name, check_operation
from mfa_emulator.core.settings import changed
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import Duration

LONGEST_TEXT = 10_000


class MessageFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fate of a call's message: `lost`, `failed`, `held` until it is released, or `delayed` by `delay`."""

    fate: Literal["lost", "failed", "held", "delayed"]
    delay: str = "0s"


class MessageFields(TypedDict, total=False):
    """A `MessageFault` as plain data: ``{"fate": "delayed", "delay": "30s"}``."""

    fate: Required[Literal["lost", "failed", "held", "delayed"]]
    delay: str


class NewFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
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
    to: str = ""
    """The recipient whose messages are meant. With it, or a `channel`, the rule is about messages, not calls."""
    channel: Channel | None = None
    """The channel whose messages are meant."""

    @property
    def is_of_messages(self) -> bool:
        """Whether messages are hit, and counted, whichever call sends them."""
        return bool(self.to or self.channel)

    def check(self, providers: Mapping[str, Provider]) -> None:
        """Refuse a rule that could not do anything sensible to any of these. Raises ValueError."""
        if not (self.status or self.error or self.delay or self.drop or self.messages):
            raise ValueError("a fault needs at least one of: status, error, delay, drop, messages")
        if self.is_of_messages and (not self.messages or self.status or self.error or self.delay or self.drop):
            raise ValueError("to and channel are of faults of messages alone")
        if self.skip < 0 or self.times < 0:
            raise ValueError("skip and times must not be negative")
        if self.status and not 400 <= self.status <= 599:
            raise ValueError("status must be 400 to 599")
        for name in ("message", "to"):
            if len(getattr(self, name)) > LONGEST_TEXT:
                raise ValueError(f"{name} must be at most {LONGEST_TEXT} characters")
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


class FaultRule(NewFault, frozen=True):
    """A fault that is kept, under an id of its own."""

    id: str = ""

    def __str__(self) -> str:
        parts = msgspec.to_builtins(self)
        return f"{parts.pop('id')} ({', '.join(f'{name}={value!r}' for name, value in parts.items())})"


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Faults in a snapshot: the rules, the count of calls that met each, the number of rules there ever were."""

    rules: list[FaultRule]
    met: dict[str, int]
    added: int
    struck: dict[str, int] = {}


def fate_of(rule: FaultRule) -> Fate | None:
    """The fate of the messages of a call that the rule hits."""
    return None if rule.messages is None else Fate(rule.messages.fate, durations.micros(rule.messages.delay))


def written(delay: Duration) -> str:
    """A delay as a rule has it."""
    if isinstance(delay, str):
        return delay
    return f"{durations.micros(delay) / durations.SECOND:f}" if delay else ""


def message_fault(given: MessageFault | MessageFields | None) -> MessageFault | None:
    """The fate of messages, from plain data perhaps. Raises ValueError."""
    if given is None or isinstance(given, MessageFault):
        return given
    known = MessageFault.__struct_fields__
    wrong = set(given) - set(known)
    if wrong:
        raise ValueError(unknown("part of messages", min(wrong), known))
    if "fate" not in given:
        raise ValueError("messages needs a fate: lost, failed, held or delayed")
    return changed(MessageFault("lost"), given, "messages.")
