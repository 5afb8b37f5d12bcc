"""Options of a world on the command line: one for every option there is, for the commands that make a world."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NamedTuple, cast

import click
import msgspec

from mfa_emulator.cli import files
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.options import PROFILES, Changes, Options, explained

_NOW = "now"
_ASSIGNMENT = re.compile(r"(\w+)\.(\w+)=(.*)", re.ASCII | re.DOTALL)


class WorldOptions(NamedTuple):
    """The options of a world that a command line gives."""

    changes: Changes
    """All but the seeds, which may not fit: then the name of their file is needed."""
    seeds: tuple[tuple[str, dict[str, Any]], ...]
    """File and document."""

    def with_seeds(self) -> Changes:
        """All of them."""
        return {**self.changes, "seeds": [document for _, document in self.seeds]} if self.seeds else self.changes


class _Spelling(NamedTuple):
    """Spelling of an option on the command line: its words, its details for click, and how its value is read."""

    words: tuple[str, ...]
    details: Mapping[str, Any]
    hint: str = ""
    """Text for the help after the option's own."""
    read: Callable[[Any], object] = lambda value: value


def _seed(text: str) -> str:
    if text.endswith((".yaml", ".yml", ".json")):
        raise BadInput(f"--seed {text}: it takes a number or a word; `--seed-file {text}` loads a file")
    return text


def _settings(assignments: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Settings by provider; a value that reads as JSON is what it reads as, any other is a text."""
    settings: dict[str, dict[str, Any]] = {}
    for assignment in assignments:
        found = _ASSIGNMENT.fullmatch(assignment)
        if found is None:
            raise BadInput(f"--set {assignment}: write PROVIDER.SETTING=VALUE")
        provider, name, text = found.groups()
        try:
            value = msgspec.json.decode(text)
        except msgspec.DecodeError:
            value = text
        settings.setdefault(provider, {})[name] = value
    return settings


_MANY = "Can be given more than once."
_SPELLINGS = {
    "seed": _Spelling(("--seed",), {"metavar": "TEXT"}, "[default: 0]", _seed),
    "profile": _Spelling(("--profile",), {"type": click.Choice(PROFILES)}, "[default: emulator]"),
    "project": _Spelling(
        ("--project",), {"metavar": "ID"}, "[default: $GCLOUD_PROJECT, $GOOGLE_CLOUD_PROJECT, else demo-project]"
    ),
    "freeze": _Spelling(
        ("--freeze",),
        {"metavar": "[INSTANT]", "is_flag": False, "flag_value": _NOW},
        read=lambda value: True if value == _NOW else value,
    ),
    "settings": _Spelling(
        ("--set", "settings"), {"metavar": "PROVIDER.SETTING=VALUE", "multiple": True}, _MANY, _settings
    ),
    "seeds": _Spelling(
        ("--seed-file", "seeds"),
        {"metavar": "FILE", "multiple": True},
        f"In YAML or JSON, or the name of a bundled one. {_MANY}",
        lambda paths: tuple((path, files.read_document(path)) for path in paths),
    ),
    "functions_host": _Spelling(
        ("--functions-host",),
        {"metavar": "HOST:PORT"},
        "[default for serve and exec: $FIREBASE_FUNCTIONS_EMULATOR_HOST, else what the hub of the Firebase suite says]",
    ),
    "outbound_hosts": _Spelling(("--outbound-host", "outbound_hosts"), {"metavar": "HOST", "multiple": True}, _MANY),
}
"""Options that the command line spells in a way of its own; of any other the words are the option's name."""


class _Explained(click.Option):
    """Option whose text is read from the source when help is asked for: each start would pay for the reading."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The words and the text of the option."""
        name = self.name or ""
        hint = _SPELLINGS[name].hint if name in _SPELLINGS else ""
        self.help = f"{explained()[name]} {hint}".replace("``", "`").strip()
        return super().get_help_record(ctx)


def _spelling(field: msgspec.structs.FieldInfo) -> _Spelling:
    word = f"--{field.name.replace('_', '-')}"
    plain = _Spelling((word,), {"is_flag": True, "default": None} if field.type is bool else {})
    return _SPELLINGS.get(field.name, plain)


def world_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each option of a world, and as first argument the `WorldOptions` made of them."""

    @wraps(function)
    def command(**options: Any) -> None:
        given = {name: options.pop(name) for name in Options.__struct_fields__}
        function(_read(given), **options)

    for field in reversed(msgspec.structs.fields(Options)):
        spelling = _spelling(field)
        command = click.option(*spelling.words, cls=_Explained, **spelling.details)(command)
    return command


def _read(given: Mapping[str, Any]) -> WorldOptions:
    values = {
        field.name: _spelling(field).read(given[field.name])
        for field in msgspec.structs.fields(Options)
        if given[field.name] not in (None, ())
    }
    seeds = cast("tuple[tuple[str, dict[str, Any]], ...]", values.pop("seeds", ()))
    return WorldOptions(cast(Changes, values), seeds)
