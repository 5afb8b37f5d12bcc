"""Worlds of an emulator behind the proxy: their names in requests, and their time, which may be another than ours."""

from collections.abc import Callable

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.messages import Request

_PREFIX = "_world"
CLOCK = "/_mfa/v1/clock"
_MICROS = 1_000_000


def world_of(request: Request) -> tuple[str, str]:
    """The world that a request names, empty if it names none, and the path without it."""
    first, _, rest = request.raw_path[1:].partition("/")
    if first != _PREFIX:
        return request.headers.get("x-mfa-world", ""), request.raw_path
    name, _, path = rest.partition("/")
    return name, f"/{path}"


class Times:
    """Times of worlds, as answers about their clocks told them last; of all others the real time."""

    def __init__(self, real: Callable[[], int]) -> None:
        self._real = real
        self._frozen: dict[str, int] = {}
        self._ahead: dict[str, int] = {}

    def now(self, world: str) -> int:
        """The time of a world, in microseconds."""
        return self._frozen.get(world, self._real() + self._ahead.get(world, 0))

    def saw(self, world: str, path: str, answer: bytes) -> None:
        """Take note of an answer, if it is one about a clock."""
        if path != CLOCK:
            return
        try:
            clock: Json = msgspec.json.decode(answer)
        except ValueError:
            return
        epoch = clock.get("epoch") if isinstance(clock, dict) else None
        if not isinstance(clock, dict) or not isinstance(epoch, int | float):
            return
        at = int(epoch * _MICROS)
        self._frozen.pop(world, None)
        self._ahead[world] = at - self._real()
        if clock.get("mode") == "frozen":
            self._frozen[world] = at
