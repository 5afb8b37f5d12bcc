"""Which refusals faults may ask for by name, and how what goes wrong outside handlers is worded."""

from mfa_emulator.core.errors import Failure, VendorError
from mfa_emulator.core.operation import Request
from mfa_emulator.providers.onelogin import errors
from mfa_emulator.providers.onelogin.errors import Refusal

_NAMED: tuple[type[Refusal], ...] = (
    errors.BadRequest,
    errors.InvalidParameter,
    errors.InvalidCredentials,
    errors.MalformedAuthorization,
    errors.AuthorizationMissing,
    errors.InsufficientPermission,
    errors.ForbiddenAction,
    errors.NotFound,
    errors.UserNotFound,
    errors.UserDoesNotExist,
    errors.FactorNotFound,
    errors.AppNotFound,
    errors.FailedAuthentication,
    errors.StateTokenInvalid,
    errors.OtpTokenBlank,
    errors.InvalidUserCredentials,
    errors.UserLocked,
    errors.NoDeviceForMfa,
    errors.InvalidSubdomain,
    errors.UsernameEmpty,
    errors.PasswordEmpty,
    errors.SessionTokenInvalid,
    errors.GrantTypeIncorrect,
    errors.ContentTypeIncorrect,
    errors.AccessTokenMissing,
    errors.TooManyRequests,
    errors.InternalError,
)
ERRORS: dict[str, type[VendorError]] = {cls.__name__: cls for cls in _NAMED}

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
