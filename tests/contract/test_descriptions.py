"""Published descriptions in their three forms, read into one."""

import msgspec
import pytest

from mfa_emulator.contract import published
from mfa_emulator.contract.descriptions.described import NotReadable, scalar, without_names

DISCOVERY = {
    "kind": "discovery#restDescription",
    "name": "toy",
    "servicePath": "base/",
    "schemas": {
        "Request": {"type": "object", "properties": {"name": {"type": "string"}, "of": {"$ref": "Inner"}}},
        "Inner": {"properties": {"kinds": {"type": "array", "items": {"type": "string", "enum": ["A", "B"]}}}},
        "Loop": {"type": "object", "properties": {"again": {"$ref": "Loop"}}},
    },
    "resources": {
        "factors": {
            "methods": {
                "create": {
                    "id": "toy.factors.create",
                    "httpMethod": "POST",
                    "path": "v1/{+parent}/factors",
                    "flatPath": "v1/users/{usersId}/factors",
                    "request": {"$ref": "Request"},
                    "response": {"$ref": "Loop"},
                },
                "list": {
                    "id": "toy.factors.list",
                    "httpMethod": "GET",
                    "path": "v1/factors",
                    "parameters": {
                        "size": {"type": "integer", "location": "query"},
                        "id": {"type": "string", "location": "query", "repeated": True},
                        "user": {"type": "string", "location": "path"},
                    },
                },
            }
        }
    },
}
OPENAPI = """
openapi: 3.0.1
paths:
  /v2/{Id}/Factors:
    parameters: [{in: path, name: Id}]
    post:
      operationId: CreateFactor
      parameters:
        - {in: query, name: Page, required: true, schema: {type: integer}}
        - {$ref: '#/components/parameters/Size'}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [Name]
              properties: {Name: {type: string}, Kind: {$ref: '#/components/schemas/kind'}}
      responses:
        '201': {content: {application/json: {schema: {$ref: '#/components/schemas/factor'}}}}
        '204': {description: nothing}
        default: {description: other}
    get: {responses: {'200': {description: no id}}}
components:
  parameters: {Size: {in: query, name: Size, schema: {type: integer}}}
  schemas:
    kind: {type: string, enum: [totp, push]}
    factor: {allOf: [{type: object, properties: {a: {type: boolean}}}, {type: object, properties: {b: {type: number}}}]}
"""
API = """
class FactorsApi:
    def enroll_factor_with_http_info(self, user_id: StrictInt, enroll_request: Optional[EnrollRequest] = None):
        _body_params = None
        if _params['enroll_request'] is not None:
            _body_params = _params['enroll_request']
        _response_types_map = {'200': "List[Device]", '204': None}
        return self.api_client.call_api('/api/2/users/{user_id}/factors', 'POST', _path_params)

    def list_factors_with_http_info(self, page_size: Annotated[Optional[StrictInt], Field()] = None, **kwargs):
        if _params.get('page_size') is not None:
            _query_params.append(('pageSize', _params['page_size']))
        _response_types_map = {'200': "Device"}
        return self.api_client.call_api('/api/2/factors', 'GET', _path_params)
"""
MODELS = """
class EnrollRequest(BaseModel):
    factor_id: StrictInt = Field(...)
    display: Optional[StrictStr] = Field(None, alias="displayName")
    __properties = ["factor_id"]

class Device(BaseModel):
    id: Union[StrictInt, StrictStr]
    tags: Optional[Dict[str, StrictStr]] = None
    parts: conlist(StrictStr) = Field(...)
"""


@pytest.fixture
def file(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


def test_a_discovery_document(file):
    source = published.read(file("toy.v1.json", msgspec.json.encode(DISCOVERY).decode()))
    create, listed = source.operations["factors.create"], source.operations["factors.list"]
    assert source.name.endswith("/toy.v1.json")
    assert create.route == "POST /base/v1/users/{usersId}/factors"
    assert create.request.fields["name"] == scalar("text")
    assert create.request.fields["of"].fields["kinds"].item == scalar("text", "A", "B")
    assert str(create.answers[200].fields["again"].fields["again"]) == "object"
    assert str(listed.request.fields["id"]) == "list"
    assert set(listed.request.fields) == {"size", "id"}
    assert listed.answers == {200: None}


def test_an_openapi_description(file):
    [created] = published.read(file("toy.yaml", OPENAPI)).operations.values()
    assert (created.id, created.route) == ("CreateFactor", "POST /v2/{Id}/Factors")
    assert set(created.request.fields) == {"Name", "Kind", "Page", "Size"}
    assert created.request.required == {"Name", "Page"}
    assert created.request.fields["Kind"] == scalar("text", "totp", "push")
    assert created.answers[201].fields == {"a": scalar("boolean"), "b": scalar("number")}
    assert created.answers[204] is None
    assert set(created.answers) == {201, 204}


def test_a_python_client_is_read_and_never_run(file):
    file("client/api/factors_api.py", f"raise SystemExit('it ran')\n{API}")
    path = file("client/models/all.py", f"raise SystemExit('it ran')\n{MODELS}").parent.parent
    operations = published.read(path).operations
    enroll, listed = operations["enroll_factor"], operations["list_factors"]
    assert enroll.route == "POST /api/2/users/{user_id}/factors"
    assert enroll.request.fields == {"factor_id": scalar("integer"), "displayName": scalar("text")}
    assert enroll.request.required == {"factor_id"}
    device = enroll.answers[200].item
    assert device.fields["id"].names == {"integer", "text"}
    assert device.fields["tags"].item == scalar("text")
    assert device.required == {"id", "parts"}
    assert enroll.answers[204] is None
    assert listed.request.fields == {"pageSize": scalar("integer")}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "{"),
        ("a.json", "[]"),
        ("a.json", '{"openapi": "2.0"}'),
        ("a.yaml", "a: [}"),
        ("a.yaml", "openapi: 3.1.0"),
        ("a.json", '{"kind": "discovery#restDescription"}'),
        ("client/models/a.py", ""),
        ("client/api/a_api.py", "def"),
    ],
)
def test_a_file_that_is_no_description_is_refused_with_its_name(file, name: str, text: str):
    path = file(name, text)
    path = path.parent.parent if "client" in name else path
    with pytest.raises(NotReadable, match=path.name if name != "client/api/a_api.py" else "a_api.py"):
        published.read(path)


def test_a_description_is_found_in_node_modules_of_a_folder_around(file, tmp_path):
    description = published.Description(format="openapi", npm="@toy/sdk", file="spec/toy.json", install="npm i")
    there = file("node_modules/@toy/sdk/spec/toy.json", "{}")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert published.found(description, deep) == there
    assert published.found(description, tmp_path.parent) is None


def test_a_description_is_found_in_an_installed_package_which_is_not_imported(tmp_path, monkeypatch, file):
    there = file("toy_sdk_of_a_vendor/spec.json", "{}")
    file("toy_sdk_of_a_vendor/__init__.py", "raise SystemExit('it was imported')")
    monkeypatch.syspath_prepend(tmp_path)
    description = published.Description(format="openapi", python="toy_sdk_of_a_vendor", file="spec.json", install="pip")
    assert published.found(description, tmp_path / "elsewhere") == there
    missing = published.Description(format="openapi", python="no_such_package_here", file="spec.json", install="pip")
    assert published.found(missing, tmp_path) is None


def test_names_of_parameters_are_nobodys_business():
    assert without_names("GET /a/{id}/b/{other}:verb") == "GET /a/{}/b/{}:verb"
