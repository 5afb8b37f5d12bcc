"""The doors that reCAPTCHA Enterprise guards where a project enforces it.

Nothing here asks reCAPTCHA: the tokens of the setting `recaptcha_tokens` pass and all others do not, unless a blocking
function overrides that. Administrators need none.
"""

from typing import Literal, TypeAlias

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaEnforcementState

Override: TypeAlias = Literal["", "ALLOW", "BLOCK"]
"""The judgment that a blocking function puts in the place of reCAPTCHA's; empty for none."""


def require_email_token(call: Call[object], scope: Scope, token: str, *, judged_later: bool = False) -> None:
    """Refuse a client at a door of e-mail addresses without a token that passes.

    With `judged_later` any token will do, until `judge_email_token` has the word of a function. Raises
    `MissingRecaptchaToken`, upon which the JS SDK fetches one and tries again, or `InvalidRecaptchaToken`, which it
    knows.
    """
    if not _is_enforced(call, _state_of_emails(scope)):
        return
    if not token:
        raise _missing()
    if not judged_later:
        judge_email_token(call, scope, token)


def judge_email_token(call: Call[object], scope: Scope, token: str, override: Override = "") -> None:
    """Refuse a client whose token does not pass. Raises `InvalidRecaptchaToken`."""
    if _is_enforced(call, _state_of_emails(scope)) and not _passes(call, token, override):
        raise errors.InvalidRecaptchaToken(reason=_why(override))


def require_phone_token(call: Call[object], scope: Scope, token: str, *, judged_later: bool = False) -> None:
    """Refuse a client that wants a text message without a token that passes; with `judged_later` any token will do.

    Raises `MissingRecaptchaToken`, and what `judge_phone_token` does.
    """
    if not _is_enforced(call, _state_of_phones(scope)):
        return
    if not token:
        raise _missing()
    if not judged_later:
        judge_phone_token(call, scope, token)


def judge_phone_token(call: Call[object], scope: Scope, token: str, override: Override = "") -> None:
    """Refuse a client whose token does not pass. Raises `InvalidAppCredential` (firebase/firebase-js-sdk#9722)."""
    if _is_enforced(call, _state_of_phones(scope)) and not _passes(call, token, override):
        raise errors.InvalidAppCredential(reason=_why(override))


def _state_of_emails(scope: Scope) -> RecaptchaEnforcementState | None:
    config = scope.config.recaptcha_config
    return config.email_password_enforcement_state if config is not None else None


def _state_of_phones(scope: Scope) -> RecaptchaEnforcementState | None:
    config = scope.config.recaptcha_config
    return config.phone_enforcement_state if config is not None else None


def _is_enforced(call: Call[object], state: RecaptchaEnforcementState | None) -> bool:
    return state == "ENFORCE" and not call.caller.privileged


def _passes(call: Call[object], token: str, override: Override) -> bool:
    return override == "ALLOW" if override else token in call.settings.recaptcha_tokens


def _missing() -> errors.Refusal:
    return errors.MissingRecaptchaToken(reason="the project's recaptchaConfig is ENFORCE and no token was sent")


def _why(override: Override) -> str:
    if override:
        return "the blocking function answered recaptchaActionOverride BLOCK"
    return "the reCAPTCHA token is none of the setting recaptcha_tokens"
