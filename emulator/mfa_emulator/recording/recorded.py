"""A recording as it stands in a file: scrubbed exchanges, in which placeholders stand for values."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mfa_emulator.core.http.json import Json, JsonObject

ENDING = ".recording.json"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Any part of a recording."""


class Recorded(Part, frozen=True, kw_only=True):
    """One exchange. Texts may hold placeholders, `<token-1>`."""

    after: Annotated[float, Meta(ge=0)] = 0
    """Seconds since the exchange before."""
    provider: str
    operation: str = ""
    """Empty where no operation has this verb and path."""
    method: str
    path: str
    query: list[tuple[str, Json]] = msgspec.field(default_factory=list)
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    json: Json | UnsetType = UNSET
    form: list[tuple[str, Json]] | UnsetType = UNSET
    status: Annotated[int, Meta(ge=100, le=599)]
    answer_headers: dict[str, str] = msgspec.field(default_factory=dict)
    answer: Json | UnsetType = UNSET


class Code(Part, frozen=True, kw_only=True):
    """The origin of a code that somebody typed."""

    source: Literal["totp", "message", "wrong"]
    """`totp`: of an authenticator; `message`: of the last message; `wrong`: of neither, and refused."""
    secret: str = ""
    """The placeholder of the authenticator's secret or URI."""
    step: int = 0
    """Steps of time from the one in which the code was typed."""
    digits: int = 6
    period: int = 30
    algorithm: str = "sha1"


class Recording(Part, frozen=True, kw_only=True):
    """A whole recording."""

    recording: Literal[1] = 1
    """The version of this format."""
    target: str
    """Origin of the server that answered: `https://api.example.com`."""
    began: str
    """Instant of the first exchange."""
    profile: str = ""
    """Profile of the emulator's world that answered; empty for a vendor."""
    settings: dict[str, JsonObject] = msgspec.field(default_factory=dict)
    """Settings of that world that differ from the profile's, by vendor."""
    exchanges: list[Recorded]
    codes: dict[str, Code] = msgspec.field(default_factory=dict)
    """By placeholder."""
    tokens: dict[str, JsonObject] = msgspec.field(default_factory=dict)
    """Claims of JSON Web Tokens, scrubbed, by placeholder."""
    values: dict[str, Json] = msgspec.field(default_factory=dict)
    """Values for placeholders that no answer gives, for a replay; whoever has the recording may fill them in."""
    seeds: list[JsonObject] = msgspec.field(default_factory=list)
    """Seed documents for the emulator of a replay: what the vendor's account held already."""
    left_out: list[str] = msgspec.field(default_factory=list)
    """Places of which nothing is kept, for nothing is known of what stood there."""


def encoded(recording: Recording) -> bytes:
    """The recording as a file."""
    return msgspec.json.format(msgspec.json.encode(recording), indent=1) + b"\n"


def decoded(data: bytes) -> Recording:
    """The recording in a file. Raises ValueError."""
    return msgspec.json.decode(data, type=Recording)
