"""Access tokens, which a backend gives to a phone so that it can create its push factor."""

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.twilio_verify import auth, dates, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.records import AccessTokenRecord
from mfa_emulator.providers.twilio_verify.types import delivery as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateAccessTokenParams]) -> types.AccessToken:
    """A new token of `Ttl` seconds."""
    body = call.body
    return view(call, issue(call, body.identity, body.factor_friendly_name, body.ttl))


def issue(context: ServiceContext, identity: str, friendly_name: str | None = None, ttl: int = 60) -> AccessTokenRecord:
    """A token of `ttl` seconds. Production's is an encrypted JWT; phones take any text without a colon."""
    ids, tokens = context.world.ids, context.caller.data.access_tokens
    record = AccessTokenRecord(
        number=context.state.next_number(),
        sid="YK" + ids.hex(32),
        identity=identity,
        factor_friendly_name=friendly_name,
        token=".".join((ids.url_safe(43), "", ids.url_safe(16), ids.url_safe(171), ids.url_safe(22))),
        ttl=ttl,
        expires_at=context.now + ttl * SECOND,
        created_at=context.now,
        updated_at=context.now,
    )
    tokens.put(record, context.now)
    tokens.trim(context.settings.kept_records)
    return record


def fetch(call: Call[Nothing]) -> types.AccessToken:
    """One token, while its `ttl` runs (guess: afterwards it is not found)."""
    sid = auth.require_sid(call, "YK")
    record = call.caller.data.access_tokens.by("sid", sid)
    if record is None:
        raise NotFound(reason=f"no access token {sid} in service {call.caller.service.sid}")
    if not call.caller.data.access_tokens.is_live(record, call.now):
        raise NotFound(reason=f"access token {sid} expired at {rfc3339(record.expires_at)}; now {rfc3339(call.now)}")
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
