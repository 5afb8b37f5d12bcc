"""Entities: the customer's users, who own factors."""

from collections.abc import Iterator

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.core.time.windows import Limit
from mfa_emulator.providers.twilio_verify import dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest, NotFound, TwilioError
from mfa_emulator.providers.twilio_verify.errors.factors import EntityExists, EntityMissing, TooManyEntities
from mfa_emulator.providers.twilio_verify.records import EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateEntityParams]) -> types.Entity:
    """A new entity. Raises EntityExists, TooManyEntities."""
    identity = call.body.identity
    if find(call, identity) is not None:
        raise EntityExists(reason=f"service {call.caller.service.sid} has an entity {identity!r} already")
    check_rate(call)
    return view(call, make(call, identity))


def list_all(call: Call[types.ListEntityParams]) -> paging.Listing:
    """The service's entities."""
    entities = call.caller.data.entities
    rows = TableRows(entities, lambda entity: entities.is_live(entity, call.now))
    return paging.answer(call, "entities", rows, lambda entity: view(call, entity))


def fetch(call: Call[Nothing]) -> types.Entity:
    """One entity."""
    return view(call, require(call))


def delete(call: Call[Nothing]) -> None:
    """Remove an entity with its factors and challenges; each factor's deletion is an event (guess)."""
    for factor in _take_out(call, require(call)):
        webhook_events.fire(call, "factor.deleted", factor)


def check_identity(identity: str) -> None:
    """Refuse what cannot be an identity. Raises InvalidRequest."""
    if not (8 <= len(identity) <= 64 and identity.replace("-", "").isalnum() and identity.isascii()):
        raise InvalidRequest.about("Identity", "8 to 64 letters, digits and dashes")


def find(context: ServiceContext, identity: str) -> EntityRecord | None:
    """The entity of an identity: exactly, else without regard to case, as an example in twilio-oai shows (guess)."""
    entities: Table[EntityRecord] = context.caller.data.entities
    exact = entities.by("identity", identity)
    if exact is not None and (not exact.expires_at or entities.is_live(exact, context.now)):
        return exact
    if context.settings.identity_case == "exact":
        return None
    alike = entities.each_of("lower", identity.lower())
    return next((entity for entity in alike if entities.is_live(entity, context.now)), None)


def each(context: ServiceContext) -> Iterator[EntityRecord]:
    """The service's entities, oldest first."""
    entities: Table[EntityRecord] = context.caller.data.entities
    return (entity for entity in entities if entities.is_live(entity, context.now))


def require(call: Call[object]) -> EntityRecord:
    """The entity that the path names. Raises NotFound."""
    identity = call.params["Identity"]
    entity = find(call, identity)
    if entity is None:
        raise missing(call, EntityMissing, _reason_missing(call, identity))
    return entity


def check_rate(context: ServiceContext) -> None:
    """Refuse one entity too many. Raises TooManyEntities."""
    limits = _limits(context)
    if context.state.tallies.full(_tally(context), limits, context.now):
        raise TooManyEntities(reason=f"over {limits[0][0]} entities in this second")


def make(context: ServiceContext, identity: str) -> EntityRecord:
    """Put a new entity in; the caller has checked that it may."""
    context.state.tallies.add(_tally(context), _limits(context), context.now, context.settings.kept_records)
    entities: Table[EntityRecord] = context.caller.data.entities
    ended = entities.by("identity", identity)
    if ended is not None:
        _take_out(context, ended)
    return entities.put(
        EntityRecord(
            number=context.state.next_number(),
            sid="YE" + context.world.ids.hex(32),
            identity=identity,
            created_at=context.now,
            updated_at=context.now,
        )
    )


def missing(context: ServiceContext, specific: type[TwilioError], reason: str) -> TwilioError:
    """Not found, in the general or in the specific form, as the settings say."""
    return specific(reason=reason) if context.settings.not_found == "specific" else NotFound(reason=reason)


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


def _reason_missing(context: ServiceContext, identity: str) -> str:
    service, entities = context.caller.service, context.caller.data.entities
    ended = entities.by("identity", identity)
    if ended is not None:
        return f"entity {identity!r} was gone with its last factor at {rfc3339(ended.expires_at)}: none was verified"
    return (
        f"no entity {identity!r} in service {service.sid} {service.friendly_name!r}: "
        f"it has {len(entities)}; an entity is made by its first factor"
    )


def _take_out(context: ServiceContext, entity: EntityRecord) -> list[FactorRecord]:
    """Take an entity out with its challenges and its factors, which are returned."""
    data = context.caller.data
    for challenge in data.challenges.group("entity", entity.sid):
        data.challenges.delete(challenge.number)
    factors: list[FactorRecord] = data.factors.group("entity", entity.sid)
    for factor in factors:
        data.factors.delete(factor.number)
    data.entities.delete(entity.number)
    return factors


def _tally(context: ServiceContext) -> str:
    return f"entities {context.caller.service.account_sid}"


def _limits(context: ServiceContext) -> list[Limit]:
    return [Limit(context.settings.entities_per_second, 1)]
