"""The wire format of Identity Toolkit: bodies read, answers written, refusals in Google's two envelopes."""

import msgspec

from mfa_emulator.core.errors import Failure, Failures, VendorError, Wording
from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.providers.identity_toolkit import FRONT, errors
from mfa_emulator.providers.identity_toolkit.protojson import decoding
from mfa_emulator.providers.identity_toolkit.settings import Settings

_encoder = msgspec.json.Encoder()


def decode(request: Request, body: type[msgspec.Struct] | None, settings: Settings) -> msgspec.Struct | None:
    """The request struct: from the query for GET, else from a JSON or form body; None where none is taken."""
    if body is None:
        return None
    try:
        if request.method == "GET":
            # A query too long for its place comes as a form: see `provider.py`.
            return decoding.from_mapping(_texts(request.raw_query or request.body), body, settings)
        if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return _form(request, body, settings)
        return decoding.decode(request.body, body, settings)
    except decoding.BadBody as bad:
        raise _bad_body(bad) from None


def _form(request: Request, body: type[msgspec.Struct], settings: Settings) -> msgspec.Struct:
    # The token endpoint takes forms. Everywhere else a form is only JSON with the wrong label: curl's -d.
    if request.body.lstrip()[:1] == b"{":
        return decoding.decode(request.body, body, settings)
    # The token endpoint passes over fields that it does not know (production, recorded).
    return decoding.from_mapping(decoding.known(_texts(request.body), body), body, settings)


def _texts(encoded: bytes) -> dict[str, list[str]]:
    return urlencoded.lists(urlencoded.pairs(encoded.decode("latin-1")))


def _bad_body(bad: decoding.BadBody) -> VendorError:
    if bad.malformed:
        return errors.ParseError(bad.message, reason=bad.message)
    if not bad.field_violations:
        return errors.InvalidArgument(bad.message, reason=bad.message)
    violations = msgspec.to_builtins(bad.field_violations)
    details = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}
    return errors.InvalidArgument(bad.message, reason=bad.message, details=(details,))


def encode(answer: object) -> bytes:
    """JSON indented by two, as Google's servers and the official emulator write it."""
    return msgspec.json.format(_encoder.encode(answer), indent=2)


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    """The refusal in the envelope of the method's version, or the one that ``$.xgafv`` asks for."""
    front = error if isinstance(error, errors.FrontEndError) else None
    newer = _format(request, settings) == "2"
    body: JsonObject = {"code": error.status, "message": error.message}
    if not newer:
        kind, extra = (front.kind, front.extra) if front else ("invalid", {})
        domain = {"domain": "global"} if settings.schema_errors_have_domain or not _is_of_schema(front) else {}
        body["errors"] = [{"message": error.message, **domain, "reason": kind, **extra}]
    if newer or front:
        body["status"] = (front and front.status_name) or _STATUS_NAMES.get(error.status, "INTERNAL")
    if front and front.details:
        body["details"] = [*front.details]
    return Reply(error.status, encode({"error": body}))


def _is_of_schema(front: errors.FrontEndError | None) -> bool:
    """Whether the refusal is of a body that does not fit the method's message."""
    return isinstance(front, errors.InvalidArgument) and bool(front.details)


_STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    501: "NOT_IMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
"""Google's names for statuses of HTTP, where an error has none of its own; as google.rpc.Code maps them."""


def _format(request: Request, settings: Settings) -> str:
    """The error format: ``1`` has errors[], ``2`` has the status instead.

    That ``$.xgafv`` selects these two is a guess.
    """
    asked = request.query.get("$.xgafv") if b"xgafv" in request.raw_query else None
    if asked in ("1", "2"):
        return asked
    newer = request.path.startswith("/v2/") or request.path == "/v1/token"
    return settings.v2_error_format if newer else "1"


FAILURES: Failures = {
    Failure.NO_ROUTE: errors.NotFound,
    Failure.WRONG_VERB: errors.WrongVerb,
    Failure.BAD_BODY: errors.ParseError,
    Failure.TOO_LARGE: errors.PayloadTooLarge,
    Failure.NOT_BUILT: Wording(
        errors.NotImplementedYet,
        "The {text} method is not implemented in the emulator.",
        "{text} is published, but not built here: `mfa-emulator coverage` lists what is",
    ),
    Failure.FAULT: errors.BackendError,
    Failure.INTERNAL: errors.BackendError,
}
"""The refusals of Google's front end for what goes wrong outside of methods."""

SECRETS = frozenset(
    {
        "password",
        "newPassword",
        "oldPassword",
        "rawPassword",
        "passwordHash",
        "salt",
        "saltSeparator",
        "signerKey",
        "key",
        "clientSecret",
        "secret",
        "signature",
        "appToken",
        "privateKey",
        "idToken",
        "id_token",
        "accessToken",
        "access_token",
        "refreshToken",
        "refresh_token",
        "token",
        "sessionCookie",
        "mfaPendingCredential",
        "code",
        "verificationCode",
        "oobCode",
        "oobLink",
        "sharedSecretKey",
        "temporaryProof",
        "verificationProof",
        "androidVerificationProof",
        "iosSecret",
        "playIntegrityToken",
        "safetyNetToken",
        "recaptchaToken",
        "recaptchaStoken",
        "pendingToken",
        "pendingIdToken",
        "postBody",
        "oauthAccessToken",
        "oauthAuthorizationCode",
        "oauthIdToken",
        "oauthRefreshToken",
        "oauthTokenSecret",
        "samlResponse",
        "receipt",
        "iosReceipt",
    }
)
"""Names of fields and parameters that hold secrets. API keys of Google are none."""


def emulator_url(request: Request) -> str:
    """The URL of the emulator itself, as the client reached it: without the vendor's host name in the path."""
    base = request.base_url
    return next((base.removesuffix(f"/{host}") for host in FRONT.hosts if base.endswith(f"/{host}")), base)
