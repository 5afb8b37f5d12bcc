"""Rate limits and their buckets: resources and requests."""

from typing import Annotated

import msgspec
from msgspec import Meta

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.twilio_verify.errors.verifications import InvalidUniqueName
from mfa_emulator.providers.twilio_verify.types.base import PageParams, Params

UniqueName = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9._-]+$", description="letters, digits, dots, dashes and underscores")
]
Count = Annotated[int, Meta(ge=1, le=2**31 - 1)]


class CreateRateLimitParams(Params, frozen=True, kw_only=True):
    """A new rate limit."""

    unique_name: UniqueName
    description: str | None = None

    @classmethod
    def refuse(cls, name: str, reason: str) -> VendorError:
        """A bad name has an error of its own."""
        if name == "UniqueName":
            return InvalidUniqueName(reason=reason)
        return super().refuse(name, reason)


class UpdateRateLimitParams(Params, frozen=True, kw_only=True):
    """A change of its description."""

    description: str | None = None


class ListRateLimitParams(PageParams, frozen=True, kw_only=True):
    """Rate limits of a service."""


class RateLimit(msgspec.Struct):
    """verify.v2.service.rate_limit"""

    sid: str
    service_sid: str
    account_sid: str
    unique_name: str
    description: str | None
    date_created: str
    date_updated: str
    url: str
    links: dict[str, str]


class CreateBucketParams(Params, frozen=True, kw_only=True):
    """At most `max` in `interval` seconds."""

    max: Count
    interval: Count


class UpdateBucketParams(Params, frozen=True, kw_only=True):
    """A change of a bucket."""

    max: Count | None = None
    interval: Count | None = None


class ListBucketParams(PageParams, frozen=True, kw_only=True):
    """Buckets of a rate limit."""


class Bucket(msgspec.Struct):
    """verify.v2.service.rate_limit.bucket"""

    sid: str
    rate_limit_sid: str
    service_sid: str
    account_sid: str
    max: int
    interval: int
    date_created: str
    date_updated: str
    url: str
