"""``GET /emulator/openapi.json``: the whole surface as OpenAPI."""

import json
import re

import jsonschema
import pytest

from mfa_emulator.providers.identity_toolkit.api import OPERATIONS


@pytest.fixture
def description(it):
    answer = it.send("GET", "/emulator/openapi.json")
    assert answer.status == 200
    return answer.json


def test_every_route_is_described(description):
    routes = {route for row in OPERATIONS for route in row.routes if route.split(" ")[0] not in ("ANY", "HEAD")}
    found = {f"{verb.upper()} {path}" for path, verbs in description["paths"].items() for verb in verbs}
    assert found == routes


def test_ids_are_unique(description):
    ids = [row["operationId"] for verbs in description["paths"].values() for row in verbs.values()]
    assert len(ids) == len(set(ids))


def test_every_reference_leads_to_a_schema(description):
    schemas = description["components"]["schemas"]
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(description)))
    assert names
    assert names <= set(schemas)


def test_parameters_of_the_path_are_named(description):
    (row,) = description["paths"]["/v1/projects/{projectsId}/accounts:lookup"].values()
    assert [parameter["name"] for parameter in row["parameters"] if parameter["in"] == "path"] == ["projectsId"]
    (row,) = description["paths"]["/v1/projects/{projectsId}/accounts:batchGet"].values()
    assert "maxResults" in [parameter["name"] for parameter in row["parameters"] if parameter["in"] == "query"]


def test_what_is_not_built_says_so(description):
    missing = [row for row in OPERATIONS if row.handler is None]
    for row in missing:
        verb, path = row.route.split(" ")
        assert list(description["paths"][path][verb.lower()]["responses"]) == ["501"]


def test_an_answer_fits_its_schema(it, description):
    body = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
    answer = it.ok("/v1/accounts:signUp", body)
    row = description["paths"]["/v1/accounts:signUp"]["post"]
    shown = row["responses"]["200"]["content"]["application/json"]["schema"]
    asked = row["requestBody"]["content"]["application/json"]["schema"]
    for value, schema in ((answer, shown), (body, asked)):
        jsonschema.validate(value, {**schema, "components": description["components"]})
