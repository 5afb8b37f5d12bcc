"""Envelopes: status and body made of a handler's answer. Differences between clients stand in their dialects alone."""

from typing import TypeAlias

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.sdk_dialects import Dialect, declared
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.types.bodies import Outcome, Pending
from mfa_emulator.providers.onelogin.types.factors_version_1 import OtpDevice, TemporaryToken, Triggered
from mfa_emulator.providers.onelogin.types.factors_version_2 import Poll, Registration, Verification
from mfa_emulator.providers.onelogin.types.log_in import Assertion, Authenticated, MfaRequired
from mfa_emulator.providers.onelogin.types.users import Page

Shaped: TypeAlias = tuple[int, object]
SUCCESS: JsonObject = {"type": "success", "code": 200, "message": "Success", "error": False}

REQUIRED = "MFA is required for this user"
"""The text that asks for a second factor; clients compare it as it stands."""


def bare(answer: object, dialect: Dialect, settings: Settings) -> Shaped:
    """The answer as it is."""
    return 200, answer


def created(answer: object, dialect: Dialect, settings: Settings) -> Shaped:
    """The answer as it is, with 201."""
    return 201, answer


def no_content(answer: None, dialect: Dialect, settings: Settings) -> Shaped:
    """204 and no body."""
    return 204, None


def data(answer: object, dialect: Dialect, settings: Settings) -> Shaped:
    """Version 1's envelope."""
    return 200, {"status": SUCCESS, "data": answer}


def listed(answer: object, dialect: Dialect, settings: Settings) -> Shaped:
    """Version 1's envelope around a list of one."""
    return 200, {"status": SUCCESS, "data": [answer]}


