"""Temporary codes that an administrator gives to a user without a device at hand."""

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import InvalidParameter
from mfa_emulator.providers.onelogin.records import MfaToken, UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.factors_version_1 import GenerateMfaTokenRequest, TemporaryToken
from mfa_emulator.providers.onelogin.users import lookup


def generate_mf_atoken(call: Call[GenerateMfaTokenRequest]) -> TemporaryToken:
    """Make a temporary code for 1 second to 72 hours (version 1)."""
    return _generate(call, lookup.require(call), call.settings.mfa_token_min_v1)


def generate_otp(call: Call[GenerateMfaTokenRequest]) -> TemporaryToken:
    """Make a temporary code for 2 minutes to 72 hours (version 2)."""
    return _generate(call, lookup.require(call), call.settings.mfa_token_min_v2)


def _generate(call: Call[GenerateMfaTokenRequest], user: UserRecord, shortest: int) -> TemporaryToken:
    longest = call.settings.mfa_token_lifetime
    lifetime = longest if call.body.expires_in is None else call.body.expires_in
    if not shortest <= lifetime <= longest:
        reason = f"expires_in must be {shortest} to {longest} seconds"
        raise InvalidParameter.of("expires_in", reason)
    token = call.state.add(
        call.state.mfa_tokens,
        MfaToken(
            number=call.state.next_id("mfa_token", call.world.ids),
            token=_unused(call, user),
            user_id=user.id,
            expires_at=call.now + lifetime * SECOND,
            reusable=bool(call.body.reusable),
        ),
        call.now,
    )
    return TemporaryToken(token.token, token.reusable, rfc3339(token.expires_at, 0), token.device_id)


def find(context: Context, user_id: int, code: str | int | None) -> MfaToken | None:
    """The user's temporary token of that code, unless it has expired."""
    return context.state.mfa_tokens.live_by("token", (user_id, str(code).strip()), context.now)


def use(state: State, token: MfaToken) -> None:
    """Use the token up, unless it is reusable."""
    if not token.reusable:
        state.mfa_tokens.delete(token.number)


def revoke(state: State, user: UserRecord, device_id: str) -> bool:
    """Take back a token by its id of version 2; whether there was one."""
    number = device_id.removeprefix("user_temp_otp_")
    token = state.mfa_tokens.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    if token is None or token.user_id != user.id:
        return False
    state.mfa_tokens.delete(token.number)
    return True


def _unused(context: Context, user: UserRecord) -> str:
    while True:
        # No leading zero: many SDKs send codes back as numbers.
        code = str(context.world.ids.number(10_000_000, 99_999_999))
        if context.state.mfa_tokens.by("token", (user.id, code)) is None:
            return code
