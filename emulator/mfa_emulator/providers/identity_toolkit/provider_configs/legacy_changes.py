"""Changes of a project's configuration in the words of v3."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import config_changes
from mfa_emulator.providers.identity_toolkit.configuration.legacy_config import PROVIDERS
from mfa_emulator.providers.identity_toolkit.configuration.sending import sending_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.provider_configs.default_configs import checked
from mfa_emulator.providers.identity_toolkit.records import IdentityProviders
from mfa_emulator.providers.identity_toolkit.state import Project
from mfa_emulator.providers.identity_toolkit.tenancy import project_of
from mfa_emulator.providers.identity_toolkit.types.configuration import client_config, notifications
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import DefaultSupportedIdpConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import Anonymous, Email, SignInConfig
from mfa_emulator.providers.identity_toolkit.types.relyingparty import (
    RelyingpartySetProjectConfigRequest,
    RelyingpartySetProjectConfigResponse,
)

SetCall = Call[RelyingpartySetProjectConfigRequest]


def set_project_config(call: Call[RelyingpartySetProjectConfigRequest]) -> RelyingpartySetProjectConfigResponse:
    """Write what is given; all else stays. Raises what a change by `projects.updateConfig` does."""
    if not call.caller.privileged:
        raise errors.InsufficientPermission(reason="setProjectConfig needs 'Authorization: Bearer owner'")
    project = project_of(call)
    providers = _providers(call, project)
    project.config = config_changes.stored(call, project.config, _changed(call, project.config))
    project.identity_providers = providers
    return RelyingpartySetProjectConfigResponse(project_id=project.project_id)


def _changed(call: SetCall, config: Config) -> Config:
    body, sign_in = call.body, config.sign_in or SignInConfig()
    if body.allow_password_user is not None:
        sign_in = replace(sign_in, email=replace(sign_in.email or Email(), enabled=body.allow_password_user))
    if body.enable_anonymous_user is not None:
        sign_in = replace(sign_in, anonymous=Anonymous(enabled=body.enable_anonymous_user))
    notification = config.notification or notifications.NotificationConfig()
    mail = _mail(call, sending_of(notification))
    if mail != sending_of(config.notification):
        config = replace(config, notification=replace(notification, send_email=mail))
    domains = config.authorized_domains if body.authorized_domains is None else body.authorized_domains
    return replace(config, sign_in=sign_in, authorized_domains=domains)


def _mail(call: SetCall, mail: notifications.SendEmail) -> notifications.SendEmail:
    body = call.body
    if body.use_email_sending is not None:
        mail = replace(mail, method="DEFAULT" if body.use_email_sending else "CUSTOM_SMTP")
    given = {
        "change_email_template": body.change_email_template,
        "legacy_reset_password_template": body.legacy_reset_password_template,
        "reset_password_template": body.reset_password_template,
        "verify_email_template": body.verify_email_template,
    }
    return replace(mail, **{name: _template(each) for name, each in given.items() if each is not None})


def _template(template: client_config.EmailTemplate) -> notifications.EmailTemplate:
    return notifications.EmailTemplate(
        body=template.body,
        body_format="HTML" if template.format == "HTML" else "PLAIN_TEXT",
        customized=bool(template.body or template.subject),
        reply_to=template.reply_to,
        sender_display_name=template.from_display_name,
        sender_local_part=template.from_local_part or (template.from_ or "").partition("@")[0] or None,
        subject=template.subject,
    )


def _providers(call: SetCall, project: Project) -> IdentityProviders:
    """The configured providers, with those of the request in place of theirs.

    Raises `InvalidConfig` for what has no name today.
    """
    supported = dict(project.identity_providers.supported)
    for given in call.body.idp_config or ():
        name = PROVIDERS.get(given.provider or "PROVIDER_UNSPECIFIED")
        if name is None:
            raise errors.InvalidConfig(reason=f"idpConfig names {given.provider}, which is no provider (any more)")
        if given.whitelisted_audiences or given.experiment_percent not in (None, 0, 100):
            reason = f"{name}: whitelistedAudiences and a share of users cannot be obeyed: v2 has no name for them"
            raise errors.InvalidConfig(reason=reason)
        known = supported.get(name, DefaultSupportedIdpConfig())
        changed = DefaultSupportedIdpConfig(
            apple_sign_in_config=known.apple_sign_in_config,
            client_id=given.client_id or known.client_id,
            client_secret=given.secret or known.client_secret,
            enabled=known.enabled if given.enabled is None else given.enabled,
        )
        supported[name] = checked(call, name, changed)
    return replace(project.identity_providers, supported=supported)
