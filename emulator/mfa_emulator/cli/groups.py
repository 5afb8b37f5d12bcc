"""A command of which one of several subcommands is meant when none is named."""

from typing import TYPE_CHECKING, ClassVar

import click

from mfa_emulator.core.descriptions.suggestions import unknown

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DefaultGroup(click.Group):
    """``group --option`` is ``group <default> --option``, unless the option is the group's own."""

    default: ClassVar[str]
    """Name of the subcommand that is meant when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no subcommand."""
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        unnamed = not args and not ctx.resilient_parsing  # a shell that completes an empty line wants the subcommands
        if unnamed or (args and args[0].startswith("-") and args[0] not in own):
            ctx.meta[ctx.command_path] = next((word for word in args if word in self.list_commands(ctx)), None)
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """Subcommands, or options: the group's own and the default's."""
        found = super().shell_complete(ctx, incomplete)
        default = self.get_command(ctx, self.default)
        if incomplete.startswith("-") and default is not None:
            known = {item.value for item in found}
            with default.make_context(self.default, [], parent=ctx, resilient_parsing=True) as inner:
                found += [item for item in default.shell_complete(inner, incomplete) if item.value not in known]
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that the first word names. Raises UsageError, which names the nearest one."""
        known = args[0].startswith("-") or args[0] in self.list_commands(ctx)
        if not known and not ctx.resilient_parsing:  # a shell that completes wants no errors
            raise click.UsageError(unknown("command", args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; ``group --option subcommand`` is refused with the right order of its words."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            late = ctx.meta.get(ctx.command_path)
            if late and "unexpected extra argument" in error.message:
                order = f"write `{ctx.command_path} {late}` first, its options after it"
                raise click.UsageError(f"{error.message}: {order}", error.ctx) from None
            raise
