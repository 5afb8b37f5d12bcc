"""Google Identity Toolkit (Firebase Auth) and Secure Token."""

from pathlib import Path

from mfa_emulator.core.provider import Front, Surroundings


def _pointers(url: str) -> tuple[str, ...]:
    host = url.split("://", 1)[-1].rstrip("/")
    page = url.replace("//127.0.0.1:", "//localhost:")  # another site than a page of localhost, to browsers
    return (
        f"Firebase Admin SDKs: export FIREBASE_AUTH_EMULATOR_HOST={host}",
        f'Firebase JS SDK: connectAuthEmulator(auth, "{page}")',
        f'google-api-python-client: build("identitytoolkit", "v2", client_options={{"api_endpoint": "{url}"}})',
    )


def _surroundings(folder: Path) -> Surroundings:
    from mfa_emulator.providers.identity_toolkit.suite_folder import working_folder  # looked at by one command

    return working_folder.surroundings(folder)


FRONT = Front(
    name="identity_toolkit",
    title="Google Identity Toolkit (Firebase Auth)",
    hosts=(
        "identitytoolkit.googleapis.com",
        "securetoken.googleapis.com",
        "www.googleapis.com",
        "securetoken.google.com",
    ),
    prefixes=("/", "/v1", "/v2", "/admin", "/identitytoolkit", "/emulator", "/robot", "/service_accounts"),
    pointers=_pointers,
    surroundings=_surroundings,
    module=f"{__name__}.provider",
)
