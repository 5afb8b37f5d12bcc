"""What all refusals of Identity Toolkit have in common, and those of the front end before any method runs."""

from collections.abc import Mapping
from typing import Any, ClassVar

from mfa_emulator.core.errors import VendorError


class Refusal(VendorError):
    """A business error. On the wire it is ``CODE``, or ``CODE : text`` where the vendor adds a text.

    SDKs look at the code alone: JS cuts at ``" : "``, Python and iOS at the first colon. The texts are ours.
    """

    text: ClassVar[str] = ""

    def __init__(self, text: str = "", *, reason: str = "") -> None:
        text = text or self.text
        super().__init__(f"{self.code} : {text}" if text else self.code, reason=reason)


class FrontEndError(VendorError):
    """A refusal of Google's front end: a sentence with a canonical status, not a code."""

    status_name: ClassVar[str] = "INVALID_ARGUMENT"
    """Empty: Google's name for the HTTP status."""
    kind: ClassVar[str] = "invalid"
    """What ``errors[0].reason`` says."""
    text: ClassVar[str] = ""
    extra: ClassVar[Mapping[str, str]] = {}
    """What ``errors[0]`` says beyond message, reason and domain."""

    def __init__(self, text: str = "", *, reason: str = "", details: tuple[Mapping[str, Any], ...] = ()) -> None:
        super().__init__(text or self.text, reason=reason)
        self.details = details


class InvalidArgument(FrontEndError):
    """Production's refusal without a code, where nothing tells which part of the request it is about."""

    code = "INVALID_ARGUMENT"
    text = "Request contains an invalid argument."


class ParseError(FrontEndError):
    code = "parseError"
    kind = "parseError"
    text = "Parse Error"


class ApiKeyInvalid(FrontEndError):
    code = "API_KEY_INVALID"
    kind = "badRequest"
    text = "API key not valid. Please pass a valid API key."


class Unauthenticated(FrontEndError):
    """A bearer token that stands for nobody."""

    status = 401
    code = "UNAUTHENTICATED"
    status_name = "UNAUTHENTICATED"
    kind = "authError"
    text = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other."
    extra: ClassVar[Mapping[str, str]] = {"location": "Authorization", "locationType": "header"}


class CredentialsMissing(FrontEndError):
    """Production on an admin method that came with an API key only."""

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
    """Whatever status a fault asks for; 500 when the emulator itself failed."""

    status = 500
    code = "INTERNAL"
    status_name = ""
    kind = "backendError"
    text = "Internal error encountered."
