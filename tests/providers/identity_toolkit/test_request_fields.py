"""Every field of a request has its effect, or is told to have none."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from msgspec import inspect

from mfa_emulator.providers.identity_toolkit.protojson.passed_over_fields import PASSED_OVER
from mfa_emulator.providers.identity_toolkit.provider import PROVIDER

FOLDER = Path(str(files("mfa_emulator.providers.identity_toolkit")))
CONFIGURATIONS = ("projects.updateConfig", "projects.tenants.create", "projects.tenants.patch")
"""Operations of whose bodies `configuration/test_every_field.py` proves every field."""
WHOLE = {
    "auditConfigs": "getIamPolicy",
    "auditLogConfigs": "getIamPolicy",
    "exemptedMembers": "getIamPolicy",
    "logType": "getIamPolicy",
    "service": "getIamPolicy",
    "location": "getIamPolicy",
    "keyId": "the configuration of apple.com",
    "privateKey": "the configuration of apple.com",
    "teamId": "the configuration of apple.com",
}
"""Fields that are kept with the whole that they are in, and the read that shows it."""
OF_SERVER = {"spCertificates": "made here where requests are signed", "appSignatureHash": "part of autoRetrievalInfo"}
REFUSED = {"emailAddress": "part of emailInfo"}


def structs_in(kind: inspect.Type, found: set[type]) -> Iterator[type[msgspec.Struct]]:
    """The structs that a body is made of."""
    match kind:
        case inspect.StructType(cls=struct, fields=fields) if struct not in found:
            found.add(struct)
            yield struct
            for one in fields:
                yield from structs_in(one.type, found)
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner):
            yield from structs_in(inner, found)
        case inspect.DictType(value_type=inner):
            yield from structs_in(inner, found)
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from structs_in(one, found)


def fields_of_requests() -> dict[str, str]:
    """Published name -> the name in our code."""
    names: dict[str, str] = {}
    for operation in PROVIDER.operations:
        if operation.body is not None and operation.id not in CONFIGURATIONS:
            for struct in structs_in(inspect.type_info(operation.body), set()):
                names |= {field.encode_name: field.name for field in msgspec.structs.fields(struct)}
    return names


def read_by_code() -> set[str]:
    """Every attribute that the vendor's code reads; a field of that name is taken to be meant."""
    modules = (file for file in FOLDER.rglob("*.py") if "types" not in file.relative_to(FOLDER).parts)
    nodes = (node for file in modules for node in ast.walk(ast.parse(file.read_text())))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_a_field_that_no_code_reads_is_told_to_have_no_effect():
    read = read_by_code()
    unread = {published for published, name in fields_of_requests().items() if name not in read}
    told = {name.rpartition(".")[2] for name in PASSED_OVER}
    assert unread - told - WHOLE.keys() - OF_SERVER.keys() - REFUSED.keys() == set()


def test_every_field_that_is_told_is_one_of_a_request():
    assert {name.rpartition(".")[2] for name in (*PASSED_OVER, *WHOLE)} <= fields_of_requests().keys()
    assert PROVIDER.passed_over == PASSED_OVER


def test_a_policy_of_access_is_kept_whole(it):
    it.ok("/v2/projects/demo-project/tenants", {"displayName": "Team-1"}, admin=True)
    [tenant] = it.ok("/v2/projects/demo-project/tenants", method="GET", admin=True)["tenants"]
    path = f"/v2/{tenant['name']}"
    condition = {"title": "t", "description": "d", "expression": "true", "location": "here"}
    policy = {
        "auditConfigs": [
            {"service": "all", "auditLogConfigs": [{"logType": "DATA_READ", "exemptedMembers": ["user:a@example.com"]}]}
        ],
        "bindings": [{"role": "roles/viewer", "members": ["user:b@example.com"], "condition": condition}],
        "version": 3,
    }
    it.ok(f"{path}:setIamPolicy", {"policy": policy}, admin=True)
    shown = it.ok(f"{path}:getIamPolicy", {"options": {"requestedPolicyVersion": 3}}, admin=True)
    assert {name: shown[name] for name in policy} == policy


def test_the_key_for_apple_is_kept_whole(it):
    path = "/v2/projects/demo-project/defaultSupportedIdpConfigs"
    key = {"keyId": "k", "privateKey": "p", "teamId": "t"}
    it.ok(path, {"clientId": "c", "appleSignInConfig": {"codeFlowConfig": key}}, admin=True, idpId="apple.com")
    assert it.ok(f"{path}/apple.com", method="GET", admin=True)["appleSignInConfig"]["codeFlowConfig"] == key


def test_an_email_as_second_factor_is_refused_not_dropped(both):
    ada, info = both.user(), {"emailInfo": {"emailAddress": "ada@example.com"}}
    for extra in ({}, {"phoneInfo": "+15555550100"}):
        body = {"localId": ada.local_id, "mfa": {"enrollments": [info | extra]}}
        assert both.refused("/v1/accounts:update", body, admin=True) == "UNSUPPORTED_SECOND_FACTOR"
    assert not ada.factors


@pytest.mark.parametrize("more", [{"whitelistedAudiences": ["x"]}, {"experimentPercent": 50}])
def test_what_v2_has_no_name_for_is_refused_in_v3_too(both, more):
    body = {"idpConfig": [{"provider": "GOOGLE", "clientId": "c", "secret": "s", "enabled": True, **more}]}
    path = "/identitytoolkit/v3/relyingparty/setProjectConfig"
    assert both.refused(path, body, admin=True) == "INVALID_CONFIG"
    del body["idpConfig"][0][next(iter(more))]
    assert both.ok(path, body, admin=True)


def test_scopes_are_asked_of_a_provider_of_openid_connect(make_it):
    strict = make_it("strict")
    acme = {"clientId": "my-app", "issuer": "https://acme.example", "enabled": True}
    strict.ok("/v2/projects/demo-project/oauthIdpConfigs", acme, admin=True, oauthIdpConfigId="oidc.acme")
    ask = {"providerId": "oidc.acme", "continueUri": "http://localhost", "oauthScope": "calendar  mail"}
    assert "scope=openid+email+profile+calendar+mail&" in strict.ok("/v1/accounts:createAuthUri", ask)["authUri"]
