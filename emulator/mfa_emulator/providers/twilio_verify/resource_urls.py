"""URLs of resources, which lead back to the address by which the client reached us."""

from mfa_emulator.providers.twilio_verify.context import AnyCall


def base(call: AnyCall[object]) -> str:
    """The begin of every URL in an answer: the address that the client called, so that SDKs page here, not at Twilio.

    A proxy in front says so in X-Forwarded-Proto and X-Forwarded-Host (guess).
    """
    if call.settings.base_url:
        return str(call.settings.base_url).rstrip("/") + "/v2"
    request, headers = call.request, call.request.headers
    scheme = headers.get("x-forwarded-proto") or request.scheme
    host = headers.get("x-forwarded-host") or headers.get("host", "localhost")
    return f"{scheme}://{host}{request.mount}/v2"


def service_url(call: AnyCall[object], sid: str) -> str:
    """The URL of a service."""
    return f"{base(call)}/Services/{sid}"


def entity_url(call: AnyCall[object], service_sid: str, identity: str) -> str:
    """The URL of an entity."""
    return f"{base(call)}/Services/{service_sid}/Entities/{identity}"
