"""Vacancies: places where no world is any more, or none yet."""

from collections import deque

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.refusal import Refused


class Vacancy:
    """A place without a world: what comes there is refused with a text that says why, and kept for a report."""

    KEPT = 5
    """The last so many requests that are kept."""

    def __init__(self, text: str, name: str = "", number: int = 0, *, awaits: bool = False) -> None:
        self.text: str = text
        self.name: str = name
        """The name of the world that was here, or of the place."""
        self.awaits: bool = awaits
        """Whether worlds come here, one after another; what is the same in all of them is answered already."""
        self.number: int = number
        """The number by which the control API knows it."""
        self.came: int = 0
        """The number of requests that came here."""
        self.last: deque[str] = deque(maxlen=self.KEPT)
        """Verb and path of the last ones."""

    def refusal(self, request: Request) -> Refused:
        """The refusal of a request, which is counted."""
        self.came += 1
        self.last.append(f"{request.method} {request.path}")
        return Refused(503, "no_world", self.text)
