"""Reader of Python clients that OpenAPI Generator wrote. Their source is read and never run."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from mfa_emulator.contract.descriptions.described import ANYTHING, Described, Kind, NotReadable, scalar

_FULL = "_with_http_info"
_DEEPEST = 8
_SCALARS = {
    **dict.fromkeys(("StrictStr", "str", "constr", "datetime", "date"), "text"),
    **dict.fromkeys(("StrictInt", "int", "conint"), "integer"),
    **dict.fromkeys(("StrictFloat", "float", "confloat"), "number"),
    **dict.fromkeys(("StrictBool", "bool"), "boolean"),
}


def read(package: Path) -> Iterator[Described]:
    """The operations of a client's package, from its folders `api` and `models`."""
    files = sorted((package / "api").glob("*_api.py"))
    if not files:
        raise NotReadable("it is no client by OpenAPI Generator: it has no api/*_api.py")
    models = _Models(package / "models")
    for file in files:
        for node in ast.walk(_parsed(file)):
            if isinstance(node, ast.FunctionDef) and node.name.endswith(_FULL):
                found = _operation(node, models)
                if found is not None:
                    yield found


def _parsed(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_text("utf-8"))
    except (SyntaxError, OSError) as error:
        raise NotReadable(f"{file.name}: {error}") from None


def _operation(function: ast.FunctionDef, models: "_Models") -> Described | None:
    call = next((node for node in ast.walk(function) if _is_call(node, "call_api")), None)
    if not isinstance(call, ast.Call):
        return None
    path, verb = (str(part.value) if isinstance(part, ast.Constant) else "" for part in call.args[:2])
    hints = {argument.arg: argument.annotation for argument in function.args.args}
    body = _assigned(function, "_body_params")
    fields = {alias: models.kind(hints.get(name)) for name, alias in _query(function)}
    own = models.kind(hints.get(body)) if body else None
    request = Kind(frozenset(("object",)), fields=fields) if own is None else own
    answers = {status: models.named(kind) for status, kind in _answers(function)}
    return Described(function.name.removesuffix(_FULL), " ".join((verb, path)), request, answers)


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name


def _assigned(function: ast.FunctionDef, name: str) -> str:
    """The parameter that a variable takes, as in `_body_params = _params['enroll_request']`."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=target)], value=ast.Subscript(slice=ast.Constant(value=str(parameter)))
            ) if target == name:
                return parameter
    return ""


def _query(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Parameters of the query with the names that they have on the wire."""
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="_query_params"), attr="append"),
                args=[ast.Tuple(elts=[ast.Constant(value=str(alias)), value])],
            ):
                names = [
                    part.slice.value
                    for part in ast.walk(value)
                    if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant)
                ]
                yield str(names[0] if names else alias), alias


def _answers(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id="_response_types_map")], value=ast.Dict(keys=keys, values=values)):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and str(key.value).isdigit():
                        yield int(str(key.value)), str(value.value) if isinstance(value, ast.Constant) else ""


class _Models:
    """The classes of the models, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._classes: dict[str, ast.ClassDef] = {}
        for file in sorted(folder.glob("*.py")):
            self._classes |= {node.name: node for node in _parsed(file).body if isinstance(node, ast.ClassDef)}

    def named(self, text: str) -> Kind | None:
        """The kind of an answer by the generator's own writing: `Error`, `List[Device]`, `str`."""
        if not text or text == "None":
            return None
        try:
            return self.kind(ast.parse(text, mode="eval").body)
        except SyntaxError:
            return ANYTHING

    def kind(self, hint: ast.expr | None, depth: int = 0) -> Kind:
        """The kind of a type hint."""
        match hint:
            case ast.Name(id=name) if name in _SCALARS:
                return scalar(_SCALARS[name])
            case ast.Name(id=name) if name in self._classes and depth < _DEEPEST:
                return self._model(self._classes[name], depth + 1)
            case ast.Call(func=ast.Name(id=name)) if name in _SCALARS:
                return scalar(_SCALARS[name])
            case ast.Call(func=ast.Name(id="conlist"), args=[item, *_]):
                return Kind(frozenset(("list",)), item=self.kind(item, depth + 1))
            case ast.Subscript(value=ast.Name(id=name), slice=inner):
                return self._generic(name.lower(), inner, depth)
            case _:
                return ANYTHING

    def _generic(self, name: str, inner: ast.expr, depth: int) -> Kind:
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if name in ("optional", "annotated"):
            return self.kind(parts[0], depth)
        if name in ("list", "conlist", "set"):
            return Kind(frozenset(("list",)), item=self.kind(parts[0], depth + 1))
        if name == "dict":
            return Kind(frozenset(("object",)), item=self.kind(parts[-1], depth + 1))
        if name == "union":
            found = [self.kind(part, depth) for part in parts]
            return Kind(frozenset().union(*(one.names for one in found))) if ANYTHING not in found else ANYTHING
        return ANYTHING

    def _model(self, node: ast.ClassDef, depth: int) -> Kind:
        fields: dict[str, Kind] = {}
        required: set[str] = set()
        for statement in node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                name = _alias(statement)
                if statement.target.id.startswith("_"):
                    continue
                fields[name] = self.kind(statement.annotation, depth)
                required |= {name} if _is_required(statement) else set()
        if "actual_instance" in fields:  # one of several, which is decided when it is read
            return ANYTHING
        return Kind(frozenset(("object",)), fields=fields, required=frozenset(required))


def _alias(statement: ast.AnnAssign) -> str:
    assert isinstance(statement.target, ast.Name)
    for keyword in _keywords(statement.value):
        if keyword.arg == "alias" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return statement.target.id


def _is_required(statement: ast.AnnAssign) -> bool:
    match statement.value:
        case None:
            return True
        case ast.Call(args=[ast.Constant(value=first), *_]):
            return first is ...
    return False


def _keywords(value: ast.expr | None) -> Iterable[ast.keyword]:
    return value.keywords if isinstance(value, ast.Call) else ()
