"""GET /operations and /openapi.json: what there is to call."""

from openapi_spec_validator import validate

from mfa_emulator import Emulator
from mfa_emulator.control.api import OPERATIONS


def test_operations_are_listed_with_their_fields_and_documented_errors(http_client):
    found = {row["id"]: row for row in http_client.get("/operations").data["operations"]}
    create = found["factors.create"]
    assert (create["provider"], create["method"], create["path"]) == ("toy", "POST", "/toy/factors")
    assert (create["built"], create["fields"]) == ("built", {"name": "a text"})
    assert (found["factors.list"]["built"], found["factors.list"]["fields"]) == ("not", {})


def test_every_operation_of_the_built_in_vendors_can_be_listed(http_client):
    with Emulator() as emulator:
        rows = type(http_client)(emulator.host_port).get("/operations").data["operations"]
        assert {row["provider"] for row in rows} == set(emulator.worlds.providers)
        assert sum(len(row["errors"]) for row in rows) > 500
        one = type(http_client)(emulator.host_port).get("/operations?provider=onelogin").data["operations"]
    assert {row["provider"] for row in one} == {"onelogin"}


def test_operations_of_no_vendor_are_refused(http_client):
    assert http_client.get("/operations?provider=nobody").error == "bad_request"


def test_the_api_describes_itself(http_client):
    described = http_client.get("/openapi.json").data
    validate(described)
    calls = {(verb.upper(), path) for path, verbs in described["paths"].items() for verb in verbs}
    assert calls == {tuple(row.route.split(" ")) for row in OPERATIONS}


def test_fields_stand_where_they_are_read(http_client):
    paths = http_client.get("/openapi.json").data["paths"]
    query = [field["name"] for field in paths["/_mfa/v1/messages"]["get"]["parameters"] if field["in"] == "query"]
    assert {"to", "limit", "wait"} <= set(query)
    body = paths["/_mfa/v1/faults"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/FaultRule"}
    names = [field["name"] for field in paths["/_mfa/v1/challenges/{id}"]["post"]["parameters"]]
    assert names == ["id", "X-MFA-World"]
