"""The provider behind the front of Identity Toolkit."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.otp.enrollment_answers import TotpNames
from mfa_emulator.core.provider import Folder, Provider
from mfa_emulator.providers.identity_toolkit import FRONT, errors, snapshots, wire
from mfa_emulator.providers.identity_toolkit.api import OPERATIONS
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts
from mfa_emulator.providers.identity_toolkit.configuration.kept_fields import KEPT
from mfa_emulator.providers.identity_toolkit.facade import IdentityToolkit
from mfa_emulator.providers.identity_toolkit.handles import people
from mfa_emulator.providers.identity_toolkit.phone import authenticators
from mfa_emulator.providers.identity_toolkit.protojson.passed_over_fields import PASSED_OVER
from mfa_emulator.providers.identity_toolkit.seeds import Seed, seed
from mfa_emulator.providers.identity_toolkit.settings import PRESETS, Settings
from mfa_emulator.providers.identity_toolkit.state import Toolkit, settings_of
from mfa_emulator.providers.identity_toolkit.suite_folder import layout, reading, writing

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def _tidy(request: Request) -> None:
    path = request.path
    if path.startswith("/admin/v2/"):
        # Google's guide for TOTP writes /admin/v2/projects/...; it is the same as /v2/projects/...
        path = path.removeprefix("/admin")
    request.path = path.rstrip("/") or "/"
    if request.method == "POST" and request.headers.get("x-http-method-override") == "GET":
        # google-api-python-client sends a query over 2048 characters as a form.
        request.method = "GET"


def _env(world: "World", url: str) -> dict[str, str]:
    # SDKs take host:port here, and no scheme.
    host = url.split("://", 1)[-1].rstrip("/")
    project = world.options.project
    return {"FIREBASE_AUTH_EMULATOR_HOST": host, "GCLOUD_PROJECT": project, "GOOGLE_CLOUD_PROJECT": project}


def _credentials(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The API key of apps; `admin` is the project's owner, by the official emulator's word unless a token is given."""
    return {
        "": {"x-goog-api-key": env.get("GOOGLE_API_KEY", "any-key")},
        "admin": {"authorization": f"Bearer {env.get('GOOGLE_OAUTH_ACCESS_TOKEN', 'owner')}"},
    }


PROVIDER: Provider[Toolkit, Settings] = Provider(
    front=FRONT,
    operations=OPERATIONS,
    new_state=lambda world: Toolkit(settings_of(world)),
    presets=PRESETS,
    decode=wire.decode,
    encode=wire.encode,
    render=wire.render,
    failures=wire.FAILURES,
    secrets=wire.SECRETS,
    errors=errors.by_name(),
    env=_env,
    seed=seed,
    seed_type=Seed,
    check=snapshots.check,
    folder=Folder(layout.MARK, layout.PATH, reading.read, writing.write, layout.merged),
    resume=anonymous_accounts.resume,
    api=IdentityToolkit,
    people=people,
    authenticators=authenticators,
    totp_names=TotpNames("sharedSecretKey", "verificationCodeLength", "periodSec", "hashingAlgorithm"),
    tidy=_tidy,
    without_effect=KEPT,
    passed_over=PASSED_OVER,
    published=Path(__file__).with_name("published.yaml"),
    configured=frozenset({"projectsId", "tenantsId"}),
    credentials=_credentials,
)
