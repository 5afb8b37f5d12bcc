"""A message that an emulated vendor sends, and its fate."""

from sys import getsizeof
from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.store.json_pieces import Part
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.time.durations import Micros, rfc3339

Channel: TypeAlias = Literal["sms", "call", "email", "whatsapp", "push"]
_REST = 1000
"""Bytes that a message takes beside its texts, about: most of them for the list of its recipient."""
_TEXT = 50
"""Bytes that each of its texts takes beside the characters, about."""
Status: TypeAlias = Literal["delivered", "delayed", "held", "failed", "lost"]


class Message(msgspec.Struct, frozen=True, gc=False):
    """One message to a user. `created_at` is in microseconds since the epoch; `context` is what the vendor ties
    to it (session, link, template ...)."""

    id: str
    provider: str
    channel: Channel
    to: str
    sender: str
    body: str
    code: str
    created_at: Micros
    status: Status = "delivered"
    context: dict[str, str] = {}
    due_at: int = 0
    """The instant at which a delayed message arrives."""
    number: int = 0
    """Position in the inbox: messages are numbered as they are delivered."""

    def __str__(self) -> str:
        fate = "" if self.status == "delivered" else f"{self.status} "
        code = f", code {self.code}" if self.code else ""
        return f"{rfc3339(self.created_at)} {fate}{self.channel} to {self.to} by {self.provider}{code}"

    @property
    def size(self) -> int:
        """Bytes of memory that it takes, about."""
        context = self.context
        texts = (self.id, self.to, self.sender, self.body, self.code, *context, *context.values())
        return _REST + _TEXT * len(texts) + getsizeof("".join(texts))

    def view(self) -> JsonObject:
        """The message as the control API shows it."""
        data: JsonObject = msgspec.structs.asdict(self)
        del data["due_at"]
        return data | {"created_at": rfc3339(self.created_at)}


class Contents(msgspec.Struct, frozen=True):
    """An inbox in a snapshot."""

    count: int
    messages: list[Message]

    @classmethod
    def reading(cls, reader: Reader) -> "Work[Contents]":
        """The work of reading it from a document. Raises ValueError when it does not fit."""
        count, messages = None, None
        for name in reader.fields():
            if name == "count":
                count = reader.value(int)
            elif name == "messages":
                messages = []
                for batch in reader.batches(Message):
                    messages += batch
                    yield
            else:
                raise ValueError(f"an inbox has no {name!r}")
        if count is None or messages is None:
            raise ValueError("an inbox has a count and messages")
        return cls(count, messages)

    def view(self) -> Part:
        """The same, to be written."""
        return Part(count=self.count, messages=self.messages)


class Fate(msgspec.Struct, frozen=True):
    """The fate of a message by a fault: `delayed` by `delay` microseconds, `held` until released, `failed`, `lost`."""

    status: Status
    delay: int = 0
