"""Requests for a mailed code: to reset a password, verify or change an e-mail address, or sign in."""

from urllib.parse import urlsplit

from mfa_emulator.core.operation import Later
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.blocking_functions import messages
from mfa_emulator.providers.identity_toolkit.configuration import client_sign_up
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import judge_email_token, require_email_token
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.mailed_codes import codes
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import require_recent, session_of
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest, GetOobCodeResponse

KIND = "identitytoolkit#GetOobConfirmationCodeResponse"

OobCall = Call[GetOobCodeRequest]

_ASKED = {"PASSWORD_RESET": "PASSWORD_RESET", "EMAIL_SIGNIN": "EMAIL_SIGN_IN"}
"""Kinds of mail that functions are asked about, by the words that firebase-functions knows: it has no more."""


def send_oob_code(call: Call[GetOobCodeRequest]) -> Later[GetOobCodeResponse]:
    """Send the link by e-mail or, for administrators who ask for it, hand it over unsent."""
    return messages.asked_first(call, _send)


def _send(call: OobCall) -> GetOobCodeResponse:
    scope, body = scope_of(call), call.body
    if body.request_type == "OOB_REQ_TYPE_UNSPECIFIED":
        raise errors.MissingReqType(reason="the request has no requestType")
    if body.return_oob_link and not call.caller.privileged:
        raise errors.InsufficientPermission(reason="returnOobLink needs 'Authorization: Bearer owner'")
    if not _is_hidden(call, scope):
        _check_continue_url(call, scope)
    make = _MAKERS.get(body.request_type)
    if make is None:
        raise errors.NotImplementedYet(reason=f"{body.request_type} is issued by the server alone, or not built")
    code, email = make(call, scope)
    answer = GetOobCodeResponse(kind=KIND, email=email)
    if code and body.return_oob_link:
        answer.oob_code, answer.oob_link = code.code, code.link
    return answer


def _is_hidden(call: OobCall, scope: Scope) -> bool:
    """Whether a client asks to reset the password of somebody unknown, which is all that its answer may not tell."""
    if call.body.request_type != "PASSWORD_RESET" or call.caller.privileged or not policy_of(scope).email_privacy:
        return False
    unknown = not scope.users.by("email", (call.body.email or "").lower())
    return unknown and call.settings.unknown_address_hides_page


def _check_continue_url(call: OobCall, scope: Scope) -> None:
    url, domain = call.body.continue_url, call.body.link_domain
    if domain and call.settings.continue_url_domains and domain not in _domains(scope):
        raise errors.InvalidHostingLinkDomain(
            "the project has no such domain", reason=f"linkDomain is {domain!r}, not {', '.join(_domains(scope))}"
        )
    if not url:
        return
    if not input_formats.is_absolute(url):
        raise errors.InvalidContinueUri("an absolute URL is wanted", reason=f"{url!r} has no scheme or no host")
    if call.settings.continue_url_domains:
        domains = _domains(scope)
        host = urlsplit(url).hostname
        if host not in domains:
            raise errors.UnauthorizedDomain(reason=f"{host!r} is none of the authorized domains {', '.join(domains)}")


def _domains(scope: Scope) -> tuple[str, ...]:
    project = scope.project_id
    return policy_of(scope).domains or ("localhost", f"{project}.firebaseapp.com", f"{project}.web.app")


def _sign_in(call: OobCall, scope: Scope) -> tuple[OobCode | None, str]:
    if not policy_of(scope).email_link:
        raise errors.OperationNotAllowed(reason="sign-in by e-mail link is off")
    _require_token(call, scope)
    email = _email(call)
    if not call.body.continue_url and call.settings.sign_in_link_needs_page:
        raise errors.MissingContinueUri(reason="a link to sign in leads on to continueUrl, and there is none")
    user = scope.users.by("email", email)
    if user is None:
        client_sign_up.require_open(call, scope)
    elif user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    return _issue(call, scope, email, user), email


def _reset(call: OobCall, scope: Scope) -> tuple[OobCode | None, str]:
    _require_token(call, scope)
    email = _email(call)
    user = scope.users.by("email", email)
    if user is not None:
        return _issue(call, scope, email, user), email
    if policy_of(scope).email_privacy:
        return None, email  # as if a mail had been sent
    raise errors.EmailNotFound(reason=f"nobody has the e-mail address {email}")


def _verify(call: OobCall, scope: Scope) -> tuple[OobCode | None, str]:
    # Without a token both answer as for a bad one (production recorded, the official emulator run).
    user = _user(call, scope, errors.InvalidIdToken)
    return _issue(call, scope, user.email, user), user.email


def _change(call: OobCall, scope: Scope) -> tuple[OobCode | None, str]:
    if input_formats.is_missing(call, call.body.new_email):
        raise errors.MissingNewEmail(reason="the request has no newEmail")
    new_email = (call.body.new_email or "").lower()
    wrong = input_formats.misfit_of_email(call.settings, new_email)
    if wrong:
        raise errors.InvalidNewEmail(reason=wrong)
    user = _user(call, scope, errors.MissingIdToken)
    if scope.users.by("email", new_email) and policy_of(scope).email_privacy and call.settings.taken_address_hidden:
        return None, user.email  # as if a mail had been sent
    if scope.users.by("email", new_email):
        raise errors.EmailExists(reason=f"{new_email} belongs to an account already")
    return _issue(call, scope, user.email, user, new_email), user.email


_MAKERS = {
    "EMAIL_SIGNIN": _sign_in,
    "PASSWORD_RESET": _reset,
    "VERIFY_EMAIL": _verify,
    "VERIFY_AND_CHANGE_EMAIL": _change,
}


def _require_token(call: OobCall, scope: Scope) -> None:
    asks = messages.asks(call, scope, "beforeSendEmail")
    require_email_token(call, scope, call.body.captcha_resp, judged_later=asks)


def _email(call: OobCall) -> str:
    if input_formats.is_missing(call, call.body.email):
        raise errors.MissingEmail(reason="the request has no email")
    return input_formats.email_of(call, call.body.email or "")


def _user(call: OobCall, scope: Scope, missing_token: type[Refusal]) -> User:
    """The account: by e-mail for a link to hand over, else the ID token's owner.

    In the second case the request's e-mail means nothing, as in production.
    """
    if call.body.return_oob_link and call.body.id_token is None:
        email = _email(call)
        user = scope.users.by("email", email)
        if user is None:
            raise errors.UserNotFound(reason=f"nobody has the e-mail address {email}")
        return user
    session = session_of(call, scope, missing=missing_token)
    if call.body.request_type == "VERIFY_AND_CHANGE_EMAIL":
        require_recent(call, session.sign_in, call.settings.recent_login)
    user = session.user
    if not user.email:
        raise errors.MissingEmail(reason=f"user {user.local_id} has no e-mail address")
    return user


def _issue(call: OobCall, scope: Scope, email: str, user: User | None = None, new_email: str = "") -> OobCode:
    type_name = _ASKED.get(call.body.request_type)
    if type_name:
        override = messages.permit(call, scope, "beforeSendEmail", messages.Message(email, type_name))
        judge_email_token(call, scope, call.body.captcha_resp, override)
    return codes.issue(
        call,
        scope,
        call.body.request_type,
        email,
        local_id=user.local_id if user else "",
        new_email=new_email,
        continue_url=call.body.continue_url,
        mail=not call.body.return_oob_link,
    )
