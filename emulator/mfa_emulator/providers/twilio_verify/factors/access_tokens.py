"""Access tokens: what a backend gives to a phone so that it can create its push factor."""

from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.twilio_verify import auth, dates, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.records import AccessTokenRecord
from mfa_emulator.providers.twilio_verify.types import delivery as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateAccessTokenParams]) -> types.AccessToken:
    """A new token of `Ttl` seconds. Production's is an encrypted JWT; phones take any text without a colon."""
    body, ids = call.body, call.world.ids
    record = AccessTokenRecord(
        number=call.state.next_number(),
        sid="YK" + ids.hex(32),
        identity=body.identity,
        factor_friendly_name=body.factor_friendly_name,
        token=".".join((ids.url_safe(43), "", ids.url_safe(16), ids.url_safe(171), ids.url_safe(22))),
        ttl=body.ttl,
        created_at=call.now,
        updated_at=call.now,
    )
    tokens: Table[AccessTokenRecord] = call.caller.data.access_tokens
    tokens.put(record)
    tokens.trim(call.settings.kept_records)
    return view(call, record)


def fetch(call: Call[Nothing]) -> types.AccessToken:
    """One token, while its `ttl` runs (guess: afterwards it is not found)."""
    sid = auth.require_sid(call, "YK")
    record = call.caller.data.access_tokens.by("sid", sid)
    if record is None:
        raise NotFound(reason=f"no access token {sid} in service {call.caller.service.sid}")
    expired_at = record.created_at + record.ttl * SECOND
    if call.now >= expired_at:
        raise NotFound(reason=f"access token {sid} expired at {rfc3339(expired_at)}; now {rfc3339(call.now)}")
    return view(call, record)


def view(call: Call[object], record: AccessTokenRecord) -> types.AccessToken:
    """The token as clients see it."""
    service = call.caller.service
    return types.AccessToken(
        sid=record.sid,
        account_sid=service.account_sid,
        service_sid=service.sid,
        entity_identity=record.identity,
        factor_type="push",
        factor_friendly_name=record.factor_friendly_name,
        token=record.token,
        url=f"{resource_urls.service_url(call, service.sid)}/AccessTokens/{record.sid}",
        ttl=record.ttl,
        date_created=dates.date(record.created_at),
    )
