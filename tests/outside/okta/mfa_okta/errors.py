"""Refusals by Okta's codes, and the JSON in which it gives them."""

from base64 import b32encode
from hashlib import blake2b
from typing import ClassVar

import msgspec

from mfa_emulator.core.errors import Failure, VendorError
from mfa_emulator.core.http.messages import Reply, Request
from mfa_okta.settings import Settings


class Refusal(VendorError):
    """A refusal; what is given as its message becomes the only one of `errorCauses`."""

    summary: ClassVar[str]


class ValidationFailed(Refusal):
    code = "E0000001"
    summary = "Api validation failed"


class NotWellFormed(Refusal):
    code = "E0000003"
    summary = "The request body was not well-formed."


class NotFound(Refusal):
    status, code = 404, "E0000007"
    summary = "Not found: Resource not found"


class InternalError(Refusal):
    status, code = 500, "E0000009"
    summary = "Internal Server Error"


class InvalidToken(Refusal):
    status, code = 401, "E0000011"
    summary = "Invalid token provided"


class WrongVerb(Refusal):
    status, code = 405, "E0000022"
    summary = "The endpoint does not support the provided HTTP method"


class InvalidPasscode(Refusal):
    status, code = 403, "E0000068"
    summary = "Invalid Passcode/Answer"


ERRORS = {kind.code: kind for kind in Refusal.__subclasses__()}

_FAILURES = {
    Failure.NO_ROUTE: NotFound,
    Failure.WRONG_VERB: WrongVerb,
    Failure.BAD_BODY: NotWellFormed,
    Failure.TOO_LARGE: NotWellFormed,
}


def failure(kind: Failure, text: str, request: Request) -> Refusal:
    """The refusal of a call that reaches no handler."""
    error = _FAILURES.get(kind, InternalError)("" if kind is Failure.INTERNAL else text, reason=text)
    if kind in (Failure.TOO_LARGE, Failure.NOT_BUILT):
        error.status = kind.value
    return error


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """A refusal as JSON. The same request has the same `errorId`: a refusal draws no id, and so changes nothing."""
    assert isinstance(error, Refusal)
    sent = f"{request.method} {request.path} ".encode() + request.body
    body = {
        "errorCode": error.code,
        "errorSummary": error.summary,
        "errorLink": error.code,
        "errorId": "oae" + b32encode(blake2b(sent, digest_size=15).digest()).decode(),
        "errorCauses": [{"errorSummary": error.message}] if error.message else [],
    }
    return Reply(error.status, msgspec.json.encode(body))
