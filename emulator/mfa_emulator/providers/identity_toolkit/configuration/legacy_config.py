"""The configuration of a project in the words of v1 and v3, which are older than `projects.getConfig`."""

from collections.abc import Mapping

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.configuration.sending import sender_of, sending_of
from mfa_emulator.providers.identity_toolkit.state import Project
from mfa_emulator.providers.identity_toolkit.types.configuration import notifications
from mfa_emulator.providers.identity_toolkit.types.configuration.client_config import (
    EmailBodyFormat,
    EmailTemplate,
    GetProjectConfigResponse,
    IdpConfig,
    LegacyProvider,
)

PROVIDERS: Mapping[LegacyProvider, str] = {
    "GOOGLE": "google.com",
    "FACEBOOK": "facebook.com",
    "TWITTER": "twitter.com",
    "YAHOO": "yahoo.com",
    "GITHUB": "github.com",
    "GOOGLE_PLAY_GAMES": "playgames.google.com",
    "LINKEDIN": "linkedin.com",
    "IOS_GAME_CENTER": "gc.apple.com",
    "MSLIVE": "microsoft.com",
}
"""The ids of identity providers by the words of v1."""

_FORMATS: Mapping[notifications.BodyFormat | None, EmailBodyFormat] = {"PLAIN_TEXT": "PLAINTEXT", "HTML": "HTML"}


def for_administrators(answer: GetProjectConfigResponse, project: Project) -> GetProjectConfigResponse:
    """The answer with what only administrators see. Templates are there when they are configured."""
    config, policy = project.config, policy_of(project)
    mail = sending_of(config.notification)
    return replace(
        answer,
        allow_password_user=policy.password,
        api_key=config.client.api_key if config.client else None,
        enable_anonymous_user=policy.anonymous,
        idp_config=_providers(project),
        # Whether Google's own servers send the mail, as opposed to the project's (guess).
        use_email_sending=mail.method != "CUSTOM_SMTP",
        change_email_template=_template(project, mail, mail.change_email_template),
        legacy_reset_password_template=_template(project, mail, mail.legacy_reset_password_template),
        reset_password_template=_template(project, mail, mail.reset_password_template),
        revert_second_factor_addition_template=_template(project, mail, mail.revert_second_factor_addition_template),
        verify_email_template=_template(project, mail, mail.verify_email_template),
    )


def _template(
    project: Project, mail: notifications.SendEmail, template: notifications.EmailTemplate | None
) -> EmailTemplate | None:
    if template is None:
        return None
    locale = project.config.notification.default_locale if project.config.notification else None
    return EmailTemplate(
        body=template.body,
        customized=template.customized,
        format=_FORMATS.get(template.body_format),
        from_=sender_of(project.project_id, mail, template),
        from_display_name=template.sender_display_name,
        from_local_part=template.sender_local_part,
        locale=locale,
        reply_to=template.reply_to,
        subject=template.subject,
    )


def _providers(project: Project) -> tuple[IdpConfig, ...] | None:
    """The default providers that are configured and have a name in v1: others came later."""
    known = project.identity_providers.supported
    shown = tuple(
        IdpConfig(provider=word, enabled=bool(config.enabled), client_id=config.client_id, secret=config.client_secret)
        for word, name in PROVIDERS.items()
        if (config := known.get(name)) is not None
    )
    return shown or None
