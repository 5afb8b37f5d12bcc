"""Session tokens: given by the log-ins of /api/1/login, and the exchange of a session token for a cookie."""

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin import idle_attributes
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import NotFound, SessionTokenInvalid
from mfa_emulator.providers.onelogin.log_in import password_step, second_factor
from mfa_emulator.providers.onelogin.records import Session, UserRecord
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.log_in import (
    Authenticated,
    LoginRequest,
    MfaRequired,
    SessionRequest,
    VerifyFactorRequest,
)
from mfa_emulator.providers.onelogin.users import locks, views


def create_session_login_token(call: Call[LoginRequest]) -> Authenticated | MfaRequired:
    """Check the password; hand out a session token, or ask for the second factor."""
    _exists(call)
    user = password_step.check(call)
    idle_attributes.of_log_in(call)
    body = call.body
    fields = tuple(name.strip() for name in body.fields.split(",") if name.strip()) if body.fields else ()
    devices = second_factor.needed(call, user, None, body.ip_address)
    if devices:
        path = call.request.path.replace("/auth", "/verify_factor")
        return second_factor.ask(call, user, devices, path, return_to_url=body.return_to_url, fields=fields)
    second_factor.admitted(call, user)
    return _authenticated(call, user, body.return_to_url, fields)


def get_session_token_verified(call: Call[VerifyFactorRequest]) -> Authenticated | Outcome:
    """Check the second factor, or the status of a push."""
    _exists(call)
    login, user = second_factor.find(call, saml=False)
    pending = second_factor.verify(call, login, user)
    return pending or _authenticated(call, user, login.return_to_url, login.fields)


def session_via_api_token(call: Call[SessionRequest]) -> Reply:
    """Exchange a session token for a cookie, once.

    Production answers only pages whose origin the log-in named in Custom-Allowed-Origin-Header-1. Here the
    emulator's own rule decides which pages may call, for this path as for all.
    """
    session = call.state.sessions.live_by("token", call.body.session_token, call.now)
    if session is None:
        refusal = SessionTokenInvalid(reason=f"no such session token: {NOT_HERE}, used up or expired")
        refusal.status = call.settings.session_token_status
        raise refusal
    call.state.sessions.delete(session.number)
    cookie = f"sub_session_onelogin.com={call.world.ids.hex(40)}; path=/; HttpOnly"
    return Reply(200, b"", (("Set-Cookie", cookie),), "text/html; charset=utf-8")


def sign_in(context: Context, user: UserRecord) -> Session:
    """Log a user in without asking for proof. Raises ValueError when the user may not log in."""
    barred = locks.barred(user, context)
    if barred:
        raise ValueError(barred)
    second_factor.admitted(context, locks.unlocked(user, context.now))
    return issue(context, user)


def issue(context: Context, user: UserRecord) -> Session:
    """A session token for the user."""
    expires_at = context.now + context.settings.session_token_lifetime * SECOND
    session = Session(context.state.next("session"), context.world.ids.hex(40), user.id, expires_at)
    return context.state.add(context.state.sessions, session, context.now)


def _exists(call: Call[object]) -> None:
    if call.request.path.startswith("/api/2/") and not call.settings.v2_login:
        raise NotFound(reason="the setting v2_login is off")


def _authenticated(
    context: Context,
    user: UserRecord,
    return_to_url: str | None,
    fields: tuple[str, ...],
) -> Authenticated:
    session = issue(context, user)
    return Authenticated(
        status="Authenticated",
        user=views.session(user, fields),
        expires_at=_date(session.expires_at),
        session_token=session.token,
        return_to_url=return_to_url,
    )


def _date(at: int) -> str:
    """``2016/01/07 05:56:21 +0000``, which the Java SDK parses."""
    return f"{rfc3339(at, 0)[:-1].replace('-', '/').replace('T', ' ')} +0000"
