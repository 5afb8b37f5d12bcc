"""Rate limits of a service."""

from msgspec.structs import replace

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.providers.twilio_verify import auth, dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors.verifications import MaxRateLimits, RateLimitExists
from mfa_emulator.providers.twilio_verify.records import RateLimitRecord
from mfa_emulator.providers.twilio_verify.types import limits as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateRateLimitParams]) -> types.RateLimit:
    """A new rate limit. Raises RateLimitExists, MaxRateLimits."""
    limits, name = call.caller.data.rate_limits, call.body.unique_name
    if limits.by("unique_name", name) is not None:
        raise RateLimitExists(reason=f"the service has a rate limit {name!r}")
    most = call.settings.rate_limits_per_service
    if most and len(limits) >= most:
        raise MaxRateLimits(reason=f"the service has {len(limits)} rate limits, at most {most}")
    limit = RateLimitRecord(
        number=call.state.next_number(),
        sid="RK" + call.world.ids.hex(32),
        unique_name=name,
        description=call.body.description,
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, limits.put(limit))


def list_all(call: Call[types.ListRateLimitParams]) -> paging.Listing:
    """The service's rate limits."""
    rows = TableRows(call.caller.data.rate_limits)
    return paging.answer(call, "rate_limits", rows, lambda limit: view(call, limit))


def fetch(call: Call[Nothing]) -> types.RateLimit:
    """One rate limit."""
    return view(call, require(call))


def update(call: Call[types.UpdateRateLimitParams]) -> types.RateLimit:
    """Change the description."""
    limit = require(call)
    description = limit.description if call.body.description is None else call.body.description
    changed = replace(limit, description=description, updated_at=call.now)
    return view(call, call.caller.data.rate_limits.put(changed))


def delete(call: Call[Nothing]) -> None:
    """Remove a rate limit with its buckets (guess)."""
    limit, data = require(call), call.caller.data
    for bucket in data.buckets.group("rate_limit", limit.sid):
        data.buckets.delete(bucket.number)
    data.rate_limits.delete(limit.number)


def require(call: Call[object], name: str = "Sid") -> RateLimitRecord:
    """The rate limit that the path names. Raises NotFound."""
    return auth.require_own(call, call.caller.data.rate_limits, "rate limit", "RK", name)


def view(call: Call[object], limit: RateLimitRecord) -> types.RateLimit:
    """The rate limit as clients see it."""
    service = call.caller.service
    url = f"{resource_urls.service_url(call, service.sid)}/RateLimits/{limit.sid}"
    return types.RateLimit(
        sid=limit.sid,
        service_sid=service.sid,
        account_sid=service.account_sid,
        unique_name=limit.unique_name,
        description=limit.description,
        date_created=dates.date(limit.created_at),
        date_updated=dates.date(limit.updated_at),
        url=url,
        links={"buckets": f"{url}/Buckets"},
    )
