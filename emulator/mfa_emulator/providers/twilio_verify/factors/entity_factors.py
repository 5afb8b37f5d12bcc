"""Factors: create, list, fetch, update, verify, delete. The rules of their types are modules of their own."""

from collections.abc import Callable
from functools import cache
from typing import Protocol, TypeVar

from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.store.table import Taken
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.core.time.windows import DAY, Limit
from mfa_emulator.providers.twilio_verify import auth, dates, device_tokens, idle_parameters, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import (
    FactorExists,
    FactorMissing,
    FactorNotPermitted,
    MaxFactorCreations,
    MaxFactors,
)
from mfa_emulator.providers.twilio_verify.factors import aging, entities, push_factors, totp_factors
from mfa_emulator.providers.twilio_verify.records import SID_KINDS, AccessTokenRecord, EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing

F = TypeVar("F", bound=types.Factor)


class _Kind(Protocol):
    """The rules of one type of factor, which are those of a module."""

    def check_new(self, context: ServiceContext, wanted: types.CreateNewFactorParams) -> None:
        """Refuse a factor that is not wanted in full."""

    def binding_of(self, wanted: types.CreateNewFactorParams) -> str:
        """The secret or the key that the creator sent."""

    def make(self, context: ServiceContext, wanted: types.CreateNewFactorParams, factor: FactorRecord) -> FactorRecord:
        """The factor with what its type needs."""

    def binding(self, context: ServiceContext, factor: FactorRecord) -> types.TotpBinding | types.PushBinding:
        """The binding as the creator sees it."""

    def changed(self, context: ServiceContext, wanted: types.UpdateFactorParams, factor: FactorRecord) -> FactorRecord:
        """The factor with what is given of its configuration."""

    def verified(self, call: Call[types.UpdateFactorParams], factor: FactorRecord) -> FactorRecord:
        """The factor after its user's proof."""


def create(call: Call[types.CreateNewFactorParams]) -> types.NewFactor:
    """A new TOTP or push factor; an unknown identity becomes an entity (https://www.twilio.com/docs/errors/60328)."""
    body, identity = call.body, call.params["Identity"]
    entities.check_identity(identity)
    grant = call.caller.grant
    if grant is not None:
        _check_grant(grant, identity, body.factor_type)
    kind = _kind(body.factor_type)
    factor = enroll(call, identity, body)
    if grant is not None:
        call.caller.data.access_tokens.put(replace(grant, used=True))
    idle_parameters.of_factor(call, body.factor_type)
    return new_view(call, factor, kind.binding(call, factor))


def list_all(call: Call[types.ListFactorParams]) -> paging.Listing:
    """The entity's factors."""
    entity = entities.require(call)
    factors = call.caller.data.factors
    rows = paging.rows_of(factors.group("entity", entity.sid), lambda factor: factors.is_live(factor, call.now))
    return paging.answer(call, "factors", rows, lambda factor: view(call, factor))


def fetch(call: Call[Nothing]) -> types.Factor:
    """One factor."""
    return view(call, require(call))


def update(call: Call[types.UpdateFactorParams]) -> types.Factor:
    """Verify a factor, or change it, or both. A wrong TOTP code is answered 200 and `unverified` (since 2021)."""
    factor, body = require(call), call.body
    kind = _kind(factor.factor_type)
    changed = replace(kind.changed(call, body, factor), updated_at=call.now)
    if body.friendly_name is not None:
        changed = replace(changed, friendly_name=body.friendly_name)
    # A payload for a factor that is verified already changes nothing (guess).
    if body.auth_payload is not None and factor.status == "unverified":
        call.reason = aging.reason_unverifiable(call, factor)
        changed = changed if call.reason else kind.verified(call, changed)
    call.caller.data.factors.put(changed)
    idle_parameters.of_factor(call, factor.factor_type)
    if changed.status != factor.status:
        aging.settle(call.caller.data, call.settings, factor.entity_sid)
        webhook_events.fire(call, "factor.verified", changed)
    return view(call, changed)


