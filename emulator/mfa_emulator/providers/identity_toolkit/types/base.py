"""Parts that all messages of the API share: the base struct and the value types of protocol buffers."""

from typing import Annotated, ClassVar, Protocol

import msgspec

# Ten to the eighteenth milliseconds are 31 million years: a longer number is a mistake or an attack.
_INT64 = r"\A-?[0-9]{1,18}\Z"
_TIMESTAMP = (
    r"\A[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\Z"
)
_DURATION = r"\A-?[0-9]{1,12}(\.[0-9]{1,9})?s\Z"

Int64 = Annotated[str, msgspec.Meta(pattern=_INT64, extra={"proto": "TYPE_INT64"})]
"""A whole number that travels as text, because JSON numbers lose digits beyond 2**53. Absent is ""."""

Int32 = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1, extra={"proto": "TYPE_INT32"})]
"""A whole number that travels as a number."""

Timestamp = Annotated[str, msgspec.Meta(pattern=_TIMESTAMP, extra={"proto": "google.protobuf.Timestamp"})]
"""A moment in RFC 3339, such as `2026-11-21T10:00:00.123456Z`."""

Duration = Annotated[str, msgspec.Meta(pattern=_DURATION, extra={"proto": "google.protobuf.Duration"})]
"""A length of time in seconds, such as `3.5s`."""


class Body(msgspec.Struct, kw_only=True, rename="camel", omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A message of the API, named as published without its `GoogleCloudIdentitytoolkitV1` prefix.

    Messages that only arrive have the defaults of protocol buffers, where absent, "", 0, False and the first
    value of an enumeration are the same. Messages that are sent have `None` everywhere: a field that is left
    alone is left out of the answer, one that is set is written even when it is empty or false.

    Unknown fields are forbidden so that the fast decoder notices them; whether they are an error is for
    `protojson` to say. Messages never form cycles, so the garbage collector need not watch them.
    """

    request_field: ClassVar[str] = ""
    """The field of the published request that the body of the HTTP request is, where it is not all of it."""


class WithIdToken(Protocol):
    """Any request that carries the ID token of who is signed in."""

    @property
    def id_token(self) -> str | None:
        """The ID token, which is a bad one when it is empty; None when there is none."""


class WithPendingCredential(Protocol):
    """Any request that goes on with a sign-in which waits for its second factor."""

    @property
    def mfa_pending_credential(self) -> str:
        """The pending credential, or an empty text."""
