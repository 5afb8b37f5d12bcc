"""Seed documents: what may stand in each vendor's part."""

import re
from collections.abc import Iterator

from msgspec import inspect

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.descriptions.seed_schema import structs_within
from mfa_emulator.core.providers import Providers
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets, prose


def seeds(providers: Providers) -> str:
    """A section for each vendor that can be seeded, with a list of fields for each kind of object in it."""
    roots = ((provider.name, provider.seed_type) for provider in providers.values())
    return "\n".join(f"### {name}\n\n" + "\n".join(_objects(root)) for name, root in roots if root)


def _objects(root: type) -> Iterator[str]:
    """The struct and all structs in it, those that seeds have for themselves; each once."""
    waiting, seen = [root], {root}
    while waiting:
        kind = waiting.pop(0)
        inner = [one for one in _structs(inspect.type_info(kind)) if one not in seen and _is_seed(one)]
        waiting += inner
        seen.update(inner)
        text = prose(docstrings.paragraphs(kind.__doc__ or "")[0])
        name = "the part" if kind is root else _name(kind)
        lines = bullets((field.term, field.text) for field in structs.fields(kind, _worded))
        yield f"**{name}**: {text}\n\n{lines}"


def _worded(kind: inspect.StructType) -> str:
    return f"as **{_name(kind.cls)}** below" if _is_seed(kind.cls) else "an object as published"


def _is_seed(kind: type) -> bool:
    return kind.__name__.endswith("Seed")


def _name(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__.removesuffix("Seed")).lower()


def _structs(kind: inspect.Type) -> Iterator[type]:
    """The structs in the fields of a struct, at once or in containers."""
    if isinstance(kind, inspect.StructType):
        for field in kind.fields:
            yield from structs_within(field.type)
