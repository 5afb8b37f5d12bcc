"""Authentication: the caller and the service that the path names, looked at before the body is."""

import hmac
from base64 import b64decode
from re import compile as pattern
from typing import TypeVar

from mfa_emulator.core.remembered import Remembered
from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.twilio_verify import device_tokens
from mfa_emulator.providers.twilio_verify.context import AnyCall, Call, Caller, Context
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter, NotFound, Unauthenticated
from mfa_emulator.providers.twilio_verify.records import Record, ServiceRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData, VerifyState

R = TypeVar("R", bound=Record)

_SID = pattern("[0-9a-fA-F]{32}")
_ANY_SID = pattern("[A-Z]{2}[0-9a-fA-F]{32}")
_DEVICE_USER = "token"


def account(call: AnyCall[object]) -> str:
    """The SID of the account whose token or API key was sent."""
    user, password = _basic(call)
    if user == _DEVICE_USER:
        raise Unauthenticated.at(call.now, "a device may not call this operation")
    return _account(call, user, password)


def service(call: AnyCall[object]) -> Caller:
    """The account, and the service that the path names."""
    return _within(call, account(call))


def verification_service(call: AnyCall[object]) -> Caller:
    """The same for verifications, where the SID of another resource is answered 60200 (twilio/twilio-go#177).

    What has no SID's shape is not found, as everywhere (twilio/twilio-node#709).
    """
    account_sid = account(call)
    sid = call.params["ServiceSid"]
    if not sid.startswith("VA") and _ANY_SID.fullmatch(sid) is not None:
        raise InvalidParameter(reason=f"{sid!r} is the SID of another resource than a service, which begins with VA")
    return _within(call, account_sid)


def device(call: AnyCall[object]) -> Caller:
    """The account, or a device that signs with the key of its factor; it sees that factor only."""
    user, password = _basic(call)
    if user != _DEVICE_USER:
        return _within(call, _account(call, user, password))
    service, data = _service(call, None)
    factor = device_tokens.login(call, service, data, password)
    return Caller(service.account_sid, service, data, device=factor)


def grantee(call: AnyCall[object]) -> Caller:
    """The account, or a device with an access token."""
    user, password = _basic(call)
    if user != _DEVICE_USER:
        return _within(call, _account(call, user, password))
    service, data = _service(call, None)
    grant = device_tokens.granted(call, data, password)
    return Caller(service.account_sid, service, data, grant=grant)


def is_sid(text: str, prefix: str) -> bool:
    """Whether a text has the shape of a SID of that prefix."""
    return text.startswith(prefix) and _SID.fullmatch(text, 2) is not None


def require_sid(call: AnyCall[object], prefix: str, name: str = "Sid") -> str:
    """The SID in the path. A bad shape is not found, like a SID of nothing."""
    sid = call.params[name]
    if not is_sid(sid, prefix):
        raise NotFound(reason=f"{sid!r} is not a SID of this kind: {prefix} and 32 hexadecimal digits")
    return sid


def require_own(call: Call[object], table: Table[R], kind: str, prefix: str, name: str = "Sid") -> R:
    """The record of the caller's service whose SID the path names. Raises NotFound, which says the kind."""
    sid = require_sid(call, prefix, name)
    record = table.by("sid", sid)
    if record is None:
        raise NotFound(reason=f"no {kind} {sid} in service {call.caller.service.sid}")
    return record


def _within(call: AnyCall[object], account_sid: str) -> Caller:
    service, data = _service(call, account_sid)
    return Caller(account_sid, service, data)


def _service(call: AnyCall[object], account_sid: str | None) -> tuple[ServiceRecord, ServiceData]:
    name = "ServiceSid" if "ServiceSid" in call.params else "Sid"
    sid = call.params[name]
    service = call.state.services.by("sid", sid)
    if service is None:
        require_sid(call, "VA", name)
        raise NotFound(reason=f"no service {sid}; there are {len(call.state.services)}: {_names(call.state)}")
    if account_sid not in (None, service.account_sid):
        raise NotFound(reason=f"service {sid} belongs to another account than {account_sid}")
    return service, call.state.data[sid]


def _names(state: VerifyState) -> str:
    return ", ".join(f"{service.sid} {service.friendly_name!r}" for service in state.services.page(None, 3))


def _account(context: Context, user: str, password: str) -> str:
    if user.startswith("SK"):
        key = context.state.api_keys.get(user)
        if key is None or not _same(key.secret, password):
            raise Unauthenticated.at(context.now, f"no API key {user}" if key is None else f"not the secret of {user}")
        return key.account_sid
    found = context.state.accounts.get(user)
    if found is None:
        raise Unauthenticated.at(
            context.now, f"no account {user!r}; the default one is {context.state.default_account}"
        )
    if not _same(found.auth_token, password):
        raise Unauthenticated.at(context.now, f"not the auth token of {user}")
    return found.sid


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())


def _basic(call: AnyCall[object]) -> tuple[str, str]:
    pair = _PAIRS[call.request.headers.get("authorization", "")]
    if isinstance(pair, str):
        raise Unauthenticated.at(call.now, pair)
    return pair


def _pair(header: str) -> tuple[str, str] | str:
    """User and password, or the reason why there are none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return f"HTTP Basic is needed, not {scheme!r}" if scheme else "no Authorization header"
    try:
        user, colon, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        colon = ""
    return (user, password) if colon else "the Authorization header is not Basic base64(user:password)"


_PAIRS = Remembered(_pair)
