"""Answers of the control API, as far as commands read them."""

import msgspec


class Health(msgspec.Struct):
    """An emulator that is ready."""

    status: str


class Clock(msgspec.Struct):
    """Time of a world."""

    now: str
    mode: str
    rate: float


class Reset(msgspec.Struct):
    """A world that has begun again."""

    world: str
    now: str


class Factor(msgspec.Struct):
    """An enrolled TOTP factor with its code of now."""

    label: str
    provider: str
    uri: str
    code: str
    seconds_left: int


class Page(msgspec.Struct):
    """A part of a list; as long as there is `more`, the cursor leads to it."""

    cursor: str
    more: bool


class Factors(Page):
    """Enrolled TOTP factors."""

    authenticators: list[Factor]


class Challenge(msgspec.Struct):
    """A push challenge."""

    id: str
    provider: str
    to: str
    text: str
    status: str


class Challenges(Page):
    """Push challenges."""

    challenges: list[Challenge]


class Decided(msgspec.Struct):
    """A push challenge that was tapped on."""

    id: str
    provider: str


class Message(msgspec.Struct):
    """A sent message."""

    to: str
    channel: str
    body: str
    code: str | None
    created_at: str


class Messages(Page):
    """Sent messages, each as it was told."""

    messages: list[msgspec.Raw]


class Request(msgspec.Struct):
    """A request of the journal."""

    at: str
    operation: str
    method: str
    path: str
    status: int
    reason: str
