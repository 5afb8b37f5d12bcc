"""Look up, change and delete an account."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int64
from mfa_emulator.providers.identity_toolkit.types.user_info import (
    FederatedUserIdentifier,
    MfaInfo,
    ProviderUserInfo,
    UserInfo,
)

UserAttributeName = Literal[
    "USER_ATTRIBUTE_NAME_UNSPECIFIED",
    "EMAIL",
    "DISPLAY_NAME",
    "PROVIDER",
    "PHOTO_URL",
    "PASSWORD",
    "RAW_USER_INFO",
]


class GetAccountInfoRequest(Body):
    """Look up the owner of an ID token or, with admin rights, every account that a list names."""

    delegated_project_number: Int64 = ""
    email: tuple[str, ...] = ()
    federated_user_id: tuple[FederatedUserIdentifier, ...] = ()
    id_token: str | None = None
    initial_email: tuple[str, ...] = ()
    local_id: tuple[str, ...] = ()
    phone_number: tuple[str, ...] = ()
    target_project_id: str = ""
    tenant_id: str = ""


class GetAccountInfoResponse(Body):
    """The accounts found. `users` is left out when there are none."""

    kind: str | None = None
    users: tuple[UserInfo, ...] | None = None


class SetAccountInfoRequest(Body):
    """Change an account, by its ID token, by an out-of-band code, or by id with admin rights.

    Where an empty or false value is itself a change, absent is `None`. `valid_since` is seconds,
    `created_at` and `last_login_at` are milliseconds since 1970.
    """

    captcha_challenge: str = ""
    captcha_response: str = ""
    created_at: Int64 = ""
    custom_attributes: str | None = None
    delegated_project_number: Int64 = ""
    delete_attribute: tuple[UserAttributeName, ...] = ()
    delete_passkey: tuple[str, ...] = ()
    delete_provider: tuple[str, ...] = ()
    disable_user: bool | None = None
    display_name: str | None = None
    email: str | None = None
    email_verified: bool | None = None
    id_token: str | None = None
    instance_id: str = ""
    last_login_at: Int64 = ""
    link_provider_user_info: ProviderUserInfo | None = None
    local_id: str = ""
    mfa: MfaInfo | None = None
    oob_code: str | None = None
    password: str | None = None
    phone_number: str = ""
    photo_url: str | None = None
    provider: tuple[str, ...] = ()
    return_secure_token: bool = False
    target_project_id: str = ""
    tenant_id: str = ""
    upgrade_to_federated_login: bool | None = None
    valid_since: Int64 = ""


class SetAccountInfoResponse(Body):
    """The account after the change; tokens only if the change ended the sessions it was made from."""

    display_name: str | None = None
    email: str | None = None
    email_verified: bool | None = None
    expires_in: Int64 | None = None
    id_token: str | None = None
    kind: str | None = None
    local_id: str | None = None
    new_email: str | None = None
    password_hash: str | None = None
    photo_url: str | None = None
    provider_user_info: tuple[ProviderUserInfo, ...] | None = None
    refresh_token: str | None = None


class DeleteAccountRequest(Body):
    """Delete the owner of an ID token or, with admin rights, the account named."""

    delegated_project_number: Int64 = ""
    id_token: str | None = None
    local_id: str = ""
    target_project_id: str = ""
    tenant_id: str = ""


class DeleteAccountResponse(Body):
    """Nothing but its kind: the account is gone."""

    kind: str | None = None
