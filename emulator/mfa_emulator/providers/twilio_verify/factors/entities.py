"""Entities: the customer's users, who own factors."""

from typing import Any

from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.twilio_verify import dates, paging, resource_urls, sliding_windows
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import NotFound, TwilioError
from mfa_emulator.providers.twilio_verify.factor_errors import EntityExists, EntityMissing, TooManyEntities
from mfa_emulator.providers.twilio_verify.records import EntityRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateEntityParams]) -> types.Entity:
    """A new entity. Raises EntityExists, TooManyEntities."""
    identity = call.body.identity
    if find(call, identity) is not None:
        raise EntityExists(reason=f"service {call.caller.service.sid} has an entity {identity!r} already")
    check_rate(call)
    return view(call, make(call, identity))


def list_all(call: Call[types.ListEntityParams]) -> dict[str, Any]:
    """The service's entities."""
    return paging.answer(
        call, "entities", paging.TableRows(call.caller.data.entities), lambda entity: view(call, entity)
    )


def fetch(call: Call[Nothing]) -> types.Entity:
    """One entity."""
    return view(call, require(call))


def delete(call: Call[Nothing]) -> None:
    """Remove an entity with its factors and challenges; each factor's deletion is told (guess)."""
    entity, data = require(call), call.caller.data
    for challenge in data.challenges.group("entity", entity.sid):
        data.challenges.delete(challenge.number)
    for factor in data.factors.group("entity", entity.sid):
        data.factors.delete(factor.number)
        webhook_events.fire(call, "factor.deleted", factor)
    data.entities.delete(entity.number)


def find(call: Call[object], identity: str) -> EntityRecord | None:
    """The entity of an identity: exactly, else without regard to case, as a published example shows (guess)."""
    entities: Table[EntityRecord] = call.caller.data.entities
    exact = entities.by("identity", identity)
    if exact is not None or call.settings.identity_case == "exact":
        return exact
    alike = entities.group("lower", identity.lower())
    return alike[0] if alike else None


def require(call: Call[object]) -> EntityRecord:
    """The entity that the path names. Raises NotFound."""
    identity = call.params["Identity"]
    entity = find(call, identity)
    if entity is None:
        service = call.caller.service
        raise missing(
            call,
            EntityMissing,
            f"no entity {identity!r} in service {service.sid} {service.friendly_name!r}: "
            f"it has {len(call.caller.data.entities)}; an entity is made by its first factor",
        )
    return entity


def check_rate(call: Call[object]) -> None:
    """Refuse one entity too many. Raises TooManyEntities."""
    limits = _limits(call)
    if sliding_windows.full(call.state.tallies, _tally(call), limits, call.now):
        raise TooManyEntities(reason=f"over {limits[0][0]} entities in this second")


def make(call: Call[object], identity: str) -> EntityRecord:
    """Put a new entity in; the caller has checked that it may."""
    sliding_windows.count(call.state.tallies, _tally(call), _limits(call), call.now, call.settings.kept_records)
    entities: Table[EntityRecord] = call.caller.data.entities
    return entities.put(
        EntityRecord(
            number=call.state.next_number(),
            sid="YE" + call.world.ids.hex(32),
            identity=identity,
            created_at=call.now,
            updated_at=call.now,
        )
    )


def missing(call: Call[object], specific: type[TwilioError], reason: str) -> TwilioError:
    """Not found, in the general or in the specific form, as the settings say."""
    return specific(reason=reason) if call.settings.not_found == "specific" else NotFound(reason=reason)


def view(call: Call[object], entity: EntityRecord) -> types.Entity:
    """The entity as clients see it."""
    service = call.caller.service
    url = resource_urls.entity_url(call, service.sid, entity.identity)
    return types.Entity(
        sid=entity.sid,
        identity=entity.identity,
        account_sid=service.account_sid,
        service_sid=service.sid,
        date_created=dates.date(entity.created_at),
        date_updated=dates.date(entity.updated_at),
        url=url,
        links={"factors": f"{url}/Factors", "new_factors": f"{url}/Factors", "challenges": f"{url}/Challenges"},
    )


def _tally(call: Call[object]) -> str:
    return f"entities {call.caller.service.account_sid}"


def _limits(call: Call[object]) -> list[sliding_windows.Limit]:
    return [(call.settings.entities_per_second, 1)]
