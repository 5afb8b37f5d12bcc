"""Fields of configurations that are kept and shown, and have no effect here."""

from collections.abc import Mapping

KEPT: Mapping[str, str] = {
    "mobileLinksConfig": "links into apps are opened by phones; Google calls it deprecated, never launched",
    "monitoring.requestLogging": "requests are in the journal anyway; there is no Cloud Logging to send them to",
    "multiTenant.defaultTenantLocation": "tenants lie in no folder or organization of Google Cloud",
    "notification.sendEmail.smtp": "mail goes to the inbox, never through a mail server",
    "notification.sendSms.useDeviceLocale": "text messages are in English",
    "recaptchaConfig.managedRules": "reCAPTCHA is not asked, so no request has a score",
    "recaptchaConfig.tollFraudManagedRules": "reCAPTCHA is not asked, so no request has a score",
    "recaptchaConfig.useAccountDefender": "reCAPTCHA is not asked, so no request has an assessment",
}
"""Fields of a project's configuration, and of a tenant's where that has them, with the reason why."""
