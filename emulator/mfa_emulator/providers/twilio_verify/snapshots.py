"""Check of a restored state: only what calls could have led to, whatever somebody wrote into the document."""

import msgspec

from mfa_emulator.core.otp.totp import Totp, checked
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData, VerifyState


def check(state: VerifyState) -> None:
    """Refuse factors that could not be used and what hangs in the air. Raises ValueError."""
    for service in state.services:
        if service.account_sid not in state.accounts:
            raise ValueError(f"service {service.sid} belongs to no account")
    for data in state.data.values():
        msgspec.convert(data.last, dict[str, int])
        for factor in data.factors:
            _check_factor(data, factor)
        for challenge in data.challenges:
            _check_challenge(data, challenge)


def _check_factor(data: ServiceData, factor: FactorRecord) -> None:
    part = {"totp": factor.config, "push": factor.push, "passkeys": factor.passkeys}[factor.factor_type]
    if part is None or (factor.factor_type == "passkeys" and factor.status == "verified" and factor.passkey is None):
        raise ValueError(f"factor {factor.sid} is not a whole {factor.factor_type} factor")
    if factor.factor_type == "totp" and factor.config is not None:
        checked(Totp(factor.secret, factor.config.code_length, factor.config.time_step))
    entity = data.entities.by("sid", factor.entity_sid)
    if entity is None or entity.identity != factor.identity:
        raise ValueError(f"factor {factor.sid} belongs to no entity")


def _check_challenge(data: ServiceData, challenge: ChallengeRecord) -> None:
    factor = data.factors.by("sid", challenge.factor_sid)
    anybodys = challenge.factor_type == "passkeys" and not challenge.factor_sid  # whichever passkey answers it
    if not anybodys and (factor is None or factor.factor_type != challenge.factor_type):
        raise ValueError(f"challenge {challenge.sid} is of no {challenge.factor_type} factor")
    if (challenge.status == "pending") != (challenge.responded_at is None):
        raise ValueError(f"challenge {challenge.sid} is {challenge.status}, and says otherwise when it was answered")
