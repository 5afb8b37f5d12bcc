"""Operations on a user's TOTP factors."""

import hmac
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_okta.errors import InvalidPasscode, InvalidToken, NotFound, ValidationFailed
from mfa_okta.state import Call, Factor, User, add_factor

OLD = "Each code can only be used once. Please wait for a new code and try again."
WRONG = "Your passcode doesn't match our records. Please try again."


class Enrollment(msgspec.Struct, rename="camel"):
    """The body of `enrollFactor`."""

    factor_type: Literal["token:software:totp"]
    provider: Literal["OKTA", "GOOGLE"]


class PassCode(msgspec.Struct, rename="camel"):
    """The body of `activateFactor` and `verifyFactor`."""

    pass_code: str


def authenticate(call: Call[Any]) -> None:
    """Let in who sends ``Authorization: SSWS <token>`` with the organization's token."""
    given = call.request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"SSWS {call.state.token}".encode()):
        raise InvalidToken(reason="the Authorization header is not SSWS and the token of this organization")


def list_factors(call: Call[None]) -> list[dict[str, Any]]:
    """List the factors of a user, pending ones too."""
    found = call.state.factors.group("user", _user(call).id)
    return [_view(factor) for factor in found if _is_live(call, factor)]


def enroll_factor(call: Call[Enrollment]) -> dict[str, Any]:
    """Begin an enrollment: the answer alone holds the secret."""
    user = _user(call)
    known = [factor for factor in call.state.factors.group("user", user.id) if factor.provider == call.body.provider]
    if any(not factor.ends_at for factor in known):
        raise ValidationFailed("A factor of this type is already set up.", reason=f"{user.login} has one already")
    for pending in known:
        call.state.factors.delete(pending.id)
    ends_at = call.now + call.settings.activation_lifetime * SECOND
    factor = add_factor(call, user, call.body.provider, ends_at=ends_at)
    shown = {"sharedSecret": factor.secret, "timeStep": 30, "keyLength": 6, "encoding": "base32"}
    return _view(factor) | {"_embedded": {"activation": shown}}


def activate_factor(call: Call[PassCode]) -> dict[str, Any]:
    """Finish an enrollment by the first code."""
    factor = _factor(call)
    if not factor.ends_at:
        raise ValidationFailed("The factor is active.", reason=f"factor {factor.id} was activated before")
    return _view(_accept(call, replace(factor, ends_at=0)))


def verify_factor(call: Call[PassCode]) -> dict[str, str]:
    """Check a code of an active factor. Each code is taken once."""
    factor = _factor(call)
    if factor.ends_at:
        raise ValidationFailed("The factor is not active.", reason=f"factor {factor.id} waits for its activation")
    _accept(call, factor)
    return {"factorResult": "SUCCESS"}


def unenroll_factor(call: Call[None]) -> Reply:
    """Remove a factor."""
    call.state.factors.delete(_factor(call).id)
    return Reply(204)


def _user(call: Call[Any]) -> User:
    user = call.state.users.get(call.params["userId"])
    if user is None:
        raise NotFound(reason=f"no user has the id {call.params['userId']!r}")
    return user


def _factor(call: Call[Any]) -> Factor:
    user, factor = _user(call), call.state.factors.get(call.params["factorId"])
    if factor is None or factor.user_id != user.id or not _is_live(call, factor):
        raise NotFound(reason=f"{user.login} has no factor {call.params['factorId']!r} now")
    return factor


def _is_live(call: Call[Any], factor: Factor) -> bool:
    return not factor.ends_at or call.now < factor.ends_at


def _accept(call: Call[PassCode], factor: Factor) -> Factor:
    match = factor.totp.check(call.body.pass_code, call.now, call.settings.totp_window, factor.last_step)
    if match.step is None:
        raise InvalidPasscode(OLD if "used already" in match.reason else WRONG, reason=match.reason)
    return call.state.factors.put(replace(factor, last_step=match.step, updated_at=call.now))


def _view(factor: Factor) -> dict[str, Any]:
    return {
        "id": factor.id,
        "factorType": "token:software:totp",
        "provider": factor.provider,
        "vendorName": factor.provider,
        "status": factor.status,
        "created": rfc3339(factor.created_at),
        "lastUpdated": rfc3339(factor.updated_at),
    }
