"""VerificationCheck: the comparison of a code with the one that was sent."""

import hmac
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from mfa_emulator.providers.twilio_verify import dates, idle_parameters
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import magic_phone_numbers, obstacles, verification_attempts
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter, NotFound
from mfa_emulator.providers.twilio_verify.errors.verifications import (
    MaxCheckAttempts,
    MissingPsd2Parameter,
    MissingToOrSid,
)
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.types import verifications as types
from mfa_emulator.providers.twilio_verify.verifications import request_rules, verification_lookup

SNA_IN_PROGRESS = 60519
SNA_TOKEN_MISMATCH = 60510  # the general one, since none of them names the client token
Params = types.CreateVerificationCheckParams


def create(call: Call[Params]) -> types.VerificationCheck:
    """Check a code. A wrong one is answered 200 and `pending`, the right one takes the verification away."""
    verification = _find(call)
    idle_parameters.of_check(call, verification)
    if verification.channel == "sna":
        return _check_sna(call, verification)
    code = call.body.code
    if code is None:
        raise InvalidParameter.about("Code", "it may be left out for sna only")
    _check_payment(call)
    why = _wrong(call, verification, code)
    if not why:
        return _approve(call, verification)
    return _fail(call, verification, why)


def view(
    call: Call[Params],
    verification: VerificationRecord,
    sna_errors: Sequence[types.SnaAttemptError] = (),
) -> types.VerificationCheck:
    """The verification as a check shows it: the wrong check that uses it up is answered `pending` still."""
    service = call.caller.service
    return types.VerificationCheck(
        sid=verification.sid,
        service_sid=service.sid,
        account_sid=service.account_sid,
        to=verification.to,
        channel=verification.channel,
        status="approved" if verification.status == "approved" else "pending",
        valid=verification.status == "approved",
        amount=verification.amount,
        payee=verification.payee,
        date_created=dates.date(verification.created_at),
        date_updated=dates.date(verification.updated_at),
        sna_attempts_error_codes=list(sna_errors) if verification.channel == "sna" else msgspec.UNSET,
    )


def _find(call: Call[Params]) -> VerificationRecord:
    text = call.body.verification_sid or call.body.to
    if not text:
        raise MissingToOrSid(reason="neither To nor VerificationSid was sent")
    if not call.body.verification_sid:
        request_rules.check_any_address(call, text)
    verification = verification_lookup.find(call, text)
    if (
        verification is not None
        and verification_lookup.is_spent(call, verification)
        and call.settings.after_max_checks == "429"
    ):
        raise MaxCheckAttempts(reason=verification_lookup.why_not(call, text, verification))
    if verification is None or verification.status_at(call.now) != "pending":
        raise NotFound(reason=verification_lookup.why_not(call, text, verification))
    if call.body.verification_sid and call.body.to not in (None, verification.to):
        raise NotFound(reason=f"{verification.sid} is of {verification.to}, not of {call.body.to}")
    return verification


def _check_payment(call: Call[Params]) -> None:
    if call.caller.service.psd2_enabled and not (call.body.amount and call.body.payee):
        raise MissingPsd2Parameter(reason="the service has psd2_enabled: Amount and Payee are needed")  # guess


def _wrong(call: Call[Params], verification: VerificationRecord, code: str) -> str:
    """The reason why the code is wrong; empty when it is right."""
    body = call.body
    if (
        call.settings.magic_numbers
        and verification.to == magic_phone_numbers.ACCEPTED
        and code == magic_phone_numbers.CODE
    ):
        return ""
    if not hmac.compare_digest(code.encode(), verification.code.encode()):
        return f"wrong code; one of {len(verification.code)} digits was sent by {verification.channel}"
    if call.caller.service.psd2_enabled and (body.amount, body.payee) != (verification.amount, verification.payee):
        return "Amount and Payee are not those that the code was sent with"
    return ""


def _approve(call: Call[Params], verification: VerificationRecord) -> types.VerificationCheck:
    approved = verification_lookup.end(call, replace(verification, checks=verification.checks + 1), "approved")
    verification_attempts.convert(call, approved)
    return view(call, approved)


def _fail(call: Call[Params], verification: VerificationRecord, why: str) -> types.VerificationCheck:
    most = call.settings.check_attempts
    failed = replace(verification, checks=verification.checks + 1, updated_at=call.now)
    call.reason = f"check {failed.checks} of {most}: {why}"
    if most and failed.checks >= most:
        return view(call, verification_lookup.end(call, failed, "max_attempts_reached"))
    return view(call, call.caller.data.verifications.put(failed))


def _check_sna(call: Call[Params], verification: VerificationRecord) -> types.VerificationCheck:
    attempt = verification.sends[-1].attempt_sid
    if not verification.sna_visited:
        call.reason = "the phone has not opened the sna URL yet"
        return view(call, verification, [types.SnaAttemptError(attempt, SNA_IN_PROGRESS)])
    refused = obstacles.sna_result(call)
    if refused:
        call.reason = f"sna fails with {refused} (sna_result)"
        return view(call, verification, [types.SnaAttemptError(attempt, refused)])
    if verification.sna_client_token and call.body.sna_client_token != verification.sna_client_token:
        call.reason = "SnaClientToken is not the token that the sna URL answered"
        return view(call, verification, [types.SnaAttemptError(attempt, SNA_TOKEN_MISMATCH)])
    return _approve(call, verification)
