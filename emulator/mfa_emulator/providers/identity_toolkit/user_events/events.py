"""Events of accounts, sent to the functions emulator that the world knows, in order and after the answer."""

from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time.durations import Micros, rfc3339
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope
from mfa_emulator.providers.identity_toolkit.ways_in import providers

Happening: TypeAlias = Literal["create", "delete"]

_NEWER = {"create": ("created", "value"), "delete": ("deleted", "oldValue")}
"""The word of the newer form for an event, and the name under which it has the account."""


def created(context: Context, scope: Scope, user: User) -> None:
    """Tell that an account was made."""
    if context.world.options.functions_host:
        _tell(context, scope, user, "create")


def deleted(context: Context, scope: Scope, user: User) -> None:
    """Tell that an account is gone, as it was."""
    if context.world.options.functions_host:
        _tell(context, scope, user, "delete")


def _tell(context: Context, scope: Scope, user: User, happening: Happening) -> None:
    """Send the event in both forms, for functions of either generation: each passes over the other's."""
    account, at, event_id = _account(context, scope, user), rfc3339(context.now, 3), context.world.ids.uuid()
    older: JsonObject = {
        "eventId": event_id,
        "eventType": f"providers/firebase.auth/eventTypes/user.{happening}",
        "resource": {"name": f"projects/{scope.project_id}", "service": "firebaseauth.googleapis.com"},
        "params": {},
        "timestamp": at,
        "data": account,
    }
    word, member = _NEWER[happening]
    newer_event = f"google.firebase.auth.user.v2.{word}"
    newer: JsonObject = {
        "specversion": "1.0",
        "id": event_id,
        "time": at,
        "type": newer_event,
        "source": f"//identitytoolkit.googleapis.com/projects/{scope.project_id}",
        "subject": f"users/{user.local_id}",
        "data": {member: account},
    }
    if scope.tenant_id:
        newer["tenantid"] = scope.tenant_id
    _send(context, scope, f"user.{happening}", "application/json", older)
    _send(context, scope, newer_event, "application/cloudevents+json", newer)


def _send(context: Context, scope: Scope, event: str, content_type: str, body: JsonObject) -> None:
    context.world.outbound.send(
        provider=NAME,
        event=event,
        url=f"http://{context.world.options.functions_host}/functions/projects/{scope.project_id}/trigger_multicast",
        headers={"Content-Type": content_type},
        body=msgspec.json.encode(body),
    )


def _account(context: Context, scope: Scope, user: User) -> JsonObject:
    """The account as functions read it. Members that would be empty are absent."""
    account: dict[str, Json] = {
        "uid": user.local_id,
        "email": user.email or None,
        "emailVerified": bool(user.email_verified),
        "displayName": user.display_name or None,
        "photoURL": user.photo_url or None,
        "phoneNumber": user.phone_number or None,
        "disabled": user.disabled,
        "metadata": _present({"creationTime": _time(user.created_at), "lastSignInTime": _time(user.last_login_at)}),
        "customClaims": msgspec.json.decode(user.custom_attributes or "{}"),
        "providerData": [_provider(info) for info in msgspec.to_builtins(providers(user, context.settings))],
        "tenantId": scope.tenant_id or None,
        "mfaInfo": [_factor(factor) for factor in user.factors] or None,
    }
    return _present(account)


def _provider(info: JsonObject) -> JsonObject:
    """The way in, with its picture spelled as in the account."""
    return {"photoURL" if name == "photoUrl" else name: value for name, value in info.items()}


def _factor(factor: Factor) -> JsonObject:
    return _present(
        {
            "mfaEnrollmentId": factor.id,
            "displayName": factor.display_name or None,
            "enrolledAt": rfc3339(factor.enrolled_at, 3),
            "phoneInfo": factor.phone_number or None,
            "totpInfo": None if factor.phone_number else {},
        }
    )


def _time(at: Micros) -> str | None:
    return rfc3339(at, 3) if at else None


def _present(members: JsonObject) -> JsonObject:
    return {name: value for name, value in members.items() if value is not None}
