"""The doors that reCAPTCHA Enterprise guards where a project enforces it.

Nothing here asks reCAPTCHA: the tokens of the setting `recaptcha_tokens` pass and all others do not. Administrators
need none.
"""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaEnforcementState


def require_email_token(call: Call[object], scope: Scope, token: str) -> None:
    """Refuse a client at a door of e-mail addresses without a token that passes.

    Raises `MissingRecaptchaToken`, upon which the JS SDK fetches one and tries again, or `InvalidRecaptchaToken`,
    which it knows.
    """
    config = scope.config.recaptcha_config
    if config is not None and _is_refused(call, config.email_password_enforcement_state, token):
        _require_any(token)
        raise errors.InvalidRecaptchaToken(reason="the reCAPTCHA token is none of the setting recaptcha_tokens")


def require_phone_token(call: Call[object], scope: Scope, token: str) -> None:
    """Refuse a client that wants a text message without a token that passes.

    Raises `MissingRecaptchaToken` or `InvalidAppCredential` (firebase/firebase-js-sdk#9722).
    """
    config = scope.config.recaptcha_config
    if config is not None and _is_refused(call, config.phone_enforcement_state, token):
        _require_any(token)
        raise errors.InvalidAppCredential(reason="the reCAPTCHA token is none of the setting recaptcha_tokens")


def _is_refused(call: Call[object], state: RecaptchaEnforcementState | None, token: str) -> bool:
    return state == "ENFORCE" and not call.caller.privileged and token not in call.settings.recaptcha_tokens


def _require_any(token: str) -> None:
    if not token:
        raise errors.MissingRecaptchaToken(reason="the project's recaptchaConfig is ENFORCE and no token was sent")
