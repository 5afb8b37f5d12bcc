"""Configuration of a project or tenant as its apps read it."""

from collections.abc import Mapping

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import legacy_config
from mfa_emulator.providers.identity_toolkit.configuration.password_policy import (
    LONGEST,
    NON_ALPHANUMERIC,
    SCHEMA_VERSION,
    SHORTEST,
    options_of,
)
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tenancy import project_of, scope_of
from mfa_emulator.providers.identity_toolkit.types.client_info import ClientType
from mfa_emulator.providers.identity_toolkit.types.configuration import recaptcha
from mfa_emulator.providers.identity_toolkit.types.configuration.client_config import (
    EnforcementState,
    GetProjectConfigResponse,
    GetRecaptchaParamResponse,
    RecaptchaConfig,
    RecaptchaEnforcementState,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import (
    CustomStrengthOptions,
    PasswordPolicy,
    PasswordPolicyConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import (
    GetPasswordPolicyRequest,
    GetProjectConfigRequest,
    GetRecaptchaConfigRequest,
)

_STATES: Mapping[recaptcha.RecaptchaEnforcementState | None, EnforcementState] = {
    "OFF": "OFF",
    "AUDIT": "AUDIT",
    "ENFORCE": "ENFORCE",
}
_PLATFORMS: Mapping[ClientType, recaptcha.RecaptchaKeyPlatform] = {
    "CLIENT_TYPE_WEB": "WEB",
    "CLIENT_TYPE_ANDROID": "ANDROID",
    "CLIENT_TYPE_IOS": "IOS",
}


def get_project_config(call: Call[GetProjectConfigRequest]) -> GetProjectConfigResponse:
    """The project's number and the domains that its apps may run on; for an administrator much more (documented)."""
    project = project_of(call)
    answer = GetProjectConfigResponse(
        project_id=call.settings.project_number, authorized_domains=project.config.authorized_domains or ()
    )
    return legacy_config.for_administrators(answer, project) if call.caller.privileged else answer


def get_recaptcha_params(call: Call[None]) -> GetRecaptchaParamResponse:
    """Obviously fake keys, as the official emulator's: they show in reCAPTCHA's refusal.

    `producerProjectNumber` is left out as it is there, so that Android apps do not ask Play Integrity.
    """
    return GetRecaptchaParamResponse(
        kind="identitytoolkit#GetRecaptchaParamResponse",
        recaptcha_site_key="fake-site-key-of-mfa-emulator",
        recaptcha_stoken="fake-secure-token-of-mfa-emulator",
    )


def get_recaptcha_config(call: Call[GetRecaptchaConfigRequest]) -> RecaptchaConfig:
    """The ways to sign in that reCAPTCHA Enterprise guards, and the asking platform's key where it guards any.

    SDKs read it before they send a text message. Without a key the JS SDK goes on with its own verifier.
    """
    _check_client(call)
    config = scope_of(call).config.recaptcha_config or recaptcha.RecaptchaConfig()
    unset = call.settings.unset_recaptcha_state
    email = _STATES.get(config.email_password_enforcement_state, unset)
    phone = _STATES.get(config.phone_enforcement_state, unset)
    return RecaptchaConfig(
        recaptcha_enforcement_state=(
            RecaptchaEnforcementState(provider="EMAIL_PASSWORD_PROVIDER", enforcement_state=email),
            RecaptchaEnforcementState(provider="PHONE_PROVIDER", enforcement_state=phone),
        ),
        recaptcha_key=_key(call, config) if {email, phone} & {"AUDIT", "ENFORCE"} else None,
        use_sms_bot_score=config.use_sms_bot_score,
        use_sms_toll_fraud_protection=config.use_sms_toll_fraud_protection,
    )


def get_password_policy(call: Call[GetPasswordPolicyRequest]) -> PasswordPolicy:
    """The demands on passwords, for apps that check them before they send them."""
    policy = scope_of(call).config.password_policy_config
    if policy is None and call.settings.unset_policy_shown == "enforced":
        options = CustomStrengthOptions(min_password_length=SHORTEST, max_password_length=LONGEST)
        return PasswordPolicy(
            custom_strength_options=options, enforcement_state="ENFORCE", schema_version=SCHEMA_VERSION
        )
    policy = policy or PasswordPolicyConfig()
    options = options_of(policy)
    named = options.contains_non_alphanumeric_character or call.settings.unset_policy_shown == "off"
    return PasswordPolicy(
        allowed_non_alphanumeric_characters=tuple(NON_ALPHANUMERIC) if named else None,
        custom_strength_options=options,
        enforcement_state="ENFORCE" if policy.password_policy_enforcement_state == "ENFORCE" else "OFF",
        force_upgrade_on_signin=bool(policy.force_upgrade_on_signin),
        schema_version=SCHEMA_VERSION,
    )


def _check_client(call: Call[GetRecaptchaConfigRequest]) -> None:
    if call.settings.recaptcha_client_named and call.body.client_type == "CLIENT_TYPE_UNSPECIFIED":
        raise errors.MissingClientType(reason="the request has no clientType")
    if call.settings.recaptcha_client_named and call.body.version == "RECAPTCHA_VERSION_UNSPECIFIED":
        raise errors.MissingRecaptchaVersion(reason="the request has no version")


def _key(call: Call[GetRecaptchaConfigRequest], config: recaptcha.RecaptchaConfig) -> str:
    """The configured key of the platform; that one which names none is taken for a web page is a guess.

    Production makes keys of its own where none are configured; here such a key is obviously fake.
    """
    platform = _PLATFORMS.get(call.body.client_type, "WEB")
    keys = (each.key for each in config.recaptcha_keys or () if each.type == platform and each.key)
    return next(keys, f"projects/{project_of(call).project_id}/keys/fake-{platform.lower()}-key-of-mfa-emulator")
