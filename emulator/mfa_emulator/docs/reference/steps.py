"""Steps of scenarios."""

from typing import get_type_hints

from msgspec import inspect

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets, prose
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.steps.registry import STEPS
from mfa_emulator.scenario.values.matchers import MATCHERS


def steps() -> str:
    """A section for the file, one for each kind of step, and the matchers."""
    sections = [f"### A scenario\n\n{_text(Scenario)}\n\n{_fields(Scenario)}"]
    sections += [_section(key, kind.type) for key, kind in STEPS.items()]
    matchers = bullets((f"`{name}`", f"takes {matcher.wants}") for name, matcher in MATCHERS.items())
    return "\n".join([*sections, f"### Matchers\n\n{matchers}"])


def _section(key: str, kind: type) -> str:
    inner = get_type_hints(kind).get(key)
    part = inner if isinstance(inner, type) and inner is not str else kind
    return f"### {key}\n\n{_text(kind)}\n\n{_fields(part if hasattr(part, '__struct_fields__') else kind)}"


def _fields(kind: type) -> str:
    # A step's own fields come before those that it shares with other kinds.
    fields = sorted(structs.fields(kind, _worded), key=lambda field: field.name not in kind.__annotations__)
    return bullets((field.term, field.text) for field in fields)


def _text(kind: type) -> str:
    return prose(docstrings.paragraphs(kind.__doc__ or "")[0])


def _worded(kind: inspect.StructType) -> str:
    return "an object of " + ", ".join(f"`{field.encode_name}`" for field in kind.fields)
