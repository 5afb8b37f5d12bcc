"""OneLogin: MFA versions 1 and 2, API tokens, users, and the log-ins that ask for a second factor."""

from mfa_emulator.core.provider import Front

FIRST_APP = 460_001
"""Id of the app that exists from the start, the same in every world."""


def _pointers(url: str) -> tuple[str, ...]:
    return (
        f'Python: onelogin.Configuration(host="{url}"), with ONELOGIN_CLIENT_ID and ONELOGIN_CLIENT_SECRET',
        f"SAML: the app's id is {FIRST_APP} (ONELOGIN_APP_ID)",
    )


FRONT = Front(
    name="onelogin",
    title="OneLogin",
    hosts=("*.onelogin.com",),
    prefixes=("/api", "/auth", "/session_via_api_token"),
    pointers=_pointers,
    module=f"{__name__}.provider",
)
