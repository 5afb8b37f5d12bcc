"""Target that a scenario runs against: the emulator in this process, one over HTTP, or a vendor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from mfa_emulator.core.http.json import Json, JsonObject


class Request(NamedTuple):
    """A call as a scenario words it: which field travels where is for the target to know."""

    operation: str
    fields: Mapping[str, Json]
    """Path and body fields; where the verb has no body, path and query fields."""
    query: Mapping[str, Json]
    """Query fields beside a body."""
    credential: str
    """Name of the credential to call with; "" is an ordinary client's."""
    headers: Mapping[str, str] = {}
    """Further headers."""


class RawRequest(NamedTuple):
    """A request as it goes over the wire, to a path of the target; with one body at most."""

    method: str
    path: str
    headers: Mapping[str, str] = {}
    json: Json = None
    """A body that is sent as JSON, if `has_json`."""
    has_json: bool = False
    form: Mapping[str, Json] | None = None
    """Fields of a body that is sent as a form."""
    body: str | None = None
    """A body that is sent as it is."""


class Answer(NamedTuple):
    """An HTTP answer; header names in lower case, the body decoded from JSON (a text if it is none)."""

    status: int
    headers: Mapping[str, str]
    body: Json
    sent: str = ""
    """The request as a line of curl, for people."""


class TargetError(Exception):
    """The target cannot do what a step asks: no such operation, no such time, no clock to move."""


class Target(Protocol):
    """The calls that steps make on the system under test. Each may raise TargetError."""

    def call(self, provider: str, request: Request) -> Answer:
        """Call a published operation of a provider."""

    def send(self, request: RawRequest) -> Answer:
        """Send a request as it is."""

    def advance(self, delta: str | float) -> None:
        """Move time on, and return after everything that fell due has happened."""

    def travel(self, to: str) -> None:
        """Set the time, which may go back."""

    def freeze(self, at: str | None) -> None:
        """Stop time at an instant, or now."""

    def now(self) -> str:
        """The world's time, ISO 8601 in UTC."""

    def decide(self, challenge: str, action: str) -> None:
        """Approve or deny a push challenge as its user would."""

    def latest_message(self, **filters: str) -> JsonObject | None:
        """The newest message with these fields (to, channel, provider): at least channel, to, body, code."""

    def add_fault(self, fault: JsonObject) -> None:
        """Let calls or messages go wrong from now on."""

    def seed(self, document: JsonObject) -> None:
        """Put in what a seed document has: users, factors, pinned codes."""

    def webhooks(self, provider: str) -> list[JsonObject]:
        """The calls that the provider sent out, oldest first: at least event, url, headers, body (a text), status."""

    def signature_problem(self, provider: str, webhook: JsonObject) -> str:
        """The reason why a webhook is not signed as the provider signs; "" if it is."""
