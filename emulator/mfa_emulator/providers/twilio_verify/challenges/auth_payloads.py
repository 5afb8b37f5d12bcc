"""Answers to challenges: TOTP codes, signatures of phones, and taps of their users."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.challenges import challenge_lookup as one
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors.factors import ChallengeVerificationFailed
from mfa_emulator.providers.twilio_verify.factors import totp_factors
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types.challenges import Challenge

SIGNED_FIELDS = "Twilio-Verify-Signature-Fields"
Answer = Literal["approved", "denied"]


def judge_code(call: Call[object], factor: FactorRecord, challenge: ChallengeRecord, code: str) -> ChallengeRecord:
    """The challenge after a TOTP code: approved, or still pending with one attempt less.

    A code that approved an earlier challenge of the factor does not approve another (guess; `totp_replay`).
    """
    totp_factors.check_length(code)
    after = factor.last_step if call.settings.totp_replay == "deny" else -1
    match = totp_factors.check(call, factor, code, after)
    if match.step is not None:
        call.caller.data.factors.put(replace(factor, last_step=max(match.step, factor.last_step)))
        return responded(challenge, "approved", call.now)
    reason = f"wrong code {challenge.attempts + 1} of {call.settings.challenge_attempts}: {match.reason}"
    failed = replace(challenge, attempts=challenge.attempts + 1, updated_at=call.now)
    if call.settings.totp_wrong_code == "403":
        # Only an existing challenge counts the attempt: a refused creation leaves nothing behind.
        if call.caller.data.challenges.get(challenge.number) is not None:
            call.caller.data.challenges.put(failed)
        raise ChallengeVerificationFailed(reason=reason)
    call.reason = reason
    return failed


def judge_signed(call: Call[object], factor: FactorRecord, challenge: ChallengeRecord, payload: str) -> ChallengeRecord:
    """The challenge after its phone's answer, a token of the factor's key that repeats the challenge.

    Claims: the fields that were named in ``Twilio-Verify-Signature-Fields``, as they were sent, with `status`
    replaced by ``approved`` or ``denied`` (verify-android). Raises ChallengeVerificationFailed; it stays pending then.
    """
    try:
        _, claims = ecdsa_signatures.read_token(ecdsa_signatures.public_key(factor.public_key), payload)
        status = _answer(claims.get("status"))
        sent = msgspec.json.decode(msgspec.json.encode(one.view(call, challenge)))
        compared = sent if call.settings.device_compares_all_fields else ("sid", "factor_sid")
        for name in compared:
            # URLs differ when phone and backend reach us by different hosts.
            if name not in ("status", "url", "links") and claims.get(name) != sent[name]:
                raise BadToken(f"its {name} is {claims.get(name)!r}, the challenge's is {sent[name]!r}")
    except BadToken as error:
        raise ChallengeVerificationFailed(reason=f"AuthPayload: {error}") from None
    return responded(challenge, status, call.now)


def _answer(status: Json) -> Answer:
    if status == "approved":
        return "approved"
    if status == "denied":
        return "denied"
    raise BadToken(f"its status is {status!r}, neither approved nor denied")


def responded(challenge: ChallengeRecord, status: Answer, now: int) -> ChallengeRecord:
    """The challenge with its answer."""
    return replace(challenge, status=status, responded_at=now, updated_at=now)


def signed_fields(challenge: Challenge) -> Reply:
    """The challenge for a phone: without the header that names the fields to sign it cannot answer (verify-android)."""
    names = ",".join(challenge.__struct_fields__)
    return Reply(200, msgspec.json.encode(challenge), ((SIGNED_FIELDS, names),))
