"""Which refusals faults may ask for by name, and how what goes wrong outside handlers is worded."""

from mfa_emulator.core.errors import Failure, Failures, VendorError, Wording
from mfa_emulator.providers.onelogin import errors
from mfa_emulator.providers.onelogin.errors import Refusal

_OUTSIDE = (Refusal, errors.NoRouteExists, errors.TooLarge, errors.NotBuilt)
"""What no operation refuses a call with."""

ERRORS: dict[str, type[VendorError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind not in _OUTSIDE
}

FAILURES: Failures = {
    Failure.NO_ROUTE: errors.NoRouteExists,
    Failure.WRONG_VERB: errors.NoRouteExists,  # documented: 404, not 405
    Failure.BAD_BODY: Wording(errors.BadRequest, "{text}"),
    Failure.TOO_LARGE: Wording(errors.TooLarge, "{text}"),
    Failure.NOT_BUILT: Wording(errors.NotBuilt, "{text}"),
    Failure.FAULT: errors.InternalError,
    Failure.INTERNAL: errors.InternalError,
}
"""The refusals for what goes wrong outside handlers."""