def status_only(answer: Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """Version 1's envelope without data."""
    return 200, {"status": _status(answer)}


def hybrid(answer: Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """An outcome whose values come twice: old SDKs read them under `status`, generated ones at the top."""
    status = _status(answer)
    return 200, {**declared(dialect, "status", {"status": status}), **status}


def verified_v1(answer: Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """An outcome of version 1's verify. While it is pending, push clients read 401; the SDKs take 200 for it."""
    if not isinstance(answer, Pending) or (settings.pending_status_v1 or dialect.pending_status) == 200:
        return hybrid(answer, dialect, settings)
    return 401, {"status": {"error": True, "code": 401, "type": answer.type, "message": answer.message}}


def verdict(answer: Poll, dialect: Dialect, settings: Settings) -> Shaped:
    """A verification after its code was checked: one body that the readers of `status` and of flat keys all read.

    The Java SDK reads `status`, Python's generated one `type` and its hand-written one `success`.
    """
    plain = _plain(answer)
    if dialect.plain_verdicts:
        return 200, plain
    if answer.status == "accepted":
        return 200, declared(dialect, "status", {**plain, "success": True, **SUCCESS})
    wrong: JsonObject = {
        "type": answer.status,
        "code": 200,
        "message": "Failed authentication with this factor",
        "error": True,
    }
    return 200, declared(dialect, "status", {**plain, "success": False, **wrong})


def otp_devices(answer: list[OtpDevice], dialect: Dialect, settings: Settings) -> Shaped:
    """A list of devices in every dialect: generated SDKs raise on an object here."""
    return 200, {"status": SUCCESS, "data": [declared(dialect, "otp_device", _plain(item)) for item in answer]}


def triggered(answer: Triggered, dialect: Dialect, settings: Settings) -> Shaped:
    """A trigger's device. Its `id` is the user's, but inside `otp_devices` the device's."""
    device = _plain(answer.device)
    item: JsonObject = {
        "id": answer.user_id,
        "device_id": answer.device.id,
        "user_display_name": device["user_display_name"],
        "type_display_name": device["type_display_name"],
        "auth_factor_name": device["auth_factor_name"],
        "active": device["active"],
        "state_token": answer.state_token,
        "state_token_expires_at": answer.state_token_expires_at,
    }
    status = {**SUCCESS, "message": answer.message}
    if dialect.trigger_data == "list":
        return 200, {"status": status, "data": [item]}
    nested: JsonObject = {**item, "otp_devices": [declared(dialect, "otp_device", device)]}
    return 200, {"status": status, "data": declared(dialect, "otp_devices", nested)}


def mfa_token_v1(answer: TemporaryToken, dialect: Dialect, settings: Settings) -> Shaped:
    """A temporary token of version 1, flat unlike the rest of it."""
    body: JsonObject = {"mfa_token": answer.mfa_token, "reusable": answer.reusable, "expires_at": answer.expires_at}
    if dialect.mfa_token_misspelled or dialect.declared_only:
        body["resuable"] = answer.reusable
    return settings.mfa_token_status_v1 or dialect.mfa_token_status, declared(dialect, "mfa_token", body)


def registration(answer: Registration, dialect: Dialect, settings: Settings) -> Shaped:
    """A registration just begun. Its ids are for the SDKs that declare them; others see them when it is accepted."""
    body = _plain(answer)
    if not dialect.registration_ids:
        del body["user_id"], body["default"]
        if answer.status != "accepted":
            del body["device_id"]
    return 201, _maybe_listed(declared(dialect, "registration", body), settings.v2_array_bodies)


def registration_status(answer: Poll, dialect: Dialect, settings: Settings) -> Shaped:
    """A registration after its code was checked."""
    return 200, _maybe_listed(answer, settings.v2_array_bodies)


def poll(answer: Poll, dialect: Dialect, settings: Settings) -> Shaped:
    """The status of a registration or verification."""
    return 200, _maybe_listed(answer, settings.v2_array_bodies or dialect.polls_listed)


def verification(answer: Verification | Poll, dialect: Dialect, settings: Settings) -> Shaped:
    """A verification just begun, or one that its code settled at once."""
    if isinstance(answer, Poll):
        return verdict(answer, dialect, settings)
    body = _plain(answer)
    if dialect.verification_device_id == "text":
        body["device_id"] = str(body["device_id"])
    return 201, _maybe_listed(declared(dialect, "verification", body), settings.v2_array_bodies)


def user_v1(answer: JsonObject, dialect: Dialect, settings: Settings) -> Shaped:
    """One user: published as a list of one in the envelope; generated SDKs read the bare user."""
    return listed(answer, dialect, settings) if dialect.users_wrapped else (200, answer)


def user_created_v1(answer: JsonObject, dialect: Dialect, settings: Settings) -> Shaped:
    """A new user, with the status that the client reads."""
    return dialect.user_created_status, user_v1(answer, dialect, settings)[1]


def users_v1(answer: Page, dialect: Dialect, settings: Settings) -> Shaped:
    """A page of users."""
    if not dialect.users_wrapped:
        return 200, answer.rows
    pagination = {
        "before_cursor": answer.before_cursor,
        "after_cursor": answer.after_cursor,
        "previous_link": answer.previous_link,
        "next_link": answer.next_link,
    }
    return 200, {"status": SUCCESS, "pagination": pagination, "data": answer.rows}


def login(answer: Authenticated | MfaRequired | Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """A log-in's answer. While a push is pending there is no `data`: old SDKs would take it for an error."""
    if isinstance(answer, Outcome):
        return 200, {"status": _status(answer)}
    if isinstance(answer, MfaRequired):
        return 200, {"status": {**SUCCESS, "message": REQUIRED}, "data": [answer]}
    if answer.return_to_url is None and not dialect.null_return_to_url:
        answer = msgspec.structs.replace(answer, return_to_url=msgspec.UNSET)
    return 200, {"status": SUCCESS, "data": [answer]}


def saml_v1(answer: Assertion | MfaRequired | Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """An assertion in version 1's envelope."""
    if isinstance(answer, Assertion):
        return 200, {"status": SUCCESS, "data": answer.data}
    if isinstance(answer, MfaRequired):
        return 200, {"status": {**SUCCESS, "message": REQUIRED}, "data": [answer]}
    return 200, {"status": _status(answer)}


def saml_v2(answer: Assertion | MfaRequired | Outcome, dialect: Dialect, settings: Settings) -> Shaped:
    """An assertion of version 2, flat. `data` is there for an assertion alone: clients take anything in it for one."""
    if isinstance(answer, Assertion):
        return 200, {"data": answer.data, "message": "Success"}
    if isinstance(answer, MfaRequired):
        return 200, {"message": REQUIRED, **_plain(answer)}
    return 200, {"message": answer.message}


def _status(answer: Outcome) -> JsonObject:
    return {**SUCCESS, "type": answer.type, "message": answer.message}


def _plain(answer: msgspec.Struct) -> JsonObject:
    plain: JsonObject = msgspec.to_builtins(answer)
    return plain


def _maybe_listed(body: object, in_list: bool) -> object:
    return [body] if in_list else body
