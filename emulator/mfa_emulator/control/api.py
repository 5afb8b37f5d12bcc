"""The routes of ``/_mfa/v1``."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from mfa_emulator.emulator import Emulator


def routes(emulator: "Emulator") -> list[BaseRoute]:
    """All control routes."""
    return []
