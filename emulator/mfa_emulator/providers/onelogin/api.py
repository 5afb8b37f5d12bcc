"""Operations of OneLogin's MFA API and of the log-ins around it. Ids are the method names of the SDK."""

from dataclasses import replace
from typing import TypeAlias, TypeVar

from mfa_emulator.core.operation import Handler, Operation, anyone
from mfa_emulator.providers.onelogin import envelopes, errors, wire
from mfa_emulator.providers.onelogin.auth import (
    ALL,
    ANY,
    LOGIN,
    MFA_POLL,
    MFA_READ,
    MFA_VERIFY,
    READ,
    WRITE,
    content_type,
)
from mfa_emulator.providers.onelogin.factors import (
    magic_links,
    version_1,
    version_2_devices,
    version_2_registrations,
    version_2_verifications,
)
from mfa_emulator.providers.onelogin.log_in import saml_assertions, session_tokens, smart_mfa
from mfa_emulator.providers.onelogin.refusal import Refusal
from mfa_emulator.providers.onelogin.tokens import access_tokens, mfa_tokens, rate_limit
from mfa_emulator.providers.onelogin.users import changes, queries, roles, standings

A = TypeVar("A")
"""The answer of a handler, which the shape beside it must take."""

Refusals: TypeAlias = tuple[type[Refusal], ...]
"""The documented refusals of an operation, beside those of its bearer token and, in version 1, of the rate limit."""

_TOKEN = (
    errors.AuthorizationMissing,
    errors.MalformedAuthorization,
    errors.InvalidCredentials,
    errors.AccessTokenNotValid,
)
_BEARER = (*_TOKEN, errors.InsufficientPermission)
_BODY = (errors.BadRequest, errors.InvalidParameter)
_CLIENT = (*_TOKEN, *_BODY, errors.ContentTypeIncorrect)
_USER_V1 = (errors.IdIncorrect, errors.UserDoesNotExist)
_USER_LISTED = (errors.IdIncorrect, errors.UserNotFound)
_USER_V2 = (errors.NotFound, errors.UserDoesNotExist)
_LIST = (errors.InvalidParameter, errors.UnknownAttribute, errors.UnsortableField)
_CHANGE = (errors.UserNotFound, errors.UnknownAttribute, errors.NotUnique)
_BODY_V1 = (*_USER_V1, *_BODY)
_BODY_V2 = (*_USER_V2, *_BODY)
_PASSWORD = (
    *_BODY,
    errors.InvalidSubdomain,
    errors.UsernameEmpty,
    errors.PasswordEmpty,
    errors.InvalidUserCredentials,
    errors.UserLocked,
    errors.NoDeviceForMfa,
)
_SECOND = (
    *_BODY,
    errors.StateTokenInvalid,
    errors.UserLocked,
    errors.FactorNotFound,
    errors.OtpTokenBlank,
    errors.FailedAuthentication,
)


def _v1(
    id: str, route: str, handler: wire.Handler[A], auth: Handler, shape: wire.Shape[A], refusals: Refusals, *also: str
) -> Operation:
    named = _names(*_BEARER, errors.TooManyRequests, *refusals)
    return Operation(id, route, wire.v1(handler, shape), auth, errors=named, also=also)


def _v2(
    id: str, route: str, handler: wire.Handler[A], auth: Handler, shape: wire.Shape[A], refusals: Refusals, *also: str
) -> Operation:
    named = _names(*_BEARER, *refusals)
    return Operation(id, route, wire.v2(handler, shape), auth, errors=named, also=also)


def _plain(
    id: str, route: str, handler: wire.Handler[A], auth: Handler, shape: wire.Shape[A], refusals: Refusals
) -> Operation:
    return Operation(id, route, wire.plain(handler, shape), auth, errors=_names(*refusals))


