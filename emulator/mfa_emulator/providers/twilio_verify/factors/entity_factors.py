"""Factors: create, list, fetch, update, verify, delete. What a type needs is in `totp` and `push`."""

from typing import Any

from msgspec.structs import asdict, replace

from mfa_emulator.core.store.table import Taken
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.twilio_verify import auth, dates, device_tokens, paging, resource_urls, sliding_windows
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.factor_errors import (
    FactorExists,
    FactorMissing,
    FactorNotPermitted,
    MaxFactorCreations,
    MaxFactors,
)
from mfa_emulator.providers.twilio_verify.factors import entities, push_factors, totp_factors
from mfa_emulator.providers.twilio_verify.records import EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateNewFactorParams]) -> types.NewFactor:
    """A new TOTP or push factor; an unknown identity becomes an entity (doc of 60328)."""
    body, identity = call.body, call.params["Identity"]
    _check_identity(identity)
    _check_grant(call, identity)
    kind = _kind(body.factor_type)
    entity = entities.find(call, identity)
    if entity is None:
        entities.check_rate(call)
    else:
        check_room(call, entity, body.factor_type)
    kind.check_new(call)
    _check_binding(call, entity, kind.binding_of(call))
    entity = entity or entities.make(call, identity)
    factor = add(call, kind.make(call, blank(call, entity, body.friendly_name, body.factor_type)))
    _use_grant(call)
    return new_view(call, factor, kind.binding(call, factor))


def list_all(call: Call[types.ListFactorParams]) -> dict[str, Any]:
    """The entity's factors."""
    entity = entities.require(call)
    prune(call, entity)
    rows = paging.ListRows(call.caller.data.factors.group("entity", entity.sid))
    return paging.answer(call, "factors", rows, lambda factor: view(call, factor))


def fetch(call: Call[Nothing]) -> types.Factor:
    """One factor."""
    return view(call, require(call))


def update(call: Call[types.UpdateFactorParams]) -> types.Factor:
    """Verify a factor, or change it, or both. A wrong TOTP code is answered 200 and `unverified` (since 2021)."""
    factor, body = require(call), call.body
    kind = _kind(factor.factor_type)
    changed = kind.changed(call, factor)
    if body.friendly_name is not None:
        changed = replace(changed, friendly_name=body.friendly_name)
    # A payload for a factor that is verified already changes nothing (guess).
    if body.auth_payload is not None and factor.status == "unverified":
        changed = kind.verified(call, changed)
    changed = call.caller.data.factors.put(replace(changed, updated_at=call.now))
    if changed.status != factor.status:
        webhook_events.fire(call, "factor.verified", changed)
    return view(call, changed)


def delete(call: Call[Nothing]) -> None:
    """Remove a factor with its challenges (guess)."""
    factor, data = require(call), call.caller.data
    for challenge in data.challenges.group("factor", factor.sid):
        data.challenges.delete(challenge.number)
    data.factors.delete(factor.number)
    webhook_events.fire(call, "factor.deleted", factor)


def require(call: Call[object]) -> FactorRecord:
    """The factor that the path names. Raises NotFound."""
    entity = entities.require(call)
    sid = auth.require_sid(call, "YF")
    device_tokens.own_factor(call, sid)
    return of_entity(call, entity, sid)


def of_entity(call: Call[object], entity: EntityRecord, sid: str) -> FactorRecord:
    """A factor of the entity. Raises NotFound, also for one that aged away unverified."""
    factor: FactorRecord | None = call.caller.data.factors.by("sid", sid)
    if factor is None or factor.entity_sid != entity.sid:
        has = call.caller.data.factors.count("entity", entity.sid)
        other = "" if factor is None else f"; it belongs to {factor.identity!r}"
        raise entities.missing(
            call, FactorMissing, f"entity {entity.identity!r} has {has} factors, none is {sid}{other}"
        )
    if is_purged(call, factor):
        raise entities.missing(
            call,
            FactorMissing,
            f"factor {sid} was never verified and purged at {rfc3339(purged_at(call, factor))}",
        )
    return factor


def purged_at(call: Call[object], factor: FactorRecord) -> int:
    """When a factor goes that nobody verifies."""
    return factor.created_at + int(call.settings.factor_purge) * SECOND


