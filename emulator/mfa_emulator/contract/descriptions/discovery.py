"""Reader of Google's discovery documents."""

from collections.abc import Iterator

from mfa_emulator.contract.descriptions.described import Described, Kind, NotReadable
from mfa_emulator.contract.descriptions.json_schema import kind_of
from mfa_emulator.core.http.json import Json, JsonObject


def read(document: Json) -> Iterator[Described]:
    """The operations of a document. Their ids lack the API's own name in front."""
    if not isinstance(document, dict) or document.get("kind") != "discovery#restDescription":
        raise NotReadable("it is no discovery document")
    reader = _Reader(document)
    for method in reader.methods(document):
        yield reader.operation(method)


class _Reader:
    def __init__(self, document: JsonObject) -> None:
        schemas = document.get("schemas")
        self._schemas: JsonObject = schemas if isinstance(schemas, dict) else {}
        self._name, self._base = f"{document.get('name')}.", f"/{document.get('servicePath') or ''}"

    def methods(self, node: JsonObject) -> Iterator[JsonObject]:
        found, below = node.get("methods"), node.get("resources")
        for method in found.values() if isinstance(found, dict) else ():
            if isinstance(method, dict):
                yield method
        for resource in below.values() if isinstance(below, dict) else ():
            if isinstance(resource, dict):
                yield from self.methods(resource)

    def operation(self, method: JsonObject) -> Described:
        path = method.get("flatPath") or method.get("path")
        answer = method.get("response")
        return Described(
            id=str(method.get("id")).removeprefix(self._name),
            route=f"{method.get('httpMethod')} {self._base}{path}",
            request=self._request(method),
            answers={200: self._kind(answer) if answer else None},
        )

    def _request(self, method: JsonObject) -> Kind:
        """The body's fields where there is a body, else those of the query."""
        body = method.get("request")
        if body:
            return self._kind(body)
        parameters = method.get("parameters")
        given = parameters if isinstance(parameters, dict) else {}
        query = {name: one for name, one in given.items() if isinstance(one, dict) and one.get("location") == "query"}
        return Kind(frozenset(("object",)), fields={name: self._kind(_parameter(one)) for name, one in query.items()})

    def _kind(self, schema: Json) -> Kind:
        return kind_of(schema, lambda name: self._schemas.get(name))


def _parameter(parameter: JsonObject) -> Json:
    return {"type": "array", "items": parameter} if parameter.get("repeated") else parameter
