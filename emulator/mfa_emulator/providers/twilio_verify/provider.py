"""`PROVIDER`: Twilio Verify, as the shared rooms know it."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_emulator.core.http import json
from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.twilio_verify import FRONT, api, phone, seeds, snapshots, wire
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.facade import TwilioVerify
from mfa_emulator.providers.twilio_verify.handles import people
from mfa_emulator.providers.twilio_verify.settings import PRESETS, Settings
from mfa_emulator.providers.twilio_verify.state import VerifyState
from mfa_emulator.providers.twilio_verify.types.idle_fields import PASSED_OVER, WITHOUT_EFFECT
from mfa_emulator.providers.twilio_verify.types.seeds import Seed

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def _env(world: "World", url: str) -> dict[str, str]:
    account = TwilioVerify(world)
    return {
        "TWILIO_ACCOUNT_SID": account.account_sid,
        "TWILIO_AUTH_TOKEN": account.auth_token,
        "TWILIO_API_KEY": account.api_key,
        "TWILIO_API_SECRET": account.api_secret,
        "TWILIO_VERIFY_SERVICE_SID": account.service_sid,
        "TWILIO_VERIFY_BASE_URL": url,
    }


def _credentials(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    def basic(user: str, password: str) -> dict[str, str]:
        pair = f"{env.get(user, '')}:{env.get(password, '')}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}

    return {
        "": basic("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
        "api_key": basic("TWILIO_API_KEY", "TWILIO_API_SECRET"),
    }


PROVIDER: Provider[VerifyState, Settings] = Provider(
    front=FRONT,
    operations=api.OPERATIONS,
    new_state=seeds.new_state,
    presets=PRESETS,
    decode=wire.decode,
    encode=json.encode,
    render=wire.render,
    failures=wire.FAILURES,
    secrets=wire.SECRETS,
    errors=wire.ERRORS,
    env=_env,
    seed=seeds.seed,
    seed_type=Seed,
    check=snapshots.check,
    api=TwilioVerify,
    people=people,
    authenticators=phone.authenticators,
    challenges=phone.waiting,
    decide=phone.decide,
    content_type="application/json; charset=utf-8",
    configured=frozenset({"ServiceSid"}),
    credentials=_credentials,
    signature_problem=webhook_events.signature_problem,
    without_effect=WITHOUT_EFFECT,
    passed_over=PASSED_OVER,
    forms=True,
    published=Path(__file__).with_name("published.yaml"),
)
