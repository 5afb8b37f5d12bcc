"""Worlds of scenarios: in an emulator of this process, or in one that runs."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mfa_emulator.cli import vendors, whole_files
from mfa_emulator.cli.access_options import AccessOptions
from mfa_emulator.cli.emulation import make
from mfa_emulator.cli.failure import Unreachable
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.world_options import WorldOptions
from mfa_emulator.scenario import SUFFIX

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator.scenario.loaded import LoadedScenario

_DEFAULT = {"X-MFA-World": "default"}
"""Worlds are made and removed from a world that is there."""


LIVE = "live"
"""The target that is the vendor itself."""


class Live(NamedTuple):
    """The options of runs at live vendors."""

    yes: bool = False
    """Even where an account looks like production."""
    url: str = ""
    """A server in the place of the vendor's own, such as a recorder in front of it."""
    record: Path | None = None
    """The folder for recordings."""


class Place(NamedTuple):
    """The place where scenarios run, as a command line gives it."""

    options: WorldOptions
    access: AccessOptions
    target: str = ""
    """The URL of an emulator that runs, or `LIVE`; "" for one of this process."""
    token: str = ""
    live: Live = Live()

    def world_of(self, scenario: "LoadedScenario", hidden: dict[str, str]) -> "AbstractContextManager[httpx2.Client]":
        """A client of a new world for one run, with the options of the file and, before them, of the command line.

        At a live vendor `hidden` gets the values that no report may show.
        """
        from mfa_emulator.scenario.world_options import merged

        if self.target == LIVE:
            return _live(self.live, scenario, hidden)
        options = self.options._replace(changes=merged(scenario.options, self.options.changes))
        return _remote(self, options) if self.target else _here(self, options)


def _live(live: Live, scenario: "LoadedScenario", hidden: dict[str, str]) -> "AbstractContextManager[httpx2.Client]":
    """A client of the vendor itself. Raises `NotLive` before anything is called that must not be."""
    from mfa_emulator.live_runs import visit
    from mfa_emulator.live_runs.gate import Rules
    from mfa_emulator.recording.recorded import ENDING

    model = scenario.model.live
    rules = Rules(model.safe, model.numbers) if model else None
    steps = [(step.kind, str(step.raw.get("call", ""))) for step in scenario.steps]
    visit.check_steps([kind for kind, _ in steps], [call for _, call in steps if call], rules)
    assert rules is not None
    providers = vendors.known()
    name = Path(scenario.document.file).name.removesuffix(SUFFIX)
    return visit.visit(
        providers[scenario.provider],
        providers,
        rules,
        environ=os.environ,
        url=live.url,
        yes=live.yes,
        record=None if live.record is None else live.record / f"{name}{ENDING}",
        write=whole_files.write,
        tell=lambda text: echo(text, err=True),
        hidden=hidden,
    )


@contextmanager
def _here(place: Place, options: WorldOptions) -> "Iterator[httpx2.Client]":
    """A client of an emulator in this process."""
    import httpx2

    transport = make(options, access=place.access.access()).transport()
    with httpx2.Client(transport=transport, base_url="http://localhost") as client:
        yield client


@contextmanager
def _remote(place: Place, options: WorldOptions) -> "Iterator[httpx2.Client]":
    """A client of a new world of a running emulator. Ctrl-C must raise, or the world stays."""
    import httpx2

    from mfa_emulator.core import entropy

    world = f"run-{entropy.token()[:12]}"
    headers = {"X-MFA-World": world} | ({"X-MFA-Token": place.token} if place.token else {})
    with httpx2.Client(base_url=place.target, headers=headers, trust_env=False, timeout=60) as client:
        try:
            _make_world(client, place.target, {"name": world, **options.with_seeds()})
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
