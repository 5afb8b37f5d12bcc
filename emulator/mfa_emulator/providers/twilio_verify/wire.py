"""Wire format: forms, queries and JSON bodies into request structs, refusals into Twilio's envelope.

Bodies are `application/x-www-form-urlencoded` with PascalCase names, nested ones dotted (`Binding.Secret`). Arrays
are repeated names; objects are JSON texts, which the Go SDK encodes twice when its caller passes a text. Unknown
names are ignored, as an example of a service in twilio-oai sends one; the reason of the answer then names them.
"""

from functools import cache

import msgspec

from mfa_emulator.core.descriptions.misfit_words import told
from mfa_emulator.core.errors import BadBody, Failure, Failures, VendorError, Wording
from mfa_emulator.core.http import json, urlencoded
from mfa_emulator.core.http.json import Json, JsonObject, Misfit
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.providers.twilio_verify import control_characters, errors, other_forms
from mfa_emulator.providers.twilio_verify.errors import TwilioError, factors, passkeys, verifications
from mfa_emulator.providers.twilio_verify.settings import Settings
from mfa_emulator.providers.twilio_verify.types.base import JsonBody, Nothing, Params

_MOST_PARAMETERS = 1000
_NOTHING = Nothing()


def decode(request: Request, body: type[msgspec.Struct] | None, settings: Settings) -> msgspec.Struct:
    """The request struct of `body`'s type. Raises the error that the struct names for a value that does not fit."""
    if body is Nothing:
        if request.raw_query:
            request.note("ignored, since this operation has no parameters: the query")
        return _NOTHING
    assert body is not None
    if issubclass(body, Params):
        return _bound(request, body, settings)
    assert issubclass(body, JsonBody)
    return _json_body(request, body)


