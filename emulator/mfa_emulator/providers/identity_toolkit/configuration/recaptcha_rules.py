"""Rules for a reCAPTCHA configuration, as production is recorded to have them."""

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaAction, RecaptchaConfig

_ON = ("AUDIT", "ENFORCE")


def check(context: Context, config: RecaptchaConfig | None) -> None:
    """Refuse what could not be obeyed.

    Raises `InvalidConfig`, `InvalidRecaptchaPhoneAuthConfiguration` or, where keys are not for writing,
    `InvalidSiteKey`.
    """
    if config is None:
        return
    for rule in config.managed_rules or ():
        _check_rule(rule.action, rule.end_score)
    for toll in config.toll_fraud_managed_rules or ():
        _check_rule(toll.action, toll.start_score)
    scored = config.use_sms_bot_score or config.use_sms_toll_fraud_protection
    if scored and config.phone_enforcement_state not in _ON:
        raise errors.InvalidRecaptchaPhoneAuthConfiguration(
            reason=f"useSmsBotScore and useSmsTollFraudProtection need phoneEnforcementState {' or '.join(_ON)}"
        )
    if config.recaptcha_keys and not context.settings.recaptcha_keys_written:
        raise errors.InvalidSiteKey(reason="recaptcha_keys_written is false: keys are Google's own to make")


def _check_rule(action: RecaptchaAction | None, score: float | None) -> None:
    if action != "BLOCK":
        raise errors.InvalidConfig(reason="a managed rule of recaptchaConfig has no action")
    tenths = (score or 0) * 10
    if not 0 <= tenths <= 10 or abs(tenths - round(tenths)) > 1e-9:
        raise errors.InvalidConfig(reason=f"a managed rule's score is {score}, not one of 0, 0.1 … 1")
