"""Expiry of records: when one ends, how people call it, and how long an ended one is remembered."""

from collections.abc import Callable
from operator import attrgetter
from typing import Generic, TypeVar

import msgspec

from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import Duration, Micros, for_people, rfc3339

# Contravariant: a rule for all records is one for those of any kind.
R = TypeVar("R", contravariant=True)


class Ending(msgspec.Struct, frozen=True):
    """The end of a record that lies ahead. `at` is in microseconds since the epoch."""

    at: Micros
    what: str
    """The kind of record: ``SMS code``, ``session token`` …"""
    provider: str
    subject: str
    """The person, address or id that it is about."""


def _no_subject(record: object) -> str:
    return ""


class Expiry(Generic[R]):
    """The rule by which the records of a table end; declared with the table.

    `what` names such a record for people (``SMS code``). `at` gives the instant of its end in microseconds, 0 for
    never: a field of the record, or a function of it. At that instant it has ended. `subject` gives the person,
    address or id that a record is about.

    `kept` is how long an ended record stays in the table, so that a refusal can say "ended 31s ago". None is for
    good: for vendors that answer an ended record in another way than an unknown one however late.
    """

    def __init__(
        self,
        *,
        what: str,
        at: str | Callable[[R], int],
        subject: Callable[[R], str] = _no_subject,
        kept: Duration | None = "1d",
    ) -> None:
        self.what = what
        self.subject = subject
        self.field: str = at if isinstance(at, str) else ""
        self.at: Callable[[R], int] = attrgetter(at) if isinstance(at, str) else at
        self._kept = None if kept is None else durations.micros(kept)
        self.forgets: bool = kept is not None
        """Whether ended records are dropped at some time."""

    def is_live(self, record: R, now: int) -> bool:
        """Whether the record has not ended by `now`."""
        at = self.at(record)
        return not at or now < at

    def forgotten_until(self, now: int) -> int:
        """The instant: a record that ended then, or before, may be dropped by `now`; 0 when none ever may."""
        return 0 if self._kept is None else now - self._kept

    def reason_ended(self, record: R, now: int) -> str:
        """The reason of a refusal: the record, when it ended and how long ago. Empty while it is live."""
        at = self.at(record)
        if not at or now < at:
            return ""
        return f"the {self.what} expired at {rfc3339(at)}, {for_people(now - at)} ago"


NEVER: Expiry[object] = Expiry(what="record", at=lambda record: 0, kept=None)
"""The rule of tables that declare none."""
