"""Text messages with codes, as the emulated service sends them."""

from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import SmsSession
from mfa_emulator.providers.identity_toolkit.state import NAME


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
