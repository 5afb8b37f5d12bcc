"""The people of all vendors with their second factors, in one vocabulary."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Literal

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.handles import Factor, Person, Users
from mfa_emulator.core.helping.values import Reader, type_of, written
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.pages import Counted, by_place
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp import uris
from mfa_emulator.core.provider import check_name
from mfa_emulator.core.world import World

_ENROLL = "enroll_"
_NEEDED: Literal["must"] = "must"

MISUSE: Mapping[type[Exception], str] = {
    AttributeError: "attribute_error",
    LookupError: "lookup_error",
    TypeError: "type_error",
    ValueError: "value_error",
}
"""Errors by which helpers say that they cannot do what a test asked for, by the codes of their refusals."""
_MISUSE = tuple(MISUSE)


class Filter(Counted, frozen=True, kw_only=True):
    """At most `limit` people, and never more than 1000; of one provider, with `q` in their name or id.

    As long as an answer says that there are `more`, its `cursor` as the next `after` leads to them.
    """

    provider: str | None = None
    q: str = ""


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person is shut out, or let in again."""

    disabled: bool


class NewPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person by the name that the vendor knows people by: an e-mail address, a user name, an identity."""

    provider: str
    name: str


class NewFactor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A factor of a kind that the person can enroll; `to` is the number or the address of kinds that take one."""

    kind: str
    to: str = ""


