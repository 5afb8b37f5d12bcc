"""The second step of log-ins and SAML assertions: asking for the second factor and checking it."""

from ipaddress import ip_address, ip_network

from msgspec.structs import replace

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import (
    FactorNotFound,
    FailedAuthentication,
    InvalidParameter,
    NoDeviceForMfa,
    OtpTokenBlank,
    StateTokenInvalid,
)
from mfa_emulator.providers.onelogin.factors import catalog, code_checks, device_challenges, enrolled_devices
from mfa_emulator.providers.onelogin.factors.device_challenges import ChallengePlan
from mfa_emulator.providers.onelogin.records import App, Challenge, Device, Login, UserRecord
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.log_in import (
    LoginDevice,
    MfaRequired,
    VerifyFactorRequest,
)
from mfa_emulator.providers.onelogin.users import locks, views

_SENT = Outcome("pending", "SMS token sent to your mobile device. Authentication pending.")


def admitted(context: Context, user: UserRecord) -> None:
    """Remember a log-in whose steps are all done."""
    context.state.users.put(replace(user, last_login=context.now, invalid_login_attempts=0))


def needed(context: Context, user: UserRecord, app: App | None, address: str | None) -> list[Device]:
    """The devices of which this user needs one here; none: the password is enough.

    Raises `NoDeviceForMfa` where a second factor is needed and none is enrolled.
    """
    policy = user.mfa_required if app is None or app.mfa_required is None else app.mfa_required
    devices = enrolled_devices.active(context.state, user.id)
    if policy is False or (policy is None and not devices):
        return []
    if address and any(_within(address, allowed) for allowed in (*user.allowed_ips, *context.settings.allowed_ips)):
        return []
    if not devices:
        raise NoDeviceForMfa(reason=f"MFA is required of user {user.id}, who has no active device")
    return devices


def ask(
    call: Call[object],
    user: UserRecord,
    devices: list[Device],
    path: str,
    *,
    app_id: int | None = None,
    return_to_url: str | None = None,
    fields: tuple[str, ...] = (),
) -> MfaRequired:
    """Remember the log-in and ask for the second factor, one of the devices, at `path`."""
    login = call.state.add(
        call.state.logins,
        Login(
            number=call.state.next("login"),
            state_token=call.world.ids.hex(40),
            user_id=user.id,
            expires_at=call.now + call.settings.login_state_token_lifetime * SECOND,
            app_id=app_id,
            return_to_url=return_to_url,
            fields=fields,
        ),
        call.now,
    )
    found = [
        LoginDevice(device.id, catalog.device_type(enrolled_devices.kind_of(device), call.settings))
        for device in devices
    ]
    callback_url = (call.settings.callback_base.rstrip("/") or call.request.base_url) + path
    return MfaRequired(login.state_token, callback_url, views.session(user, login.fields), found)


def verify(call: Call[VerifyFactorRequest], login: Login, user: UserRecord) -> Outcome | None:
    """The second step: None when it is done, else what is still pending. Raises 400 or 401."""
    code = call.body.otp_token
    if code not in (None, ""):
        _prove(call, login, user, code or "")
    else:
        unanswered = _poll(call, login, _device(call, user))
        if unanswered is not None:
            return unanswered
    call.state.logins.delete(login.number)
    admitted(call, locks.unlocked(user, call.now))
    return None


def find(call: Call[VerifyFactorRequest], *, saml: bool) -> tuple[Login, UserRecord]:
    """The log-in that the state token stands for, and its user. Raises `StateTokenInvalid`."""
    login = call.state.logins.by("token", call.body.state_token)
    if login is None or (login.app_id is not None) != saml:
        raise StateTokenInvalid(reason=f"no such state token: {NOT_HERE}, or used up")
    if not call.state.logins.is_live(login, call.now):
        raise StateTokenInvalid(reason=call.state.logins.reason_ended(login, call.now))
    user = call.state.users.get(login.user_id)
    if user is None:
        raise StateTokenInvalid(reason="the user of this log-in is gone")
    locks.require_admitted(user, call)
    return login, user


def _prove(call: Call[VerifyFactorRequest], login: Login, user: UserRecord, code: str | int) -> None:
    # An administrator's temporary token serves in place of any device, even of a lost one: device 0.
    if code_checks.temporary(call, user.id, code):
        return
    device = _device(call, user)
    challenge = _challenge(call, login, device)
    reason = code_checks.check(call, device, challenge, code)
    if reason:
        reason += device_challenges.failed(call, challenge) + locks.count_failure(call, user)
        raise FailedAuthentication(reason=reason)
    if challenge is not None:
        call.state.challenges.delete(challenge.id)


def _poll(call: Call[VerifyFactorRequest], login: Login, device: Device) -> Outcome | None:
    """Without a code: send one, or a push, and look at its status."""
    factor = enrolled_devices.kind_of(device)
    if factor.channel is None:
        raise OtpTokenBlank(reason=f"nothing is sent to a device of the kind {factor.kind}: send its code")
    # Documented for pushes alone: what carries a code is sent all the same.
    quiet = bool(call.body.do_not_notify) and factor.kind == "protect"
    challenge = _challenge(call, login, device)
    if challenge is not None and challenge.status == "accepted":
        call.state.challenges.delete(challenge.id)
        return None
    if challenge is not None and challenge.status == "rejected" and (quiet or factor.kind != "protect"):
        raise FailedAuthentication(reason="the user denied it")
    if challenge is None or challenge.status == "rejected":
        challenge = _open(call, login, device, quiet)
    elif not quiet and factor.kind == "protect":
        # As in production, polling without do_not_notify has the phone buzz each time.
        device_challenges.notify(call, device, challenge)
    elif not quiet:
        challenge = _open(call, login, device, quiet)
    return _SENT if factor.kind == "sms" else device_challenges.pending(call.settings)


def _open(call: Call[object], login: Login, device: Device, quiet: bool) -> Challenge:
    left = -(-(login.expires_at - call.now) // SECOND)
    plan = ChallengePlan(id=call.world.ids.hex(40), lifetime=left, login=login.state_token, notify=not quiet)
    return device_challenges.begin(call, device, plan)


def _challenge(context: Context, login: Login, device: Device) -> Challenge | None:
    challenge = device_challenges.of_device(context.state, device.id, context.now)
    return challenge if challenge is not None and challenge.login == login.state_token else None


def _device(call: Call[VerifyFactorRequest], user: UserRecord) -> Device:
    given = call.body.device_id
    if given in (None, ""):
        raise InvalidParameter.of("device_id", "device_id is missing")
    number = wire.whole_number(str(given))
    device = None if number is None else enrolled_devices.of(call.state, user.id, number)
    if device is None or not device.active:
        raise FactorNotFound(reason=f"user {user.id} has no active device {given}")
    return device


def _within(address: str, allowed: str) -> bool:
    try:
        return ip_address(address.strip()) in ip_network(allowed, strict=False)
    except ValueError:
        return False
