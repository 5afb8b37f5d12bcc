"""How Twilio says no: the JSON envelope, and its words for what goes wrong outside handlers."""

import msgspec

from mfa_emulator.core.errors import Failure, VendorError
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.providers.twilio_verify import errors, factor_errors
from mfa_emulator.providers.twilio_verify.errors import TwilioError
from mfa_emulator.providers.twilio_verify.settings import Settings

MORE_INFO = "https://www.twilio.com/docs/errors/"


class Envelope(msgspec.Struct):
    """The body of every error. SDKs read `code` and `message`; a key named `type` or `title` would send
    twilio-python down another path, so there is none."""

    code: int
    message: str
    more_info: str
    status: int


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """A refusal as Twilio words it."""
    # A status that a fault asks for has no class: it is numbered as 20404 and 20429 are.
    number = int(error.code or 20000 + error.status)
    message = error.message or f"The requested resource {_resource(error, request)} was not found"
    body = msgspec.json.encode(Envelope(number, message, f"{MORE_INFO}{number}", error.status))
    headers = error.headers if isinstance(error, TwilioError) else ()
    return Reply(error.status, body, headers)


def _resource(error: VendorError, request: Request) -> str:
    path = request.path
    return path if isinstance(error, errors.NoRoute) else path.removeprefix("/v2")


_OF_FAILURE: dict[Failure, type[TwilioError]] = {
    Failure.NO_ROUTE: errors.NoRoute,
    Failure.WRONG_VERB: errors.WrongVerb,
    Failure.BAD_BODY: errors.BadRequest,
    Failure.TOO_LARGE: errors.TooLarge,
    Failure.NOT_BUILT: errors.NotBuilt,
    Failure.INTERNAL: errors.Internal,
}


def failure(kind: Failure, text: str, request: Request) -> VendorError:
    """Twilio's error for what goes wrong before, around or instead of a handler."""
    if kind is Failure.FAULT:
        return TwilioError(text, reason=text)
    if kind is Failure.NOT_BUILT:
        return errors.NotBuilt(f"{text} is not built", reason=text)
    return _OF_FAILURE[kind](reason=text)


def _documented() -> dict[str, type[TwilioError]]:
    found: dict[str, type[TwilioError]] = {}
    for module in (errors, factor_errors):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, TwilioError) and kind.code:
                found.setdefault(kind.code, kind)
    return found


ERRORS = _documented()
"""Every error by Twilio's number, for faults."""
