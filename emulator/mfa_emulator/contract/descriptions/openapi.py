"""Reader of OpenAPI 3, in JSON or YAML."""

from collections.abc import Iterator

from mfa_emulator.contract.descriptions.described import ANYTHING, Described, Kind, NotReadable
from mfa_emulator.contract.descriptions.json_schema import kind_of
from mfa_emulator.core.http.json import Json, JsonObject

_VERBS = ("get", "put", "post", "delete", "patch")


def read(document: Json) -> Iterator[Described]:
    """The operations of a description that have an id."""
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3"):
        raise NotReadable("it is no OpenAPI 3 description")
    reader = _Reader(document)
    for path, item in _object(document.get("paths")).items():
        for verb, operation in _object(item).items():
            if verb in _VERBS and isinstance(operation, dict) and "operationId" in operation:
                yield reader.operation(f"{verb.upper()} {path}", operation, _object(item).get("parameters"))


class _Reader:
    def __init__(self, document: JsonObject) -> None:
        self._document = document

    def operation(self, route: str, operation: JsonObject, shared: Json) -> Described:
        answers = _object(operation.get("responses"))
        return Described(
            id=str(operation["operationId"]),
            route=route,
            request=self._request(operation, shared),
            answers={
                int(status): self._content(self._resolved(answer))
                for status, answer in answers.items()
                if status.isdigit()
            },
        )

    def _request(self, operation: JsonObject, shared: Json) -> Kind:
        body = self._content(self._resolved(operation.get("requestBody")))
        fields, required = dict((body and body.fields) or {}), set(body.required if body else ())
        for one in (*_list(operation.get("parameters")), *_list(shared)):
            parameter = _object(self._resolved(one))
            if parameter.get("in") == "query":
                fields[str(parameter["name"])] = self._kind(parameter.get("schema"))
                required |= {str(parameter["name"])} if parameter.get("required") else set()
        return Kind(frozenset(("object",)), fields=fields, required=frozenset(required))

    def _content(self, part: Json) -> Kind | None:
        """The kind of a body, of whatever media type."""
        content = _object(_object(part).get("content"))
        media = next(iter(content.values()), None)
        return self._kind(_object(media).get("schema")) if media is not None else None

    def _kind(self, schema: Json) -> Kind:
        return kind_of(schema, self._find) if schema is not None else ANYTHING

    def _resolved(self, part: Json) -> Json:
        reference = _object(part).get("$ref")
        return self._find(reference) if isinstance(reference, str) else part

    def _find(self, reference: str) -> Json:
        found: Json = self._document
        for name in reference.removeprefix("#/").split("/"):
            found = _object(found).get(name.replace("~1", "/").replace("~0", "~"))
        return found


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
