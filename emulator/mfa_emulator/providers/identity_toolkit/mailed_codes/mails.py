"""Mails with links, as the emulated service sends them."""

from urllib.parse import urlencode

from mfa_emulator.providers.identity_toolkit.configuration.sending import sender_of, sending_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.initial_config import FAKE_API_KEY, hosted_page
from mfa_emulator.providers.identity_toolkit.records import OobCode
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope, Tenant
from mfa_emulator.providers.identity_toolkit.types.configuration.notifications import EmailTemplate, NotificationConfig
from mfa_emulator.providers.identity_toolkit.wire import emulator_url

_SUBJECTS = {
    "PASSWORD_RESET": "To reset your password, follow this link",
    "VERIFY_EMAIL": "To verify your e-mail address, follow this link",
    "VERIFY_AND_CHANGE_EMAIL": "To verify your new e-mail address, follow this link",
    "RECOVER_EMAIL": "Your e-mail address was changed. To change it back, follow this link",
    "EMAIL_SIGNIN": "To sign in, follow this link",
}


def send_email(call: Call[object], scope: Scope, code: OobCode) -> None:
    """Deliver the link of a mailed code, to the new address when it is about one; in the words that are configured."""
    notification = _notification(call, scope)
    template = _template(notification, code)
    call.world.inbox.send(
        provider=NAME,
        channel="email",
        to=code.new_email or code.email,
        body=_text(scope, template, code) or f"{_SUBJECTS[code.request_type]}: {code.link}",
        code=code.code,
        sender=sender_of(scope.project_id, sending_of(notification), template) if template else "",
        context={"requestType": code.request_type, "link": code.link},
    )


def link_of(call: Call[object], scope: Scope, mode: str, oob_code: str, continue_url: str) -> str:
    """The link that the mail holds: to the page that the project configured, else to the official emulator's."""
    notification = _notification(call, scope)
    language = notification.default_locale or "en"
    query = {"mode": mode, "lang": language, "oobCode": oob_code, "apiKey": FAKE_API_KEY}
    if continue_url:
        query["continueUrl"] = continue_url
    if scope.tenant_id:
        query["tenantId"] = scope.tenant_id
    page = sending_of(notification).callback_uri
    if not page or page == hosted_page(scope.project_id):
        page = f"{emulator_url(call.request)}/emulator/action"
    return f"{page}{'&' if '?' in page else '?'}{urlencode(query)}"


def _notification(call: Call[object], scope: Scope) -> NotificationConfig:
    """The project's configuration of messages, which holds in a tenant only if that inherits it (documented)."""
    if isinstance(scope, Tenant):
        inheritance = scope.config.inheritance
        if not (inheritance and inheritance.email_sending_config):
            return NotificationConfig()
    return call.state.projects[scope.project_id].config.notification or NotificationConfig()


def _template(notification: NotificationConfig, code: OobCode) -> EmailTemplate | None:
    """The template of a kind of mail. Those of the others are not published."""
    mail = sending_of(notification)
    return {
        "PASSWORD_RESET": mail.reset_password_template,
        "VERIFY_EMAIL": mail.verify_email_template,
        "RECOVER_EMAIL": mail.change_email_template,
    }.get(code.request_type)


def _text(scope: Scope, template: EmailTemplate | None, code: OobCode) -> str:
    """The template's subject and body with their placeholders filled in; empty where it has neither."""
    if template is None or not (template.subject or template.body):
        return ""
    user = scope.users.get(code.local_id)
    filled = f"{template.subject or _SUBJECTS[code.request_type]}\n\n{template.body or '%LINK%'}"
    values = {
        "%LINK%": code.link,
        "%EMAIL%": code.email,
        "%NEW_EMAIL%": code.new_email or (user.email if user else ""),
        "%DISPLAY_NAME%": user.display_name if user else "",
        "%APP_NAME%": scope.project_id,
    }
    for placeholder, value in values.items():
        filled = filled.replace(placeholder, value)
    return filled