class Help(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A helper of Python tests by its name: of a vendor, or of a handle that an earlier answer gave (`of`).

    Its arguments are plain JSON; an object with the member ``$kind`` stands for a handle or a record, as in answers.
    """

    of: str
    name: str
    arguments: list[Json] = []
    keywords: dict[str, Json] = {}


async def find(call: Call[Filter]) -> JsonObject:
    """People with their factors, oldest first of each vendor."""
    if call.body.provider is not None:
        check_name(call.body.provider, call.world.providers)
    await call.state.load(*([] if call.body.provider is None else [call.body.provider]))
    q = call.body.q.casefold()

    def fits(found: tuple[str, Person]) -> bool:
        person = found[1]
        with suppress(LookupError):  # deleted while others had their turn
            return q in person.name.casefold() or q in str(person.id).casefold()
        return False

    return await by_place("people", _of(call.world, call.body.provider), call.body, _view, fits)


def add(call: Call[NewPerson]) -> JsonObject:
    """Make a person, or find the one of that name."""
    wanted, world = call.body, call.world
    check_name(wanted.provider, world.providers)
    with world.lock:
        try:
            person = _users(world, wanted.provider).user(wanted.name)
        except LookupError as error:  # of a place where the vendor keeps people, such as a default service
            raise ValueError(str(error)) from None
        return _view((wanted.provider, person))


def change(call: Call[Change]) -> JsonObject:
    """Disable a person, or enable one again, as an administrator would. Raises ValueError where no vendor does so."""
    with call.world.lock:
        person = _person(call)
        if call.body.disabled:
            person.disable()
        else:
            person.enable()
        return _view((call.params["provider"], person))


def enroll(call: Call[NewFactor]) -> JsonObject:
    """Enroll a factor that is active at once."""
    with call.world.lock:
        person, wanted = _person(call), call.body
        kinds = _kinds(person)
        if wanted.kind not in kinds:
            raise ValueError(unknown("kind of factor", wanted.kind, kinds))
        if wanted.to and not kinds[wanted.kind]:
            raise ValueError(f"{wanted.kind} takes neither a number nor an address")
        if not wanted.to and kinds[wanted.kind] == _NEEDED:
            raise ValueError(f"{wanted.kind} needs a number: give it in `to`")
        factor: Factor = getattr(person, _ENROLL + wanted.kind)(*([wanted.to] if wanted.to else ()))
        return _factor(factor)


def remove(call: Call[Nothing]) -> JsonObject:
    """Remove a factor, as an administrator would."""
    with call.world.lock:
        factors = {str(factor.id): factor for factor in _person(call).factors}
        factor = factors.get(call.params["factor"])
        if factor is None:
            raise Refused(404, "unknown_factor", f"there is no factor {call.params['factor']!r}")
        factor.remove()
    return {"deleted": 1}


def help(call: Call[Help]) -> JsonObject:
    """Call a helper, or read a value of one; a handle stays here, and is named by its id from then on."""
    held = call.world.held
    try:
        return {"value": written(_helped(call), held.put)}
    except _MISUSE as error:
        code = next(code for kind, code in MISUSE.items() if isinstance(error, kind))
        raise Refused(400, code, str(error)) from None


def _helped(call: Call[Help]) -> object:
    wanted, world = call.body, call.world
    vendor = world.providers.get(wanted.of)
    target = world.held.get(wanted.of) if vendor is None else vendor.api(world)
    if wanted.name.startswith("_") and wanted.name != "__repr__":
        raise AttributeError(f"no helper is named {wanted.name!r}")
    found = getattr(target, wanted.name)
    if not callable(getattr(type(target), wanted.name, None)):
        return found

    given = Reader(lambda handle, _: world.held.get(handle), lambda totp, label: totp, type_of)
    keywords = {name: given.read(value) for name, value in wanted.keywords.items()}
    return found(*map(given.read, wanted.arguments), **keywords)


def _of(world: World, wanted: str | None) -> Iterator[tuple[str, Person]]:
    for name, provider in world.providers.items():
        if wanted in (None, name):
            yield from ((name, person) for person in provider.people(world))


def _person(call: Call[object]) -> Person:
    provider, name = call.params["provider"], call.params["name"]
    if provider not in call.world.providers:
        raise Refused(404, "unknown_provider", unknown("provider", provider, call.world.providers))
    try:
        return _users(call.world, provider).find_user(name)
    except LookupError as error:
        raise Refused(404, "unknown_person", str(error)) from None


def _users(world: World, provider: str) -> Users:
    users = world.providers[provider].api(world)
    if not isinstance(users, Users):
        raise ValueError(f"the Python API of {provider} makes no users")
    return users


def _view(found: tuple[str, Person]) -> JsonObject:
    provider, person = found
    return {
        "provider": provider,
        "id": person.id,
        "name": person.name,
        "disabled": person.disabled,
        "factors": [_factor(factor) for factor in person.factors],
        "enrolls": [{"kind": kind, "to": to} for kind, to in _kinds(person).items()],
    }


def _factor(factor: Factor) -> JsonObject:
    shown: JsonObject = {"id": factor.id, "kind": factor.kind, "status": factor.status, "to": factor.to}
    with suppress(LookupError):
        app = factor.authenticator
        shown["uri"] = uris.written(app.totp, app.label, factor.provider)
    return shown


def _kinds(person: Person) -> dict[str, str]:
    """The kinds of factors that the person can enroll, and whether each takes a number or an address."""
    names = [name for name in dir(person) if name.startswith(_ENROLL)]
    return {name.removeprefix(_ENROLL): _takes_to(getattr(person, name)) for name in names}


def _takes_to(enroll: Callable[..., Factor]) -> Literal["", "may", "must"]:
    first = next(iter(inspect.signature(enroll).parameters.values()), None)
    if first is None or first.name not in ("number", "address"):
        return ""
    return _NEEDED if first.default is inspect.Parameter.empty else "may"


OPERATIONS = (
    Operation("people.list", "GET /_mfa/v1/people", find),
    Operation("people.add", "POST /_mfa/v1/people", add, status=201),
    Operation("people.change", "POST /_mfa/v1/people/{provider}/{name}", change),
    Operation("people.enroll", "POST /_mfa/v1/people/{provider}/{name}/factors", enroll, status=201),
    Operation("people.remove_factor", "DELETE /_mfa/v1/people/{provider}/{name}/factors/{factor}", remove),
    Operation("people.help", "POST /_mfa/v1/helpers", help),
)
