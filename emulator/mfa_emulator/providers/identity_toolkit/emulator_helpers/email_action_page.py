"""The page behind a mailed link: ``GET /emulator/action``, which does what the link promises."""

from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.password_reset import apply_reset
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.mailed_codes import address_changes, codes
from mfa_emulator.providers.identity_toolkit.records import OobCode
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.wire import encode

PLACEHOLDER = "NEW_PASSWORD_HERE"
"""The official emulator's placeholder in links for a password that is still to be chosen."""


def act(call: Call[None]) -> Reply:
    """Apply the code of the link; 200, or 303 to continueUrl, and 400 for a link that cannot be followed.

    Links name no project: it is the one that has the code.
    """
    query = call.request.query
    mode, text = query.get("mode", ""), query.get("oobCode", "")
    default = call.state.projects[call.world.options.project]
    scope = next((scope for scope in call.state.scopes() if text in scope.oob_codes), default)
    try:
        if not query.get("apiKey"):
            raise errors.InvalidReqType(reason="the link has no apiKey")
        code = codes.find(call, scope, text)
        if mode not in _ACTIONS or codes.MODES[code.request_type] != mode:
            raise errors.InvalidOobCode(reason=f"the code is one for {code.request_type}, the link says {mode!r}")
        if mode == "resetPassword" and query.get("newPassword", "") in ("", PLACEHOLDER):
            return _ask_for_password(code)
        done = _ACTIONS[mode](call, scope, code)
    except Refusal as refused:
        return _answer(400, refused.reason, error=refused.message, instructions=refused.reason)
    return _onward(query, done, code)


def _onward(query: dict[str, str], done: str, code: OobCode) -> Reply:
    target = query.get("continueUrl", "")
    if code.request_type == "EMAIL_SIGNIN":
        # The app reads mode, oobCode and the rest out of its own address.
        rest = {name: value for name, value in query.items() if name != "continueUrl"}
        return _redirect(_with_query(target, rest))
    if target:
        return _redirect(target)
    if code.request_type == "VERIFY_AND_CHANGE_EMAIL":
        return _answer(200, "", success=done, newEmail=code.new_email)
    return _answer(200, "", success=done, email=code.email)


def _ask_for_password(code: OobCode) -> Reply:
    """The answer to a link that lacks the password, with one to fill in, as from the official emulator."""
    return _answer(
        400,
        "add &newPassword= and the new password to the link",
        error="missing newPassword query parameter",
        instructions=f"To reset the password for {code.email}, send an HTTP GET request to the following URL.",
        instructions2="You may use a web browser or any HTTP client, such as curl.",
        urlTemplate=f"{code.link}&newPassword={PLACEHOLDER}",
    )


def _verify(call: Call[object], scope: Scope, code: OobCode) -> str:
    address_changes.apply(call, scope, code)
    return "The email has been successfully verified."


def _change(call: Call[object], scope: Scope, code: OobCode) -> str:
    address_changes.apply(call, scope, code)
    return "The email has been successfully changed."


def _reset(call: Call[object], scope: Scope, code: OobCode) -> str:
    apply_reset(call, scope, code, call.request.query["newPassword"])
    return "The password has been successfully updated."


def _sign_in(call: Call[object], scope: Scope, code: OobCode) -> str:
    if not is_absolute(call.request.query.get("continueUrl", "")):
        raise errors.MissingContinueUri(reason="a sign-in link leads on to continueUrl, and this one has none")
    return ""


_ACTIONS: dict[str, Callable[[Call[object], Scope, OobCode], str]] = {
    "verifyEmail": _verify,
    "verifyAndChangeEmail": _change,
    "recoverEmail": _change,
    "resetPassword": _reset,
    "signIn": _sign_in,
}


def _with_query(url: str, more: dict[str, str]) -> str:
    """The URL with these parameters, in place of those of the same names that it had."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in more]
    return urlunsplit(parts._replace(query=urlencode([*kept, *more.items()], quote_via=quote)))


def _redirect(url: str) -> Reply:
    if not is_absolute(url):
        return _answer(400, f"{url!r} is no absolute URL", error="INVALID_CONTINUE_URI")
    # A header takes no line breaks; urlsplit has already dropped them from a URL that it took apart.
    return Reply(303, headers=(("location", url.replace("\r", "").replace("\n", "")),))


def _answer(status: int, reason: str, **said: str) -> Reply:
    return Reply(status, encode({"authEmulator": said}), reason=reason)
