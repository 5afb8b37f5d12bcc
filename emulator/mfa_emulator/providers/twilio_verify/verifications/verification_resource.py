"""Verifications: a code is sent and lives ten minutes; create, fetch, update."""

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.twilio_verify import dates, idle_parameters, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import code_sending, obstacles, phone_numbers, verification_attempts
from mfa_emulator.providers.twilio_verify.errors.verifications import MaxSendAttempts
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.types import verifications as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing
from mfa_emulator.providers.twilio_verify.types.services import Channel
from mfa_emulator.providers.twilio_verify.verifications import rate_limit_counts, verification_lookup
from mfa_emulator.providers.twilio_verify.verifications import request_rules as rules

_CARRIER = {
    "mobile_country_code": "310",
    "type": "mobile",
    "error_code": None,
    "mobile_network_code": "000",
    "name": "Emulated Mobile",
}


def create(call: Call[types.CreateVerificationParams]) -> types.Verification:
    """Send a code. Within ten minutes the same address gets the same code and verification again."""
    channel = rules.check(call)
    plan = code_sending.plan(call, channel)
    old = verification_lookup.by_address(call, call.body.to)
    _check_sends(call, old)
    rate_limit_counts.check(call)
    pending = old if old is not None and old.status_at(call.now) == "pending" else None
    verification = _again(call, pending, channel) if pending else _new(call, old, channel)
    verification = code_sending.send(call, verification, plan)
    rate_limit_counts.count(call)
    verification_lookup.keep(call, verification)
    idle_parameters.of_verification(call, channel, by_template=plan.template is not None)
    return view(call, verification)


def fetch(call: Call[Nothing]) -> types.Verification:
    """A verification that is pending, canceled or out of checks, by SID or by address."""
    verification = verification_lookup.require_readable(call, call.params["Sid"])
    verification_lookup.count_fetch(call, verification)
    return view(call, verification)


def update(call: Call[types.UpdateVerificationParams]) -> types.Verification:
    """End a verification: approved or canceled. Both lift its limits (https://www.twilio.com/docs/errors/60203)."""
    verification = verification_lookup.require(call, call.params["Sid"])
    ended = verification_lookup.end(call, verification, call.body.status)
    if ended.status == "approved":
        verification_attempts.convert(call, ended)
    return view(call, ended)


def view(call: Call[object], verification: VerificationRecord) -> types.Verification:
    """The verification as clients see it."""
    service = call.caller.service
    status = verification.status_at(call.now)
    return types.Verification(
        sid=verification.sid,
        service_sid=service.sid,
        account_sid=service.account_sid,
        to=verification.to,
        channel=verification.channel,
        status=status,
        valid=status == "approved",
        lookup=_lookup(call, verification),
        amount=verification.amount,
        payee=verification.payee,
        send_code_attempts=[
            # In lower case (recorded); the examples of twilio-oai have SMS and EMAIL.
            types.SendCodeAttempt(dates.exact_date(send.at), send.channel, send.attempt_sid)
            for send in verification.sends
        ],
        date_created=dates.date(verification.created_at),
        date_updated=dates.date(verification.updated_at),
        sna=_sna(call, verification),
        url=f"{resource_urls.service_url(call, service.sid)}/Verifications/{verification.sid}",
    )


def _new(
    call: Call[types.CreateVerificationParams], old: VerificationRecord | None, channel: Channel
) -> VerificationRecord:
    body, service = call.body, call.caller.service
    # What a spent verification sent still counts until it would have expired.
    spent = old if old is not None and verification_lookup.is_spent(call, old) else None
    return VerificationRecord(
        number=call.state.next_number(),
        sid="VE" + call.world.ids.hex(32),
        to=body.to,
        channel=channel,
        code=rules.new_code(call, service.code_length),
        created_at=call.now,
        updated_at=call.now,
        expires_at=call.now + int(call.settings.verification_validity) * SECOND,
        amount=body.amount if service.psd2_enabled else None,
        payee=body.payee if service.psd2_enabled else None,
        earlier_sends=spent.earlier_sends + len(spent.sends) if spent else 0,
    )


def _again(call: Call[types.CreateVerificationParams], old: VerificationRecord, channel: Channel) -> VerificationRecord:
    body, psd2 = call.body, call.caller.service.psd2_enabled
    extended = call.now + int(call.settings.verification_validity) * SECOND
    return replace(
        old,
        channel=channel,
        updated_at=call.now,
        code=body.custom_code or old.code,
        amount=body.amount if psd2 else None,
        payee=body.payee if psd2 else None,
        expires_at=extended if call.settings.resend_extends else old.expires_at,
    )


def _check_sends(call: Call[types.CreateVerificationParams], old: VerificationRecord | None) -> None:
    most = call.settings.send_attempts
    if old is None or not most or not (old.status_at(call.now) == "pending" or verification_lookup.is_spent(call, old)):
        return
    verification_lookup.check_spent(call, old)
    sent = old.earlier_sends + len(old.sends)
    if sent >= most:
        raise MaxSendAttempts(
            reason=f"{sent} codes were sent to {old.to}; the limit of {most} is lifted by approval, cancelation "
            f"or at {rfc3339(old.expires_at)}"
        )


def _lookup(context: ServiceContext, verification: VerificationRecord) -> JsonObject:
    """The carrier, null unless lookups are on (recorded); sna asks it in any case."""
    wanted = context.caller.service.lookup_enabled or verification.channel == "sna"
    known = wanted and phone_numbers.is_phone_number(verification.to)
    if not known:
        return {"carrier": None}
    kind = "landline" if obstacles.is_landline(context, verification.to) else "mobile"
    return {"carrier": {**_CARRIER, "type": kind}}


def _sna(call: Call[object], verification: VerificationRecord) -> dict[str, str] | msgspec.UnsetType:
    if verification.channel != "sna":
        return msgspec.UNSET
    url = f"{resource_urls.service_url(call, call.caller.service.sid)}/Verifications/{verification.sid}/Sna"
    return {"url": f"{url}?data={verification.sna_token}"}
