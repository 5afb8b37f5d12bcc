"""The options that make an emulator, shared by the commands that start one."""

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click
import msgspec

from mfa_emulator.cli import files
from mfa_emulator.cli.failure import BadInput, Failed, NoPort

if TYPE_CHECKING:
    from mfa_emulator.emulator import Emulator
    from mfa_emulator.serving.guard import Access
    from mfa_emulator.serving.secure import Secure

_NOW = "now"
_ASSIGNMENT = re.compile(r"(\w+)\.(\w+)=(.*)", re.ASCII | re.DOTALL)
_BOUND = re.compile(r"bind on address \([^,]+, (\d+)")

_OPTIONS = (
    click.option(
        "--project",
        metavar="ID",
        help="The Google project that API-key calls belong to.  [default: $GCLOUD_PROJECT, "
        "$GOOGLE_CLOUD_PROJECT, else demo-project]",
    ),
    click.option("--seed", metavar="TEXT", default="0", help="What ids, secrets and codes are drawn from: the same "
                 "seed gives the same ones.  [default: 0]"),
    click.option("--seed-file", "seed_files", metavar="FILE", multiple=True, help="Users, factors and pinned codes to "
                 "begin with, in YAML or JSON; can be given more than once."),
    click.option("--freeze", metavar="[INSTANT]", is_flag=False, flag_value=_NOW, help="Let time stand still, now or "
                 "at 2026-11-21T10:00:00Z."),
    click.option("--profile", type=click.Choice(["emulator", "strict"]), default="emulator", show_default=True,
                 help="Limits as the vendors' own emulators set them, or strictly as in production."),
    click.option("--set", "assignments", metavar="PROVIDER.SETTING=VALUE", multiple=True, help="Change one setting of "
                 "the profile; can be given more than once."),
    click.option("--signed-tokens", is_flag=True, help="Sign tokens with RS256 and serve the keys, in place of "
                 "unsigned tokens."),
    click.option("--outbound-host", "outbound_hosts", metavar="HOST", multiple=True, help="Let webhooks go to HOST, "
                 "beside this machine; can be given more than once."),
    click.option("--import", "import_file", metavar="FILE", help="Begin with what an export or `snapshot save` wrote."),
    click.option("--export-on-exit", "export_file", metavar="FILE", help="Write everything into FILE at the end; what "
                 "was in it stays until the new content is whole."),
    click.option("--tls", is_flag=True, help="Also serve TLS, for SDKs that cannot speak plain HTTP, with a "
                 "certificate authority of this run."),
    click.option("--tls-port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]"),
    click.option("--https-proxy", is_flag=True, help="Also run a proxy that leads the vendors' hosts here and refuses "
                 "all others, for programs whose host is hard-coded; implies --tls."),
    click.option("--proxy-port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]"),
    click.option("--ca-file", metavar="FILE", default="", help="Where to write the authorities that clients of the "
                 "TLS port must trust.  [default: a temporary file]"),
)  # fmt: skip


def emulator_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@contextmanager
def emulation(
    *,
    project: str | None,
    seed: str,
    seed_files: tuple[str, ...],
    freeze: str | None,
    profile: str,
    assignments: tuple[str, ...],
    signed_tokens: bool,
    outbound_hosts: tuple[str, ...],
    import_file: str | None,
    export_file: str | None,
    tls: bool,
    tls_port: int,
    https_proxy: bool,
    proxy_port: int,
    ca_file: str,
    access: "Access | None" = None,
) -> "Iterator[Emulator]":
    """The emulator that the options ask for; it is exported, if asked for, when the block has ended well."""
    if seed.endswith((".yaml", ".yml", ".json")):
        raise BadInput(f"--seed {seed}: it takes a number or a word; `--seed-file {seed}` loads a file")
    if export_file:
        files.check_writable(export_file)
    settings = {
        "seed": seed,
        "profile": profile,
        "project": project,
        "freeze": True if freeze == _NOW else freeze,
        "settings": _settings(assignments),
        "signed_tokens": signed_tokens,
        "outbound_hosts": outbound_hosts,
        "access": access,
        "secure": _secure(https_proxy, tls_port, proxy_port, ca_file) if tls or https_proxy else None,
    }
    emulator = _seeded(settings, seed_files)
    if import_file:
        _import(emulator, import_file)
    yield emulator
    if export_file:
        files.write(export_file, emulator.snapshot().to_json())


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


def _secure(https_proxy: bool, tls_port: int, proxy_port: int, ca_file: str) -> "Secure":
    from mfa_emulator.serving.secure import Secure
    from mfa_emulator.serving.tls import TlsMissing

    if find_spec("trustme") is None:
        raise BadInput(str(TlsMissing()))
    if ca_file:
        files.check_writable(ca_file)
    return Secure(https_proxy, tls_port, proxy_port, ca_file)


def _seeded(settings: dict[str, Any], seed_files: tuple[str, ...]) -> "Emulator":
    from mfa_emulator.emulator import Emulator

    path, documents = "", []
    try:
        emulator = Emulator(**settings)
        for path in seed_files:
            documents.append(files.read_document(path))
            emulator.world.seed(documents[-1])  # one after the other, to know which one does not fit
        # Made with its seeds, it has them again after a reset.
        return Emulator(**settings, seeds=documents) if documents else emulator
    except ValueError as error:
        raise BadInput(f"{path}: {error}" if path else str(error)) from None


def _import(emulator: "Emulator", path: str) -> None:
    document = files.read(path)
    try:
        emulator.restore(document)
    except ValueError as error:
        raise BadInput(f"{path}: {error}") from None


def port_trouble(error: OSError, host: str, port: int) -> Failed:
    """What to tell when a port cannot be opened."""
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
