"""The wire: bodies read, answers put into envelopes, and the headers beside them."""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.descriptions.misfit_words import told
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.errors import BadBody, Failure, Failures, VendorError, Wording
from mfa_emulator.core.http import json, urlencoded
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.work.workshop import Needed
from mfa_emulator.providers.onelogin import errors, rate_limit, sdk_dialects
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter, UnknownAttribute
from mfa_emulator.providers.onelogin.refusal import Refusal
from mfa_emulator.providers.onelogin.sdk_dialects import Dialect
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.types.bodies import Body, FormBody

A = TypeVar("A")
Shape: TypeAlias = Callable[[A, Dialect, Settings], tuple[int, object]]
"""(answer, dialect, settings) -> HTTP status and body. None as body: none at all."""
Handler: TypeAlias = Callable[..., A]
Headers: TypeAlias = tuple[tuple[str, str], ...]

JSON = "application/json"
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

SECRETS = frozenset(
    {
        "access_token",
        "refresh_token",
        "client_secret",
        "mfa_token",
        "otp",
        "otp_token",
        "password",
        "password_confirmation",
        "salt",
        "session_token",
        "state_token",
        "verification_token",
        "totp_url",
        "totp_secret",
    }
)
"""Names of fields and parameters that hold secrets."""

_MOST_NAMED = 5
_DIRECTORY_NAMES = {"BadRequest": "BadRequestError", "NotFound": "NotFoundError"}


def decode(request: Request, body: type[msgspec.Struct] | None, settings: Settings) -> msgspec.Struct | None:
    """The request struct. Numbers may be texts and the other way round: the SDKs disagree about nearly all."""
    if body is None:
        return None
    data = _form(request) if issubclass(body, FormBody) and is_form(request) else _object(request)
    if issubclass(body, Body) and body.attributes:
        require_known(data, body.attributes[version(request)])
        kept = sorted(data.keys() - _fields(body))
        if kept:
            request.note(f"not changed, since only the service sets it: {_named(kept)}")
    elif not data.keys() <= _fields(body):
        # Those of users are refused; these are what some SDKs send besides.
        names = _named(sorted(data.keys() - _fields(body)))
        request.note(f"ignored, since it is no attribute of this call: {names}")
    try:
        return json.convert(data, body, strict=False)
    except BadBody as error:
        misfit = error.misfit
        if misfit is None:
            raise InvalidParameter.of("", str(error)) from None
        raise InvalidParameter.of(misfit.place or misfit.missing, told(misfit, body, data)) from None


@cache
def _fields(body: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(body.__struct_encode_fields__)


def _named(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{shown}{more}"


def version(request: Request) -> int:
    """The version of the API that was called: 1 or 2. What stands beside both speaks as version 1 does."""
    return 2 if request.path.startswith("/api/2/") else 1


def require_known(names: Iterable[str], known: frozenset[str]) -> None:
    """Refuse attributes that users do not have. Raises `UnknownAttribute`."""
    for name in names:
        if name not in known:
            raise UnknownAttribute.of(name, unknown("attribute", name, known))


def is_form(request: Request) -> bool:
    """Whether the body is a form."""
    return media_type(request) == "application/x-www-form-urlencoded"


def media_type(request: Request) -> str:
    """The content type without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _form(request: Request) -> JsonObject:
    return dict(urlencoded.pairs(request.body.decode("latin-1")))


def _object(request: Request) -> JsonObject:
    # SDKs send an empty body with a JSON content type for calls without required fields.
    return json.read_object(request.body) if request.body.strip() else {}


def whole_number(text: str) -> int | None:
    """A whole number that stands in a path or query."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """A refusal in the envelope of the version that was called."""
    assert isinstance(error, Refusal)
    if request.path.startswith("/api/2/smart-mfa"):
        status, body = _smart(error)
    elif request.path.startswith(("/api/2/users", "/api/2/roles")):
        status, body = _directory(error)
    else:
        status, body = error.v2() if version(request) == 2 else error.v1()
    return Reply(status, json.encode(body), error.headers)


def _directory(error: Refusal) -> tuple[int, JsonObject]:
    # Calls about users have names of their own for these; those of MFA are as its pages print them.
    status, body = error.v2()
    if isinstance(error, errors.NoRouteExists):
        return status, body
    return status, body | {"name": _DIRECTORY_NAMES.get(str(body["name"]), body["name"])}


def _smart(error: Refusal) -> tuple[int, JsonObject]:
    # Documented for Smart MFA alone: no statusCode, and names of its own.
    status, body = error.v2()
    del body["statusCode"]
    if isinstance(error, errors.InvalidCredentials):
        return status, {"name": "UnauthorizedError", "message": "The request requires user authentication."}
    return status, body | ({"name": "BadRequestError"} if body["name"] == "BadRequest" else {})


def v1(handler: Handler[A], shape: Shape[A]) -> Handler[Reply]:
    """A handler of version 1: counted against the rate limit, answered in the dialect's shape."""

    @wraps(handler)
    def answered(call: Call[object]) -> Reply:
        before = call.state.rate
        rate_limit.count(call)
        try:
            return _answer(call, handler, shape, rate_limit.headers(call))
        except Needed:
            call.state.rate = before  # the handler is called again, and counted then
            raise

    return answered


def plain(handler: Handler[A], shape: Shape[A]) -> Handler[Reply]:
    """A handler beside both versions (tokens, cookies), not counted."""

    @wraps(handler)
    def answered(call: Call[object]) -> Reply:
        return _answer(call, handler, shape, ())

    return answered


def v2(handler: Handler[A], shape: Shape[A]) -> Handler[Reply]:
    """A handler of version 2."""

    @wraps(handler)
    def answered(call: Call[object]) -> Reply:
        # The number by which the journal of the world lists this request.
        headers = (("X-Request-Id", f"{call.world.journal.cursor + 1:032x}"),)
        return _answer(call, handler, shape, headers)

    return answered


def _answer(call: Call[object], handler: Handler[A], shape: Shape[A], headers: Headers) -> Reply:
    try:
        answer = handler(call)
    except Refusal as refusal:
        refusal.headers += headers
        raise
    if call.request.query_is_unread:
        call.request.note("ignored, since this call has no such parameters: the query")
    if isinstance(answer, Reply):
        answer.headers += headers
        answer.reason = answer.reason or call.reason or call.request.remark
        return answer
    dialect = sdk_dialects.of(call.request.headers.get("user-agent", ""), call.settings.dialect)
    status, body = shape(answer, dialect, call.settings)
    return Reply(status, json.encode(body), headers, reason=call.reason or call.request.remark)


def tidy(request: Request) -> None:
    """Take a slash at the end and further ones at the start off the path: SDKs send both."""
    request.path = "/" + request.path.strip("/")
