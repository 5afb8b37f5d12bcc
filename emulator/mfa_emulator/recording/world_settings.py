"""Settings of the world that was recorded, as far as an emulator tells them and they hold nobody's words."""

from collections.abc import Iterator

import msgspec
from msgspec import inspect

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.options import PROFILES
from mfa_emulator.core.provider import Provider

OPTIONS = "/_mfa/v1/options"


class WorldSettings(msgspec.Struct, frozen=True):
    """The profile and the settings that differ from it, by vendor; nothing of them for a vendor's own servers."""

    profile: str = ""
    settings: dict[str, JsonObject] = {}

    @classmethod
    def read(cls, answer: bytes) -> "WorldSettings":
        """Settings in an emulator's answer about a world's options; none in any other answer."""
        try:
            found = msgspec.json.decode(answer, type=cls)
        except ValueError:
            return cls()
        return found if found.profile in PROFILES else cls()

    def of(self, provider: Provider) -> tuple[JsonObject, list[str]]:
        """The vendor's settings that may stand in a file, and the places of those that may not: texts of people."""
        preset = next(iter(provider.presets.values()))
        kinds = {field.encode_name: field.type for field in _fields(preset)}
        kept: JsonObject = {}
        left_out = list[str]()
        for name, value in self.settings.get(provider.name, {}).items():
            if name in kinds and _is_plain(value, frozenset(_words(kinds[name]))):
                kept[name] = value
            else:
                left_out.append(f"settings.{provider.name}.{name}")
        return kept, left_out


UNTOLD = WorldSettings()
"""Those of a server that tells none."""


def _fields(preset: msgspec.Struct) -> tuple[inspect.Field, ...]:
    kind = inspect.type_info(type(preset))
    return kind.fields if isinstance(kind, inspect.StructType) else ()


def _words(kind: inspect.Type) -> Iterator[object]:
    """The words that a setting's type lists: they are the emulator's own."""
    match kind:
        case inspect.LiteralType(values=values):
            yield from values
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner):
            yield from _words(inner)
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from _words(one)


def _is_plain(value: Json, words: frozenset[object]) -> bool:
    if isinstance(value, list):
        return all(_is_plain(item, words) for item in value)
    return value in words if isinstance(value, str) else not isinstance(value, dict)
