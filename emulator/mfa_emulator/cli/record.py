"""``mfa-emulator record``."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from mfa_emulator.cli import vendors, whole_files
from mfa_emulator.cli.emulation import port_trouble
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.looping import on_signals, run
from mfa_emulator.cli.output import echo
from mfa_emulator.scenario import SUFFIX

if TYPE_CHECKING:
    from mfa_emulator.core.providers import Providers
    from mfa_emulator.recording.exchange import Exchange
    from mfa_emulator.recording.proxy import Recorder
    from mfa_emulator.recording.recorded import Recording

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
_HERE = "127.0.0.1"


@click.command(short_help="Record calls to a vendor as a scenario.")
@click.option(
    "--target", required=True, metavar="URL", help="The vendor's server, or any other that answers as it does."
)
@click.option("--out", type=click.Path(path_type=Path), default="recorded", show_default=True, metavar="PATH",
              help="The files to write, without their endings.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]")
@click.option("--title", default="Recorded", show_default=True, help="The scenario's title.")
def command(target: str, out: Path, port: int, title: str) -> None:
    """Stand in front of a vendor, hand every request on, and write what was said as a recording and a scenario.

    Requests go to --target as they come, with their credentials. Nothing is written before the end, at Ctrl-C or
    SIGTERM, and then without secrets: tokens, codes, addresses, numbers and all that is not known to be harmless are
    placeholders, the same for the same value. Vendors' further hosts are reached by a path that begins with their name.

    OUT.recording.json is for `contract --recording`, OUT.mfa.yaml for `run`.
    """
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadInput(f"--target {target}: write http://HOST:PORT or https://HOST, without a path")
    if not out.name or not out.absolute().parent.is_dir():
        raise BadInput(f"--out {out}: there is no folder {out.absolute().parent}")
    run(_record(target, out, port, title, vendors.known()))


async def _record(target: str, out: Path, port: int, title: str, providers: "Providers") -> None:
    from mfa_emulator.recording.identifying import Identifier
    from mfa_emulator.recording.proxy import Recorder
    from mfa_emulator.serving.server import Server

    recorder = Recorder(target, Identifier(providers), _tell)
    server = Server(recorder)
    stop = asyncio.Event()
    with on_signals(_STOPPING, lambda number: stop.set()):
        try:
            chosen = await server.listen(_HERE, port)
        except OSError as error:
            raise port_trouble(error, _HERE, port) from None
        echo(f"Ready at http://{_HERE}:{chosen}; requests go on to {recorder.origin}. Ctrl-C writes the recording.")
        try:
            await stop.wait()
        finally:
            await server.close()
            await recorder.close()
            _write(recorder, out, title, providers)


def _tell(exchange: "Exchange") -> None:
    echo(f"{exchange.method} {exchange.operation or 'unknown path'} {exchange.status}", err=True)


def _write(recorder: "Recorder", out: Path, title: str, providers: "Providers") -> None:
    if not recorder.exchanges:
        echo("No request of a vendor's came: nothing is written.", err=True)
        return
    from mfa_emulator.recording.making import recording_of
    from mfa_emulator.recording.world_settings import UNTOLD

    # Worlds know nothing of each other: each is a recording of its own.
    worlds = dict.fromkeys(exchange.world for exchange in recorder.exchanges)
    for number, world in enumerate(worlds, 1):
        exchanges = [exchange for exchange in recorder.exchanges if exchange.world == world]
        name = out.name if len(worlds) == 1 else f"{out.name}.{number}"
        recording = recording_of(exchanges, recorder.origin, providers, recorder.settings.get(world, UNTOLD))
        _write_one(recording, out.with_name(name), title, providers)
    if recorder.dropped:
        echo(f"{recorder.dropped} more were not kept: there was no room.", err=True)


def _write_one(recording: "Recording", out: Path, title: str, providers: "Providers") -> None:
    from mfa_emulator.recording.recorded import ENDING, encoded
    from mfa_emulator.recording.scenario_text import scenarios

    texts = scenarios(recording, title, providers)
    files = {f"{out.name}{ENDING}": encoded(recording)}
    for name, text in texts.items():
        files[f"{out.name}{'' if len(texts) == 1 else f'.{name}'}{SUFFIX}"] = text.encode()
    for name, data in files.items():
        whole_files.write(out.with_name(name), data)
    echo(f"{len(recording.exchanges)} exchanges are in {', '.join(str(out.with_name(name)) for name in files)}.")
    for place in recording.left_out:
        echo(f"left out, for nothing is known of it: {place}", err=True)
