"""A command of which one of several subcommands is meant when none is named."""

from typing import Any

import click


class DefaultGroup(click.Group):
    """``group --option`` is ``group <default> --option``, unless the option is the group's own."""

    def __init__(self, *args: Any, default: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no subcommand."""
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [self._default, *args]
        return super().parse_args(ctx, args)