def _names(*refusals: type[Refusal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(refusal.__name__ for refusal in refusals))


# fmt: off
_TOKENS = (
    _plain("generate_token", "POST /auth/oauth2/v2/token",
        access_tokens.generate_token, content_type, envelopes.bare, (*_CLIENT, errors.GrantTypeIncorrect)),
    _plain("generate_token_v1", "POST /auth/oauth2/token",
        access_tokens.generate_token_v1, content_type, envelopes.listed, (*_CLIENT, errors.GrantTypeIncorrect)),
    _plain("revoke_tokens", "POST /auth/oauth2/revoke",
        access_tokens.revoke_tokens, content_type, envelopes.hybrid, (*_CLIENT, errors.AccessTokenMissing)),
    _plain("get_rate_limit", "GET /auth/rate_limit", rate_limit.get_rate_limit, ANY, envelopes.data, _TOKEN),
)
_USER = "/api/1/users/{user_id}"
_MFA_V1 = (
    _v1("get_mfa_factors", f"GET {_USER}/auth_factor", version_1.get_mfa_factors, READ, envelopes.data, _USER_LISTED,
        f"GET {_USER}/auth_factors"),
    _v1("get_enrolled_factors", f"GET {_USER}/otp_devices", version_1.get_enrolled_factors, READ, envelopes.data,
        _USER_V1),
    _v1("enroll_mfa_factor", f"POST {_USER}/otp_devices", version_1.enroll_mfa_factor, WRITE, envelopes.otp_devices,
        _BODY_V1),
    _v1("activate_mfa_factors", f"POST {_USER}/otp_devices/{{device_id}}/trigger",
        version_1.activate_mfa_factors, WRITE, envelopes.triggered, (*_BODY_V1, errors.FactorNotFound)),
    _v1("verify_mfa_factor", f"POST {_USER}/otp_devices/{{device_id}}/verify",
        version_1.verify_mfa_factor, WRITE, envelopes.verified_v1,
        (*_BODY_V1, errors.FactorNotFound, errors.StateTokenInvalid, errors.FailedAuthentication)),
    _v1("remove_mfa_factors", f"DELETE {_USER}/otp_devices/{{device_id}}",
        version_1.remove_mfa_factors, WRITE, envelopes.status_only, (*_USER_V1, errors.FactorNotFound)),
    _v1("generate_mf_atoken", f"POST {_USER}/mfa_token", mfa_tokens.generate_mf_atoken, WRITE, envelopes.mfa_token_v1,
        _BODY_V1),
)
_MFA = "/api/2/mfa/users/{user_id}"
_MFA_V2 = (
    _v2("get_auth_factors", f"GET {_MFA}/factors", version_2_devices.get_auth_factors, MFA_READ, envelopes.bare,
        _USER_V2),
    _v2("create_factor_registration", f"POST {_MFA}/registrations",
        version_2_registrations.create_factor_registration, ALL, envelopes.registration, _BODY_V2),
    _v2("get_user_registration", f"GET {_MFA}/registrations/{{registration_id}}",
        version_2_registrations.get_user_registration, MFA_READ, envelopes.poll, _USER_V2),
    _v2("verify_user_registration", f"PUT {_MFA}/registrations/{{registration_id}}",
        version_2_registrations.verify_user_registration, ALL, envelopes.registration_status,
        (*_BODY_V2, errors.FailedAuthentication, errors.ForbiddenAction)),
    _v2("get_authentication_devices", f"GET {_MFA}/devices",
        version_2_devices.get_authentication_devices, MFA_READ, envelopes.bare, _USER_V2),
    _v2("delete_enrolled_factor", f"DELETE {_MFA}/devices/{{device_id}}",
        version_2_devices.delete_enrolled_factor, ALL, envelopes.no_content, (*_USER_V2, errors.FactorNotFound)),
    _v2("create_device_verification", f"POST {_MFA}/verifications",
        version_2_verifications.create_device_verification, MFA_VERIFY, envelopes.verification,
        (*_BODY_V2, errors.FactorNotFound, errors.FailedAuthentication)),
    _v2("get_user_verification", f"GET {_MFA}/verifications/{{verification_id}}",
        version_2_verifications.get_user_verification, MFA_POLL, envelopes.poll, _USER_V2),
    _v2("verify_user_verification", f"PUT {_MFA}/verifications/{{verification_id}}",
        version_2_verifications.verify_user_verification, ALL, envelopes.verdict,
        (*_BODY_V2, errors.FailedAuthentication, errors.ForbiddenAction)),
    _v2("generate_otp", f"POST {_MFA}/mfa_token", mfa_tokens.generate_otp, WRITE, envelopes.created, _BODY_V2),
    # A misspelled path of SDK 3.0, which reads 200 alone.
    _v2("generate_otp_30", "POST /api/2/mfs/users/{user_id}/mfa_token",
        mfa_tokens.generate_otp, WRITE, envelopes.bare, _BODY_V2),
    Operation("follow_magic_link", "GET /auth/magic_link/{link}",
              wire.plain(magic_links.follow_magic_link, envelopes.bare), anyone, published=False,
              errors=_names(errors.NotFound)),
)
_LOGIN = (
    _v1("create_session_login_token", "POST /api/1/login/auth",
        session_tokens.create_session_login_token, LOGIN, envelopes.login, _PASSWORD),
    _v1("get_session_token_verified", "POST /api/1/login/verify_factor",
        session_tokens.get_session_token_verified, LOGIN, envelopes.login, _SECOND),
    # No page and no SDK has a version 2 of these; clients that try it get version 1's answers.
    replace(_v2("create_session_login_token2", "POST /api/2/login/auth",
                session_tokens.create_session_login_token, LOGIN, envelopes.login, (*_PASSWORD, errors.NotFound)),
                published=False),
    replace(_v2("get_session_token_verified2", "POST /api/2/login/verify_factor",
                session_tokens.get_session_token_verified, LOGIN, envelopes.login, (*_SECOND, errors.NotFound)),
                published=False),
    _plain("session_via_api_token", "POST /session_via_api_token",
        session_tokens.session_via_api_token, anyone, envelopes.bare, _BODY),
    _v1("generate_saml_assert", "POST /api/1/saml_assertion",
        saml_assertions.generate_saml_assert, LOGIN, envelopes.saml_v1, (*_PASSWORD, errors.AppNotFound)),
    _v1("ver_factor_saml", "POST /api/1/saml_assertion/verify_factor",
        saml_assertions.ver_factor_saml, LOGIN, envelopes.saml_v1, (*_SECOND, errors.AppNotFound)),
    # The second path of each is a constant of the .NET SDK.
    _v2("generate_saml_assert2", "POST /api/2/saml_assertion",
        saml_assertions.generate_saml_assert, LOGIN, envelopes.saml_v2, (*_PASSWORD, errors.AppNotFound),
        "POST /api/2/saml-assertions"),
    _v2("ver_factor_saml2", "POST /api/2/saml_assertion/verify_factor",
        saml_assertions.ver_factor_saml, LOGIN, envelopes.saml_v2, (*_SECOND, errors.AppNotFound),
        "POST /api/2/saml-assertions/verify_factor"),
    _v2("validate_user", "POST /api/2/smart-mfa", smart_mfa.validate_user, WRITE, envelopes.bare, _BODY),
    _v2("verify_token", "POST /api/2/smart-mfa/verify", smart_mfa.verify_token, WRITE, envelopes.bare,
        (*_BODY, errors.StateTokenInvalid, errors.FailedAuthentication)),
)
_USERS = (
    _v2("list_users2", "GET /api/2/users", queries.list_users, READ, envelopes.bare, _LIST),
    _v2("create_user2", "POST /api/2/users", changes.create_user, WRITE, envelopes.created, (*_BODY, *_CHANGE)),
    _v2("get_user2", "GET /api/2/users/{user_id}", queries.get_user, READ, envelopes.bare, (errors.UserNotFound,)),
    _v2("update_user2", "PUT /api/2/users/{user_id}", changes.update_user, WRITE, envelopes.bare, (*_BODY, *_CHANGE)),
    _v2("delete_user2", "DELETE /api/2/users/{user_id}", changes.delete_user, WRITE, envelopes.no_content,
        (errors.UserNotFound,)),
    _v2("get_user_apps2", "GET /api/2/users/{user_id}/apps", queries.list_user_apps, READ, envelopes.bare,
        (errors.UserNotFound,)),
    _v2("unlock_user", "POST /api/2/users/{user_id}/unlock", standings.unlock_user, WRITE, envelopes.bare,
        (errors.UserNotFound,)),
    _v2("list_roles", "GET /api/2/roles", roles.list_roles, READ, envelopes.bare,
        (errors.UnknownAttribute, errors.InvalidParameter)),
    _v1("list_users", "GET /api/1/users", queries.list_users_v1, READ, envelopes.users_v1, _LIST),
    _v1("create_user", "POST /api/1/users", changes.create_user_v1, WRITE, envelopes.user_created_v1,
        (*_BODY, *_CHANGE)),
    _v1("get_user_by_id", f"GET {_USER}", queries.get_user_v1, READ, envelopes.user_v1, _USER_LISTED),
    _v1("update_user", f"PUT {_USER}", changes.update_user_v1, WRITE, envelopes.user_v1,
        (*_USER_LISTED, *_BODY, *_CHANGE)),
    _v1("delete_user", f"DELETE {_USER}", changes.delete_user_v1, WRITE, envelopes.hybrid, _USER_LISTED),
    # Manage All, as its page says; the pages of its neighbors name Manage Users too.
    _v1("lock_account_user", f"PUT {_USER}/lock_user", standings.lock_account_user, ALL, envelopes.hybrid,
        (*_USER_LISTED, *_BODY)),
    _v1("update_password_insecure", "PUT /api/1/users/set_password_clear_text/{user_id}",
        changes.update_password_insecure, WRITE, envelopes.hybrid, (*_USER_LISTED, *_BODY)),
    _v1("set_user_state", f"PUT {_USER}/set_state", standings.set_user_state, WRITE, envelopes.hybrid,
        (*_USER_LISTED, *_BODY)),
    _v1("log_out_user", f"PUT {_USER}/logout", standings.log_out_user, WRITE, envelopes.hybrid, _USER_LISTED),
)
OPERATIONS = (*_TOKENS, *_MFA_V1, *_MFA_V2, *_LOGIN, *_USERS)
# fmt: on
