"""The handle of one fault that a test asked for."""

from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.core.faults.faults import Faults
    from mfa_emulator.core.faults.rules import FaultRule


class Fault:
    """A fault as a test holds it: it works from when it was made; as a context manager, until the end of the block."""

    def __init__(self, faults: "Faults", rule: "FaultRule") -> None:
        self._faults = faults
        self.rule: FaultRule = rule

    @property
    def id(self) -> str:
        """The id by which it is listed and removed."""
        return self.rule.id

    @property
    def struck(self) -> int:
        """The number of calls, or of messages, that it has hit."""
        return self._faults.struck(self.rule.id)

    def remove(self) -> None:
        """Let it hit nothing any more."""
        self._faults.remove(self.rule.id)

    def __enter__(self) -> "Fault":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    def __repr__(self) -> str:
        return f"<Fault {self.rule}, struck {self.struck} times>"
