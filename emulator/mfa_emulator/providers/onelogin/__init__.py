"""OneLogin: MFA versions 1 and 2, API tokens, users, and the log-ins that ask for a second factor."""

from mfa_emulator.core.provider import Front


def _pointers(url: str) -> tuple[str, ...]:
    return (
        f'Python: onelogin.Configuration(host="{url}"), with ONELOGIN_CLIENT_ID and ONELOGIN_CLIENT_SECRET',
        "SAML: the app's id is ONELOGIN_APP_ID",
    )


FRONT = Front(
    name="onelogin",
    title="OneLogin",
    hosts=("*.onelogin.com",),
    prefixes=("/api", "/auth", "/session_via_api_token"),
    pointers=_pointers,
    module=f"{__name__}.provider",
)
