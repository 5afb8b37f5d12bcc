"""Sending of mail, as a project configures it."""

from mfa_emulator.providers.identity_toolkit.types.configuration.notifications import (
    DnsInfo,
    EmailTemplate,
    NotificationConfig,
    SendEmail,
)


def sending_of(notification: NotificationConfig | None) -> SendEmail:
    """The part about mail; an empty one where there is none."""
    return (notification and notification.send_email) or SendEmail()


def sender_of(project_id: str, mail: SendEmail, template: EmailTemplate) -> str:
    """The address that mail of this template comes from."""
    return f"{template.sender_local_part or 'noreply'}@{_domain(project_id, mail.dns_info)}"


def _domain(project_id: str, dns: DnsInfo | None) -> str:
    """The sender's domain: the project's own, else the one that every project has (documented)."""
    custom = dns.custom_domain if dns and dns.use_custom_domain else None
    return custom or f"{project_id}.firebaseapp.com"