def delete(call: Call[Nothing]) -> None:
    """Remove a factor with its challenges (guess)."""
    remove(call, require(call))


def enroll(context: ServiceContext, identity: str, wanted: types.CreateNewFactorParams) -> FactorRecord:
    """A new factor of the identity, whose entity is made if there is none. Everything is checked before."""
    kind = _kind(wanted.factor_type)
    entity = entities.find(context, identity)
    if entity is None:
        entities.check_rate(context)
    else:
        check_room(context, entity, wanted.factor_type)
    kind.check_new(context, wanted)
    _check_binding(context, entity, kind.binding_of(wanted))
    entity = entity or entities.make(context, identity)
    return add(context, kind.make(context, wanted, blank(context, entity, wanted.friendly_name, wanted.factor_type)))


def activate(context: ServiceContext, factor: FactorRecord) -> FactorRecord:
    """The factor, verified from now on; nothing happens to one that is."""
    if factor.status == "verified":
        return factor
    data = context.caller.data
    verified = data.factors.put(replace(factor.verified(), updated_at=context.now))
    aging.settle(data, context.settings, factor.entity_sid)
    webhook_events.fire(context, "factor.verified", verified)
    return verified


def remove(context: ServiceContext, factor: FactorRecord) -> None:
    """Take a factor out, with its challenges."""
    data = context.caller.data
    for challenge in data.challenges.group("factor", factor.sid):
        data.challenges.delete(challenge.number)
    data.factors.delete(factor.number)
    aging.settle(data, context.settings, factor.entity_sid)
    webhook_events.fire(context, "factor.deleted", factor)


def require(call: Call[object]) -> FactorRecord:
    """The factor that the path names. Raises NotFound."""
    entity, sid = entities.require(call), call.params["Sid"]
    if call.caller.data.factors.by("sid", sid) is None:
        auth.require_sid(call, "YF")
    device_tokens.own_factor(call, sid)
    return of_entity(call, entity, sid)


def of_entity(context: ServiceContext, entity: EntityRecord, sid: str) -> FactorRecord:
    """A factor of the entity. Raises NotFound, also for one that aged away unverified."""
    factor: FactorRecord | None = context.caller.data.factors.by("sid", sid)
    if factor is None or factor.entity_sid != entity.sid:
        has = context.caller.data.factors.count("entity", entity.sid)
        other = "" if factor is None else f"; it belongs to {factor.identity!r}"
        raise entities.missing(
            context, FactorMissing, f"entity {entity.identity!r} has {has} factors, none is {sid}{other}"
        )
    if not context.caller.data.factors.is_live(factor, context.now):
        raise entities.missing(
            context,
            FactorMissing,
            f"factor {sid} was never verified and purged at {rfc3339(factor.expires_at)}",
        )
    return factor


def check_room(context: ServiceContext, entity: EntityRecord, factor_type: types.FactorType) -> None:
    """Refuse one factor too many of a type, or in a day. Raises MaxFactors, MaxFactorCreations."""
    factors, most = context.caller.data.factors, _most(context, factor_type)
    if most and factors.count("entity", entity.sid) >= most:  # of all types: those of one are counted only then
        _drop_aged(context, entity)
        has = sum(factor.factor_type == factor_type for factor in factors.each_of("entity", entity.sid))
        if has >= most:
            raise MaxFactors(reason=f"entity {entity.identity!r} has {has} {factor_type} factors, at most {most}")
    limits = _creation_limits(context.settings.factor_creations_per_day)
    full = context.caller.data.tallies.full(_creations(entity.sid), limits, context.now)
    if full:
        raise MaxFactorCreations(reason=f"{full[0]} factors were created for {entity.identity!r} within 24 hours")


def blank(
    context: ServiceContext, entity: EntityRecord, friendly_name: str, factor_type: types.FactorType
) -> FactorRecord:
    """A new record, still without what its type needs."""
    return FactorRecord(
        number=context.state.next_number(),
        sid=f"YF{SID_KINDS[factor_type]}{context.world.ids.hex(30)}",
        entity_sid=entity.sid,
        identity=entity.identity,
        friendly_name=friendly_name,
        factor_type=factor_type,
        created_at=context.now,
        updated_at=context.now,
        expires_at=aging.end(context.settings, context.now),
    )


