"""Refusals by Okta's codes, and the JSON in which they are sent."""

from hashlib import blake2b

from mfa_emulator.core.errors import Failure, Failures, VendorError, Wording
from mfa_emulator.core.http import json
from mfa_emulator.core.http.messages import Reply, Request
from mfa_okta.settings import Settings


class Refusal(VendorError):
    """A refusal. Its message, if it has one, becomes the only one of the `errorCauses`."""

    summary = ""


ValidationFailed = Refusal.declared("E0000001", status=400, summary="Api validation failed")
NotWellFormed = Refusal.declared("E0000003", status=400, summary="The request body was not well-formed.")
NotFound = Refusal.declared("E0000007", status=404, summary="Not found: Resource not found")
InternalError = Refusal.declared("E0000009", status=500, summary="Internal Server Error")
InvalidToken = Refusal.declared("E0000011", status=401, summary="Invalid token provided")
WrongVerb = Refusal.declared("E0000022", status=405, summary="The endpoint does not support the provided HTTP method")
InvalidPasscode = Refusal.declared("E0000068", status=403, summary="Invalid Passcode/Answer")

ERRORS = {kind.code: kind for kind in Refusal.__subclasses__()}

FAILURES: Failures = {
    Failure.NO_ROUTE: NotFound,
    Failure.WRONG_VERB: WrongVerb,
    Failure.BAD_BODY: Wording(NotWellFormed, "{text}"),
    Failure.TOO_LARGE: Wording(NotWellFormed, "{text}", status=413),
    Failure.FAULT: InternalError,
    Failure.INTERNAL: InternalError,
}


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """A refusal as JSON. Its `errorId` depends on the request alone: to draw one would change the world."""
    assert isinstance(error, Refusal)
    sent = f"{request.method} {request.path} ".encode() + request.body
    body = {"errorCode": error.code, "errorSummary": error.summary, "errorLink": error.code}
    body["errorId"] = f"oae{blake2b(sent, digest_size=10).hexdigest()}"
    causes = [{"errorSummary": error.message}] if error.message else []
    return Reply(error.status, json.encode({**body, "errorCauses": causes}))
