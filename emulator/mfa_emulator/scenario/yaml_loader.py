"""Strict YAML: plain data, every value with its place in the file, and no surprises.

Plain YAML 1.1 reads `+15551234567` and `012345` as numbers, `1:30:00` as 5400, `off` as false, keeps the
last of two equal keys and lets aliases multiply. Here only `true`, `false`, `null` and plain decimal
numbers are typed; all else stays the text that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

import yaml

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.positions import LoadError, Mistake, Path, Position

MAX_DEPTH = 64

_TYPED = (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|", ["n", ""]),
    # Longer numbers are ids more often than quantities, and not every JSON reader keeps them whole.
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]{0,17})", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}", "-0123456789"),
)


@dataclass(frozen=True)
class Document:
    """The data of a file, and where each of its values and keys stands."""

    file: str
    data: Json
    values: dict[Path, Position] = field(repr=False)
    keys: dict[Path, Position] = field(repr=False)

    def at(self, path: Path) -> Position:
        """The place of the value at `path`, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values[path]

    def place_of(self, mistake: Mistake) -> Position:
        """Position of a mistake: of the key if it is about a key, else of the value."""
        return (self.keys.get(mistake.path) if mistake.key else None) or self.at(mistake.path)

    def error(self, mistakes: Iterable[Mistake]) -> LoadError:
        """The mistakes as an error that says where they are, in the order of the file."""
        return LoadError(*sorted((self.place_of(mistake), str(mistake)) for mistake in mistakes))


def parse(text: str, file: str) -> Document:
    """Read one YAML document. LoadError for what is not YAML and for what is YAML but not plain data."""
    try:
        loader = _StrictLoader(text, file)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise LoadError((_place(file, error.problem_mark), _explain(error, text))) from None
    except yaml.reader.ReaderError as error:
        raise LoadError((_place_of_offset(file, text, error.position), f"not YAML: {error.reason}")) from None
    if node is None:
        raise LoadError((Position(file, 1, 1), "the file is empty"))
    return _Reader(file).read(node)


class _StrictLoader(yaml.SafeLoader):
    """Composes nodes; aliases, anchors and tags are refused, and so is nesting without end."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own)

    def __init__(self, stream: str, file: str) -> None:
        super().__init__(stream)
        self.file = file
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse("anchors and aliases are refused: write the value out", event)
        if tag is not None:
            self._refuse(f"tags are refused: {tag}", event)
        if self.depth == MAX_DEPTH:
            self._refuse(f"nested deeper than {MAX_DEPTH} levels", event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, problem: str, event: yaml.Event) -> NoReturn:
        raise LoadError((_place(self.file, event.start_mark), problem))


for _tag, _pattern, _first in _TYPED:
    _StrictLoader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})\Z"), list(_first))


class _Reader:
    """Turns composed nodes into data, noting places on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}
        self.problems: list[tuple[Position, str]] = []

    def read(self, node: yaml.Node) -> Document:
        data = self._value(node, ())
        if self.problems:
            raise LoadError(*self.problems)
        return Document(self.file, data, self.values, self.keys)

    def _value(self, node: yaml.Node, path: Path) -> Json:
        self.values[path] = _place(self.file, node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> JsonObject:
        mapping: JsonObject = {}
        for key_node, value_node in node.value:
            place = _place(self.file, key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append((place, "a key is plain text"))
                continue
            key = self._text(key_node)
            if key in mapping:
                first = self.keys[*path, key].line
                self.problems.append((place, f"duplicate key `{key}`: first at line {first}"))
                continue
            self.keys[*path, key] = place
            mapping[key] = self._value(value_node, (*path, key))
        return mapping

    def _scalar(self, node: yaml.Node) -> Json:
        match node.tag.rpartition(":")[2]:
            case "bool":
                return str(node.value) == "true"
            case "null":
                return None
            case "int":
                return int(node.value)
            case "float":
                return float(node.value)
        return self._text(node)

    def _text(self, node: yaml.Node) -> str:
        text: str = node.value
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            place = _place(self.file, node.start_mark)
            self.problems.append((place, "half of a surrogate pair is no text: write the character itself"))
        return text


class _Mark(Protocol):
    """A place as PyYAML tells it, counted from zero."""

    line: int
    column: int


def _place(file: str, mark: _Mark | None) -> Position:
    return Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)


def _place_of_offset(file: str, text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(file, before.count("\n") + 1, offset - before.rfind("\n"))


def _explain(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    if mark and text[max(mark.index - 1, 0) : mark.index + 1] == "${":
        return 'inside { } and [ ] a ${name} is written in quotes: "${name}"'
    return ", ".join(part for part in (error.context, error.problem) if part)
