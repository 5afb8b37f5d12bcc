"""The URL that a phone opens over its carrier's network for silent network authentication.

In production it belongs to the carrier; here the client that opens it is the phone with that number.
"""

import hmac

import msgspec
from msgspec.structs import replace

from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData
from mfa_emulator.providers.twilio_verify.types.verifications import VisitSnaParams


class Invocation(msgspec.Struct, rename="camel"):
    """Answer of the URL; the token only if the verification asked for one."""

    error_code: str
    sna_client_token: str | None


def visit(call: Call[VisitSnaParams]) -> Invocation:
    """The phone shows that it has the number."""
    sid = call.params["Sid"]
    data: ServiceData | None = call.state.data.get(call.params["ServiceSid"])
    verification = data.verifications.by("sid", sid) if data is not None else None
    if data is None or verification is None or not _is_token(verification, call.body.data):
        raise NotFound(reason=f"no sna verification {sid} with this data")
    if verification.status_at(call.now) != "pending":
        raise NotFound(reason=f"verification {sid} is {verification.status_at(call.now)}")
    data.verifications.put(replace(verification, sna_visited=True))
    return Invocation("0", verification.sna_client_token or None)


def _is_token(verification: VerificationRecord, sent: str) -> bool:
    token = verification.sna_token
    return bool(token) and hmac.compare_digest(token.encode(), sent.encode())
