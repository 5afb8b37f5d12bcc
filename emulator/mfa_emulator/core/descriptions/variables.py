"""Environment variables as text, for shells, files and programs."""

from collections.abc import Mapping
from shlex import quote

import msgspec


def written(variables: Mapping[str, str], style: str) -> str:
    """The variables in one of the formats."""
    if style == "json":
        return msgspec.json.format(msgspec.json.encode(variables), indent=2).decode() + "\n"
    begin = "export " if style == "shell" else ""
    shown = str if style == "github" else quote  # no shell reads $GITHUB_ENV: quotes would be part of the value
    return "".join(f"{begin}{name}={shown(value)}\n" for name, value in variables.items())
