"""Ways to sign in that an e-mail address has, and the pages of identity providers."""

from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.sign_in import provider_pages
from mfa_emulator.providers.identity_toolkit.sign_in.configured_providers import require_enabled
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.sign_up import CreateAuthUriRequest, CreateAuthUriResponse

KIND = "identitytoolkit#CreateAuthUriResponse"


def create_auth_uri(call: Call[CreateAuthUriRequest]) -> CreateAuthUriResponse:
    """The providers that an e-mail has; only a session id under e-mail enumeration protection.

    With a `providerId`, the page of that provider.
    """
    scope, body = scope_of(call), call.body
    if body.provider_id:
        return _authorization(call, scope)
    if input_formats.is_missing(call, body.identifier):
        raise errors.MissingIdentifier(reason="the request has no identifier")
    if input_formats.is_missing(call, body.continue_uri):
        raise errors.MissingContinueUri(reason="the request has no continueUri")
    email = _identifier(call)
    _check_page(body.continue_uri)
    session_id = body.session_id or call.world.ids.alphanumeric(27)
    if policy_of(scope).email_privacy:
        return CreateAuthUriResponse(kind=KIND, session_id=session_id)
    users = [scope.users.by("email", email), *scope.users.group("linked_email", email)]
    user = next(filter(None, users), None)
    methods = _methods(scope, user) if user else ()
    nothing = () if call.settings.empty_lists_shown else None
    return CreateAuthUriResponse(
        kind=KIND,
        session_id=session_id,
        registered=bool(methods),
        all_providers=tuple(dict.fromkeys("password" if m == "emailLink" else m for m in methods)) or nothing,
        signin_methods=methods or nothing,
    )


def _check_page(uri: str | None) -> None:
    if not input_formats.is_absolute(uri or ""):
        raise errors.InvalidContinueUri(reason=f"{uri!r} has no scheme or no host")


def _identifier(call: Call[CreateAuthUriRequest]) -> str:
    try:
        return input_formats.email_of(call, call.body.identifier or "")
    except errors.InvalidEmail as error:
        raise errors.InvalidIdentifier(reason=error.reason) from None


def _methods(scope: Scope, user: User) -> tuple[str, ...]:
    """The ways in by this address, phone never among them.

    Where e-mails need not be unique, only ways that the e-mail itself opens.
    """
    methods = ["password"] if user.password and not user.rare.federated_only else []
    if user.rare.email_link_signin:
        methods.append("emailLink")
    if not policy_of(scope).duplicate_emails:
        methods += [link.provider_id for link in user.links]
    return tuple(methods)


def _authorization(call: Call[CreateAuthUriRequest], scope: Scope) -> CreateAuthUriResponse:
    body = call.body
    config = require_enabled(call, scope, body.provider_id)
    if input_formats.is_missing(call, body.continue_uri):
        raise errors.MissingContinueUri(reason="the request has no continueUri")
    _check_page(body.continue_uri)
    session_id = body.session_id or call.world.ids.alphanumeric(27)
    return CreateAuthUriResponse(
        kind=KIND,
        session_id=session_id,
        provider_id=body.provider_id,
        auth_uri=provider_pages.page_of(call, config, session_id),
    )
