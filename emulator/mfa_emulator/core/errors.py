"""Refusals: what a vendor answers when it says no, and why, for people."""

from enum import Enum
from typing import ClassVar


class VendorError(Exception):
    """A refusal in a vendor's own words.

    Each provider derives one class per documented error; `status` is the HTTP status and `code` the vendor's name
    or number for it. The `message` goes into the vendor's body; the `reason` never does: it is for the journal,
    the log, the console and the header X-MFA-Reason.
    """

    status: int = 400
    code: ClassVar[str] = ""

    def __init__(self, message: str = "", *, reason: str = "") -> None:
        super().__init__(message or self.code)
        self.message = message
        self.reason = reason


class Failure(Enum):
    """What can go wrong before, around or instead of a handler; each provider words it in its own way."""

    NO_ROUTE = 404
    WRONG_VERB = 405
    BAD_BODY = 400
    TOO_LARGE = 413
    NOT_BUILT = 501
    FAULT = 0
    INTERNAL = 500


class BadBody(Exception):
    """The request's body cannot be read; the message says where and why."""
