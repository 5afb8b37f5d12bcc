"""Records of people and of their factors, and the state that holds them."""

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.otp.totp import Match, Totp, checked
from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.state import State
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import Micros

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class PersonRecord(msgspec.Struct, frozen=True, gc=False):
    """A person. No two have the same name."""

    id: str
    name: str


class FactorRecord(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A factor of a person. `kind` and `status` are the vendor's words."""

    id: str
    person_id: str
    kind: str
    status: str
    secret: str = ""
    """Base32; empty where no authenticator app belongs to the factor."""
    to: str = ""
    """The phone number or address that codes go to."""
    created_at: Micros
    updated_at: Micros
    ends_at: Micros = 0
    """The end of a factor that is not activated until then; 0 is never."""
    last_step: int = -1
    """The TOTP step of the last code that was accepted, so that none is accepted twice."""

    @property
    def totp(self) -> Totp:
        """The parameters that the authenticator app has."""
        return Totp(self.secret)


class PeopleState(State):
    """People by id and name, and factors by id and person. A vendor's state has more beside them, or nothing.

    Ids have `id_length` characters: the prefix of their kind, then letters and digits.
    """

    def __init__(self, person_prefix: str = "", factor_prefix: str = "", id_length: int = 20) -> None:
        self._prefixes = person_prefix, factor_prefix
        self._id_length = id_length
        self.people: Table[PersonRecord] = Table(PersonRecord, "id", unique={"name": lambda person: (person.name,)})
        self.factors: Table[FactorRecord] = Table(
            FactorRecord,
            "id",
            groups={"person": lambda factor: (factor.person_id,)},
            expiry=Expiry(what="pending factor", at="ends_at", subject=lambda factor: factor.person_id),
        )

    def add_person(self, ids: Ids, name: str) -> PersonRecord:
        """Add a person. Raises `Taken` when there is one of that name."""
        return self.people.put(PersonRecord(self._new_id(ids, self._prefixes[0]), name))

    def add_totp(
        self, world: "World", person_id: str, kind: str, status: str, *, secret: str = "", ends_at: Micros = 0
    ) -> FactorRecord:
        """Add a TOTP factor, with this Base32 secret or a new one. Raises ValueError for a secret that is none."""
        totp = checked(Totp(secret or world.ids.base32_secret()))
        now = world.clock.micros()
        factor = FactorRecord(
            id=self._new_id(world.ids, self._prefixes[1]),
            person_id=person_id,
            kind=kind,
            status=status,
            secret=totp.secret,
            created_at=now,
            updated_at=now,
            ends_at=ends_at,
        )
        return self.factors.put(factor, now)

    def find(self, id_or_name: str) -> PersonRecord | None:
        """The person of that id or of that name."""
        return self.people.get(id_or_name) or self.people.by("name", id_or_name)

    def accept(self, factor: FactorRecord, code: str, now: int, window: int, status: str) -> Match:
        """Check a code. The factor of a right one has `status` from now on, does not end, and takes no code twice."""
        match = factor.totp.check(code, now, window, factor.last_step)
        if match.step is not None:
            self.factors.put(replace(factor, status=status, ends_at=0, last_step=match.step, updated_at=now))
        return match

    def factors_of(self, person_id: str, now: int) -> list[FactorRecord]:
        """The factors of a person that have not ended by `now`, oldest first."""
        return [factor for factor in self.factors.group("person", person_id) if self.factors.is_live(factor, now)]

    def _new_id(self, ids: Ids, prefix: str) -> str:
        return prefix + ids.alphanumeric(self._id_length - len(prefix))


def check_people(state: PeopleState) -> None:
    """Refuse a restored state whose factors nobody has or no app could use: a provider's `check`. Raises ValueError."""
    for factor in state.factors:
        if factor.person_id not in state.people:
            raise ValueError(f"factor {factor.id} belongs to nobody")
        if factor.secret:
            checked(factor.totp)
