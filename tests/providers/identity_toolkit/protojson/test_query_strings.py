"""Queries and forms hold only text, and are read into the same messages as JSON."""

import json
from importlib.resources import files

import pytest

from mfa_emulator.providers.identity_toolkit.protojson.decoding import SYSTEM_PARAMETERS, BadBody, Rules, from_mapping
from mfa_emulator.providers.identity_toolkit.types.account_batches import DownloadAccountRequest
from mfa_emulator.providers.identity_toolkit.types.accounts import GetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest
from mfa_emulator.providers.identity_toolkit.types.token_endpoint import GrantTokenRequest

STRICT = Rules(unknown_fields="refuse")


def test_a_form_in_snake_case_is_read() -> None:
    body = from_mapping({"grant_type": "refresh_token", "refresh_token": "r"}, GrantTokenRequest)
    assert body == GrantTokenRequest(grant_type="refresh_token", refresh_token="r")


def test_numbers_enumerations_and_booleans_are_read_from_text() -> None:
    assert from_mapping({"maxResults": "5"}, DownloadAccountRequest).max_results == 5
    query = {"requestType": "PASSWORD_RESET", "returnOobLink": "true", "canHandleCodeInApp": "false"}
    body = from_mapping(query, GetOobCodeRequest)
    assert (body.request_type, body.return_oob_link, body.can_handle_code_in_app) == ("PASSWORD_RESET", True, False)


def test_a_repeated_field_takes_every_value_and_another_the_last() -> None:
    assert from_mapping({"email": ["a@b", "c@d"]}, GetAccountInfoRequest).email == ("a@b", "c@d")
    assert from_mapping({"email": "a@b"}, GetAccountInfoRequest).email == ("a@b",)
    assert from_mapping({"tenantId": ["a", "b"]}, GetAccountInfoRequest).tenant_id == "b"
    assert from_mapping({"tenantId": []}, GetAccountInfoRequest).tenant_id == ""


def test_text_that_does_not_fit_is_refused_by_name() -> None:
    for name, value in (("maxResults", "many"), ("delegatedProjectNumber", "x")):
        with pytest.raises(BadBody, match=r"Invalid value at '(max_results|delegated_project_number)'"):
            from_mapping({name: value}, DownloadAccountRequest)
    with pytest.raises(BadBody, match="TYPE_BOOL"):
        from_mapping({"returnOobLink": "maybe"}, GetOobCodeRequest)


def test_the_parameters_of_every_google_api_are_not_the_methods_own() -> None:
    query = dict.fromkeys(SYSTEM_PARAMETERS, "x") | {"nextPageToken": "n"}
    assert from_mapping(query, DownloadAccountRequest, STRICT).next_page_token == "n"


def test_other_unknown_parameters_are_refused_only_where_bodies_refuse_them() -> None:
    assert from_mapping({"shoeSize": "38"}, DownloadAccountRequest) == DownloadAccountRequest()
    with pytest.raises(BadBody, match='Unknown name "shoeSize"'):
        from_mapping({"shoeSize": "38"}, DownloadAccountRequest, STRICT)


def test_the_parameters_of_every_google_api_are_those_of_the_discovery_documents() -> None:
    published: set[str] = set()
    for version in ("v1", "v2", "v3"):
        text = files("googleapiclient.discovery_cache.documents").joinpath(f"identitytoolkit.{version}.json")
        published |= json.loads(text.read_text("utf-8"))["parameters"].keys()
    assert published == SYSTEM_PARAMETERS
