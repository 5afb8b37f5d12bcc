"""The emulator as a scenario's target: vendor calls by their published route, the rest by the control API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, TypeVar
from urllib.parse import quote

import httpx2
import msgspec

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.scenario.curl import curl
from mfa_emulator.scenario.target import Answer, RawRequest, Request, TargetError
from mfa_emulator.scenario.vocabulary import installed_providers

T = TypeVar("T")
Form: TypeAlias = dict[str, str | list[str]]

_PATIENCE = "10s"
"""Real time to wait for what is under way to a receiver of webhooks."""

_PARAMETER = re.compile(r"\{(\w+)\}")


class _Deliveries(msgspec.Struct):
    """A page of the calls to the outside."""

    cursor: str
    more: bool
    deliveries: list[JsonObject] = []


class EmulatorTarget:
    """One world of an emulator, through any client that reaches it: over a port or in this process."""

    def __init__(self, client: httpx2.Client, providers: Mapping[str, Provider] | None = None) -> None:
        self._client = client
        self._known: dict[str, Mapping[str, Mapping[str, str]]] = {}
        self._providers = installed_providers() if providers is None else providers

    def call(self, provider: str, request: Request) -> Answer:
        vendor = _named(self._providers, "provider", provider)
        rows = {operation.id: operation for operation in vendor.operations}
        row = _named(rows, "operation", request.operation, provider)
        credentials = self._credentials(vendor)
        headers = {**credentials.get("", {}), **request.headers}
        if request.credential:
            headers |= _named(credentials, "credential", request.credential, provider)
        method, template = row.route.split(" ")
        path, fields = _fill_path(row.id, template, request.fields)
        # A host of any label, such as *.onelogin.com, takes any.
        url = f"/{vendor.front.hosts[0].replace('*', 'example')}{path}"
        if method in ("GET", "DELETE"):
            return _answer(self._send(method, url, headers=headers, params={**fields, **request.query}))
        if vendor.forms:
            return _answer(self._send(method, url, headers=headers, params=request.query, data=_form(fields)))
        return _answer(self._send(method, url, headers=headers, params=request.query, json=fields))

    def send(self, request: RawRequest) -> Answer:
        content = None if request.body is None else request.body.encode()
        if request.has_json:
            content = msgspec.json.encode(request.json)
        headers = {**({"Content-Type": "application/json"} if request.has_json else {}), **request.headers}
        data = None if request.form is None else _form(request.form)
        return _answer(self._send(request.method, request.path, headers=headers, data=data, content=content))

    def advance(self, delta: str | float) -> None:
        self._control("POST", "/clock", json={"advance": delta})

    def travel(self, to: str) -> None:
        self._control("POST", "/clock", json={"travel": to})

    def freeze(self, at: str | None) -> None:
        self._control("POST", "/clock", json={"freeze": at or True})

    def now(self) -> str:
        return str(self._control("GET", "/clock")["now"])

    def latest_message(self, **filters: str) -> JsonObject | None:
        response = self._send("GET", "/_mfa/v1/messages/latest", params=dict(filters))
        return None if response.status_code == 404 else _control_answer(response)

    def decide(self, challenge: str, action: str) -> None:
        self._control("POST", f"/challenges/{quote(challenge, safe='')}", json={"action": action})

    def add_fault(self, fault: JsonObject) -> None:
        self._control("POST", "/faults", json=fault)

    def seed(self, document: JsonObject) -> None:
        self._control("POST", "/seed", json=document)

    def webhooks(self, provider: str) -> list[JsonObject]:
        # What is still under way is waited for: it was sent by the call before.
        page = _Deliveries(cursor="0", more=True)
        found: list[JsonObject] = []
        while page.more:
            path = f"/deliveries?wait={_PATIENCE}&after={page.cursor}"
            page = msgspec.convert(self._control("GET", path), _Deliveries)
            found += [one for one in page.deliveries if one["provider"] == provider]
        return found

    def signature_problem(self, provider: str, webhook: JsonObject) -> str:
        vendor = _named(self._providers, "provider", provider)
        if vendor.signature_problem is None:
            raise TargetError(f"{provider} signs nothing that it sends out")
        return vendor.signature_problem(self._env(), webhook)

    def _env(self) -> dict[str, str]:
        return msgspec.convert(self._control("GET", "/env"), dict[str, str])

    def _credentials(self, vendor: Provider) -> Mapping[str, Mapping[str, str]]:
        if vendor.name not in self._known:
            self._known[vendor.name] = vendor.credentials(self._env())
        return self._known[vendor.name]

    def _control(self, method: str, path: str, json: Json = None) -> JsonObject:
        return _control_answer(self._send(method, f"/_mfa/v1{path}", json=json))

    def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Json] | None = None,
        data: Form | None = None,
        json: Json = None,
        content: bytes | None = None,
    ) -> httpx2.Response:
        query = None if params is None else _form(params)
        try:
            return self._client.request(
                method, path, headers=headers, params=query, data=data, json=json, content=content
            )
        except httpx2.TransportError as error:
            raise TargetError(f"{method} {path}: {error}") from None
        except (httpx2.InvalidURL, ValueError) as error:  # a path or a header that HTTP cannot carry
            raise TargetError(f"{method} {path} cannot be sent: {error}") from None


def _named(table: Mapping[str, T], what: str, name: str, of: str = "") -> T:
    if name in table:
        return table[name]
    raise TargetError(unknown(what, name, filter(None, table), of))


def _fill_path(operation: str, path: str, fields: Mapping[str, Json]) -> tuple[str, JsonObject]:
    """The path with its parameters, and the fields that are left."""
    names = _PARAMETER.findall(path)
    missing = [name for name in names if name not in fields]
    if missing:
        raise TargetError(f"{operation} needs `{missing[0]}` in `with`: its path is {path}")
    filled = _PARAMETER.sub(lambda name: quote(str(fields[name[1]]), safe=""), path)
    return filled, {name: value for name, value in fields.items() if name not in names}


def _form(fields: Mapping[str, Json]) -> Form:
    """Fields of a form or a query: a list is sent as repeated keys, an object as its JSON text."""
    return {
        name: [_text(v) for v in value] if isinstance(value, list) else _text(value) for name, value in fields.items()
    }


def _text(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _answer(response: httpx2.Response) -> Answer:
    return Answer(response.status_code, dict(response.headers), _decoded(response), curl(response.request))


def _control_answer(response: httpx2.Response) -> JsonObject:
    answer = _decoded(response)
    if response.is_success and isinstance(answer, dict):
        return answer
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    text = error.get("message", error) if isinstance(error, dict) else error
    raise TargetError(f"{response.request.method} {response.url}: {response.status_code} {text}")


def _decoded(response: httpx2.Response) -> Json:
    try:
        value: Json = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return response.text
    return value
