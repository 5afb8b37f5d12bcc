"""What stands behind the front of Twilio Verify."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core.otp.totp import Authenticator
from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.twilio_verify import FRONT, api, error_envelope, phone, seeds, snapshots
from mfa_emulator.providers.twilio_verify.facade import TwilioVerify
from mfa_emulator.providers.twilio_verify.factors import totp_factors
from mfa_emulator.providers.twilio_verify.settings import PRESETS
from mfa_emulator.providers.twilio_verify.state import of_world
from mfa_emulator.providers.twilio_verify.wire import decode

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def _encode(answer: Any) -> bytes:
    return b"" if answer is None else msgspec.json.encode(answer)


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


def _authenticators(world: "World") -> Iterator[Authenticator]:
    state = of_world(world)
    for data in list(state.data.values()):
        for factor in data.factors:
            if factor.config is not None:
                yield Authenticator(totp_factors.of(factor), world.clock, f"{factor.identity}: {factor.friendly_name}")


PROVIDER = Provider(
    front=FRONT,
    operations=api.OPERATIONS,
    new_state=seeds.new_state,
    presets=PRESETS,
    decode=decode,
    encode=_encode,
    render=error_envelope.render,
    failure=error_envelope.failure,
    errors=error_envelope.ERRORS,
    env=_env,
    seed=seeds.seed,
    check=snapshots.check,
    api=TwilioVerify,
    authenticators=_authenticators,
    challenges=phone.waiting,
    decide=phone.decide,
    content_type="application/json; charset=utf-8",
    credentials=_credentials,
    forms=True,
)
