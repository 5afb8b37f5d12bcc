"""Every message has the fields, types and enumerations that Google's discovery documents publish, no more, no less.

The documents ship inside google-api-python-client. discovery_differences.yaml lists every difference, with its
reason.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
import yaml
from msgspec.structs import fields

from mfa_emulator.providers.identity_toolkit.types import (
    account_batches,
    accounts,
    apple,
    client_info,
    issued_saml,
    mailed_codes,
    passkeys,
    project_controls,
    relyingparty,
    search,
    second_factors,
    session_cookies,
    sign_in,
    sign_up,
    token_endpoint,
    token_revocation,
    user_info,
)
from mfa_emulator.providers.identity_toolkit.types.configuration import (
    client_config,
    iam_policies,
    identity_providers,
    mfa_config,
    notifications,
    password_policy,
    project_config,
    query_parameters,
    recaptcha,
    sign_in_config,
    tenants,
)

V1 = "GoogleCloudIdentitytoolkitV1"
V2 = "GoogleCloudIdentitytoolkitV2"
ADMIN = "GoogleCloudIdentitytoolkitAdminV2"
V3 = "IdentitytoolkitRelyingparty"

AREAS: dict[tuple[str, str], tuple[ModuleType, ...]] = {
    ("v1", V1): (
        accounts,
        account_batches,
        apple,
        issued_saml,
        client_info,
        client_config,
        mailed_codes,
        search,
        session_cookies,
        sign_in,
        sign_up,
        user_info,
    ),
    ("v2", V2): (token_revocation, client_info, client_config, second_factors, password_policy),
    ("v2", ADMIN): (
        *(project_config, mfa_config, notifications, password_policy, recaptcha, sign_in_config),
        *(tenants, identity_providers),
    ),
    ("v2", "GoogleIamV1"): (iam_policies,),
    ("v2", "GoogleType"): (iam_policies,),
}

# v3 is served by the v1 messages, extended where v3 has more. `Schema.field` is a schema written in place.
V3_SERVED_BY: dict[str, type[msgspec.Struct]] = {
    f"{V3}CreateAuthUriRequest": relyingparty.RelyingpartyCreateAuthUriRequest,
    "CreateAuthUriResponse": sign_up.CreateAuthUriResponse,
    f"{V3}DeleteAccountRequest": accounts.DeleteAccountRequest,
    "DeleteAccountResponse": accounts.DeleteAccountResponse,
    f"{V3}DownloadAccountRequest": account_batches.DownloadAccountRequest,
    "DownloadAccountResponse": account_batches.DownloadAccountResponse,
    f"{V3}GetAccountInfoRequest": accounts.GetAccountInfoRequest,
    "GetAccountInfoResponse": accounts.GetAccountInfoResponse,
    "Relyingparty": relyingparty.Relyingparty,
    "GetOobConfirmationCodeResponse": mailed_codes.GetOobCodeResponse,
    f"{V3}ResetPasswordRequest": mailed_codes.ResetPasswordRequest,
    "ResetPasswordResponse": mailed_codes.ResetPasswordResponse,
    f"{V3}SetAccountInfoRequest": accounts.SetAccountInfoRequest,
    "SetAccountInfoResponse": accounts.SetAccountInfoResponse,
    "SetAccountInfoResponse.providerUserInfo": user_info.ProviderUserInfo,
    f"{V3}EmailLinkSigninRequest": sign_up.SignInWithEmailLinkRequest,
    "EmailLinkSigninResponse": sign_up.SignInWithEmailLinkResponse,
    f"{V3}SendVerificationCodeRequest": sign_in.SendVerificationCodeRequest,
    f"{V3}SendVerificationCodeResponse": sign_in.SendVerificationCodeResponse,
    f"{V3}SignOutUserRequest": relyingparty.RelyingpartySignOutUserRequest,
    f"{V3}SignOutUserResponse": relyingparty.RelyingpartySignOutUserResponse,
    f"{V3}SignupNewUserRequest": relyingparty.RelyingpartySignupNewUserRequest,
    "SignupNewUserResponse": sign_up.SignUpResponse,
    f"{V3}UploadAccountRequest": relyingparty.RelyingpartyUploadAccountRequest,
    "UploadAccountResponse": account_batches.UploadAccountResponse,
    "UploadAccountResponse.error": account_batches.ErrorInfo,
    "UserInfo": user_info.UserInfo,
    "UserInfo.providerUserInfo": user_info.ProviderUserInfo,
    f"{V3}VerifyAssertionRequest": relyingparty.RelyingpartyVerifyAssertionRequest,
    "VerifyAssertionResponse": sign_in.SignInWithIdpResponse,
    f"{V3}VerifyCustomTokenRequest": sign_in.SignInWithCustomTokenRequest,
    "VerifyCustomTokenResponse": sign_in.SignInWithCustomTokenResponse,
    f"{V3}VerifyPhoneNumberRequest": sign_in.SignInWithPhoneNumberRequest,
    f"{V3}VerifyPhoneNumberResponse": sign_in.SignInWithPhoneNumberResponse,
    f"{V3}VerifyPasswordRequest": relyingparty.RelyingpartyVerifyPasswordRequest,
    "VerifyPasswordResponse": relyingparty.VerifyPasswordResponse,
    f"{V3}GetProjectConfigResponse": client_config.GetProjectConfigResponse,
    f"{V3}SetProjectConfigRequest": relyingparty.RelyingpartySetProjectConfigRequest,
    "IdentitytoolkitRelyingpartySetProjectConfigResponse": relyingparty.RelyingpartySetProjectConfigResponse,
    "IdpConfig": client_config.IdpConfig,
    "EmailTemplate": client_config.EmailTemplate,
    "GetRecaptchaParamResponse": client_config.GetRecaptchaParamResponse,
}

# Certificates and keys are answered as they are made, which needs no struct.
PUBLIC_KEYS = {
    ("v3", f"{V3}GetPublicKeysResponse"),
    ("v1", f"{V1}GetSessionCookiePublicKeysResponse"),
    ("v1", f"{V1}OpenIdConnectKey"),
}

# The answer to a deletion: an empty object.
EMPTY = {("v2", "GoogleProtobufEmpty")}

UNPUBLISHED = {
    token_endpoint: "the Secure Token service has no discovery document; the fields are those that the SDKs use",
    passkeys: "Google publishes nothing of passkeys; the fields are the official emulator's and the iOS SDK's",
    project_controls: "the official emulator's own calls, as seen in firebase-tools 15.28",
    query_parameters: "queries of GET methods, which are published with the methods",
}

MODULES = list(dict.fromkeys([*(m for ms in AREAS.values() for m in ms), relyingparty, *UNPUBLISHED]))


@cache
def document(version: str) -> dict[str, Any]:
    text = files("googleapiclient.discovery_cache.documents").joinpath(f"identitytoolkit.{version}.json")
    loaded: dict[str, Any] = json.loads(text.read_text("utf-8"))
    return loaded


def structs(module: ModuleType) -> list[type[msgspec.Struct]]:
    """The messages that a module defines, without those it imports."""
    found = [thing for thing in vars(module).values() if isinstance(thing, type)]
    return [thing for thing in found if issubclass(thing, msgspec.Struct) and thing.__module__ == module.__name__]


@cache
def served() -> dict[tuple[str, str], type[msgspec.Struct]]:
    """The struct that stands for each published schema, by version and full name."""
    own = {("v3", schema): struct for schema, struct in V3_SERVED_BY.items()}
    for (version, prefix), modules in AREAS.items():
        for struct in (struct for module in modules for struct in structs(module)):
            if prefix + struct.__name__ in document(version)["schemas"]:
                own[version, prefix + struct.__name__] = struct
    return own


def properties(version: str, schema: str) -> dict[str, Any]:
    name, _, place = schema.partition(".")
    found: dict[str, Any] = document(version)["schemas"][name].get("properties", {})
    if place:
        found = found[place].get("items", found[place])["properties"]
    return found


def published_type(version: str, schema: str, name: str, prop: dict[str, Any]) -> Any:
    """A property's type in the words of `own_type`."""
    if "$ref" in prop:
        return served()[version, prop["$ref"]]
    if "properties" in prop:
        return served()[version, f"{schema}.{name}"]
    if prop["type"] == "array":
        return ("list", published_type(version, schema, name, prop["items"]))
    if "additionalProperties" in prop:
        return ("map", published_type(version, schema, name, prop["additionalProperties"]))
    if "enum" in prop:
        return ("enum", *prop["enum"])
    if prop["type"] == "string" and prop.get("format") == "byte":
        return "string"  # base64 stays text
    return prop["type"] if prop["type"] in ("boolean", "number") else prop.get("format", prop["type"])


