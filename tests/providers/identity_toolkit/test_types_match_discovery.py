"""Every message has the fields, types and enumerations that Google's discovery documents publish, no more, no less.

The documents ship inside google-api-python-client. Every difference stands in DIFFERENCES, with its reason.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from msgspec.structs import fields

from mfa_emulator.providers.identity_toolkit.types import (
    accounts,
    batch,
    client,
    config,
    emulator_control,
    mfa,
    mfa_config,
    notification,
    oob,
    password_policy,
    recaptcha,
    relyingparty,
    secure_token,
    sign_in,
    sign_in_config,
    sign_up,
    users,
)

V1 = "GoogleCloudIdentitytoolkitV1"
V2 = "GoogleCloudIdentitytoolkitV2"
ADMIN = "GoogleCloudIdentitytoolkitAdminV2"
V3 = "IdentitytoolkitRelyingparty"

AREAS: dict[tuple[str, str], tuple[ModuleType, ...]] = {
    ("v1", V1): (accounts, batch, client, oob, sign_in, sign_up, users),
    ("v2", V2): (client, mfa),
    ("v2", ADMIN): (config, mfa_config, notification, password_policy, recaptcha, sign_in_config),
}

# v3 is served by the v1 messages, extended where v3 has more. `Schema.field` is a schema written in place.
V3_SERVED_BY: dict[str, type[msgspec.Struct]] = {
    f"{V3}CreateAuthUriRequest": relyingparty.RelyingpartyCreateAuthUriRequest,
    "CreateAuthUriResponse": sign_up.CreateAuthUriResponse,
    f"{V3}DeleteAccountRequest": accounts.DeleteAccountRequest,
    "DeleteAccountResponse": accounts.DeleteAccountResponse,
    f"{V3}DownloadAccountRequest": batch.DownloadAccountRequest,
    "DownloadAccountResponse": batch.DownloadAccountResponse,
    f"{V3}GetAccountInfoRequest": accounts.GetAccountInfoRequest,
    "GetAccountInfoResponse": accounts.GetAccountInfoResponse,
    "Relyingparty": relyingparty.Relyingparty,
    "GetOobConfirmationCodeResponse": oob.GetOobCodeResponse,
    f"{V3}ResetPasswordRequest": oob.ResetPasswordRequest,
    "ResetPasswordResponse": oob.ResetPasswordResponse,
    f"{V3}SetAccountInfoRequest": accounts.SetAccountInfoRequest,
    "SetAccountInfoResponse": accounts.SetAccountInfoResponse,
    "SetAccountInfoResponse.providerUserInfo": users.ProviderUserInfo,
    f"{V3}UploadAccountRequest": relyingparty.RelyingpartyUploadAccountRequest,
    "UploadAccountResponse": batch.UploadAccountResponse,
    "UploadAccountResponse.error": batch.ErrorInfo,
    "UserInfo": users.UserInfo,
    "UserInfo.providerUserInfo": users.ProviderUserInfo,
    f"{V3}VerifyAssertionRequest": relyingparty.RelyingpartyVerifyAssertionRequest,
    "VerifyAssertionResponse": sign_in.SignInWithIdpResponse,
    f"{V3}VerifyPasswordRequest": relyingparty.RelyingpartyVerifyPasswordRequest,
    "VerifyPasswordResponse": relyingparty.VerifyPasswordResponse,
}

UNPUBLISHED = {
    secure_token: "the Secure Token service has no discovery document; the fields are those that the SDKs use",
    emulator_control: "the official emulator's own calls, as seen in firebase-tools 15.28",
}
