"""Buckets of a rate limit: so many within so many seconds."""

from msgspec.structs import replace

from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.twilio_verify import auth, dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.errors.verifications import BucketExists, MaxBuckets
from mfa_emulator.providers.twilio_verify.records import BucketRecord
from mfa_emulator.providers.twilio_verify.services import rate_limits
from mfa_emulator.providers.twilio_verify.types import limits as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateBucketParams]) -> types.Bucket:
    """A new bucket. Raises BucketExists, MaxBuckets."""
    limit, buckets = _limit(call), call.caller.data.buckets
    if buckets.by("interval", (limit, call.body.interval)) is not None:
        raise _exists(call.body.interval)
    has, most = buckets.count("rate_limit", limit), call.settings.buckets_per_rate_limit
    if most and has >= most:
        raise MaxBuckets(reason=f"the rate limit has {has} buckets, at most {most}")
    bucket = BucketRecord(
        number=call.state.next_number(),
        sid="BL" + call.world.ids.hex(32),
        rate_limit_sid=limit,
        max=call.body.max,
        interval=call.body.interval,
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, buckets.put(bucket))


def list_all(call: Call[types.ListBucketParams]) -> paging.Listing:
    """The rate limit's buckets."""
    rows = paging.rows_of(call.caller.data.buckets.group("rate_limit", _limit(call)))
    return paging.answer(call, "buckets", rows, lambda bucket: view(call, bucket))


def fetch(call: Call[Nothing]) -> types.Bucket:
    """One bucket."""
    return view(call, require(call))


def update(call: Call[types.UpdateBucketParams]) -> types.Bucket:
    """Update a bucket; parameters that are not sent keep their values. Raises BucketExists."""
    bucket, body = require(call), call.body
    changed = replace(
        bucket, max=body.max or bucket.max, interval=body.interval or bucket.interval, updated_at=call.now
    )
    try:
        return view(call, call.caller.data.buckets.put(changed))
    except Taken:
        raise _exists(changed.interval) from None


def delete(call: Call[Nothing]) -> None:
    """Remove a bucket."""
    call.caller.data.buckets.delete(require(call).number)


def require(call: Call[object]) -> BucketRecord:
    """The bucket that the path names. Raises NotFound."""
    limit, sid = _limit(call), auth.require_sid(call, "BL")
    bucket: BucketRecord | None = call.caller.data.buckets.by("sid", sid)
    if bucket is None or bucket.rate_limit_sid != limit:
        raise NotFound(reason=f"no bucket {sid} in rate limit {limit}")
    return bucket


def view(call: Call[object], bucket: BucketRecord) -> types.Bucket:
    """The bucket as clients see it."""
    service = call.caller.service
    return types.Bucket(
        sid=bucket.sid,
        rate_limit_sid=bucket.rate_limit_sid,
        service_sid=service.sid,
        account_sid=service.account_sid,
        max=bucket.max,
        interval=bucket.interval,
        date_created=dates.date(bucket.created_at),
        date_updated=dates.date(bucket.updated_at),
        url=f"{resource_urls.service_url(call, service.sid)}/RateLimits/{bucket.rate_limit_sid}/Buckets/{bucket.sid}",
    )


def _limit(call: Call[object]) -> str:
    return rate_limits.require(call, "RateLimitSid").sid


def _exists(interval: int) -> BucketExists:
    return BucketExists(reason=f"the rate limit has a bucket of {interval} s")
