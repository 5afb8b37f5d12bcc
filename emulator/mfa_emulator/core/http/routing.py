"""The tree of routes: an operation is found in as many steps as its path has segments, among any number of them."""

from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import unquote

from mfa_emulator.core.operation import Operation

_Row: TypeAlias = tuple[Operation, tuple[tuple[str, int], ...]]
"""An operation, and its path's parameters with the number of the segment that holds each."""


class _Node:
    __slots__ = ("literal", "methods", "parameter", "verbs")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.verbs: dict[str, _Node] = {}  # {id}:verb, as Google writes its custom methods
        self.methods: dict[str, _Row] = {}


class Routes:
    """A tree of path segments. A literal segment wins over a parameter in the same place, if it takes the verb."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            for route in operation.routes:
                self._add(operation, route)

    def _add(self, operation: Operation, route: str) -> None:
        method, path = route.split(" ")
        node, names = self._root, list[tuple[str, int]]()
        for index, segment in enumerate(path.split("/")[1:], 1):
            if not segment.startswith("{"):
                node = node.literal.setdefault(segment, _Node())
                continue
            name, verb = segment[1:].split("}")
            names.append((name, index))
            if verb:
                node = node.verbs.setdefault(verb, _Node())
            else:
                node.parameter = node = node.parameter or _Node()
        if method in node.methods:
            raise ValueError(f"{route} is there twice: {operation.id} and {node.methods[method][0].id}")
        node.methods[method] = (operation, tuple(names))

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | frozenset[str]:
        """The operation and its parameters; or the verbs that the path does take, empty when it is unknown."""
        segments = path.split("/")
        if "%" in path:
            segments = [unquote(part) for part in segments]
        row = self._straight(segments).get(method)
        if row is not None:
            return row[0], {name: segments[index] for name, index in row[1]}
        values: list[str] = []
        verbs = set[str]()
        found = self._walk(self._root, segments, 1, method, values, verbs)
        if found is None:
            return frozenset(verbs)
        operation, names = found
        return operation, {name: value for (name, _), value in zip(names, values, strict=True)}

    def _straight(self, segments: list[str]) -> dict[str, _Row]:
        """The end of the first choices, which are right for nearly every path; nothing where they are not."""
        node = self._root
        for segment in segments[1:]:
            child = node.literal.get(segment)
            if child is None:
                child = node.parameter
                if child is None or not segment or (node.verbs and ":" in segment):
                    return {}
            node = child
        return node.methods

    def _walk(
        self, node: _Node, segments: list[str], index: int, method: str, values: list[str], verbs: set[str]
    ) -> _Row | None:
        if index == len(segments):
            verbs.update(node.methods)
            return node.methods.get(method) or node.methods.get("ANY")
        segment = segments[index]
        literal = node.literal.get(segment)
        if literal is not None:
            found = self._walk(literal, segments, index + 1, method, values, verbs)
            if found is not None:
                return found
        # As a parameter, which is never empty: with a verb of its own first, then as a whole.
        if node.verbs and ":" in segment:
            value, verb = segment.rsplit(":", 1)
            child = node.verbs.get(f":{verb}")
            if child is not None and value:
                found = self._walk_on(value, child, segments, index, method, values, verbs)
                if found is not None:
                    return found
        if node.parameter is not None and segment:
            return self._walk_on(segment, node.parameter, segments, index, method, values, verbs)
        return None

    def _walk_on(
        self, value: str, child: _Node, segments: list[str], index: int, method: str, values: list[str], verbs: set[str]
    ) -> _Row | None:
        values.append(value)
        found = self._walk(child, segments, index + 1, method, values, verbs)
        if found is None:
            values.pop()
        return found