def add(context: ServiceContext, factor: FactorRecord) -> FactorRecord:
    """Put a new factor in, count it and fire its event. Raises FactorExists."""
    data = context.caller.data
    try:
        data.factors.put(factor, context.now)
    except Taken:
        raise FactorExists(reason=f"entity {factor.identity!r} has a factor with this binding already") from None
    limits = _creation_limits(context.settings.factor_creations_per_day)
    data.tallies.add(_creations(factor.entity_sid), limits, context.now, context.settings.kept_records)
    aging.settle(data, context.settings, factor.entity_sid)
    webhook_events.fire(context, "factor.created", factor)
    return factor


def view(call: Call[object], factor: FactorRecord) -> types.Factor:
    """The factor as clients see it."""
    return _view(types.Factor, call, factor)


def _view(kind: Callable[..., F], call: Call[object], factor: FactorRecord) -> F:
    service = call.caller.service
    return kind(
        sid=factor.sid,
        account_sid=service.account_sid,
        service_sid=service.sid,
        entity_sid=factor.entity_sid,
        identity=factor.identity,
        date_created=dates.date(factor.created_at),
        date_updated=dates.date(factor.updated_at),
        friendly_name=factor.friendly_name,
        status=factor.status,
        factor_type=factor.factor_type,
        config=factor.config or factor.push or factor.passkeys,
        metadata=factor.metadata,
        url=f"{resource_urls.entity_url(call, service.sid, factor.identity)}/Factors/{factor.sid}",
    )


def new_view(
    call: Call[object],
    factor: FactorRecord,
    binding: types.TotpBinding | types.PushBinding | None,
    options: JsonObject | None = None,
) -> types.NewFactor:
    """The factor as its creator sees it."""
    shown = _view(types.NewFactor, call, factor)
    shown.binding, shown.options = binding, options
    return shown


def _kind(factor_type: types.FactorType) -> _Kind:
    if factor_type == "passkeys":
        raise InvalidRequest.about("FactorType", "passkeys factors are made and verified below …/Passkeys")
    return totp_factors if factor_type == "totp" else push_factors


def _check_binding(context: ServiceContext, entity: EntityRecord | None, binding: str) -> None:
    """Refuse a secret or a key that a factor of the entity has. Raises FactorExists."""
    if entity is None or not binding:
        return
    factors = context.caller.data.factors
    known = factors.by("binding", (entity.sid, binding))
    if known is not None and not factors.is_live(known, context.now):
        factors.delete(known.number)  # at once and not in time: its secret or key is free again
    elif known is not None:
        raise FactorExists(reason=f"entity {entity.identity!r} has a factor with this binding already")


def _check_grant(grant: AccessTokenRecord, identity: str, factor_type: types.FactorType) -> None:
    """Refuse another factor than the access token is for. Raises FactorNotPermitted."""
    if grant.identity != identity or factor_type != "push":
        allowed = f"a push factor of {grant.identity!r}"
        raise FactorNotPermitted(reason=f"the access token is for {allowed}, not {factor_type} of {identity!r}")


def _most(context: ServiceContext, factor_type: types.FactorType) -> int:
    """The factors of a type that an entity may have; 0: any number."""
    if factor_type == "totp":
        return context.settings.totp_factors_per_entity
    return context.settings.push_factors_per_entity if factor_type == "push" else 0


def _drop_aged(context: ServiceContext, entity: EntityRecord) -> None:
    factors = context.caller.data.factors
    for factor in factors.group("entity", entity.sid):
        if not factors.is_live(factor, context.now):
            factors.delete(factor.number)


def _creations(entity_sid: str) -> str:
    return f"factors {entity_sid}"


@cache
def _creation_limits(most: int) -> tuple[Limit]:
    return (Limit(most, DAY),)
