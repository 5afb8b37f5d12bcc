"""What the emulated service sends to people: codes by SMS, links by e-mail."""

from urllib.parse import urlencode

from mfa_emulator.core.http.messages import Request
from mfa_emulator.providers.identity_toolkit import FRONT
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import OobCode, SmsSession
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope

_SUBJECTS = {
    "PASSWORD_RESET": "To reset your password, follow this link",
    "VERIFY_EMAIL": "To verify your e-mail address, follow this link",
    "VERIFY_AND_CHANGE_EMAIL": "To verify your new e-mail address, follow this link",
    "RECOVER_EMAIL": "Your e-mail address was changed. To change it back, follow this link",
    "EMAIL_SIGNIN": "To sign in, follow this link",
}


def send_sms(context: Context, session: SmsSession) -> None:
    """Deliver the code of an SMS session."""
    context.world.inbox.send(
        provider=NAME,
        channel="sms",
        to=session.phone_number,
        body=f"{session.code} is your verification code for {context.world.options.project}.",
        code=session.code,
        context={"sessionInfo": session.session_info, "purpose": session.purpose},
    )


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


def link_of(request: Request, scope: Scope, mode: str, oob_code: str, continue_url: str) -> str:
    """The link that the mail holds, as the official emulator makes it."""
    query = {"mode": mode, "lang": "en", "oobCode": oob_code, "apiKey": "fake-api-key"}
    if continue_url:
        query["continueUrl"] = continue_url
    if scope.tenant_id:
        query["tenantId"] = scope.tenant_id
    return f"{emulator_url(request)}/emulator/action?{urlencode(query)}"


def emulator_url(request: Request) -> str:
    """Where the emulator itself is, as the client reached it: without the vendor's host name in the path."""
    base = request.base_url
    return next((base.removesuffix(f"/{host}") for host in FRONT.hosts if base.endswith(f"/{host}")), base)
