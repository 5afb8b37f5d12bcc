"""Log-ins, sessions and SAML assertions."""

import msgspec
from msgspec import UnsetType

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.types.bodies import Body, FormBody, Text


class LoginRequest(Body, gc=False, kw_only=True):
    """The first step; `fields` is a comma list of user attributes to return."""

    username_or_email: str | None = None
    password: str | None = None
    subdomain: str | None = None
    return_to_url: str | None = None
    ip_address: str | None = None
    browser_id: Text | None = None
    fields: str | None = None


class SamlAssert(Body, gc=False, kw_only=True):
    """The first step of an assertion; `app_id` is a number in old clients."""

    username_or_email: str | None = None
    password: str | None = None
    app_id: Text | None = None
    subdomain: str | None = None
    ip_address: str | None = None


class VerifyFactorRequest(Body, gc=False, kw_only=True):
    """The second step, of a log-in or an assertion."""

    device_id: Text | None = None
    state_token: str | None = None
    otp_token: Text | None = None
    do_not_notify: bool | None = None
    app_id: Text | None = None


class LoginDevice(msgspec.Struct, gc=False):
    """A device to choose from."""

    device_id: int
    device_type: str


class MfaRequired(msgspec.Struct, gc=False):
    """The request for a second factor."""

    state_token: str
    callback_url: str
    user: JsonObject
    devices: list[LoginDevice]


class Authenticated(msgspec.Struct, gc=False):
    """A finished log-in. `expires_at` is written like ``2016/01/07 05:56:21 +0000``: old clients parse it so."""

    status: str
    user: JsonObject
    expires_at: str
    session_token: str
    return_to_url: str | UnsetType | None = None


class Assertion(msgspec.Struct, gc=False):
    """A SAML response in Base64."""

    data: str


class SessionRequest(FormBody, gc=False):
    """A session token to be exchanged for a cookie."""

    session_token: str | None = None
