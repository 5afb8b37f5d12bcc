"""Refusals of OneLogin. Versions 1 and 2 of the API word, and number, the same refusal differently.

Texts and statuses are documented unless a class says "recorded" (seen in answers of the service) or "guess".
"""

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.refusal import Refusal

V2_NOT_FOUND = "The resource can't be found or the server has not found anything matching the Request-URI"
V2_FORBIDDEN = "You are not authorised to perform this action or access the resource"


class BadRequest(Refusal):
    """The request cannot be understood."""

    text = "bad request"


class InvalidParameter(Refusal):
    """A value is missing or not allowed. `parameters` names it."""

    v2_status = 422
    v2_text = "Validations failed"

    @classmethod
    def of(cls, parameter: str, text: str) -> "InvalidParameter":
        """The refusal of a parameter: `text` says what is wrong, in the body of version 1 and for people."""
        return cls(text, reason=text, parameters=(parameter,))

    def v2(self) -> tuple[int, JsonObject]:
        status, body = super().v2()
        # The parameter stands in details.parameters; the message is the documented constant.
        return status, body | {"message": self.v2_text}


class IdIncorrect(Refusal):
    """An id in a path of version 1 that is no number."""

    text = "ID is incorrect"

    def v1_message(self) -> JsonObject:
        return {"description": self.text, "attribute": "id"}


class UnknownAttribute(Refusal):
    """An attribute or filter that users do not have. Both envelopes: recorded; `parameters` names it."""

    text = "unknown attribute"
    name = "BadRequestError"

    @classmethod
    def of(cls, attribute: str, reason: str) -> "UnknownAttribute":
        """The refusal of an attribute."""
        return cls(attribute, reason=reason)

    def v1_message(self) -> JsonObject:
        return {
            "description": f"{self.message} is not a valid attribute for user model",
            "attribute": self.message,
        }

    def v2(self) -> tuple[int, JsonObject]:
        status, body = super().v2()
        return status, body | {"message": f"unknown attribute: {self.message}"}


class NotUnique(Refusal):
    """An e-mail address or user name that another user has. Status and text: recorded for version 2."""

    v2_status = 422
    text = "Validation failed"
    name = "UnprocessableEntityError"

    @classmethod
    def of(cls, attribute: str, value: str, subdomain: str) -> "NotUnique":
        """The refusal of the value of an attribute."""
        text = f"Validation failed: {attribute.capitalize()} must be unique within {subdomain}"
        return cls(text, reason=f"a user is called {value!r} already")


class UnsortableField(Refusal):
    """A list sorted by a field that users do not have. Its name and key: recorded; the text: guess."""

    v2_status = 422
    text = "Validation failed: sort field is not valid"
    name = "UnprocessableEntityFieldError"

    def v2(self) -> tuple[int, JsonObject]:
        status, body = super().v2()
        return status, body | {"field": "sort"}


class InvalidCredentials(Refusal):
    """The API token, or the client's id and secret, are not right (or not right any more)."""

    status = 401
    text = "Authentication Failure"
    name = "InvalidCredentials"
    v2_text = "Please provide valid credentials"


class AccessTokenNotValid(InvalidCredentials):
    """An access token that is expired, revoked or unknown. SDK 2 fetches a new one on exactly this text (recorded)."""

    name = "UnauthorizedError"
    v2_text = "Unauthorized"


class MalformedAuthorization(InvalidCredentials):
    """The Authorization header is of no known form."""

    status = 400
    text = "Authorization Information is incorrect"
    v2_status = 401


class AuthorizationMissing(MalformedAuthorization):
    """There is no Authorization header."""

    text = "The authorization information is missing"


class InsufficientPermission(Refusal):
    """The credential's scope is too small. Its name in version 2: guess, and a setting."""

    status = 401
    text = "Insufficient Permission"
    v2_status = 403
    v2_text = V2_FORBIDDEN


class ForbiddenAction(Refusal):
    """The verification is closed. The cause: guess."""

    status = 403
    text = v2_text = V2_FORBIDDEN


class NotFound(Refusal):
    """A resource that does not exist."""

    status = 404
    text = "not found"
    name = "NotFound"
    v2_text = V2_NOT_FOUND


class NoRouteExists(NotFound):
    """No such path, or not with this verb."""

    text = "No Route Exists"


class UserNotFound(NotFound):
    """There is no such user, as calls about users and lists of factors say it: 404, with the id in the message."""


class UserDoesNotExist(NotFound):
    """There is no such user, as the rest of version 1 says it. The status, but for verify: guess."""

    status = 400
    text = "User does not exist"
    v2_status = 404


class FactorNotFound(NotFound):
    """The user has no such device. The status, but for version 1's removal: guess."""

    status = 400
    text = "Factor could not be found"
    v2_status = 404


class AppNotFound(NotFound):
    """There is no such app. The status: recorded. The text: guess."""

    text = "App not found"


class FailedAuthentication(Refusal):
    """A wrong code, or a push that was denied. The text is never "Unauthorized": SDK 2 would fetch a new API token."""

    status = 401
    text = "Failed authentication with this factor"


class StateTokenInvalid(Refusal):
    """The state token is unknown, used up, replaced or expired."""

    text = "State token is invalid or expired"


class OtpTokenBlank(Refusal):
    """A factor that cannot be triggered needs its code at once. The text: recorded."""

    text = "OTP token blank"


class InvalidUserCredentials(Refusal):
    """Wrong user name or password. The text: recorded."""

    status = 401
    text = "Authentication Failed: Invalid user credentials"


class UserLocked(InvalidUserCredentials):
    """The user may not log in now. The text: recorded for locked users, guess for others."""

    text = "User is locked. Access is unauthorized"


class NoDeviceForMfa(Refusal):
    """MFA is required of a user who has no device. Status and text: recorded."""

    text = "MFA is required but the user has not set up any factors"


class InvalidSubdomain(Refusal):
    """Not this account's subdomain. The text: recorded."""

    text = "Invalid subdomain"


class UsernameEmpty(Refusal):
    """A log-in without a user name. The text: recorded."""

    text = "username is empty"


class PasswordEmpty(Refusal):
    """A log-in without a password. The text: recorded."""

    text = "password is empty"


class SessionTokenInvalid(Refusal):
    """The session token is unknown, used up or expired. Status and text: guess."""

    text = "Session token is invalid or expired"


class GrantTypeIncorrect(Refusal):
    """A token call for another grant. The text: recorded."""

    text = "grant_type is incorrect/absent"


class ContentTypeIncorrect(Refusal):
    """A token call whose body is neither JSON nor a form."""

    text = "Content Type is not specified or specified incorrectly. Content-Type header must be set to application/json"


class AccessTokenMissing(Refusal):
    """A call to revoke that names no token."""

    text = "Access Token Missing"


class TooManyRequests(Refusal):
    """Over the hourly limit. The status: recorded. The text: guess."""

    status = 429
    text = "Rate limit exceeded"


class TooLarge(Refusal):
    """The body is over the cap."""

    status = 413


class NotBuilt(Refusal):
    """A published operation that this emulator does not have."""

    status = 501


class InternalError(Refusal):
    """An error of the emulator's own, or one that a fault asks for."""

    status = 500
    text = "Internal Server Error"


BY_NAME: dict[str, type[VendorError]] = {
    name: kind
    for name, kind in list(globals().items())
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind not in (Refusal, NoRouteExists, TooLarge, NotBuilt)
}
"""The refusals of operations, by which faults ask for them."""
