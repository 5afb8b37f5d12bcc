"""Options of access on the command line: names and web pages beside those of this machine."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import click
import msgspec

from mfa_emulator.cli.failure import BadInput

if TYPE_CHECKING:
    from mfa_emulator.serving.guard import Access


class AccessOptions(msgspec.Struct, frozen=True):
    """Hosts and origins that a command line allows, as `Access` takes them."""

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    console: bool = True

    @property
    def given(self) -> str:
        """The option that was given, one of them; empty if none was."""
        return "--allow-host" if self.hosts else "--allow-origin" if self.origins else ""

    def access(self, token: str = "") -> "Access":
        """Access for the guard, with the token of control calls if they need one."""
        from mfa_emulator.serving.guard import Access

        return Access(self.hosts, self.origins, token, self.console)


def access_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and as keyword `access` the `AccessOptions` made of them."""

    @click.option("--allow-host", "hosts", metavar="NAME", multiple=True, callback=_read("host_pattern"),
                  help="Answer to this name too, emulator.example or *.example for all names below it, beside "
                  "localhost, addresses, names without a dot, containers' names of their host and the vendors' hosts. "
                  "Can be given more than once.")  # fmt: skip
    @click.option("--allow-origin", "origins", metavar="ORIGIN", multiple=True, callback=_read("origin"),
                  help="Let web pages of https://app.example call the emulator, beside those of this machine; can be "
                  "given more than once.")  # fmt: skip
    @click.option("--no-console", is_flag=True, help="Serve no console at /_mfa/.")
    @wraps(function)
    def command(
        *words: object, hosts: tuple[str, ...], origins: tuple[str, ...], no_console: bool, **options: object
    ) -> None:
        function(*words, access=AccessOptions(hosts, origins, not no_console), **options)

    return command


def _read(reader: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[str, ...]]:
    def read(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
        from mfa_emulator.core import identifiers

        def one(text: str) -> str:
            try:
                value: str = getattr(identifiers, reader)(text)
            except ValueError as error:
                raise BadInput(f"{option.opts[0]} {text}: {error}") from None
            return value

        return tuple(map(one, texts))

    return read
