"""The page behind the magic link of an e-mail."""

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import NotFound
from mfa_emulator.providers.onelogin.factors import device_challenges


def follow_magic_link(call: Call[None]) -> Reply:
    """Accept the challenge of the link, and send the browser on after two seconds where a page is named."""
    challenge = call.state.challenges.live_by("link", call.params["link"], call.now)
    if challenge is None or challenge.status != "pending":
        raise NotFound(reason=f"no such magic link: {NOT_HERE}, used, replaced or expired")
    device_challenges.accept(call.state, challenge, call.settings)
    onward = (("Refresh", f"2; url={challenge.redirect_to}"),) if challenge.redirect_to else ()
    return Reply(200, b"You are verified. You can close this page.\n", onward, "text/plain; charset=utf-8")
