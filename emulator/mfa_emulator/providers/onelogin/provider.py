"""What stands behind the front of OneLogin."""

from typing import TYPE_CHECKING

from mfa_emulator.core.otp.totp import Authenticator
from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.onelogin import FRONT, api, documented_errors, initial_account, snapshots, wire
from mfa_emulator.providers.onelogin.facade import Account
from mfa_emulator.providers.onelogin.factors import device_challenges, enrolled_devices
from mfa_emulator.providers.onelogin.seeds import seed
from mfa_emulator.providers.onelogin.settings import PRESETS
from mfa_emulator.providers.onelogin.state import of_world

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def _authenticators(world: "World") -> list[Authenticator]:
    state = of_world(world)
    found = []
    for device in state.devices:
        if enrolled_devices.factor_of(device).proof in ("totp", "push"):
            user = state.users.get(device.user_id)
            found.append(
                Authenticator(enrolled_devices.totp(device), world.clock, user.name if user else device.display_name)
            )
    return found


PROVIDER = Provider(
    front=FRONT,
    operations=api.OPERATIONS,
    new_state=initial_account.new_state,
    presets=PRESETS,
    decode=wire.decode,
    encode=wire.encode,
    render=wire.render,
    failure=documented_errors.failure,
    errors=documented_errors.ERRORS,
    env=initial_account.env,
    seed=seed,
    check=snapshots.check,
    api=Account,
    authenticators=_authenticators,
    challenges=device_challenges.waiting,
    decide=device_challenges.decide,
    # Without a charset: SDK 3.1.6 takes no other.
    content_type=wire.JSON,
    tidy=wire.tidy,
    credentials=initial_account.credentials,
)
