"""Challenges of devices: opened with a code or a push, then answered, or expired by the world's clock."""

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin import FRONT
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.factors import enrolled_devices, sent_codes
from mfa_emulator.providers.onelogin.records import Challenge, Device
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.bodies import Pending


class ChallengePlan(msgspec.Struct, kw_only=True):
    """The terms on which a challenge is opened. `lifetime` is in seconds."""

    id: str
    slot: str = "verification"
    lifetime: int
    numeric: bool = True
    template: str | None = None
    redirect_to: str = ""
    login: str = ""
    notify: bool = True
    """Whether to send the code or push at once."""


def begin(call: Call[object], device: Device, plan: ChallengePlan) -> Challenge:
    """Open a challenge, voiding the one before it in its slot, and send what the factor sends.

    Raises `InvalidParameter`, and has changed nothing, when the message would be too long.
    """
    factor = enrolled_devices.kind_of(device)
    world = call.world
    otp = ""
    if factor.proof == "code":
        otp = sent_codes.numeric(world, device.to) if plan.numeric else sent_codes.alphanumeric(world, device.to)
    body = sent_codes.text(plan.template, otp, plan.lifetime, call.settings.sms_max_length)
    old = call.state.challenges.by("slot", (device.id, plan.slot))
    if old is not None:
        call.state.challenges.delete(old.id)
    challenge = call.state.challenges.put(
        Challenge(
            id=plan.id,
            number=call.state.next("challenge"),
            device_id=device.id,
            user_id=device.user_id,
            slot=plan.slot,
            expires_at=call.now + plan.lifetime * SECOND,
            otp=otp,
            link=world.ids.url_safe(32) if factor.channel == "email" else "",
            redirect_to=plan.redirect_to,
            login=plan.login,
        )
    )
    if plan.notify:
        notify(call, device, challenge, body)
    return challenge


def notify(call: Call[object], device: Device, challenge: Challenge, body: str = "") -> None:
    """Send the challenge's code, or its push, to the user."""
    factor = enrolled_devices.kind_of(device)
    if factor.channel is None:
        return
    context = {"challenge": challenge.id, "device_id": str(device.id), "user_id": str(device.user_id)}
    if challenge.link:
        context["link"] = f"{call.request.base_url}/auth/magic_link/{challenge.link}"
        body = f"{body}\nOr follow {context['link']}"
    if factor.channel == "push":
        body = "Approve or deny this log-in to OneLogin"
    call.world.inbox.send(
        provider=FRONT.name,
        channel=factor.channel,
        to=device.to,
        body=body,
        code=challenge.otp,
        sender="OneLogin",
        context=context,
    )


def of_device(state: State, device_id: int, now: int) -> Challenge | None:
    """The device's verification, unless it has expired."""
    return state.challenges.live_by("slot", (device_id, "verification"), now)


def newest(state: State, user_id: int, now: int) -> Challenge | None:
    """The user's newest verification that still waits."""
    found = [of_device(state, device.id, now) for device in enrolled_devices.of_user(state, user_id)]
    waiting = [challenge for challenge in found if challenge is not None and challenge.status == "pending"]
    return max(waiting, key=lambda challenge: challenge.number, default=None)


def reason_not_live(state: State, challenge_id: str, now: int) -> str:
    """The reason why there is no challenge of that id, or not any more."""
    challenge = state.challenges.get(challenge_id)
    if challenge is None:
        return f"no such challenge: {NOT_HERE}, used up, or replaced by a newer one of the same device"
    return f"{state.challenges.reason_ended(challenge, now)}; now {rfc3339(now)}"


def pending(settings: Settings) -> Pending:
    """The outcome of a poll while nobody has answered."""
    return Pending(settings.pending_type, settings.pending_message)


def accept(state: State, challenge: Challenge, settings: Settings) -> Challenge:
    """Settle the challenge as proved; a pending device is active from now on."""
    device = state.devices.get(challenge.device_id)
    if device is not None:
        enrolled_devices.activate(state, device, settings)
    return state.challenges.put(replace(challenge, status="accepted", otp=""))


def reject(state: State, challenge: Challenge) -> Challenge:
    """Settle the challenge as denied, by a tap or a wrong code typed into the phone."""
    return state.challenges.put(replace(challenge, status="rejected", otp=""))


def failed(context: Context, challenge: Challenge | None) -> str:
    """Count a wrong code; the words about attempts for the reason, if they are limited."""
    most = context.settings.max_otp_attempts
    if challenge is None or most is None:
        return ""
    counted = context.state.challenges.put(replace(challenge, attempts=challenge.attempts + 1))
    if counted.attempts < most:
        return f"; attempt {counted.attempts} of {most}"
    context.state.challenges.delete(challenge.id)
    return f"; attempt {counted.attempts} of {most}, the challenge is void"
