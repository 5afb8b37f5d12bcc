"""Finds the operation of a path in as many steps as the path has segments, however many operations there are."""

from collections.abc import Iterable
from urllib.parse import unquote

from mfa_emulator.core.operation import Operation


class _Node:
    __slots__ = ("literal", "methods", "parameter", "verbs")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.verbs: dict[str, _Node] = {}  # {id}:verb, as Google writes its custom methods
        self.methods: dict[str, tuple[Operation, tuple[str, ...]]] = {}


class Routes:
    """A tree of path segments. A literal segment wins over a parameter in the same place."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            for route in operation.routes:
                self._add(operation, route)

    def _add(self, operation: Operation, route: str) -> None:
        method, path = route.split(" ")
        node, names = self._root, []
        for segment in path.split("/")[1:]:
            if not segment.startswith("{"):
                node = node.literal.setdefault(segment, _Node())
                continue
            name, verb = segment[1:].split("}")
            names.append(name)
            if verb:
                node = node.verbs.setdefault(verb, _Node())
            else:
                node.parameter = node = node.parameter or _Node()
        if method in node.methods:
            raise ValueError(f"{route} is there twice: {operation.id} and {node.methods[method][0].id}")
        node.methods[method] = (operation, tuple(names))

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | frozenset[str]:
        """The operation and its parameters; or the verbs that the path does take, empty when it is unknown."""
        values: list[str] = []
        segments = [unquote(part) if "%" in part else part for part in path.split("/")]
        node = self._walk(self._root, segments, 1, values)
        if node is None:
            return frozenset()
        found = node.methods.get(method) or node.methods.get("ANY")
        if found is None:
            return frozenset(node.methods)
        operation, names = found
        return operation, dict(zip(names, values, strict=True))

    def _walk(self, node: _Node, segments: list[str], index: int, values: list[str]) -> _Node | None:
        if index == len(segments):
            return node if node.methods else None
        segment = segments[index]
        literal = node.literal.get(segment)
        if literal is not None:
            found = self._walk(literal, segments, index + 1, values)
            if found is not None:
                return found
        if not segment:
            return None
        if node.verbs and ":" in segment:
            value, verb = segment.rsplit(":", 1)
            ending = node.verbs.get(f":{verb}")
            if ending is not None and value:
                return self._bind(ending, segments, index, values, value)
        return None if node.parameter is None else self._bind(node.parameter, segments, index, values, segment)

    def _bind(self, node: _Node, segments: list[str], index: int, values: list[str], value: str) -> _Node | None:
        values.append(value)
        found = self._walk(node, segments, index + 1, values)
        if found is None:
            values.pop()
        return found
