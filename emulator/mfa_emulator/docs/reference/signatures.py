"""Public members of classes: how they are called, and their docstrings."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import msgspec

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets, code, prose

_PACKAGE = "mfa_emulator."
_STRUCT = frozenset(dir(msgspec.Struct))


def described(kind: type, bases: tuple[type, ...] = (), only: Sequence[str] = ()) -> str:
    """The docstring of a class, and a list of its public members but those of `bases`, unless they differ.

    With `only` just the members of these names.
    """
    members = [line for name, *line in _members(kind, bases) if not only or name in only]
    plain = ", ".join(term for term, text in members if not text)
    listed = bullets((term, text) for term, text in members if text)
    return "\n\n".join(filter(None, (text_of(kind.__doc__ or ""), plain and f"It has {plain}.", listed)))


def text_of(docstring: str) -> str:
    """A docstring as Markdown paragraphs; examples stay indented."""
    parts = inspect.cleandoc(docstring).replace("::\n", ":\n").split("\n\n")
    return "\n\n".join(part if part.startswith("    ") else prose(" ".join(part.split())) for part in parts)


def _members(kind: type, bases: tuple[type, ...]) -> Iterator[tuple[str, str, str]]:
    """Name, call and text: of a struct its fields, then methods, properties and documented attributes."""
    if issubclass(kind, msgspec.Struct):
        for field in structs.fields(kind):
            yield field.name, code(f".{field.name}"), field.text
    for name, member in public(kind, bases):
        text = inspect.getdoc(member) or next((inspect.getdoc(getattr(base, name, None)) or "" for base in bases), "")
        yield name, code(call_of(name, member)), _line(text)
    if not issubclass(kind, msgspec.Struct):
        inherited = {name for base in bases for name in docstrings.of_attributes(base)}
        for name, text in docstrings.of_attributes(kind).items():
            if name not in inherited and not name.startswith("_"):
                yield name, code(f".{name}"), _line(text)


def _line(docstring: str) -> str:
    return " ".join(prose(part) for part in docstrings.paragraphs(docstring)) if docstring else ""


def public(kind: type, bases: tuple[type, ...] = ()) -> Iterator[tuple[str, object]]:
    """Methods and properties, in the order of their declaration, those of base classes of ours first."""
    skipped = {id(member) for base in bases for member in vars(base).values()}
    found: dict[str, object] = {}
    for owner in reversed(kind.__mro__):
        if owner.__module__.startswith(_PACKAGE) and owner not in bases:
            found |= {name: one for name, one in vars(owner).items() if _is_member(name, one)}
    yield from ((name, member) for name, member in found.items() if id(member) not in skipped)


def _is_member(name: str, member: object) -> bool:
    if name.startswith("_") or name in _STRUCT:
        return False
    return inspect.isfunction(member) or isinstance(member, property | cached_property | classmethod | staticmethod)


def call_of(name: str, member: object) -> str:
    """A member as it is written: ``.url -> str``, ``.user(email, password="")``."""
    function = function_of(member)
    signature = inspect.signature(function)
    answer = _type(signature.return_annotation)
    gives = f" -> {answer}" if answer not in ("", "None") else ""
    if isinstance(member, property | cached_property):
        return f".{name}{gives}"
    parameters = list(signature.parameters.values())[0 if isinstance(member, staticmethod) else 1 :]
    return f".{name}({', '.join(_written(parameters))}){gives}"


def function_of(member: object) -> Callable[..., object]:
    """The function behind a method or a property."""
    if isinstance(member, property):
        assert member.fget is not None
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    function = getattr(member, "__func__", member)
    assert callable(function)
    unwrapped: Callable[..., object] = inspect.unwrap(function)
    return unwrapped


def _written(parameters: list[inspect.Parameter]) -> Iterator[str]:
    """The parameters without their types, which would hide what is written in a call."""
    starred = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        starred = starred or one.kind is one.VAR_POSITIONAL
        stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
        default = "" if one.default is one.empty else f"={_value(one.default)}"
        yield f"{stars}{one.name}{default}"


def _value(value: object) -> str:
    """A default as it is written."""
    return msgspec.json.encode(value).decode() if isinstance(value, str) else repr(value)


def _type(annotation: object) -> str:
    """A type as people write it, without modules and quotes."""
    if annotation is inspect.Signature.empty:
        return ""
    text = annotation if isinstance(annotation, str) else _plain(annotation)
    plain = re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Z])", "", text.replace("'", '"').strip('"'))
    # `Json` is another name of Any at run time; nothing public is Any.
    return re.sub(r"\bAny\b", "Json", plain)


def _plain(annotation: object) -> str:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return annotation.__name__
    return str(annotation)
