"""A vendor made by hand: the emulator with answers that deviate, behind a port of its own."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

import msgspec

from mfa_emulator import Emulator
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

Body = dict[str, Any]


class Deviation(NamedTuple):
    """One operation whose answers differ from the emulator's, and how."""

    provider: str
    operation: str
    where: str
    """The place in the answer."""
    change: Callable[[Body], None] = lambda body: None
    status: int = 0
    scenario: str = ""
    """Steps of a scenario that shows it, and that the emulator itself passes."""


def setting(*path: str | int, to: Any) -> Callable[[Body], None]:
    """A change of one value of an answer."""

    def change(body: Any) -> None:
        *before, last = path
        for part in before:
            body = body[part]
        body[last] = to

    return change


def without(name: str) -> Callable[[Body], None]:
    """An answer without one of its fields."""
    return lambda body: body.pop(name)


SERVICE = "  - {call: CreateService, with: {FriendlyName: Owl}, save: {s: sid}}\n"
SENT = SERVICE + "  - {call: CreateVerification, with: {ServiceSid: '${s}', To: '+12025550101', Channel: sms}}\n"
ADA = "{email: ada@example.com, password: secret-1}"
SIGNED_UP = f"  - {{call: accounts.signUp, with: {ADA}, save: {{t: idToken}}}}\n"
DOZEN = (
    Deviation(
        "twilio_verify",
        "CreateService",
        "answer",
        status=200,
        scenario="  - {call: CreateService, with: {FriendlyName: Owl}, expect: {status: 201}}\n",
    ),
    Deviation(
        "twilio_verify",
        "FetchService",
        "answer 200.code_length",
        setting("code_length", to="6"),
        scenario=SERVICE + "  - {call: FetchService, with: {Sid: '${s}'}, expect: {body: {code_length: 6}}}\n",
    ),
    Deviation(
        "twilio_verify",
        "CreateVerification",
        "answer 201.status",
        setting("status", to="queued"),
        scenario=SERVICE
        + "  - call: CreateVerification\n    with: {ServiceSid: '${s}', To: '+12025550101', Channel: sms}\n"
        + "    expect: {body: {status: pending}}\n",
    ),
    Deviation(
        "twilio_verify",
        "CreateVerificationCheck",
        "answer 200.valid",
        without("valid"),
        scenario=SENT
        + "  - call: CreateVerificationCheck\n    with: {ServiceSid: '${s}', To: '+12025550101', Code: '0000'}\n"
        + "    expect: {body: {valid: false}}\n",
    ),
    Deviation(
        "twilio_verify",
        "FetchVerification",
        "answer 404.code",
        setting("code", to=20405),
        scenario=SERVICE
        + f"  - call: FetchVerification\n    with: {{ServiceSid: '${{s}}', Sid: VE{32 * '0'}}}\n"
        + "    expect: {status: 404, body: {code: 20404}}\n",
    ),
    Deviation(
        "twilio_verify",
        "ListService",
        "answer 200.paging",
        setting("paging", to={}),
        scenario="  - {call: ListService, expect: {body: {paging: {$absent: true}}}}\n",
    ),
    Deviation(
        "twilio_verify",
        "CreateRateLimit",
        "answer 201.description",
        setting("description", to=None),
        scenario=SERVICE
        + "  - call: CreateRateLimit\n    with: {ServiceSid: '${s}', UniqueName: ip, Description: By address}\n"
        + "    expect: {body: {description: By address}}\n",
    ),
    Deviation(
        "identity_toolkit",
        "accounts.signUp",
        "answer 200.localId",
        setting("localId", to=1234567),
        scenario=f"  - {{call: accounts.signUp, with: {ADA}, expect: {{body: {{localId: {{$matches: .}}}}}}}}\n",
    ),
    Deviation(
        "identity_toolkit",
        "accounts.sendOobCode",
        "answer",
        status=202,
        scenario=SIGNED_UP
        + "  - call: accounts.sendOobCode\n    with: {requestType: VERIFY_EMAIL, idToken: '${t}'}\n"
        + "    expect: {status: 200}\n",
    ),
    Deviation(
        "identity_toolkit",
        "accounts.signInWithPassword",
        "answer 400.error.message",
        setting("error", "message", to="BAD_PASSWORD"),
        scenario=SIGNED_UP
        + "  - call: accounts.signInWithPassword\n    with: {email: ada@example.com, password: wrong-one}\n"
        + "    expect: {status: 400, body: {error: {message: INVALID_PASSWORD}}}\n",
    ),
    Deviation(
        "identity_toolkit",
        "accounts.lookup",
        "answer 200.users[].emailVerified",
        setting("users", 0, "emailVerified", to="false"),
        scenario=SIGNED_UP
        + "  - call: accounts.lookup\n    with: {idToken: '${t}'}\n"
        + "    expect: {body: {users: [{emailVerified: false}]}}\n",
    ),
    Deviation(
        "identity_toolkit",
        "accounts.mfaEnrollment.start",
        "answer 400.error.message",
        setting("error", "message", to="EMAIL_NOT_VERIFIED"),
        scenario=SIGNED_UP
        + "  - call: accounts.mfaEnrollment.start\n    with: {idToken: '${t}', totpEnrollmentInfo: {}}\n"
        + "    expect: {status: 400, body: {error: {message: {$matches: ^UNVERIFIED_EMAIL}}}}\n",
    ),
)


@contextmanager
def vendor(deviations: Sequence[Deviation]) -> Iterator[Emulator]:
    """The vendor on a port."""
    providers = [
        _deviating(load(front), [one for one in deviations if one.provider == front.name]) for front in BUILT_IN
    ]
    with Emulator(freeze="2026-11-21T10:00:00Z", providers=providers) as emulator:
        yield emulator


def _deviating(provider: Any, deviations: Sequence[Deviation]) -> Any:
    by_id = {one.operation: one for one in deviations}

    def changed(reply: Reply, operation: str) -> Reply:
        deviation = by_id.get(operation)
        if deviation is None:
            return reply
        body = msgspec.json.decode(reply.body)
        refusal = deviation.where.startswith("answer 4")
        if refusal == (reply.status >= 400):
            deviation.change(body)
            reply.body = msgspec.json.encode(body)
            reply.status = deviation.status or reply.status
        return reply

    def handler_of(row: Any) -> Any:
        if row.id not in by_id:
            return row

        @wraps(row.handler)
        def handler(call: Any) -> Reply:
            return changed(Reply(row.status, provider.encode(row.handler(call))), row.id)

        return dataclasses.replace(row, handler=handler)

    return dataclasses.replace(
        provider,
        operations=tuple(map(handler_of, provider.operations)),
        render=lambda error, request, settings: changed(provider.render(error, request, settings), request.operation),
    )