def _form(request: Request) -> list[tuple[str, str]]:
    if request.method == "GET":
        return request.query_pairs
    try:
        return urlencoded.pairs(request.body.decode(), errors="strict", most=_MOST_PARAMETERS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadBody(f"not a form: {error}") from None


def _bound(request: Request, body: type[Params], settings: Settings) -> Params:
    pairs, kinds = _form(request), _kinds(body)
    if settings.parameter_case == "any":
        pairs = other_forms.in_our_case(pairs, kinds)
    given: JsonObject = {}
    unknown = _gather(pairs, body, kinds, given)
    if unknown:
        request.note(f"ignored, since Twilio ignores it: {other_forms.named(request, unknown, kinds)}")
    if request.raw_query and request.method != "GET":
        request.note(f"ignored, since a {request.method} has its parameters in the body: the query")
    try:
        return msgspec.convert(given, body, strict=False)
    except msgspec.ValidationError as error:
        refusal = _refusal(body, Misfit.of(error), given)
        if unknown:
            refusal.reason += f"; what came is {other_forms.named(request, unknown, kinds)}"
        raise refusal from None


def _gather(
    pairs: list[tuple[str, str]], body: type[Params], kinds: "dict[str, _Kind]", given: JsonObject
) -> list[str]:
    """Put the values of the pairs into `given`; the names that the operation does not have."""
    unknown: list[str] = []
    repeated: dict[str, list[Json]] = {}
    for name, text in pairs:
        kind = kinds.get(name)
        if kind is None:
            unknown.append(name)
            continue
        if not text.isprintable():
            control_characters.check(body, name, text)
        if kind.repeated:
            repeated.setdefault(name, []).append(_object(body, name, text) if kind.json else text)
        else:
            given[name] = _object(body, name, text, kind.max_length) if kind.json else text
    given |= repeated
    return unknown


class _Kind(msgspec.Struct, frozen=True):
    """Writing of a parameter: `repeated` for an array, `json` for an object."""

    repeated: bool
    json: bool
    max_length: int = 0


@cache
def _kinds(body: type[Params]) -> dict[str, _Kind]:
    info = msgspec.inspect.type_info(body)
    assert isinstance(info, msgspec.inspect.StructType)
    return {field.encode_name: _kind(field.type) for field in info.fields}


def _kind(kind: msgspec.inspect.Type) -> _Kind:
    most, text = 0, False
    if isinstance(kind, msgspec.inspect.UnionType):
        kind = next(part for part in kind.types if not isinstance(part, msgspec.inspect.NoneType))
    if isinstance(kind, msgspec.inspect.Metadata):
        extra = kind.extra or {}
        most, text = extra.get("max_length", 0), extra.get("text", False)
        kind = kind.type
    if isinstance(kind, msgspec.inspect.ListType):
        if text:
            return _Kind(False, True)
        return _Kind(True, isinstance(kind.item_type, msgspec.inspect.StructType))
    return _Kind(False, isinstance(kind, msgspec.inspect.DictType), most)


def _object(body: type[Params], name: str, text: str, max_length: int = 0) -> Json:
    if max_length and len(text) > max_length:
        raise body.refuse(name, f"is over {max_length} characters")
    try:
        value = json.read(text.encode())
        # The Go SDK encodes a text once more.
        value = json.read(value.encode()) if isinstance(value, str) else value
    except (BadBody, ValueError):
        raise body.refuse(name, "is not JSON") from None
    if "\\u" in text:  # in JSON they can only be written so
        control_characters.check_within(body, name, value)
    return value


def _refusal(body: type[Params], misfit: Misfit, given: JsonObject) -> VendorError:
    if not misfit.place:
        return body.missing(misfit.missing)
    # Names have dots in them, which only the whole place keeps.
    name = misfit.place.partition("[")[0]
    path = (name, *misfit.path[name.count(".") + 1 :])
    said = told(misfit._replace(path=path), body, given, nulls=False)
    return body.refuse(name, said.removeprefix(name).lstrip())


def _json_body(request: Request, body: type[JsonBody]) -> JsonBody:
    data = request.body or b"{}"
    try:
        found = json.decode(data, body)
    except BadBody as error:
        misfit = error.misfit
        if misfit is None:
            raise
        given = json.read(data)
        place = ".".join(filter(None, (misfit.place, misfit.missing)))
        refusal = body.refuse(place, told(misfit, body, given), missing=bool(misfit.missing))
        unknown = _unknown(given, body)
        if unknown:
            refusal.reason += f"; what came is {unknown}"
        raise refusal from None
    unknown = _unknown(json.read(data), body)
    if unknown:
        request.note(f"ignored, since Twilio ignores it: {unknown}")
    return found


def _unknown(given: Json, body: type[JsonBody]) -> str:
    """The names in a JSON body that the operation does not have, but for what browsers add to all answers."""
    known = {*body.__struct_encode_fields__, "clientExtensionResults"}
    return other_forms.names([name for name in given if name not in known] if isinstance(given, dict) else [], known)


MORE_INFO = "https://www.twilio.com/docs/errors/"


class Envelope(msgspec.Struct, kw_only=True):
    """The body of every error. SDKs read `code` and `message`; a key named `type` or `title` would send
    twilio-python down another path, so there is none. `detail` is there with 401 only (recorded)."""

    code: int
    detail: str | msgspec.UnsetType = msgspec.UNSET
    message: str
    more_info: str
    status: int


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """A refusal as Twilio words it."""
    # A status that a fault asks for has no class: it is numbered as 20404 and 20429 are.
    number = int(error.code or 20000 + error.status)
    envelope = Envelope(
        code=number,
        detail="" if error.status == 401 else msgspec.UNSET,
        message=_message(error, request),
        more_info=f"{MORE_INFO}{number}",
        status=error.status,
    )
    headers = error.headers if isinstance(error, TwilioError) else ()
    return Reply(error.status, msgspec.json.encode(envelope), headers)


def _message(error: VendorError, request: Request) -> str:
    """The message, with the request's part in it where Twilio names one: programs match the channel of 60223."""
    if isinstance(error, verifications.ChannelDisabled) and error.message == error.title:
        channel = dict(_form(request)).get("Channel", "").upper()
        return f"{error.title}: {channel}" if channel else error.message
    return error.message or f"The requested resource {_resource(error, request)} was not found"


def _resource(error: VendorError, request: Request) -> str:
    path = request.path
    return path if isinstance(error, errors.NoRoute) else path.removeprefix("/v2")


FAILURES: Failures = {
    Failure.NO_ROUTE: errors.NoRoute,
    Failure.WRONG_VERB: errors.WrongVerb,
    Failure.BAD_BODY: errors.BadRequest,
    Failure.TOO_LARGE: errors.TooLarge,
    Failure.NOT_BUILT: Wording(errors.NotBuilt, "{text} is not built"),
    Failure.FAULT: TwilioError,
    Failure.INTERNAL: errors.Internal,
}
"""Twilio's errors for what goes wrong before, around or instead of a handler."""

SECRETS = frozenset(
    {
        "AuthPayload",
        "Binding.Secret",
        "Code",
        "CustomCode",
        "Config.NotificationToken",
        "SnaClientToken",
        "snaClientToken",
        "secret",
        "uri",
        "token",
        "notification_token",
        "signature",
    }
)
"""Names of parameters and fields that hold secrets."""


def _documented() -> dict[str, type[TwilioError]]:
    found: dict[str, type[TwilioError]] = {}
    for module in (errors, verifications, factors, passkeys):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, TwilioError) and kind.code:
                found.setdefault(kind.code, kind)
    return found


ERRORS = _documented()
"""Every error by Twilio's number, for faults."""
