"""Options of a world on the command line: one for every option there is, for the commands that make a world."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import NamedTuple

import click
import msgspec

from mfa_emulator.cli import files
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.options import PROFILES, Changes, Options, changes_of, explained

_NOW = "now"
_ASSIGNMENT = re.compile(r"(\w+)\.(\w+)=(.*)", re.ASCII | re.DOTALL)


class WorldOptions(NamedTuple):
    """The options of a world that a command line gives."""

    changes: Changes
    """All but the seeds, which may not fit: then the name of their file is needed."""
    seeds: tuple[tuple[str, JsonObject], ...]
    """File and document."""

    def with_seeds(self) -> Changes:
        """All of them."""
        return {**self.changes, "seeds": [document for _, document in self.seeds]} if self.seeds else self.changes


class _Spelling(NamedTuple):
    """Spelling of an option on the command line: its words, its details for click, and how its value is read."""

    words: tuple[str, ...]
    details: Mapping[str, object]
    hint: str = ""
    """Text for the help after the option's own."""
    read: Callable[..., object] = lambda value: value


def _seed(text: str) -> str:
    if text.endswith((".yaml", ".yml", ".json")):
        raise BadInput(f"--seed {text}: it takes a number or a word; `--seed-file {text}` loads a file")
    return text


def _settings(assignments: tuple[str, ...]) -> dict[str, JsonObject]:
    """Settings by provider; a value that reads as JSON is what it reads as, any other is a text."""
    settings: dict[str, JsonObject] = {}
    for assignment in assignments:
        found = _ASSIGNMENT.fullmatch(assignment)
        if found is None:
            raise BadInput(f"--set {assignment}: write PROVIDER.SETTING=VALUE")
        provider, name, text = found.groups()
        settings.setdefault(provider, {})[name] = _value(text)
    return settings


def _value(text: str) -> Json:
    try:
        value: Json = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    return value


def _documents(paths: tuple[str, ...]) -> tuple[tuple[str, JsonObject], ...]:
    return tuple((path, files.read_document(path)) for path in paths)


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
    def command(*, seeds: tuple[str, ...], **options: object) -> None:
        given = {name: options.pop(name) for name in Options.__struct_fields__ if name != "seeds"}
        function(WorldOptions(_read(given), _documents(seeds)), **options)

    for field in reversed(msgspec.structs.fields(Options)):
        spelling = _spelling(field)
        command = click.option(*spelling.words, cls=_Explained, **spelling.details)(command)
    return command


def _read(given: Mapping[str, object]) -> Changes:
    fields = {field.name: field for field in msgspec.structs.fields(Options)}
    return changes_of(
        {name: _spelling(fields[name]).read(value) for name, value in given.items() if value not in (None, ())}
    )