def is_purged(call: Call[object], factor: FactorRecord) -> bool:
    """Whether the factor has aged away."""
    return factor.status == "unverified" and call.now >= purged_at(call, factor)


def prune(call: Call[object], entity: EntityRecord) -> None:
    """Drop the entity's factors that have aged away."""
    factors = call.caller.data.factors
    for factor in factors.group("unverified", entity.sid):
        if is_purged(call, factor):
            factors.delete(factor.number)


def check_room(call: Call[object], entity: EntityRecord, factor_type: types.FactorType) -> None:
    """Refuse one factor too many of a type, or in a day. Raises MaxFactors, MaxFactorCreations."""
    prune(call, entity)
    most = {
        "push": call.settings.push_factors_per_entity,
        "totp": call.settings.totp_factors_per_entity,
        "passkeys": 0,
    }[factor_type]
    has = call.caller.data.factors.count("type", (entity.sid, factor_type))
    if most and has >= most:
        raise MaxFactors(reason=f"entity {entity.identity!r} has {has} {factor_type} factors, at most {most}")
    full = sliding_windows.full(call.caller.data.tallies, _creations(entity), _creation_limits(call), call.now)
    if full:
        raise MaxFactorCreations(reason=f"{full[0]} factors were created for {entity.identity!r} within 24 hours")


def blank(call: Call[object], entity: EntityRecord, friendly_name: str, factor_type: types.FactorType) -> FactorRecord:
    """A new record, still without what its type needs."""
    return FactorRecord(
        number=call.state.next_number(),
        sid="YF" + call.world.ids.hex(32),
        entity_sid=entity.sid,
        identity=entity.identity,
        friendly_name=friendly_name,
        factor_type=factor_type,
        created_at=call.now,
        updated_at=call.now,
    )


def add(call: Call[object], factor: FactorRecord) -> FactorRecord:
    """Put a new factor in, count it and tell of it."""
    data = call.caller.data
    try:
        data.factors.put(factor)
    except Taken:
        raise FactorExists(reason=f"entity {factor.identity!r} has a factor with this binding already") from None
    entity = data.entities.by("sid", factor.entity_sid)
    assert entity is not None
    sliding_windows.count(
        data.tallies, _creations(entity), _creation_limits(call), call.now, call.settings.kept_records
    )
    webhook_events.fire(call, "factor.created", factor)
    return factor


def view(call: Call[object], factor: FactorRecord) -> types.Factor:
    """The factor as clients see it."""
    service = call.caller.service
    return types.Factor(
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


def new_view(call: Call[object], factor: FactorRecord, binding: Any, options: Any = None) -> types.NewFactor:
    """The factor as its creator sees it."""
    return types.NewFactor(**asdict(view(call, factor)), binding=binding, options=options)


def _kind(factor_type: str) -> Any:
    if factor_type == "passkeys":
        raise InvalidRequest.about("FactorType", "passkeys factors are made and verified below …/Passkeys")
    return totp_factors if factor_type == "totp" else push_factors


def _check_identity(identity: str) -> None:
    if not (8 <= len(identity) <= 64 and identity.replace("-", "").isalnum() and identity.isascii()):
        raise InvalidRequest.about("Identity", "8 to 64 letters, digits and dashes")


def _check_binding(call: Call[object], entity: EntityRecord | None, binding: str) -> None:
    if entity and binding and call.caller.data.factors.by("binding", (entity.sid, binding)):
        raise FactorExists(reason=f"entity {entity.identity!r} has a factor with this binding already")


def _check_grant(call: Call[types.CreateNewFactorParams], identity: str) -> None:
    grant = call.caller.grant
    if grant is None:
        return
    if grant.identity != identity or call.body.factor_type != "push":
        allowed = f"a push factor of {grant.identity!r}"
        raise FactorNotPermitted(
            reason=f"the access token is for {allowed}, not {call.body.factor_type} of {identity!r}"
        )


def _use_grant(call: Call[object]) -> None:
    grant = call.caller.grant
    if grant is not None:
        call.caller.data.access_tokens.put(replace(grant, used=True))


def _creations(entity: EntityRecord) -> str:
    return f"factors {entity.sid}"


def _creation_limits(call: Call[object]) -> list[sliding_windows.Limit]:
    return [(call.settings.factor_creations_per_day, sliding_windows.DAY)]
