"""Value of the fixture `mfa_server`: one address for the whole session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.core.parts import Shortcuts

if TYPE_CHECKING:
    from mfa_emulator import Emulator, World


class MfaServer(Shortcuts):
    """The session's server (under pytest-xdist the worker's), whose port leads to the world of the test that runs.

    The parts, such as ``.clock`` and ``.inbox``, are those of that world, each time they are asked for.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        """The emulator of the session; ``.app`` is its ASGI application."""

    def __repr__(self) -> str:
        return f"<mfa_server at {self.url}>"

    @property
    def world(self) -> World:
        """The world of the test that runs. Raises LookupError when none does, or it has none."""
        front = self.emulator.worlds.front
        if isinstance(front, Vacancy):
            raise LookupError(front.text)
        return front

    @property
    def url(self) -> str:
        """The base URL, the same for the whole session."""
        return self.emulator.start()

    @property
    def host_port(self) -> str:
        """``127.0.0.1:54321``: what SDKs take that want no scheme."""
        return self.url.removeprefix("http://")

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs here, for programs that read their settings once."""
        return self.emulator.worlds.env(self.emulator.world, self.url)