SCALARS = {str: "string", bool: "boolean", float: "number"}
PROTO = {
    "TYPE_INT64": "int64",
    "TYPE_INT32": "int32",
    "google.protobuf.Timestamp": "google-datetime",
    "google.protobuf.Duration": "google-duration",
}


def own_type(kind: Any) -> Any:
    """A struct field's type: scalar name, ("enum", *values), ("list", type), ("map", type) or struct."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return own_type(next(arm for arm in args if arm is not type(None)))
    if origin is Annotated:
        return PROTO[args[1].extra["proto"]]
    if origin is Literal:
        return ("enum", *args)
    if origin is tuple:
        return ("list", own_type(args[0]))
    if origin is dict:
        return ("map", own_type(args[1]))
    return SCALARS.get(kind, kind)


def own_fields(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {info.encode_name: own_type(info.type) for info in fields(struct)}


def differences() -> Iterator[tuple[str, str, str, str]]:
    """(version, schema, field, "missing" | "added" | "other type") for all that is served."""
    for (version, schema), struct in served().items():
        own, theirs = own_fields(struct), properties(version, schema)
        for name in sorted(own.keys() | theirs.keys()):
            if name not in own:
                yield version, schema, name, "missing"
            elif name not in theirs:
                yield version, schema, name, "added"
            elif own[name] != published_type(version, schema, name, theirs[name]):
                yield version, schema, name, "other type"


def listed() -> list[tuple[str, str, str, str]]:
    entries = yaml.safe_load(Path(__file__).with_name("discovery_differences.yaml").read_text("utf-8"))
    return [
        (*entry["schema"].split(" "), name, kind)
        for entry in entries
        for kind in ("missing", "added", "other type")
        for name in entry.get(kind, ())
        if entry["because"]
    ]


def methods(version: str) -> list[dict[str, Any]]:
    def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from node.get("methods", {}).values()
        for below in node.get("resources", {}).values():
            yield from walk(below)

    return list(walk(document(version)))


def schemas_of(version: str, method: dict[str, Any]) -> set[str]:
    """The schemas of a method's request and response, and all that these hold."""
    pending = [method[side]["$ref"] for side in ("request", "response") if "$ref" in method.get(side, {})]
    found: set[str] = set()
    while pending:
        schema = pending.pop()
        if schema not in found:
            found.add(schema)
            pending += re.findall(r'"\$ref": "(\w+)"', json.dumps(document(version)["schemas"][schema]))
    return found


