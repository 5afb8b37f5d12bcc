"""Refusals by Okta's codes, and the JSON in which it gives them."""

from base64 import b32encode
from hashlib import blake2b
from typing import ClassVar

import msgspec

from mfa_emulator.core.errors import Failure, Failures, VendorError, Wording
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

FAILURES: Failures = {
    Failure.NO_ROUTE: Wording(NotFound, "{text}"),
    Failure.WRONG_VERB: Wording(WrongVerb, "{text}"),
    Failure.BAD_BODY: Wording(NotWellFormed, "{text}"),
    Failure.TOO_LARGE: Wording(NotWellFormed, "{text}", status=413),
    Failure.NOT_BUILT: Wording(InternalError, "{text}", status=501),
    Failure.FAULT: InternalError,
    Failure.INTERNAL: InternalError,
}
"""The refusals of calls that reach no handler."""


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
