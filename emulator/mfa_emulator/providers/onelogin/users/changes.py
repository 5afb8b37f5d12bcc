"""Creating, changing and removing users, in both versions."""

import re

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin import idle_attributes
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter, NotUnique
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.users import SetPasswordRequest, UserFields
from mfa_emulator.providers.onelogin.users import locks, lookup, passwords, views

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PLAIN = ("username", "email", "firstname", "lastname", "status", "state", "invalid_login_attempts")
_V1_NAMES = {"notes": "comment", "locale_code": "preferred_locale_code"}


def create_user(call: Call[UserFields]) -> JsonObject:
    """Create a user (version 2). Without a password the user has status 7 and cannot log in."""
    return views.v2(_create(call))


def create_user_v1(call: Call[UserFields]) -> JsonObject:
    """Create a user (version 1)."""
    return views.v1(_create(call))


def update_user(call: Call[UserFields]) -> JsonObject:
    """Change the fields that the body names (version 2)."""
    return views.v2(_update(call))


def update_user_v1(call: Call[UserFields]) -> JsonObject:
    """Change the fields that the body names (version 1)."""
    return views.v1(_update(call))


def delete_user(call: Call[None]) -> None:
    """Remove the user with all devices (version 2)."""
    _delete(call.state, lookup.require_listed(call))


def delete_user_v1(call: Call[None]) -> Outcome:
    """Remove the user with all devices (version 1)."""
    _delete(call.state, lookup.require_listed(call))
    return Outcome()


def update_password_insecure(call: Call[SetPasswordRequest]) -> Outcome:
    """Set a password given in clear text."""
    user = lookup.require_listed(call)
    idle_attributes.of_password(call)
    fields = UserFields(password=call.body.password or "", password_confirmation=call.body.password_confirmation)
    if not fields.password:
        raise InvalidParameter.of("password", "password is missing")
    _check_password(fields)
    call.state.users.put(_with_password(call, user, fields))
    return Outcome()


def _delete(state: State, user: UserRecord) -> None:
    for device in state.devices.group("user", user.id):
        state.remove_device(device)
    for token in state.mfa_tokens.group("user", user.id):
        state.mfa_tokens.delete(token.number)
    state.users.delete(user.id)


def _create(call: Call[UserFields]) -> UserRecord:
    blank = UserRecord(id=0, status=locks.PASSWORD_PENDING, created_at=call.now)
    user = _changed(call, blank)
    if not (user.email or user.username):
        raise InvalidParameter.of("email", "username or email is needed")
    _check_free(call, user)
    if call.body.password:
        user = _with_password(call, user, call.body)
        if call.body.status is UNSET:
            user = replace(user, status=1, activated_at=call.now)
    return call.state.users.put(replace(user, id=call.state.next_id("user", call.world.ids)))


def _update(call: Call[UserFields]) -> UserRecord:
    user = _changed(call, lookup.require_listed(call))
    if not (user.email or user.username):
        raise InvalidParameter.of("email", "username or email is needed")
    _check_free(call, user)
    if call.body.password:
        user = _with_password(call, user, call.body)
    if user.password and user.status == locks.PASSWORD_PENDING and call.body.status is UNSET:
        user = replace(user, status=1)
    return call.state.users.put(user)


def _check_free(call: Call[UserFields], user: UserRecord) -> None:
    for attribute, name in (("email", user.email), ("username", user.username)):
        owner = lookup.by_name(call.state, name) if name else None
        if name and owner is not None and owner.id != user.id:
            raise NotUnique.of(attribute, name, call.settings.subdomain)


def _changed(call: Call[UserFields], user: UserRecord) -> UserRecord:
    """The user with what is given but the password, whose salt is drawn when all is checked."""
    body = call.body
    _check(body)
    idle_attributes.of_user(call)
    given = {name: value for name, value in msgspec.structs.asdict(body).items() if value is not UNSET}
    changes: dict[str, object] = {name: given[name] for name in _PLAIN if name in given}
    if "phone" in given:
        changes["phone"] = None if given["phone"] is None else str(given["phone"])
    roles = given.get("role_ids", given.get("role_id", UNSET))
    if roles is not UNSET:
        changes["role_ids"] = tuple(roles or ())
    if "custom_attributes" in given:
        changes["custom_attributes"] = {**(user.custom_attributes or {}), **(given["custom_attributes"] or {})}
    if given.get("status", locks.LOCKED) != locks.LOCKED:
        changes["locked_until"] = 0
    return replace(user, **changes, more=_more(user, given), updated_at=call.now)


def _check(body: UserFields) -> None:
    if body.email not in (UNSET, None) and not _EMAIL.fullmatch(str(body.email)):
        raise InvalidParameter.of("email", "email is not an e-mail address")
    if body.status is not UNSET and body.status not in locks.STATUSES:
        raise InvalidParameter.of("status", f"status must be one of {', '.join(map(str, locks.STATUSES))}")
    if body.state is not UNSET and body.state not in (0, 1, 2, 3):
        raise InvalidParameter.of("state", "state must be 0 to 3")
    if body.password:
        _check_password(body)


def _check_password(body: UserFields) -> None:
    if body.password != body.password_confirmation:
        raise InvalidParameter.of("password_confirmation", "password_confirmation is not the same as password")
    if body.password_algorithm not in (None, "salt+sha256"):
        raise InvalidParameter.of("password_algorithm", "password_algorithm must be salt+sha256")


def _more(user: UserRecord, given: JsonObject) -> JsonObject | None:
    more = dict(user.more or {})
    for name, value in given.items():
        name = _V1_NAMES.get(name, name)
        if name in views.TEXTS:
            more[name] = None if value is None else str(value)
        elif name in views.NUMBERS:
            more[name] = value
    return more or None


def _with_password(call: Call[object], user: UserRecord, body: UserFields) -> UserRecord:
    password = body.password or ""
    if body.password_algorithm is None:
        kept = passwords.hashed(password, call.world.ids.hex(16))
    else:
        kept = passwords.imported(password, body.salt or "")
    return replace(user, password=kept, password_changed_at=call.now, updated_at=call.now)
