"""Every operation of OneLogin's MFA API and of the log-ins around it. Ids are the method names of the SDK."""

from dataclasses import replace
from typing import Any

from mfa_emulator.core.operation import Authenticate, Operation, anyone
from mfa_emulator.providers.onelogin import (
    login,
    mfa_tokens,
    oauth,
    otp_devices,
    rate_limit,
    registrations,
    saml,
    shapes,
    smart_mfa,
    user_changes,
    user_lists,
    verifications,
    wire,
)
from mfa_emulator.providers.onelogin.authorization import ALL, ANY, LOGIN, READ, WRITE


def _v1(
    id: str, route: str, handler: wire.Handler[Any], auth: Authenticate, shape: wire.Shape[Any], *also: str
) -> Operation:
    return Operation(id, route, wire.v1(handler, shape), auth, also=also)


def _v2(
    id: str, route: str, handler: wire.Handler[Any], auth: Authenticate, shape: wire.Shape[Any], *also: str
) -> Operation:
    return Operation(id, route, wire.v2(handler, shape), auth, also=also)


def _plain(
    id: str, route: str, handler: wire.Handler[Any], auth: Authenticate, shape: wire.Shape[Any], *also: str
) -> Operation:
    return Operation(id, route, wire.plain(handler, shape), auth, also=also)


