"""``mfa-emulator run``."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_emulator.cli import bundled, interrupts, vendors
from mfa_emulator.cli.access_options import AccessOptions, access_options
from mfa_emulator.cli.emulation import make
from mfa_emulator.cli.failure import BadInput, Failed, Unreachable
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.world_options import WorldOptions, world_options
from mfa_emulator.scenario import SUFFIX

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator.scenario.loading import Case, LoadedScenario

_DEFAULT = {"X-MFA-World": "default"}
"""Worlds are made and removed from a world that is there."""


@click.command(short_help="Run scenario files.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--target", metavar="URL", help="An emulator that runs; else one in this process.")
@click.option("--token", envvar="MFA_EMULATOR_TOKEN", help="For a target that serves others too.")
@world_options
@access_options
def command(
    world: WorldOptions, access: AccessOptions, paths: tuple[str, ...], target: str | None, token: str | None
) -> None:
    """Run scenarios: `*.mfa.yaml` files, or folders that hold some. Each runs in a world of its own.

    Time stands still in it, at the instant of --freeze or now. The bundled scenarios go by name:
    `identity_toolkit`, `identity_toolkit/totp`, `onelogin`, `twilio_verify`; those of a vendor from another package by
    that vendor's.

    A scenario that fails is reported with its place in the file, what was sent, what came, and the last message.
    """
    if target and access.given:
        raise BadInput(f"{access.given} is for an emulator that starts here: {target} was started with its own")
    vendors.known()
    world.changes.setdefault("freeze", True)
    scenarios = [_load(file) for path in paths for file in _files(path)]
    here = partial(_remote, target, token, world) if target else partial(_here, world, access)
    failed = sum(not _passes(scenario, case, here) for scenario in scenarios for case in scenario.cases)
    total = sum(len(scenario.cases) for scenario in scenarios)
    echo(f"{total - failed} passed, {failed} failed")
    if failed:
        raise SystemExit(Failed.exit_code)


def _files(path: str) -> list[Path]:
    given = bundled.path_of(path, "scenarios", SUFFIX)
    found = sorted(given.rglob(f"*{SUFFIX}")) if given.is_dir() else [given]
    if not found or not found[0].exists():
        raise BadInput(f"{path}: no {SUFFIX} file there")
    return found


def _load(file: Path) -> "LoadedScenario":
    from mfa_emulator.scenario.loading import load
    from mfa_emulator.scenario.positions import LoadError

    try:
        return load(file)
    except LoadError as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror or error}") from None


def _passes(
    scenario: "LoadedScenario", case: "Case", client_of_a_world: "Callable[[], AbstractContextManager[httpx2.Client]]"
) -> bool:
    from mfa_emulator.scenario.emulator_target import EmulatorTarget
    from mfa_emulator.scenario.failure import StepFailed
    from mfa_emulator.scenario.runner import run

    name = f"{scenario.title} [{case.id}]" if case.id else scenario.title
    try:
        with client_of_a_world() as client:
            run(scenario, case, EmulatorTarget(client))
    except StepFailed as failure:
        echo(f"FAILED  {name}\n{failure}\n")
        return False
    echo(f"passed  {name}")
    return True


@contextmanager
def _here(world: WorldOptions, access: AccessOptions) -> "Iterator[httpx2.Client]":
    """A client of an emulator in this process."""
    import httpx2

    with httpx2.Client(
        transport=make(world, access=access.access()).transport(), base_url="http://localhost"
    ) as client:
        yield client


@contextmanager
def _remote(url: str, token: str | None, options: WorldOptions) -> "Iterator[httpx2.Client]":
    """A client of a new world of a running emulator."""
    import httpx2

    from mfa_emulator.core import entropy

    world = f"run-{entropy.token()[:12]}"
    headers = {"X-MFA-World": world} | ({"X-MFA-Token": token} if token else {})
    with interrupts.raised(), httpx2.Client(base_url=url, headers=headers, trust_env=False) as client:
        try:
            _make_world(client, url, {"name": world, **options.with_seeds()})
            yield client
        finally:  # also when Ctrl-C came while it was being made
            _remove_world(client, world)


def _make_world(client: "httpx2.Client", url: str, wish: Mapping[str, object]) -> None:
    import httpx2

    try:
        made = client.post("/_mfa/v1/worlds", json=wish, headers=_DEFAULT)
    except httpx2.HTTPError as error:
        raise Unreachable(f"no emulator answers at {url} ({error})") from None
    if made.status_code != 201:
        raise Unreachable(f"{url} makes no world for the scenario: {made.text}")


def _remove_world(client: "httpx2.Client", name: str) -> None:
    import httpx2

    with suppress(httpx2.HTTPError):
        try:
            client.delete(f"/_mfa/v1/worlds/{name}", headers=_DEFAULT)
        except KeyboardInterrupt:  # it comes once
            client.delete(f"/_mfa/v1/worlds/{name}", headers=_DEFAULT)
            raise
