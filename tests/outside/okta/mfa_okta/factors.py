"""Operations on a user's TOTP factors."""

import hmac
from typing import Any, Literal

import msgspec

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.people.records import FactorRecord, PersonRecord
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_okta.errors import InvalidPasscode, InvalidToken, NotFound, ValidationFailed
from mfa_okta.state import Call

TOTP, PENDING, ACTIVE = "token:software:totp", "PENDING_ACTIVATION", "ACTIVE"


class Enrollment(msgspec.Struct, rename="camel"):
    """The body of `enrollFactor`."""

    factor_type: Literal["token:software:totp"]
    provider: Literal["OKTA"]


class PassCode(msgspec.Struct, rename="camel"):
    """The body of `activateFactor` and `verifyFactor`."""

    pass_code: str


def authenticate(call: Call[Any]) -> None:
    """Let in a caller with the organization's token."""
    given = call.request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"SSWS {call.state.token}".encode()):
        raise InvalidToken(reason="the Authorization header is not: SSWS, a space and this organization's token")


def list_factors(call: Call[None]) -> list[dict[str, Any]]:
    """List a user's factors, pending ones too."""
    return [_view(factor) for factor in call.state.factors_of(_user(call).id, call.now)]


def enroll_factor(call: Call[Enrollment]) -> dict[str, Any]:
    """Begin an enrollment. Only this answer holds the secret."""
    user = _user(call)
    for factor in call.state.factors_of(user.id, call.now):
        if factor.status == ACTIVE:
            raise ValidationFailed("A factor of this type is already set up.", reason=f"{factor.id} is active")
        call.state.factors.delete(factor.id)
    ends_at = call.now + call.settings.activation_lifetime * SECOND
    factor = call.state.add_totp(call.world, user.id, TOTP, PENDING, ends_at=ends_at)
    activation = {"sharedSecret": factor.secret, "timeStep": 30, "keyLength": 6, "encoding": "base32"}
    return _view(factor) | {"_embedded": {"activation": activation}}


def activate_factor(call: Call[PassCode]) -> dict[str, Any]:
    """Finish an enrollment by its first code."""
    _check(call, _factor(call), PENDING)
    return _view(_factor(call))


def verify_factor(call: Call[PassCode]) -> dict[str, str]:
    """Check a code of an active factor. Each code is taken once."""
    _check(call, _factor(call), ACTIVE)
    return {"factorResult": "SUCCESS"}


def unenroll_factor(call: Call[None]) -> Reply:
    """Remove a factor."""
    call.state.factors.delete(_factor(call).id)
    return Reply(204)


def _user(call: Call[Any]) -> PersonRecord:
    user = call.state.find(call.params["userId"])
    if user is None:
        raise NotFound(reason=f"no user has the id or the login {call.params['userId']!r}")
    return user


def _factor(call: Call[Any]) -> FactorRecord:
    user, factor = _user(call), call.state.factors.live(call.params["factorId"], call.now)
    if factor is None or factor.person_id != user.id:
        raise NotFound(reason=f"{user.name} has no factor {call.params['factorId']!r} (any more)")
    return factor


def _check(call: Call[PassCode], factor: FactorRecord, status: str) -> None:
    if factor.status != status:
        raise ValidationFailed(f"The factor is {factor.status}.", reason=f"only a factor that is {status} takes this")
    match = call.state.accept(factor, call.body.pass_code, call.now, call.settings.totp_window, ACTIVE)
    if match.step is None:
        raise InvalidPasscode("Your passcode doesn't match our records. Please try again.", reason=match.reason)


def _view(factor: FactorRecord) -> dict[str, Any]:
    times = {"created": rfc3339(factor.created_at), "lastUpdated": rfc3339(factor.updated_at)}
    return {"id": factor.id, "factorType": factor.kind, "provider": "OKTA", "status": factor.status, **times}
