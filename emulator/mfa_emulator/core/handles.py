"""Handles: the people and factors of a vendor as a test holds them. One vocabulary, whichever the vendor.

A vendor's facade has `user(name, …)`, `users` and `find_user(name)`, which give its own kind of `Person`. A person
has `enroll_totp()`, `enroll_sms(…)`, `enroll_push()` and what else that vendor knows, which give its kind of `Factor`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import Duration

if TYPE_CHECKING:
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.provider import Decision
    from mfa_emulator.core.world import World


@runtime_checkable
class Users(Protocol):
    """The part of a vendor's Python API that all of them share."""

    def user(self, name: str) -> "Person":
        """The person of that name, made if there is none."""

    def find_user(self, name: str) -> "Person":
        """The person of that name. Raises LookupError."""


class Helper:
    """An object with helpers that a test holds. For a test of another process it stays here, and goes by an id."""


class Handle(Helper):
    """A handle on what a vendor has stored: equal to every other one on the same thing."""

    _world: "World"

    def _identity(self) -> tuple[object, ...]:
        """The values by which two handles of one class and world are on the same record."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Handle) or type(other) is not type(self):
            return NotImplemented
        return other._world is self._world and other._identity() == self._identity()

    def __hash__(self) -> int:
        return hash((type(self), self._identity()))


class Stored(Handle, ABC):
    """A handle on a record of a vendor that has an id. It shows what is stored now, also after a reset."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def _identity(self) -> tuple[object, ...]:
        return (self.id,)

    @property
    @abstractmethod
    def id(self) -> str | int:
        """The vendor's id."""


class Person(Stored):
    """A user of a vendor. It shows what is stored now, also after a reset or a restored snapshot."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name by which `find_user` finds this person."""

    @property
    @abstractmethod
    def factors(self) -> Sequence["Factor"]:
        """The second factors, oldest first."""

    @property
    def disabled(self) -> bool | None:
        """Whether an administrator has shut this person out; None where the vendor knows no such state."""
        return None

    def disable(self) -> None:
        """Shut the person out, as an administrator would. Raises ValueError where the vendor knows no such state."""
        raise ValueError(f"people of this vendor cannot be disabled: {self.name} has no such state")

    def enable(self) -> None:
        """Let the person in again, as an administrator would. Raises ValueError as `disable` does."""
        raise ValueError(f"people of this vendor cannot be disabled: {self.name} has no such state")

    def __repr__(self) -> str:
        try:
            kinds = ", ".join(factor.kind for factor in self.factors) or "none"
            return f"<{type(self).__name__} {self.name}, second factors: {kinds}>"
        except LookupError:
            return f"<{type(self).__name__} {self.id}, which does not exist (any more)>"


class Factor(Stored):
    """A second factor of a person, and the phone or key that goes with it."""

    provider: str
    """The vendor's name."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """The kind in the vendor's word: ``totp``, ``phone``, ``push`` …"""

    @property
    @abstractmethod
    def status(self) -> str:
        """The status in the vendor's word. Raises LookupError when the factor is gone."""

    @property
    def to(self) -> str:
        """The phone number or address that codes go to; empty where none do."""
        return ""

    @property
    def authenticator(self) -> "Authenticator":
        """The authenticator app that holds this factor's secret. Raises LookupError for factors without one."""
        raise LookupError(f"a {self.kind} factor has no authenticator app")

    def code(self) -> str:
        """The code that the phone shows: the authenticator app's of now, or the one that arrived last.

        Raises LookupError when no code has arrived.
        """
        if not self.to:
            return self.authenticator.code()
        message = self._world.inbox.newest(to=self.to, provider=self.provider)
        if message is None:
            raise LookupError(f"no code has arrived at {self.to}")
        return message.code

    def approve(self, after: Duration = 0) -> None:
        """Approve what waits on the phone, now or when so much of the world's time has passed.

        Raises LookupError when nothing waits.
        """
        self._decide("approve", after)

    def deny(self, after: Duration = 0) -> None:
        """Deny what waits on the phone, now or when so much of the world's time has passed.

        Raises LookupError when nothing waits.
        """
        self._decide("deny", after)

    @abstractmethod
    def remove(self) -> None:
        """Remove the factor, as an administrator would. Raises LookupError when it is gone already."""

    def __repr__(self) -> str:
        try:
            return f"<{type(self).__name__} {self.kind} {self.id}, {self.status}>"
        except LookupError:
            return f"<{type(self).__name__} {self.id}, which does not exist (any more)>"

    def _decide(self, decision: "Decision", after: Duration) -> None:
        world, provider, delay = self._world, self._world.providers[self.provider], durations.micros(after)
        challenge_id = self._waiting()

        def tap() -> None:
            with world.lock:
                provider.decide(world, challenge_id, decision)

        if delay:
            world.clock.call_at(world.clock.micros() + delay, tap)
        else:
            tap()

    def _waiting(self) -> str:
        """The id of what waits for an answer on the phone. Raises LookupError when nothing does."""
        challenges = self._world.providers[self.provider].challenges(self._world)
        waiting = next((one for one in challenges if self._is_asked_by(one.factor, one.status)), None)
        if waiting is None:
            raise LookupError(f"nothing waits for an answer on the phone of {self!r}")
        return waiting.id

    def _is_asked_by(self, factor: str, status: str) -> bool:
        return factor == str(self.id) and status == "pending"
