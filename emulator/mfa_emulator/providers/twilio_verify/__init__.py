"""Twilio Verify v2: TOTP and push factors, challenges, verifications by SMS and the rest, passkeys."""

from mfa_emulator.core.provider import Front


def _pointers(url: str) -> tuple[str, ...]:
    return (
        f'Python: client.verify.base_url = "{url}"',
        f'Node:   client.verify.baseUrl = "{url}"',
        f"Go:     an http.RoundTripper that sends verify.twilio.com to {url}",
    )


FRONT = Front(
    name="twilio_verify",
    title="Twilio Verify",
    hosts=("verify.twilio.com", "*.twilio.com"),
    prefixes=("/v2/Services", "/v2/Attempts", "/v2/Forms", "/v2/SafeList", "/v2/Templates"),
    pointers=_pointers,
    module=f"{__name__}.provider",
)
