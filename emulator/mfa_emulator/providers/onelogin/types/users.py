"""Users, in the words of both versions."""

from typing import TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.types.bodies import Body, Text

Optional: TypeAlias = str | UnsetType | None
Number: TypeAlias = int | UnsetType | None


class UserFields(Body, gc=False, kw_only=True):
    """The fields that a request may set. Null empties an attribute, absence leaves it."""

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


class UserPage(msgspec.Struct, gc=False, kw_only=True):
    """Some of the users, and where they stand among all."""

    users: list[JsonObject]
    page: int
    pages: int
    total: int
    before_cursor: str | None = None
    after_cursor: str | None = None
