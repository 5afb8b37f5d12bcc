"""Okta: the TOTP factors of its users."""

from mfa_emulator.core.provider import Front

FRONT = Front(
    name="okta",
    title="Okta",
    hosts=("*.okta.com", "*.oktapreview.com"),
    prefixes=("/api/v1",),
    pointers=lambda url: (f'Python: okta.client.Client({{"orgUrl": "{url}", "token": OKTA_CLIENT_TOKEN}})',),
    module=f"{__name__}.provider",
)
