"""Refusals of Google's front end, which come before any method runs: a sentence with a canonical status each."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject


class FrontEndError(VendorError):
    """A refusal of Google's front end: a sentence with a canonical status, not a code."""

    status_name: ClassVar[str] = "INVALID_ARGUMENT"
    """Empty: Google's name for the HTTP status."""
    kind: ClassVar[str] = "invalid"
    """The value of ``errors[0].reason``."""
    text: ClassVar[str] = ""
    extra: ClassVar[Mapping[str, str]] = {}
    """Members of ``errors[0]`` beside message, reason and domain."""

    def __init__(self, text: str = "", *, reason: str = "", details: Sequence[JsonObject] = ()) -> None:
        super().__init__(text or self.text, reason=reason)
        self.details = details


class InvalidArgument(FrontEndError):
    """Production's refusal without a code, where nothing says which part of the request it is about."""

    code = "INVALID_ARGUMENT"
    text = "Request contains an invalid argument."


def second_of_one(oneof: str, member: str, *, at: str = "", reason: str) -> InvalidArgument:
    """The refusal of a second member of a field that is one of several; `at` is the message that has it."""
    where = f"Invalid value at '{at}' (oneof)," if at else "Invalid JSON payload received."
    text = f"{where} oneof field '{oneof}' is already set. Cannot set '{member}'"
    details: JsonObject = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": at or member, "description": text}],
    }
    return InvalidArgument(text, reason=reason, details=[details])


class ParseError(FrontEndError):
    code = "parseError"
    kind = "parseError"
    text = "Parse Error"


class ApiKeyInvalid(FrontEndError):
    code = "API_KEY_INVALID"
    kind = "badRequest"
    text = "API key not valid. Please pass a valid API key."


class Unauthenticated(FrontEndError):
    """A bearer token that is none."""

    status = 401
    code = "UNAUTHENTICATED"
    status_name = "UNAUTHENTICATED"
    kind = "authError"
    text = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other."
    extra: ClassVar[Mapping[str, str]] = {"location": "Authorization", "locationType": "header"}


class CredentialsMissing(FrontEndError):
    """Production's refusal of an admin method that came with an API key only."""

    status = 401
    code = "CREDENTIALS_MISSING"
    status_name = "UNAUTHENTICATED"
    kind = "required"
    text = "Request is missing required authentication credential. Expected OAuth 2 access token."
    extra: ClassVar[Mapping[str, str]] = {"location": "Authorization", "locationType": "header"}


class Forbidden(FrontEndError):
    status = 403
    code = "PERMISSION_DENIED"
    status_name = "PERMISSION_DENIED"
    kind = "forbidden"
    text = "The request is missing a valid API key."


class NotFound(FrontEndError):
    status = 404
    code = "NOT_FOUND"
    status_name = "NOT_FOUND"
    kind = "notFound"
    text = "Requested entity was not found."


class WrongVerb(FrontEndError):
    status = 405
    code = "METHOD_NOT_ALLOWED"
    status_name = "METHOD_NOT_ALLOWED"
    kind = "httpMethodNotAllowed"
    text = "The path does not take this verb."


class PayloadTooLarge(FrontEndError):
    status = 413
    code = "PAYLOAD_TOO_LARGE"
    kind = "uploadTooLarge"
    text = "Request payload size exceeds the limit."


class NotImplementedYet(FrontEndError):
    status = 501
    code = "NOT_IMPLEMENTED"
    status_name = "NOT_IMPLEMENTED"
    kind = "unimplemented"
    text = "Not implemented in the emulator."


class BackendError(FrontEndError):
    """A failure inside Google, of the status that a fault asks for; 500 when the emulator itself failed."""

    status = 500
    code = "INTERNAL"
    status_name = ""
    kind = "backendError"
    text = "Internal error encountered."


class Aborted(FrontEndError):
    """A change that came too late: what it is made from has changed meanwhile."""

    status = 409
    code = "ABORTED"
    status_name = "ABORTED"
    kind = "aborted"
    text = "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff."
