"""Handles on the people and factors of a `PeopleState`, and the facade that finds and makes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.handles import Factor, Person
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.people.records import FactorRecord, PeopleState, PersonRecord

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class StoredFactor(Factor):
    """A factor whose record is in the state of its vendor."""

    def __init__(self, world: "World", provider: str, id: str) -> None:
        super().__init__(world)
        self.provider = provider
        self._id = id

    @property
    def id(self) -> str:
        return self._id

    @property
    def record(self) -> FactorRecord:
        """The record as it is stored now. Raises LookupError when the factor is gone."""
        record = _state(self._world, self.provider).factors.live(self._id, self._world.clock.micros())
        if record is None:
            raise LookupError(f"factor {self._id} does not exist (any more)")
        return record

    @property
    def kind(self) -> str:
        return self.record.kind

    @property
    def status(self) -> str:
        return self.record.status

    @property
    def to(self) -> str:
        return self.record.to

    @property
    def authenticator(self) -> Authenticator:
        record = self.record
        if not record.secret:
            return super().authenticator
        owner = _state(self._world, self.provider).people.get(record.person_id)
        return Authenticator(record.totp, self._world.clock, owner.name if owner else record.person_id)

    def remove(self) -> None:
        with self._world.lock:
            _state(self._world, self.provider).factors.delete(self.record.id)


class StoredPerson(Person):
    """A person whose record is in the state of the vendor; a vendor adds the kinds of factors that one can enroll."""

    provider: ClassVar[str]
    """The vendor's name."""

    def __init__(self, world: "World", id: str) -> None:
        super().__init__(world)
        self._id = id

    @property
    def id(self) -> str:
        return self._id

    @property
    def record(self) -> PersonRecord:
        """The record as it is stored now. Raises LookupError when the person is gone."""
        record = self._state.people.get(self._id)
        if record is None:
            raise LookupError(f"user {self._id} does not exist (any more)")
        return record

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def factors(self) -> Sequence[StoredFactor]:
        records = self._state.factors_of(self._id, self._world.clock.micros())
        return [StoredFactor(self._world, self.provider, record.id) for record in records]

    def _enroll_totp(self, kind: str, status: str, secret: str) -> StoredFactor:
        """Add a TOTP factor, with this Base32 secret or a new one. Raises ValueError for a secret that is none."""
        with self._world.lock:
            record = self._state.add_totp(self._world, self.record.id, kind, status, secret=secret)
        return StoredFactor(self._world, self.provider, record.id)

    @property
    def _state(self) -> PeopleState:
        return _state(self._world, self.provider)


PersonT = TypeVar("PersonT", bound=StoredPerson)


class Directory(Generic[PersonT]):
    """The people of one vendor in one world, by name: the facade of a vendor, or the start of one."""

    person: type[PersonT]
    """The vendor's kind of person."""

    def __init__(self, world: "World") -> None:
        self._world = world

    @property
    def users(self) -> list[PersonT]:
        """Everybody, in the order in which they came."""
        return [self.person(self._world, record.id) for record in self._state.people]

    def find_user(self, name: str) -> PersonT:
        """The person of that name. Raises LookupError."""
        record = self._state.people.by("name", name)
        if record is None:
            raise LookupError(unknown("user", name, [record.name for record in self._state.people]))
        return self.person(self._world, record.id)

    def user(self, name: str) -> PersonT:
        """The person of that name, who is made if there is none."""
        with self._world.lock:
            if self._state.people.by("name", name) is None:
                self._state.add_person(self._world.ids, name)
            return self.find_user(name)

    @property
    def _state(self) -> PeopleState:
        return _state(self._world, self.person.provider)


def _state(world: "World", provider: str) -> PeopleState:
    state = world.states[provider]
    assert isinstance(state, PeopleState)
    return state
