"""Replies of blocking functions: what they change in the account and in the session, or that they refuse."""

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.errors import BadBody
from mfa_emulator.core.http import json
from mfa_emulator.core.http.deliveries import Attempt
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import Override
from mfa_emulator.providers.identity_toolkit.configuration.triggers import Event
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import check_custom_attributes, too_deep

_TEXTS = {"displayName": "display_name", "photoUrl": "photo_url"}
_SWITCHES = {"disabled": "disabled", "emailVerified": "email_verified"}

_OVERLOADED = (429, 500, 503)


class Changes(msgspec.Struct, frozen=True):
    """The changes that a function asks for."""

    user: dict[str, str | bool] = {}
    """Attributes of the account."""
    session: JsonObject = {}
    """Claims of the session."""
    override: Override = ""
    """Its judgment in the place of reCAPTCHA's."""

    def of(self, user: User) -> User:
        """The account with the changes."""
        return replace(user, **self.user)


NOTHING = Changes()


def read(attempt: Attempt, url: str, event: Event, settings: Settings) -> Changes:
    """The changes in a function's reply.

    Raises `BlockingFunctionErrorResponse` when it refuses or answers what cannot be read, an error of custom claims
    when it sets bad ones, and in production's words `BackendError` when it fails.
    """
    reply = _read(attempt, url, settings)
    judgment = _override(reply)
    record = reply.get("userRecord") if isinstance(reply, dict) else None
    if not record:
        return Changes(override=judgment)
    mask = record.get("updateMask") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(mask, str) or not mask:
        raise _refusal(
            "((Response UserRecord is missing updateMask.))",
            f"{url} answered a userRecord without updateMask",
            settings,
        )
    return replace(_changes(record, mask.split(","), event, settings), override=judgment)


def override(attempt: Attempt, url: str, settings: Settings) -> Override:
    """The judgment of reCAPTCHA that a function wants for a message that is about to go out; empty: reCAPTCHA's own.

    Raises `BlockingFunctionErrorResponse` and `BackendError` as `read` does.
    """
    return _override(_read(attempt, url, settings))


def _read(attempt: Attempt, url: str, settings: Settings) -> Json:
    if not 200 <= attempt.status < 300:
        raise _failure(attempt, url, settings)
    try:
        return json.read(attempt.answer.encode())
    except BadBody:
        raise _refusal(
            "((Response body is not valid JSON.))", f"{url} answered {attempt.answer[:200]!r}", settings, status=500
        ) from None


def _override(reply: Json) -> Override:
    """The member of that name; any other value means nothing, as other unknown members do."""
    wanted = reply.get("recaptchaActionOverride") if isinstance(reply, dict) else None
    return "ALLOW" if wanted == "ALLOW" else "BLOCK" if wanted == "BLOCK" else ""


def _changes(record: dict[str, Json], fields: list[str], event: Event, settings: Settings) -> Changes:
    """The changes of the fields that the mask names. It may name fields that mean nothing."""
    user: dict[str, str | bool] = {}
    session: JsonObject = {}
    for field in fields:
        value = record.get(field)
        if field in _TEXTS:
            user[_TEXTS[field]] = _text(value)
        elif field in _SWITCHES:
            user[_SWITCHES[field]] = bool(value)
        elif field == "customClaims":
            user["custom_attributes"] = _claims(value)
        elif field == "sessionClaims" and event == "beforeSignIn":
            session = _session(value, settings)
    return Changes(user, session)


def _text(value: Json) -> str:
    """The value as text: a number is taken for one, anything that is no plain value for none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _claims(value: Json) -> str:
    text = "" if value is None else msgspec.json.encode(value).decode()
    check_custom_attributes(text)
    return text


def _session(value: Json, settings: Settings) -> JsonObject:
    if value is None:
        return {}
    if not isinstance(value, dict) or too_deep(value):
        reason = "the function's sessionClaims are no object, or nested too deep"
        raise _refusal("((Response has malformed session claims.))", reason, settings)
    return value


def _failure(attempt: Attempt, url: str, settings: Settings) -> Refusal | errors.BackendError:
    """The error for a function that refused, failed, or could not be asked."""
    official = settings.blocking_function_errors == "official"
    if attempt.status == 0:
        late = attempt.error.startswith(TimeoutError.__name__)
        text = "Deadline exceeded making request to" if late else "Failed to make request to"
        if official:
            return _refusal(f"(({text} {url}.))", f"{url}: {attempt.error}", settings, status=500)
        # Production's words for a function that is not there are not known.
        words = "Cloud function deadline exceeded." if late else f"{text} the Cloud function."
        return _refusal(words, f"{url}: {attempt.error}", settings)
    reason = f"the blocking function {url} answered {attempt.status}: {attempt.answer[:500]}"
    if official:
        text = f"((HTTP request to {url} returned HTTP error {attempt.status}: {attempt.answer}))"
        return _refusal(text, reason, settings)
    if attempt.status in _OVERLOADED:
        failed = errors.BackendError("Error code: 47", reason=reason)
        failed.status = 503
        return failed
    return _refusal(f"HTTP Cloud Function returned an error: {attempt.answer}", reason, settings)


def _refusal(text: str, reason: str, settings: Settings, status: int = 400) -> Refusal:
    """The refusal. Only the official emulator tells failures of its own side by their status."""
    refusal = errors.BlockingFunctionErrorResponse(text, reason=reason)
    refusal.status = status if settings.blocking_function_errors == "official" else 400
    return refusal
