"""Emulators as the commands `serve` and `exec` start them: options of a world, an import and export, a secure side."""

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from mfa_emulator.cli import files, folders, functions_host
from mfa_emulator.cli.access_options import AccessOptions, access_options
from mfa_emulator.cli.failure import BadInput, Failed, NoPort
from mfa_emulator.cli.world_options import WorldOptions, world_options

if TYPE_CHECKING:
    from mfa_emulator.emulator import Emulator
    from mfa_emulator.serving.guard import Access
    from mfa_emulator.serving.secure import Secure

_BOUND = re.compile(r"bind on address \([^,]+, (\d+)")

_WHERE_IMPORTED = ""

_OPTIONS = (
    click.option("--import", "import_path", metavar="PATH", help="Begin with what an export or `snapshot save` wrote: "
                 "a file of ours, or a folder of the Firebase suite."),
    click.option("--export-on-exit", "export_path", metavar="[PATH]", is_flag=False, flag_value=_WHERE_IMPORTED,
                 help="Write everything at the end: into a file of ours if PATH ends in .json, else the Firebase Auth "
                 "part into a folder of the Firebase suite. Without PATH, to where --import began. What was there "
                 "stays until the new content is whole."),
    click.option("--tls", is_flag=True, help="Also serve TLS, for SDKs that cannot speak plain HTTP, with a "
                 "certificate authority of this run."),
    click.option("--tls-port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]"),
    click.option("--https-proxy", is_flag=True, help="Also run a proxy that leads the vendors' hosts here and refuses "
                 "all others, for programs whose host is hard-coded; implies --tls."),
    click.option("--proxy-map", metavar="HOST=URL", multiple=True, help="Have the proxy lead a further host to a "
                 "server of yours: sts.example.com=http://127.0.0.1:4566; implies --https-proxy. Can be given more "
                 "than once."),
    click.option("--proxy-port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]"),
    click.option("--ca-file", metavar="FILE", default="", help="Where to write the authorities that clients of the "
                 "TLS port must trust.  [default: a temporary file]"),
)  # fmt: skip


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """An import, an export and the secure side, as a command line asks for them."""

    import_path: str | None
    export_path: str | None
    tls: bool
    tls_port: int
    https_proxy: bool
    proxy_map: tuple[str, ...]
    proxy_port: int
    ca_file: str

    @property
    def proxied(self) -> bool:
        """True if a proxy is to run."""
        return self.https_proxy or bool(self.proxy_map)


class Start(NamedTuple):
    """The emulator that a command line asks for."""

    world: WorldOptions
    access: AccessOptions
    run: RunOptions


def emulator_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options and those of a world, and as first argument the `Start` made of them."""

    @wraps(function)
    def command(world: WorldOptions, *, access: AccessOptions, **options: object) -> None:
        own = {name: options.pop(name) for name in RunOptions.__struct_fields__}
        function(Start(world, access, msgspec.convert(own, RunOptions)), **options)

    for option in reversed(_OPTIONS):
        command = option(command)
    return world_options(access_options(command))


@contextmanager
def emulation(start: Start, token: str = "") -> "Iterator[Emulator]":
    """The emulator that is asked for; it is exported, if asked for, when the block has ended well.

    `token` is what control calls must carry, when others can reach it.
    """
    run = start.run
    emulator = make(_beside(start.world), access=start.access.access(token), secure=_secure(run))
    export = _export(emulator, run)
    if run.proxy_map:
        _check_proxy_map(emulator, run)
    if run.import_path:
        _import(emulator, run.import_path)
    yield emulator
    if export is not None:
        export()


def _export(emulator: "Emulator", run: RunOptions) -> Callable[[], None] | None:
    """The export at the end, if one is asked for; looked at now, while there is nothing to lose."""
    path = run.import_path if run.export_path == _WHERE_IMPORTED else run.export_path
    if path is None and run.export_path is not None:
        raise BadInput("--export-on-exit without a path goes where --import began: give one of the two")
    if path is None:
        return None
    if files.is_document(path):
        files.check_writable(path)
        return lambda: files.write(path, emulator.snapshot().to_json())
    forms = folders.folders_of(emulator.providers)
    folders.check_writable(path, forms)
    return lambda: folders.write(path, emulator.world.write_folder(), forms)


def _beside(world: WorldOptions) -> WorldOptions:
    """The options, with the functions emulator that the environment names, if they name none."""
    if "functions_host" in world.changes:
        return world
    host = functions_host.found()
    return world._replace(changes={**world.changes, "functions_host": host}) if host else world


def make(world: WorldOptions, *, access: "Access", secure: "Secure | None" = None) -> "Emulator":
    """An emulator whose worlds have these options. Fails with the name of the seed file that does not fit."""
    from mfa_emulator.core.descriptions.misfit_words import Unfit
    from mfa_emulator.emulator import Emulator

    try:
        emulator = Emulator(**world.changes, access=access, secure=secure)
    except ValueError as error:
        raise BadInput(str(error)) from None
    for path, document in world.seeds:
        try:
            emulator.world.seed(document)  # one after the other, to know which one does not fit
        except ValueError as error:
            where = error.path if isinstance(error, Unfit) else ()
            raise BadInput(f"{files.placed(path, where)}: {error}") from None
    # Made with its seeds, it has them again after a reset.
    return Emulator(**world.with_seeds(), access=access, secure=secure) if world.seeds else emulator


def _secure(run: RunOptions) -> "Secure | None":
    from mfa_emulator.serving.secure import Secure
    from mfa_emulator.serving.tls import TlsMissing

    if not (run.tls or run.proxied):
        return None
    if find_spec("trustme") is None:
        raise BadInput(str(TlsMissing()))
    if run.ca_file:
        files.check_writable(run.ca_file)
    return Secure(run.proxied, run.tls_port, run.proxy_port, run.ca_file, _proxy_map(run.proxy_map))


def _proxy_map(assignments: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for assignment in assignments:
        host, equals, url = assignment.partition("=")
        if not equals:
            raise BadInput(f"--proxy-map {assignment}: write HOST=URL")
        found[host] = url
    return found


def _check_proxy_map(emulator: "Emulator", run: RunOptions) -> None:
    from mfa_emulator.serving import stand_ins

    try:
        stand_ins.read(_proxy_map(run.proxy_map), emulator.providers.fronts)
    except ValueError as error:
        raise BadInput(f"--proxy-map: {error}") from None


def _import(emulator: "Emulator", path: str) -> None:
    is_folder = Path(path).is_dir()
    document = b"" if is_folder else files.read(path)
    try:
        if is_folder:
            emulator.world.read_folder(folders.FilesOf(path))
        else:
            emulator.restore(document)
    except ValueError as error:
        raise BadInput(f"{path}: {error}") from None


def port_trouble(error: OSError, host: str, port: int) -> Failed:
    """The failure of a command whose port cannot be opened, or whose file about it cannot be written."""
    if error.filename is not None:
        return BadInput(f"{error.filename}: {error.strerror}")
    named = _BOUND.search(error.strerror or "")
    if named:
        port = int(named[1])  # it may have been the port of TLS or of the proxy
    if error.errno == errno.EADDRINUSE:
        text = (
            f"port {port} is taken: `lsof -i :{port}` shows by whom; "
            "`--port 0` takes any free port, or choose one with --port"
        )
    elif error.errno == errno.EACCES:
        text = f"port {port} may not be opened by this user: choose one above 1023 with --port, or --port 0"
    else:
        text = f"cannot listen on {host}: {error.strerror or error}"
    return NoPort(text)
