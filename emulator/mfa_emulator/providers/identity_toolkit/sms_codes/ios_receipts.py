"""Receipts by which iOS apps show that they are no robots: the secret of a silent push proves that it arrived."""

import msgspec

from mfa_emulator.core.issued.tokens import Foreign
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.time.windows import HOUR
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import NAME
from mfa_emulator.providers.identity_toolkit.types.apple import VerifyIosClientRequest, VerifyIosClientResponse

_TIMEOUT = "5"
"""Seconds that an app waits for the push (a guess)."""


class Receipt(msgspec.Struct, frozen=True):
    """The content of a receipt."""

    app_token: str
    secret: str
    expires_at: Micros


def verify_ios_client(call: Call[VerifyIosClientRequest]) -> VerifyIosClientResponse:
    """Send the push, which arrives in the inbox, and answer the receipt that goes with it."""
    token = call.body.app_token
    if not token:
        raise errors.InvalidArgument(reason="the request has no appToken")
    receipt = Receipt(token, call.world.ids.url_safe(20), call.now + HOUR * SECOND)
    call.world.inbox.send(
        provider=NAME,
        channel="push",
        to=token,
        body=f"com.google.firebase.auth: {receipt.secret}",
        code=receipt.secret,
        context={"sandbox": "true" if call.body.is_sandbox else "false"},
    )
    return VerifyIosClientResponse(receipt=call.world.tokens.seal(receipt), suggested_timeout=_TIMEOUT)


def require_secret(context: Context, receipt: str, secret: str) -> None:
    """Refuse a receipt of ours whose push did not arrive, or came long ago. Raises `InvalidAppCredential`.

    A receipt that is not ours means nothing, as to the official emulator.
    """
    try:
        known = context.world.tokens.unseal(receipt, Receipt)
    except Foreign as foreign:
        raise errors.InvalidAppCredential(reason=f"the receipt {foreign}") from None
    except BadToken:
        return
    if secret != known.secret or context.now >= known.expires_at:
        raise errors.InvalidAppCredential(reason="iosSecret is not that of the push, or the push is older than an hour")
