"""Phones of the account's users: the authenticator apps they hold, and what waits there for an answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Challenge, Decision
from mfa_emulator.providers.onelogin import FRONT
from mfa_emulator.providers.onelogin.context import context_of
from mfa_emulator.providers.onelogin.factors import device_challenges, enrolled_devices
from mfa_emulator.providers.onelogin.state import of_world

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def authenticators(world: "World") -> Iterator[Authenticator]:
    """The apps that show codes: authenticators and OneLogin Protect."""
    state = of_world(world)
    for device in state.devices:
        if enrolled_devices.kind_of(device).proof in ("totp", "push"):
            user = state.users.get(device.user_id)
            label = user.name if user else device.display_name
            yield Authenticator(enrolled_devices.totp(device), world.clock, label)


def waiting(world: "World") -> list[Challenge]:
    """Pushes, calls and magic links that somebody could answer now; of one device the newest first."""
    context = context_of(world)
    return [
        Challenge(
            id=challenge.id,
            provider=FRONT.name,
            to=device.to,
            text=f"{enrolled_devices.kind_of(device).name}: {device.display_name}",
            status=challenge.status,
            expires_at=challenge.expires_at,
            factor=str(device.id),
        )
        # A device was registered before it could be asked to verify: the verification is what its screen shows.
        for challenge in sorted(context.state.challenges, key=lambda challenge: challenge.slot == "registration")
        if challenge.status == "pending" and context.state.challenges.is_live(challenge, context.now)
        if (device := context.state.devices.get(challenge.device_id)) and enrolled_devices.kind_of(device).polled
    ]


def decide(world: "World", challenge_id: str, decision: Decision) -> bool:
    """Answer a challenge as its user would; False when there is nothing to answer (any more)."""
    with world.lock:
        context = context_of(world)
        challenge = context.state.challenges.live(challenge_id, context.now)
        device = context.state.devices.get(challenge.device_id) if challenge else None
        if challenge is None or device is None or challenge.status != "pending":
            return False
        if not enrolled_devices.kind_of(device).polled:
            return False
        if decision == "approve":
            device_challenges.accept(context.state, challenge, context.settings)
        else:
            device_challenges.reject(context.state, challenge)
        return True
