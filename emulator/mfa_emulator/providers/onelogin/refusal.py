"""The refusal of OneLogin that all others are kinds of, and its two envelopes."""

from typing import ClassVar

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import Json, JsonObject

_TYPES = {
    400: "bad request",
    401: "Unauthorized",
    403: "forbidden",
    404: "not found",
    413: "request entity too large",
    429: "too many requests",
    501: "not implemented",
}
"""The type that version 1 gives to a status; every other is an internal error."""

_NAMES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "ForbiddenAction",
    404: "NotFound",
    413: "RequestEntityTooLarge",
    422: "ValidationError",
    429: "TooManyRequests",
    501: "NotImplemented",
}
"""The name that version 2 gives to a status."""


class Refusal(VendorError):
    """A refusal: version 1 has `status` and `text`; version 2 `v2_status`, `name` and `v2_text`.

    A message given to the instance goes into the body of either version.
    """

    status = 400
    text: ClassVar[str] = ""
    v2_status: int = 0
    """Status in version 2; 0: the same as in version 1."""
    name: ClassVar[str] = ""
    """Name in version 2; empty: that of the status."""
    v2_text: ClassVar[str] = ""

    def __init__(self, message: str = "", *, reason: str = "", parameters: tuple[str, ...] = ()) -> None:
        super().__init__(message, reason=reason)
        self.message = message
        self.parameters = parameters
        self.v2_name: str = self.name
        self.headers: tuple[tuple[str, str], ...] = ()

    def v1(self) -> tuple[int, JsonObject]:
        """Status and body in version 1."""
        kind = _TYPES.get(self.status, "internal error")
        body: JsonObject = {
            "status": {"error": True, "code": self.status, "type": kind, "message": self.v1_message() or kind}
        }
        return self.status, body

    def v1_message(self) -> Json:
        """The message in version 1: a text, or an object where the refusal is of one attribute."""
        return self.message or self.text

    def v2(self) -> tuple[int, JsonObject]:
        """Status and body in version 2."""
        status = self.v2_status or self.status
        text = self.message or self.v2_text or self.text
        name = self.v2_name or _NAMES.get(status, "InternalServerError")
        body: JsonObject = {"statusCode": status, "name": name, "message": text}
        if self.parameters:
            body["details"] = {"parameters": list(self.parameters)}
        return status, body
