"""``mfa-emulator serve``: the default command."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mfa_emulator.cli.emulation import Start, emulation, emulator_options, port_trouble
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.looping import on_signals, run
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.working_folder import placed

if TYPE_CHECKING:
    from mfa_emulator.cli.log import Extent, Format
    from mfa_emulator.emulator import Emulator

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


@click.command(short_help="Serve all emulated APIs on one port (the default).")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on. With 0.0.0.0 other "
              "machines and containers reach it too: control calls then need a token, which is printed.")  # fmt: skip
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="0 takes any free one.  [default: that of the Auth emulator in ./firebase.json, else 9099]",
)
@emulator_options
@click.option("--token", envvar="MFA_EMULATOR_TOKEN", help="What control calls must carry, in place of a random one.")
@click.option("--open", "opens", is_flag=True, help="Open the console in a browser.")
@click.option("--log", "extent", type=click.Choice(["refused", "all", "none"]), default="refused", show_default=True,
              help="Which requests get a line on standard error.")  # fmt: skip
@click.option("--log-format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    start: Start, host: str, port: int | None, token: str | None, opens: bool, extent: "Extent", style: "Format"
) -> None:
    """Serve all emulated APIs on one port until Ctrl-C or SIGTERM.

    Nothing is kept unless --export-on-exit says so. It prints each provider's base URL and the lines that point the
    vendor's SDKs at it.
    """
    if not host:
        raise BadInput("--host is empty: give an address, 127.0.0.1 for this machine alone or 0.0.0.0 for all")
    start, port, told = placed(start, port)
    with emulation(start, token or _token(host)) as emulator:
        if opens and not emulator.access.console:
            raise BadInput("--open and --no-console: choose one")
        _log(emulator, extent, style)

        def ready() -> None:
            from mfa_emulator.cli import banner

            echo(banner.as_json(emulator) if style == "json" else banner.as_text(emulator, told))
            if opens:
                click.launch(f"{emulator.url}/_mfa/")

        run(_serve(emulator, host, port, ready))


def _token(host: str) -> str:
    """A token where others than this machine can reach the port."""
    from mfa_emulator.core import entropy
    from mfa_emulator.core.identifiers import is_loopback

    return "" if is_loopback(host) else entropy.token()


def _log(emulator: "Emulator", extent: "Extent", style: "Format") -> None:
    from mfa_emulator.cli.log import RequestLog, ServerLog

    if extent != "none":
        emulator.app.log = RequestLog(extent, style)
    ServerLog(extent, style).install()


async def _serve(emulator: "Emulator", host: str, port: int, ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    with on_signals(_STOPPING, lambda number: stop.set()):
        try:
            await emulator.serve(host, port)
        except OSError as error:
            raise port_trouble(error, host, port) from None
        except UnicodeError:  # of the codec that reads names of hosts
            raise BadInput(f"--host {host}: no host can have this name") from None
        try:
            ready()
            await stop.wait()
        finally:
            await emulator.close()
