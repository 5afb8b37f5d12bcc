"""Views of a user, one for each version of the API."""

from functools import lru_cache

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin.records import UserRecord

TEXTS = (
    "title",
    "department",
    "company",
    "comment",
    "manager_ad_id",
    "manager_user_id",
    "samaccountname",
    "member_of",
    "userprincipalname",
    "distinguished_name",
    "external_id",
    "openid_name",
    "preferred_locale_code",
)
"""Texts that nothing in the emulator depends on."""
NUMBERS = ("group_id", "directory_id", "trusted_idp_id")
"""Numbers that nothing in the emulator depends on."""
_V2 = (*(name for name in TEXTS if name != "openid_name"), *NUMBERS)
_LISTED = ("distinguished_name", "external_id", "member_of", "samaccountname", "directory_id", "group_id")
"""Attributes of lists beside the common ones. That there are fewer than of one user is recorded; which, a guess."""


def v2(user: UserRecord) -> JsonObject:
    """All keys of version 2; null where there is nothing."""
    more = user.more or {}
    return {
        **_common(user),
        **{name: more.get(name) for name in _V2},
        "role_ids": list(user.role_ids),
        "state": user.state,
        "custom_attributes": user.custom_attributes or {},
    }


def v2_listed(user: UserRecord) -> JsonObject:
    """The keys that version 2's lists show unless `fields` asks for others."""
    more = user.more or {}
    return {**_common(user), **{name: more.get(name) for name in _LISTED}}


def either(user: UserRecord) -> JsonObject:
    """All keys of both versions."""
    return v2(user) | v1(user)


def v1(user: UserRecord) -> JsonObject:
    """All keys of version 1, which has other names for some, and two names for two of them (recorded)."""
    more = user.more or {}
    return {
        **_common(user),
        **{name: more.get(name) for name in _V2},
        "notes": more.get("comment"),
        "locale_code": more.get("preferred_locale_code"),
        "openid_name": more.get("openid_name"),
        "role_id": list(user.role_ids),
        "state": user.state,
        "custom_attributes": user.custom_attributes or {},
    }


def session(user: UserRecord, fields: tuple[str, ...] = ()) -> JsonObject:
    """The user in a log-in's answer; `fields` adds attributes that the client asked for."""
    everything = v2(user) if fields else {}
    return {
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "firstname": user.firstname,
        "lastname": user.lastname,
        **{name: everything[name] for name in fields if name in everything},
    }


def _common(user: UserRecord) -> JsonObject:
    return {
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "firstname": user.firstname,
        "lastname": user.lastname,
        "phone": user.phone,
        "status": user.status,
        "activated_at": _instant(user.activated_at),
        "last_login": _instant(user.last_login),
        "invitation_sent_at": None,  # nobody is invited here
        "updated_at": _instant(user.updated_at),
        "created_at": _instant(user.created_at),
        "invalid_login_attempts": user.invalid_login_attempts,
        "locked_until": _instant(user.locked_until),
        "password_changed_at": _instant(user.password_changed_at),
    }


@lru_cache(maxsize=1024)  # the same few instants come again and again in a page of users
def _instant(at: int) -> str | None:
    return rfc3339(at, 3) if at else None