# fmt: off
_TOKENS = (
    _plain("generate_token", "POST /auth/oauth2/v2/token", oauth.generate_token, oauth.content_type, shapes.bare),
    _plain("generate_token_v1", "POST /auth/oauth2/token", oauth.generate_token_v1, oauth.content_type, shapes.listed),
    _plain("revoke_tokens", "POST /auth/oauth2/revoke", oauth.revoke_tokens, oauth.content_type, shapes.hybrid),
    _plain("get_rate_limit", "GET /auth/rate_limit", rate_limit.get_rate_limit, ANY, shapes.data),
)
_USER = "/api/1/users/{user_id}"
_MFA_V1 = (
    _v1("get_mfa_factors", f"GET {_USER}/auth_factor", otp_devices.get_mfa_factors, READ, shapes.data,
        f"GET {_USER}/auth_factors"),
    _v1("get_enrolled_factors", f"GET {_USER}/otp_devices", otp_devices.get_enrolled_factors, READ, shapes.data),
    _v1("enroll_mfa_factor", f"POST {_USER}/otp_devices", otp_devices.enroll_mfa_factor, WRITE, shapes.otp_devices),
    _v1("activate_mfa_factors", f"POST {_USER}/otp_devices/{{device_id}}/trigger",
        otp_devices.activate_mfa_factors, WRITE, shapes.triggered),
    _v1("verify_mfa_factor", f"POST {_USER}/otp_devices/{{device_id}}/verify",
        otp_devices.verify_mfa_factor, WRITE, shapes.hybrid),
    _v1("remove_mfa_factors", f"DELETE {_USER}/otp_devices/{{device_id}}",
        otp_devices.remove_mfa_factors, WRITE, shapes.status_only),
    _v1("generate_mf_atoken", f"POST {_USER}/mfa_token", mfa_tokens.generate_mf_atoken, WRITE, shapes.mfa_token_v1),
)
_MFA = "/api/2/mfa/users/{user_id}"
_MFA_V2 = (
    _v2("get_auth_factors", f"GET {_MFA}/factors", registrations.get_auth_factors, ALL, shapes.bare),
    _v2("create_factor_registration", f"POST {_MFA}/registrations",
        registrations.create_factor_registration, ALL, shapes.registration),
    _v2("get_user_registration", f"GET {_MFA}/registrations/{{registration_id}}",
        registrations.get_user_registration, ALL, shapes.poll),
    _v2("verify_user_registration", f"PUT {_MFA}/registrations/{{registration_id}}",
        registrations.verify_user_registration, ALL, shapes.registration_status),
    _v2("get_authentication_devices", f"GET {_MFA}/devices",
        registrations.get_authentication_devices, ALL, shapes.bare),
    _v2("delete_enrolled_factor", f"DELETE {_MFA}/devices/{{device_id}}",
        registrations.delete_enrolled_factor, ALL, shapes.no_content),
    _v2("create_device_verification", f"POST {_MFA}/verifications",
        verifications.create_device_verification, ALL, shapes.verification),
    _v2("get_user_verification", f"GET {_MFA}/verifications/{{verification_id}}",
        verifications.get_user_verification, ALL, shapes.poll),
    _v2("verify_user_verification", f"PUT {_MFA}/verifications/{{verification_id}}",
        verifications.verify_user_verification, ALL, shapes.hybrid),
    _v2("generate_otp", f"POST {_MFA}/mfa_token", mfa_tokens.generate_otp, WRITE, shapes.created),
    # A misspelt path of SDK 3.0, which reads 200 alone.
    _v2("generate_otp_30", "POST /api/2/mfs/users/{user_id}/mfa_token", mfa_tokens.generate_otp, WRITE, shapes.bare),
    Operation("follow_magic_link", "GET /auth/magic_link/{link}",
              wire.plain(verifications.follow_magic_link, shapes.bare), anyone, published=False),
)
_LOGIN = (
    _v1("create_session_login_token", "POST /api/1/login/auth",
        login.create_session_login_token, LOGIN, shapes.login),
    _v1("get_session_token_verified", "POST /api/1/login/verify_factor",
        login.get_session_token_verified, LOGIN, shapes.login),
    # No document and no SDK has a version 2 of these; clients that try it get version 1's answers.
    replace(_v2("create_session_login_token2", "POST /api/2/login/auth",
                login.create_session_login_token, LOGIN, shapes.login), published=False),
    replace(_v2("get_session_token_verified2", "POST /api/2/login/verify_factor",
                login.get_session_token_verified, LOGIN, shapes.login), published=False),
    _plain("session_via_api_token", "POST /session_via_api_token", login.session_via_api_token, anyone, shapes.bare),
    _v1("generate_saml_assert", "POST /api/1/saml_assertion", saml.generate_saml_assert, LOGIN, shapes.saml_v1),
    _v1("ver_factor_saml", "POST /api/1/saml_assertion/verify_factor", saml.ver_factor_saml, LOGIN, shapes.saml_v1),
    # The second path of each is a constant of the .NET SDK.
    _v2("generate_saml_assert2", "POST /api/2/saml_assertion", saml.generate_saml_assert, LOGIN, shapes.saml_v2,
        "POST /api/2/saml-assertions"),
    _v2("ver_factor_saml2", "POST /api/2/saml_assertion/verify_factor", saml.ver_factor_saml, LOGIN, shapes.saml_v2,
        "POST /api/2/saml-assertions/verify_factor"),
    _v2("validate_user", "POST /api/2/smart-mfa", smart_mfa.validate_user, WRITE, shapes.bare),
    _v2("verify_token", "POST /api/2/smart-mfa/verify", smart_mfa.verify_token, WRITE, shapes.bare),
)
_USERS = (
    _v2("list_users2", "GET /api/2/users", user_lists.list_users, READ, shapes.bare),
    _v2("create_user2", "POST /api/2/users", user_changes.create_user, WRITE, shapes.created),
    _v2("get_user2", "GET /api/2/users/{user_id}", user_lists.get_user, READ, shapes.bare),
    _v2("update_user2", "PUT /api/2/users/{user_id}", user_changes.update_user, WRITE, shapes.bare),
    _v2("delete_user2", "DELETE /api/2/users/{user_id}", user_changes.delete_user, WRITE, shapes.no_content),
    _v1("list_users", "GET /api/1/users", user_lists.list_users_v1, READ, shapes.users_v1),
    _v1("create_user", "POST /api/1/users", user_changes.create_user_v1, WRITE, shapes.user_created_v1),
    _v1("get_user_by_id", f"GET {_USER}", user_lists.get_user_v1, READ, shapes.user_v1),
    _v1("update_user", f"PUT {_USER}", user_changes.update_user_v1, WRITE, shapes.user_v1),
    _v1("delete_user", f"DELETE {_USER}", user_changes.delete_user_v1, WRITE, shapes.hybrid),
    _v1("lock_account_user", f"PUT {_USER}/lock_user", user_changes.lock_account_user, WRITE, shapes.hybrid),
    _v1("update_password_insecure", "PUT /api/1/users/set_password_clear_text/{user_id}",
        user_changes.update_password_insecure, WRITE, shapes.hybrid),
    _v1("set_user_state", f"PUT {_USER}/set_state", user_changes.set_user_state, WRITE, shapes.hybrid),
    _v1("log_out_user", f"PUT {_USER}/logout", user_changes.log_out_user, WRITE, shapes.hybrid),
)
OPERATIONS = (*_TOKENS, *_MFA_V1, *_MFA_V2, *_LOGIN, *_USERS)
# fmt: on
