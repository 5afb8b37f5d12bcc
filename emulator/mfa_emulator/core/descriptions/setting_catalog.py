"""Catalog of settings: each with its default, the values it takes, its text and the source of it, for people.

The text and the source stand below each setting as its docstring, whose last line is ``Source: recorded.``, or
``documented``, ``guess`` or ``ours``, with a link or an id after a comma where there is one.
"""

import re
from collections.abc import Mapping

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.limits import NAME as LIMITS
from mfa_emulator.core.http.limits import Limits
from mfa_emulator.core.providers import Providers

SOURCES = ("recorded", "documented", "guess", "ours")
"""Kinds of sources; the manual's page `sources` says what each means."""

_SOURCE = re.compile(rf"^Source: ({'|'.join(SOURCES)})(?:, (\S.*?))?\.?$", re.MULTILINE)


class Setting(msgspec.Struct, frozen=True):
    """One setting: `name` with its group, as ``--set`` takes it; `default` and `strict` are those of the profiles."""

    name: str
    default: Json
    strict: Json
    values: str
    text: str
    source: str
    reference: str
    """The link or id that the source gives, or empty."""


def of(providers: Providers) -> dict[str, list[Setting]]:
    """The settings of these providers by their names, and the limits of bytes."""
    found = {name: of_presets(name, providers[name].presets) for name in providers}
    return found | {LIMITS: of_presets(LIMITS, {"emulator": Limits()})}


def of_presets(group: str, presets: Mapping[str, msgspec.Struct]) -> list[Setting]:
    """The settings of one group in the order of their declaration."""
    default = presets["emulator"]
    strict, texts = presets.get("strict", default), docstrings.of_attributes(type(default))
    kind = inspect.type_info(type(default))
    assert isinstance(kind, inspect.StructType)
    return [_setting(group, field, default, strict, texts.get(field.name, "")) for field in kind.fields]


def _setting(group: str, field: inspect.Field, default: object, strict: object, text: str) -> Setting:
    usual, strictly = (msgspec.to_builtins(getattr(preset, field.name)) for preset in (default, strict))
    found = _SOURCE.search(text)
    return Setting(
        name=f"{group}.{field.name}",
        default=usual,
        strict=strictly,
        values=words(field.type),
        text=" ".join(docstrings.paragraphs(_SOURCE.sub("", text))),
        source=found[1] if found else "",
        reference=found[2] or "" if found else "",
    )
