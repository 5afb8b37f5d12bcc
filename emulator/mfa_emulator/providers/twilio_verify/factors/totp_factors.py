"""TOTP factors: secrets, codes, and the URI that an authenticator app scans."""

from functools import lru_cache
from urllib.parse import quote

from msgspec.structs import replace

from mfa_emulator.core.otp.totp import Match, Totp, key_of
from mfa_emulator.core.remembered import Remembered
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import MaxFactorAttempts
from mfa_emulator.providers.twilio_verify.records import FactorRecord, ServiceRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.services import ServiceTotp


def check_new(context: ServiceContext, wanted: types.CreateNewFactorParams) -> None:
    """Refuse a secret that no authenticator could use; length and alphabet are a guess."""
    secret = wanted.secret
    if secret is None:
        return
    least = context.settings.secret_min_length
    try:
        if not secret.isascii() or not secret.isalnum() or len(key_of(secret)) * 8 < (least * 5) // 8 * 8:
            raise ValueError(f"Base32 without padding, at least {least} characters")
    except ValueError as error:
        raise InvalidRequest.about("Binding.Secret", str(error)) from None


def binding_of(wanted: types.CreateNewFactorParams) -> str:
    """The secret that was sent."""
    return (wanted.secret or "").upper()


def make(context: ServiceContext, wanted: types.CreateNewFactorParams, factor: FactorRecord) -> FactorRecord:
    """The factor with its secret, of 20 random bytes unless one was sent, and its configuration."""
    return replace(
        factor,
        secret=binding_of(wanted) or context.world.ids.base32_secret(),
        metadata=wanted.metadata,
        config=_adjusted(_usual(context.caller.service.totp), wanted),
    )


def binding(context: ServiceContext, factor: FactorRecord) -> types.TotpBinding:
    """Secret and URI, which only the creator sees."""
    return types.TotpBinding(factor.secret, uri(context.caller.service, factor))


def uri(service: ServiceRecord, factor: FactorRecord) -> str:
    """``otpauth://totp/…`` with its parts in the order of the example in twilio-oai."""
    config = factor.config
    assert config is not None
    issuer = _QUOTED[service.totp.issuer or service.friendly_name]
    return (
        f"otpauth://totp/{issuer}:{_QUOTED[factor.friendly_name]}?secret={factor.secret}&issuer={issuer}"
        f"&algorithm={config.alg.upper()}&digits={config.code_length}&period={config.time_step}"
    )


def changed(context: ServiceContext, wanted: types.UpdateFactorParams, factor: FactorRecord) -> FactorRecord:
    """The factor with what is given of its configuration; a change holds for later codes (guess)."""
    config = factor.config
    assert config is not None
    adjusted = _adjusted(config, wanted)
    return factor if adjusted is config else replace(factor, config=adjusted)


def verified(call: Call[types.UpdateFactorParams], factor: FactorRecord) -> FactorRecord:
    """The factor after its user showed a code. Raises MaxFactorAttempts once too many were wrong."""
    code, most = call.body.auth_payload or "", call.settings.factor_attempts
    check_length(code)
    if most and factor.attempts >= most:
        raise MaxFactorAttempts(reason=f"{factor.attempts} wrong codes were sent for {factor.sid}; delete it")
    match = check(call, factor, code)
    if match.step is None:
        call.reason = f"wrong code {factor.attempts + 1} of {most}: {match.reason}"
        return replace(factor, attempts=factor.attempts + 1)
    return factor.verified()


def check_length(code: str) -> None:
    """Refuse what cannot be a code (MidwestAccessCoalition/twilio-verify-devise); it is no attempt (guess).

    Raises InvalidRequest.
    """
    if not 3 <= len(code) <= 8:
        raise InvalidRequest.about("AuthPayload", "a TOTP code has 3 to 8 characters")


def check(context: ServiceContext, factor: FactorRecord, code: str, after_step: int = -1) -> Match:
    """Whether a code is of a step at most `skew` away, and of one later than `after_step`."""
    config = factor.config
    assert config is not None
    return of(factor).check(code, context.now, config.skew, after_step)


def of(factor: FactorRecord) -> Totp:
    """The parameters that the server shares with the user's authenticator."""
    config = factor.config
    assert config is not None
    return Totp(factor.secret, config.code_length, config.time_step, config.alg)


@lru_cache(maxsize=64)
def _usual(own: ServiceTotp) -> types.TotpConfig:
    """The configuration of factors about which nothing is said, in a service of these defaults."""
    return types.TotpConfig(
        alg="sha1",  # guess
        skew=_or(own.skew, 1),
        code_length=_or(own.code_length, 6),
        time_step=_or(own.time_step, 30),
    )


def _adjusted(config: types.TotpConfig, wanted: types.FactorParams) -> types.TotpConfig:
    if wanted.alg is None and wanted.skew is None and wanted.code_length is None and wanted.time_step is None:
        return config
    return types.TotpConfig(
        alg=wanted.alg or config.alg,
        skew=_or(wanted.skew, config.skew),
        code_length=_or(wanted.code_length, config.code_length),
        time_step=_or(wanted.time_step, config.time_step),
    )


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


_QUOTED: Remembered[str, str] = Remembered(lambda text: quote(text, safe=""))
"""Names as they stand in a URI: an app and its users' phones have few."""
