"""Authentication of callers: an app by its API key, or an administrator by a bearer token."""

import re

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Caller

_KEY = re.compile(rb"(?:^|&)key=[^&]")


_ADMINISTRATOR, _APP = Caller(privileged=True), Caller(privileged=False)


def client(call: Call[object]) -> Caller:
    """The caller of a method that takes any credential.

    Those are an API key, ``Bearer owner`` as the Admin SDKs send it, or a Google access token.
    """
    headers = call.request.headers
    if "authorization" in headers and _is_owner(headers["authorization"]):
        return _ADMINISTRATOR
    return _with_key(call)


def admin(call: Call[object]) -> Caller:
    """The caller of a method for administrators, whose path names a project: an API key alone never opens it."""
    caller = client(call)
    if not caller.privileged:
        raise _not_by_key(call)
    return caller


def _not_by_key(call: Call[object]) -> VendorError:
    reason = f"{call.operation.id} needs 'Authorization: Bearer owner', an API key is not enough"
    for_cookies = call.operation.id.endswith("createSessionCookie")
    if for_cookies and call.settings.key_refusal_for_cookies == errors.CredentialsMissing.code:
        return errors.CredentialsMissing(
            reason=reason,
            details=({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "CREDENTIALS_MISSING"},),
        )
    return errors.InsufficientPermission(
        "Only authenticated requests can specify target_project_id.",
        reason=reason,
    )


def key_only(call: Call[object]) -> Caller:
    """The caller of the token endpoint, which looks at the API key alone."""
    return _with_key(call)


def _with_key(call: Call[object]) -> Caller:
    request, known = call.request, call.settings.api_keys
    in_query = _KEY.search(request.raw_query)
    if not in_query and not request.headers.get("x-goog-api-key"):
        raise errors.Forbidden(reason="neither an API key (?key=..., x-goog-api-key) nor 'Authorization: Bearer owner'")
    # Only a list of keys makes it worthwhile to read the query.
    if known and (request.query["key"] if in_query else request.headers["x-goog-api-key"]) not in known:
        raise errors.ApiKeyInvalid(
            reason="the API key is none of the setting api_keys",
            details=({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"},),
        )
    return _APP


def _is_owner(authorization: str) -> bool:
    """Whether the header makes the caller an administrator. Schemes other than Bearer mean nothing here."""
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer":
        return False
    token = token.strip()
    if token.lower() == "owner" or token.startswith("ya29."):
        return True
    raise errors.Unauthenticated(reason="a bearer token must be 'owner' or begin with 'ya29.'")
