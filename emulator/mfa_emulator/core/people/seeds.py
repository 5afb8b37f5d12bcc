"""Seeds of people: a vendor's part of a seed document, in the words of its helpers.

``{"users": [{"name": "ada@example.com", "factors": [{"kind": "totp", "secret": "…"}]}]}``: each person is made by the
facade's `user(name)`, each factor by the person's `enroll_<kind>(…)`, whose parameters are the further fields.
"""

import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar, get_type_hints

import msgspec

from mfa_emulator.core.descriptions.misfit_words import fitted
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.handles import Person
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.people.stored import Directory, StoredPerson
from mfa_emulator.core.store.slices import Work

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

P = TypeVar("P", bound=StoredPerson)

_ENROLL = "enroll_"


class PersonSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person, found if there is one of that name, and factors to be added."""

    name: str
    factors: tuple[JsonObject, ...] = ()


class PeopleSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole part."""

    users: tuple[PersonSeed, ...] = ()


def seed_people(facade: Callable[["World"], Directory[P]]) -> Callable[["World", Json], Work[None]]:
    """The `seed` of a provider with this facade. It raises ValueError for what does not fit."""

    def seed(world: "World", part: Json) -> Work[None]:
        for given in fitted(part, PeopleSeed).users:
            person = facade(world).user(given.name)
            for factor in given.factors:
                _enroll(person, factor)
            yield

    return seed


def _enroll(person: Person, given: JsonObject) -> None:
    kinds = [name.removeprefix(_ENROLL) for name in dir(person) if name.startswith(_ENROLL)]
    kind = given.get("kind")
    if not isinstance(kind, str):
        raise ValueError(f"a factor needs a `kind`; there are: {', '.join(kinds)}")
    if kind not in kinds:
        raise ValueError(unknown("kind of factor", kind, kinds))
    enroll = getattr(person, f"{_ENROLL}{kind}")
    fields = {name: value for name, value in given.items() if name != "kind"}
    enroll(**msgspec.structs.asdict(fitted(fields, _struct(enroll.__func__))))


@cache
def _struct(function: Callable[..., object]) -> type[msgspec.Struct]:
    """A struct whose fields are the parameters of a method."""
    hints = get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    fields = [
        (one.name, hints[one.name]) if one.default is one.empty else (one.name, hints[one.name], one.default)
        for one in parameters
    ]
    return msgspec.defstruct(function.__name__, fields, kw_only=True, forbid_unknown_fields=True)
