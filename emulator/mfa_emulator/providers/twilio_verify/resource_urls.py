"""How values look on the wire: dates, and the URLs of resources."""

from functools import lru_cache

from mfa_emulator.core.time.durations import instant, rfc3339
from mfa_emulator.providers.twilio_verify.context import AnyCall


@lru_cache(1024)
def date(at: int) -> str:
    """``2026-11-21T10:00:00Z``: without a fraction, or the Python and Go SDKs could not read it."""
    return rfc3339(at, 0)


def maybe_date(at: int | None) -> str | None:
    """A date that may not be there."""
    return None if at is None else date(at)


def read_date(text: str) -> int:
    """Microseconds of a date parameter (``YYYY-MM-DDTHH:MM:SSZ``). Raises ValueError."""
    if "T" not in text:
        raise ValueError("is not a date such as 2026-11-21T10:00:00Z")
    return instant(text)


def base(call: AnyCall[object]) -> str:
    """What every URL in an answer begins with: where the client reached us, so that SDKs page here and not there.

    A proxy in front says so in X-Forwarded-Proto and X-Forwarded-Host (guess).
    """
    if call.settings.base_url:
        return str(call.settings.base_url).rstrip("/") + "/v2"
    url, headers = call.request.base_url, call.request.headers
    proto, host = headers.get("x-forwarded-proto"), headers.get("x-forwarded-host")
    if proto or host:
        scheme, _, rest = url.partition("://")
        own, slash, path = rest.partition("/")
        url = f"{proto or scheme}://{host or own}{slash}{path}"
    return f"{url}/v2"


def service(call: AnyCall[object], sid: str) -> str:
    """The URL of a service."""
    return f"{base(call)}/Services/{sid}"


def entity(call: AnyCall[object], service_sid: str, identity: str) -> str:
    """The URL of an entity."""
    return f"{base(call)}/Services/{service_sid}/Entities/{identity}"
