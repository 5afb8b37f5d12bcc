"""The provider behind OneLogin's front: its operations, state, settings, errors and phones."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_emulator.core.http import json
from mfa_emulator.core.otp.enrollment_answers import TotpNames
from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.onelogin import FRONT, api, errors, phone, seeds, snapshots, wire
from mfa_emulator.providers.onelogin.facade import OneLogin
from mfa_emulator.providers.onelogin.handles import people
from mfa_emulator.providers.onelogin.settings import PRESETS
from mfa_emulator.providers.onelogin.state import of_world, settings_of
from mfa_emulator.providers.onelogin.types.idle_fields import PASSED_OVER, WITHOUT_EFFECT

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def _env(world: "World", url: str) -> dict[str, str]:
    """The variables that OneLogin's SDKs and tools read."""
    state = of_world(world)
    credential, app = next(iter(state.credentials), None), next(iter(state.apps), None)
    return {
        "ONELOGIN_CLIENT_ID": credential.client_id if credential else "",
        "ONELOGIN_CLIENT_SECRET": credential.client_secret if credential else "",
        "ONELOGIN_SUBDOMAIN": settings_of(world).subdomain,
        "ONELOGIN_APP_ID": str(app.id) if app else "",
        "ONELOGIN_BASE_URL": url,
    }


def _credentials(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """`client` asks for a token; every other call carries that token."""
    pair = f"client_id:{env.get('ONELOGIN_CLIENT_ID', '')}, client_secret:{env.get('ONELOGIN_CLIENT_SECRET', '')}"
    return {"client": {"Authorization": pair}}


PROVIDER = Provider(
    front=FRONT,
    operations=api.OPERATIONS,
    new_state=seeds.new_state,
    presets=PRESETS,
    decode=wire.decode,
    encode=json.encode,
    render=wire.render,
    failures=wire.FAILURES,
    secrets=wire.SECRETS,
    errors=errors.BY_NAME,
    env=_env,
    seed=seeds.seed,
    seed_type=seeds.OneLoginSeed,
    check=snapshots.check,
    api=OneLogin,
    people=people,
    totp_names=TotpNames(secret="totp_secret"),
    authenticators=phone.authenticators,
    challenges=phone.waiting,
    decide=phone.decide,
    # Without a charset: SDK 3.1.6 takes no other.
    content_type=wire.JSON,
    tidy=wire.tidy,
    credentials=_credentials,
    without_effect=WITHOUT_EFFECT,
    passed_over=PASSED_OVER,
    published=Path(__file__).with_name("published.yaml"),
)
