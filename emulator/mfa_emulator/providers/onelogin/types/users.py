"""Users, in the words of both versions."""

from typing import ClassVar, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.types.bodies import Body, Text

Optional: TypeAlias = str | UnsetType | None
Number: TypeAlias = int | UnsetType | None


COMMON = frozenset(
    (
        *("id", "username", "email", "firstname", "lastname", "phone", "status", "state", "custom_attributes"),
        *("title", "department", "company", "comment", "group_id", "directory_id", "trusted_idp_id", "external_id"),
        *("manager_ad_id", "manager_user_id", "samaccountname", "member_of", "userprincipalname", "distinguished_name"),
        *("preferred_locale_code", "activated_at", "last_login", "invitation_sent_at", "updated_at", "created_at"),
        *("invalid_login_attempts", "locked_until", "password_changed_at"),
    )
)
"""Attributes of the user model in both versions."""
V1 = COMMON | {"role_id", "notes", "locale_code", "openid_name"}
V2 = COMMON | {"role_ids"}
_WRITABLE_V2 = V2 | {"openid_name", "locale_code"}
"""Version 2 takes two names of version 1: SDK 2 sends them whenever it sends a user."""
_PASSWORD = {"password", "password_confirmation", "password_algorithm", "salt"}


class UserFields(Body, gc=False, kw_only=True):
    """The fields that a request may set. Null empties an attribute, absence leaves it.

    Attributes that only the service sets, such as `created_at`, may come and change nothing: clients send back the
    whole user that they read. What the model does not have is refused (recorded).
    """

    attributes: ClassVar[dict[int, frozenset[str]]] = {1: V1 | _PASSWORD, 2: _WRITABLE_V2 | _PASSWORD}
    username: Optional = UNSET
    email: Optional = UNSET
    firstname: Optional = UNSET
    lastname: Optional = UNSET
    phone: Text | UnsetType | None = UNSET
    password: str | None = None
    password_confirmation: str | None = None
    password_algorithm: str | None = None
    """``salt+sha256``: `password` is the SHA-256, in hex, of `salt` and the password."""
    salt: str | None = None
    status: int | UnsetType = UNSET
    state: int | UnsetType = UNSET
    role_ids: list[int] | UnsetType | None = UNSET
    role_id: list[int] | UnsetType | None = UNSET
    """v1's name for `role_ids`."""
    custom_attributes: JsonObject | UnsetType | None = UNSET
    title: Optional = UNSET
    department: Optional = UNSET
    company: Optional = UNSET
    comment: Optional = UNSET
    notes: Optional = UNSET
    """v1's name for `comment`."""
    group_id: Number = UNSET
    directory_id: Number = UNSET
    trusted_idp_id: Number = UNSET
    manager_ad_id: Text | UnsetType | None = UNSET
    manager_user_id: Text | UnsetType | None = UNSET
    samaccountname: Optional = UNSET
    member_of: Optional = UNSET
    userprincipalname: Optional = UNSET
    distinguished_name: Optional = UNSET
    external_id: Text | UnsetType | None = UNSET
    openid_name: Optional = UNSET
    preferred_locale_code: Optional = UNSET
    locale_code: Optional = UNSET
    """v1's name for `preferred_locale_code`."""
    invalid_login_attempts: int | UnsetType = UNSET


class LockUserRequest(Body, gc=False):
    """A lock in minutes; 0 means as long as the account's policy says."""

    locked_until: int | None = None


class SetPasswordRequest(Body, gc=False):
    """A password in clear text, twice."""

    password: str | None = None
    password_confirmation: str | None = None
    validate_policy: bool | None = None


class SetStateRequest(Body, gc=False):
    """A state: 0 unapproved, 1 approved, 2 rejected, 3 unlicensed."""

    state: int | None = None


class Page(msgspec.Struct, gc=False, kw_only=True):
    """Some rows of a list, and where they stand among all."""

    rows: list[JsonObject]
    page: int
    pages: int
    total: int
    before_cursor: str | None = None
    after_cursor: str | None = None
    previous_link: str | None = None
    next_link: str | None = None


class UserApp(msgspec.Struct, gc=False):
    """An app that a user may open."""

    id: int
    name: str
    extension: bool = False
    provisioning_enabled: bool = False


class Role(msgspec.Struct, gc=False):
    """A role, with the ids of its apps, users and administrators."""

    id: int
    name: str
    apps: list[int]
    users: list[int]
    admins: list[int]
