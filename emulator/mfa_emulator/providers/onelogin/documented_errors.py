"""Which refusals faults may ask for by name, and how what goes wrong outside handlers is worded."""

from mfa_emulator.core.errors import Failure, VendorError
from mfa_emulator.core.http.messages import Request
from mfa_emulator.providers.onelogin import errors
from mfa_emulator.providers.onelogin.errors import Refusal

_OUTSIDE = (Refusal, errors.NoRouteExists, errors.TooLarge, errors.NotBuilt)
"""What no operation refuses a call with."""

ERRORS: dict[str, type[VendorError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind not in _OUTSIDE
}

_FAILURES: dict[Failure, type[Refusal]] = {
    Failure.NO_ROUTE: errors.NoRouteExists,
    Failure.WRONG_VERB: errors.NoRouteExists,  # documented: 404, not 405
    Failure.BAD_BODY: errors.BadRequest,
    Failure.TOO_LARGE: errors.TooLarge,
    Failure.NOT_BUILT: errors.NotBuilt,
    Failure.FAULT: errors.InternalError,
    Failure.INTERNAL: errors.InternalError,
}


def failure(kind: Failure, text: str, request: Request) -> VendorError:
    """What goes wrong outside handlers, in OneLogin's words."""
    shown = kind in (Failure.BAD_BODY, Failure.TOO_LARGE, Failure.NOT_BUILT, Failure.FAULT)
    return _FAILURES[kind](text if shown else "", reason=text)
