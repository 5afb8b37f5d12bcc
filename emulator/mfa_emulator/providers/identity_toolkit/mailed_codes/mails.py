"""Mails with links, as the emulated service sends them."""

from urllib.parse import urlencode

from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.records import OobCode
from mfa_emulator.providers.identity_toolkit.state import NAME, Project, Scope
from mfa_emulator.providers.identity_toolkit.wire import emulator_url

_SUBJECTS = {
    "PASSWORD_RESET": "To reset your password, follow this link",
    "VERIFY_EMAIL": "To verify your e-mail address, follow this link",
    "VERIFY_AND_CHANGE_EMAIL": "To verify your new e-mail address, follow this link",
    "RECOVER_EMAIL": "Your e-mail address was changed. To change it back, follow this link",
    "EMAIL_SIGNIN": "To sign in, follow this link",
}


def send_email(context: Context, code: OobCode) -> None:
    """Deliver the link of a mailed code, to the new address when it is about one."""
    context.world.inbox.send(
        provider=NAME,
        channel="email",
        to=code.new_email or code.email,
        body=f"{_SUBJECTS[code.request_type]}: {code.link}",
        code=code.code,
        context={"requestType": code.request_type, "link": code.link},
    )


def link_of(call: Call[object], scope: Scope, mode: str, oob_code: str, continue_url: str) -> str:
    """The link that the mail holds: to the page that the project configured, else to the official emulator's."""
    query = {"mode": mode, "lang": "en", "oobCode": oob_code, "apiKey": "fake-api-key"}
    if continue_url:
        query["continueUrl"] = continue_url
    if scope.tenant_id:
        query["tenantId"] = scope.tenant_id
    page = _callback(call.state.projects[scope.project_id]) or f"{emulator_url(call.request)}/emulator/action"
    return f"{page}{'&' if '?' in page else '?'}{urlencode(query)}"


def _callback(project: Project) -> str:
    notification = project.config.notification
    mail = notification.send_email if notification else None
    return (mail and mail.callback_uri) or ""
