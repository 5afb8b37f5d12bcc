"""Settings that files of the working folder have for a vendor's own emulator. Options and the environment go before."""

import os
from pathlib import Path
from typing import NamedTuple

from mfa_emulator.cli.emulation import Start

PORT = 9099

_PROJECT_VARIABLES = ("GCLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT")


class Placed(NamedTuple):
    """The emulator that is asked for, as it is in this folder, and what the folder had to say to that."""

    start: Start
    port: int
    told: tuple[str, ...]


def placed(start: Start, port: int | None) -> Placed:
    """The emulator with the folder's project and port, where neither options nor the environment name one."""
    from mfa_emulator.cli import vendors

    told: list[str] = []
    for front in vendors.known().fronts.values():
        found = front.surroundings(Path())
        told += found.passed_over
        if found.project and "project" not in start.world.changes and not any(map(os.environ.get, _PROJECT_VARIABLES)):
            world = start.world._replace(changes={**start.world.changes, "project": found.project.value})
            start = start._replace(world=world)
            told.append(f"project {found.project.value}, of {found.project.file}")
        if found.port and port is None:
            port = found.port.value
            told.append(f"port {port}, of {found.port.file}")
    return Placed(start, PORT if port is None else port, tuple(told))