def test_messages_differ_from_the_documents_only_where_listed() -> None:
    assert sorted(differences()) == sorted(listed())


@pytest.mark.parametrize(("version", "count"), [("v1", 41), ("v2", 50), ("v3", 20)])
def test_every_method_has_all_its_messages(version: str, count: int) -> None:
    built = methods(version)
    needed = {(version, schema) for method in built for schema in schemas_of(version, method)}

    assert len(built) == count
    assert needed - served().keys() == (PUBLIC_KEYS | EMPTY) & needed


def test_every_message_is_published_or_listed_as_unpublished() -> None:
    ours = {struct for module in MODULES for struct in structs(module)}

    unpublished = {struct for module in UNPUBLISHED for struct in structs(module)}
    assert ours - set(served().values()) == unpublished | {user_info.PasskeyInfo}


@pytest.mark.parametrize(
    ("version", "name", "struct"),
    [
        ("v1", "projects.accounts.batchGet", account_batches.DownloadAccountRequest),
        ("v1", "getProjects", query_parameters.GetProjectConfigRequest),
        ("v2", "getPasswordPolicy", query_parameters.GetPasswordPolicyRequest),
        ("v2", "getRecaptchaConfig", query_parameters.GetRecaptchaConfigRequest),
        ("v2", "projects.tenants.list", query_parameters.ListRequest),
    ],
)
def test_queries_are_the_published_ones(version: str, name: str, struct: type[msgspec.Struct]) -> None:
    [method] = [m for m in methods(version) if m["id"] == f"identitytoolkit.{name}"]

    assert own_fields(struct) == {
        name: published_type(version, "", name, parameter)
        for name, parameter in method["parameters"].items()
        if parameter["location"] == "query" or name == "targetProjectId"
    }


def test_attributes_are_the_published_names_in_snake_case() -> None:
    for struct in served().values():
        for info in fields(struct):
            name = info.encode_name.replace("iOS", "Ios").replace("JSON", "Json")
            # A name that is a word of Python's has an underscore behind it.
            assert info.name.rstrip("_") == re.sub("(?<!^)([A-Z])", r"_\1", name).lower()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_message_with_nothing_set_is_an_empty_object(module: ModuleType) -> None:
    for struct in structs(module):
        assert msgspec.json.encode(struct()) == b"{}"
