"""Checks of codes: whether one proves a factor."""

from msgspec.structs import replace

from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.errors import FailedAuthentication
from mfa_emulator.providers.onelogin.factors import device_challenges, enrolled_devices, sent_codes, yubikey_codes
from mfa_emulator.providers.onelogin.records import Challenge, Device, MfaToken
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.tokens import mfa_tokens

Code = str | int


def prove(context: Context, device: Device, challenge: Challenge | None, code: Code) -> None:
    """Take the code, using it up. Raises `FailedAuthentication`; then only attempts have been counted."""
    reason = check(context, device, challenge, code)
    if reason:
        raise FailedAuthentication(reason=reason + device_challenges.failed(context, challenge))


def temporary(context: Context, user_id: int, code: Code | None) -> MfaToken | None:
    """The temporary token of the user that the code is, which is used up then."""
    token = mfa_tokens.find(context, user_id, code)
    if token is not None:
        mfa_tokens.use(context.state, token)
    return token


def check(context: Context, device: Device, challenge: Challenge | None, code: Code) -> str:
    """Use up the code; the reason why it is refused, or an empty text."""
    match enrolled_devices.kind_of(device).proof:
        case "code":
            return _sent(challenge, code)
        case "totp" | "push":
            return _totp(context, device, code)
        case "yubikey":
            return _yubikey(context.state, device, str(code))
        case "passcode":
            return _passcode(context.state, device, str(code))
        case _:
            return "security questions cannot be answered through the API"


def _sent(challenge: Challenge | None, code: Code) -> str:
    if challenge is None or challenge.status != "pending":
        return "no code was sent, or the last one is used up or expired: trigger the factor first"
    return "" if sent_codes.same(code, challenge.otp) else "the code is not the one that was sent last"


def _totp(context: Context, device: Device, code: Code) -> str:
    totp = enrolled_devices.totp(device)
    text = str(code).strip().zfill(totp.digits)
    match = totp.check(text, context.now, context.settings.totp_window, device.last_step)
    if match.step is None:
        return match.reason
    context.state.devices.put(replace(device, last_step=match.step))
    return ""


def _yubikey(state: State, device: Device, code: str) -> str:
    counter = yubikey_codes.counter_of(yubikey_codes.Key.of(device.secret), code)
    if counter is None:
        return "not a code of this YubiKey"
    if counter <= device.last_step:
        return f"a YubiKey code of touch {counter} after one of touch {device.last_step}: used already"
    state.devices.put(replace(device, last_step=counter))
    return ""


def _passcode(state: State, device: Device, code: str) -> str:
    if code not in device.passcodes:
        return "not one of this user's unused Duo passcodes"
    left = tuple(passcode for passcode in device.passcodes if passcode != code)
    state.devices.put(replace(device, passcodes=left))
    return ""
