"""The table: every published method of Identity Toolkit, and what the official emulator has beside them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Handler, Operation, anyone
from mfa_emulator.providers.identity_toolkit import relyingparty
from mfa_emulator.providers.identity_toolkit.accounts import account_export
from mfa_emulator.providers.identity_toolkit.accounts.account_import import batch_create
from mfa_emulator.providers.identity_toolkit.accounts.account_update import update
from mfa_emulator.providers.identity_toolkit.accounts.deletion import batch_delete, delete
from mfa_emulator.providers.identity_toolkit.accounts.lookup import lookup
from mfa_emulator.providers.identity_toolkit.accounts.password_reset import reset_password
from mfa_emulator.providers.identity_toolkit.accounts.search import query
from mfa_emulator.providers.identity_toolkit.accounts.sign_up import sign_up
from mfa_emulator.providers.identity_toolkit.auth import admin, client, key_only
from mfa_emulator.providers.identity_toolkit.configuration import admin_config, client_config, triggers
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.documented_errors import errors_of
from mfa_emulator.providers.identity_toolkit.emulator_helpers import (
    api_description,
    emulator_status,
    project_controls,
    sign_in_page,
)
from mfa_emulator.providers.identity_toolkit.emulator_helpers.email_action_page import act
from mfa_emulator.providers.identity_toolkit.mailed_codes.code_requests import send_oob_code
from mfa_emulator.providers.identity_toolkit.passkeys import enrollment, passkey_sign_in
from mfa_emulator.providers.identity_toolkit.provider_configs import default_configs, oidc_configs, saml_configs
from mfa_emulator.providers.identity_toolkit.provider_configs.legacy_changes import set_project_config
from mfa_emulator.providers.identity_toolkit.published_methods import published_methods
from mfa_emulator.providers.identity_toolkit.second_factors import mfa_enrollment, mfa_sign_in
from mfa_emulator.providers.identity_toolkit.sign_in import game_center, phone_numbers
from mfa_emulator.providers.identity_toolkit.sign_in.auth_uri import create_auth_uri
from mfa_emulator.providers.identity_toolkit.sign_in.custom_tokens import sign_in_with_custom_token
from mfa_emulator.providers.identity_toolkit.sign_in.email_links import sign_in_with_email_link
from mfa_emulator.providers.identity_toolkit.sign_in.email_password import sign_in_with_password
from mfa_emulator.providers.identity_toolkit.sign_in.identity_providers import sign_in_with_idp
from mfa_emulator.providers.identity_toolkit.sign_in.token_revocation import revoke_token
from mfa_emulator.providers.identity_toolkit.sms_codes.ios_receipts import verify_ios_client
from mfa_emulator.providers.identity_toolkit.tenants import iam_policies, tenant_admin
from mfa_emulator.providers.identity_toolkit.tokens import public_keys
from mfa_emulator.providers.identity_toolkit.tokens.saml_issuance import issue_saml_response
from mfa_emulator.providers.identity_toolkit.tokens.session_cookies import create_session_cookie
from mfa_emulator.providers.identity_toolkit.tokens.token_endpoint import grant

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

_METHODS = published_methods()
_V3 = "/identitytoolkit/v3/"


_ASKING: tuple[Handler, ...] = (
    sign_up,
    sign_in_with_password,
    sign_in_with_email_link,
    sign_in_with_idp,
    phone_numbers.sign_in_with_phone_number,
    game_center.sign_in_with_game_center,
    passkey_sign_in.finalize,
    mfa_sign_in.finalize,
    relyingparty.signup_new_user,
    relyingparty.verify_assertion,
    relyingparty.verify_password,
    send_oob_code,
    relyingparty.get_oob_confirmation_code,
    phone_numbers.send_verification_code,
    mfa_enrollment.start,
    mfa_sign_in.start,
)
"""Handlers that ask blocking functions before they let a user in or send a message."""


def _built(method: str, handler: Handler, auth: Handler, cap: str = "body", partly: str = "") -> Operation:
    route = _METHODS[method]
    path = route.split(" ")[1]
    # The official emulator takes any verb on v3 paths, which have one method each.
    also = (f"ANY {path}",) if path.startswith(_V3) else ()
    return Operation(
        method,
        route,
        handler,
        auth,
        cap=cap,
        partly=partly,
        errors=errors_of(method),
        also=also,
        calls_out=_calls_out(handler),
    )


def _calls_out(handler: Handler) -> Callable[["World"], bool] | None:
    return triggers.are_set if handler in _ASKING else None


def _own(name: str, route: str, handler: Handler) -> Operation:
    """A helper of the official emulator or of Google's other hosts: no credentials, not in the published list."""
    return Operation(name, route, handler, published=False)


def _configs(parent: str) -> tuple[Operation, ...]:
    """The rows of every kind of identity provider configuration."""
    return (
        _built(f"{parent}.defaultSupportedIdpConfigs.create", default_configs.create, admin),
        _built(f"{parent}.defaultSupportedIdpConfigs.delete", default_configs.delete, admin),
        _built(f"{parent}.defaultSupportedIdpConfigs.get", default_configs.get, admin),
        _built(f"{parent}.defaultSupportedIdpConfigs.list", default_configs.list_configs, admin),
        _built(f"{parent}.defaultSupportedIdpConfigs.patch", default_configs.patch, admin),
        _built(f"{parent}.inboundSamlConfigs.create", saml_configs.create, admin),
        _built(f"{parent}.inboundSamlConfigs.delete", saml_configs.delete, admin),
        _built(f"{parent}.inboundSamlConfigs.get", saml_configs.get, admin),
        _built(f"{parent}.inboundSamlConfigs.list", saml_configs.list_configs, admin),
        _built(f"{parent}.inboundSamlConfigs.patch", saml_configs.patch, admin),
        _built(f"{parent}.oauthIdpConfigs.create", oidc_configs.create, admin),
        _built(f"{parent}.oauthIdpConfigs.delete", oidc_configs.delete, admin),
        _built(f"{parent}.oauthIdpConfigs.get", oidc_configs.get, admin),
        _built(f"{parent}.oauthIdpConfigs.list", oidc_configs.list_configs, admin),
        _built(f"{parent}.oauthIdpConfigs.patch", oidc_configs.patch, admin),
    )


_PARENTS = ("projects.accounts", "projects.tenants.accounts")

_BUILT: tuple[Operation, ...] = (
    # Accounts, as their users reach them
    _built("accounts.createAuthUri", create_auth_uri, client),
    _built("accounts.delete", delete, client),
    _built("accounts.lookup", lookup, client),
    _built("accounts.resetPassword", reset_password, client),
    _built("accounts.sendOobCode", send_oob_code, client),
    _built("accounts.sendVerificationCode", phone_numbers.send_verification_code, client),
    _built("accounts.signInWithCustomToken", sign_in_with_custom_token, client),
    _built("accounts.signInWithEmailLink", sign_in_with_email_link, client),
    _built("accounts.signInWithIdp", sign_in_with_idp, client),
    _built("accounts.signInWithPassword", sign_in_with_password, client),
    _built("accounts.signInWithPhoneNumber", phone_numbers.sign_in_with_phone_number, client),
    _built("accounts.signUp", sign_up, client),
    _built("accounts.update", update, client),
    # Accounts of a project or a tenant, as administrators reach them
    *(_built(parent, sign_up, admin) for parent in _PARENTS),
    *(_built(f"{parent}.batchCreate", batch_create, admin, cap="batch") for parent in _PARENTS),
    *(_built(f"{parent}.batchDelete", batch_delete, admin) for parent in _PARENTS),
    *(_built(f"{parent}.batchGet", account_export.batch_get, admin) for parent in _PARENTS),
    *(_built(f"{parent}.delete", delete, admin) for parent in _PARENTS),
    *(_built(f"{parent}.lookup", lookup, admin) for parent in _PARENTS),
    *(_built(f"{parent}.query", query, admin) for parent in _PARENTS),
    *(_built(f"{parent}.sendOobCode", send_oob_code, admin) for parent in _PARENTS),
    *(_built(f"{parent}.update", update, admin) for parent in _PARENTS),
    _built("projects.queryAccounts", query, admin),
    # Session cookies and keys
    _built("projects.createSessionCookie", create_session_cookie, admin),
    _built("projects.tenants.createSessionCookie", create_session_cookie, admin),
    _built("getPublicKeys", public_keys.certificates, anyone),
    _built("getSessionCookiePublicKeys", public_keys.jwks, anyone),
    # Second factors
    _built("accounts.mfaEnrollment.start", mfa_enrollment.start, client),
    _built("accounts.mfaEnrollment.finalize", mfa_enrollment.finalize, client),
    _built("accounts.mfaEnrollment.withdraw", mfa_enrollment.withdraw, client),
    _built("accounts.mfaSignIn.start", mfa_sign_in.start, client),
    _built("accounts.mfaSignIn.finalize", mfa_sign_in.finalize, client),
    # Configuration
    _built("projects.identityPlatform.initializeAuth", admin_config.initialize_auth, admin),
    _built("projects.getConfig", admin_config.get_config, admin),
    _built("projects.updateConfig", admin_config.update_config, admin),
    # Configuration, as apps read it
    _built("getProjects", client_config.get_project_config, client),
    _built("getRecaptchaParams", client_config.get_recaptcha_params, client),
    _built("getPasswordPolicy", client_config.get_password_policy, client),
    _built("getRecaptchaConfig", client_config.get_recaptcha_config, client),
    # Tenants
    _built("projects.tenants.create", tenant_admin.create, admin),
    _built("projects.tenants.delete", tenant_admin.delete, admin),
    _built("projects.tenants.get", tenant_admin.get, admin),
    _built("projects.tenants.list", tenant_admin.list_tenants, admin),
    _built("projects.tenants.patch", tenant_admin.patch, admin),
    _built("projects.tenants.getIamPolicy", iam_policies.get_iam_policy, admin),
    _built("projects.tenants.setIamPolicy", iam_policies.set_iam_policy, admin),
    _built("projects.tenants.testIamPermissions", iam_policies.test_iam_permissions, admin),
    # Further ways to sign in, and tokens of others
    _built("accounts.signInWithGameCenter", game_center.sign_in_with_game_center, client),
    _built("accounts.verifyIosClient", verify_ios_client, client),
    _built("accounts.revokeToken", revoke_token, client),
    _built("accounts.issueSamlResponse", issue_saml_response, client),
    # Identity providers
    _built("defaultSupportedIdps.list", default_configs.list_supported, admin),
    *(row for parent in ("projects", "projects.tenants") for row in _configs(parent)),
    # v3
    _built("relyingparty.createAuthUri", relyingparty.create_auth_uri, client),
    _built("relyingparty.deleteAccount", delete, client),
    _built("relyingparty.downloadAccount", relyingparty.download_account, client),
    _built("relyingparty.emailLinkSignin", sign_in_with_email_link, client),
    _built("relyingparty.getAccountInfo", lookup, client),
    _built("relyingparty.getOobConfirmationCode", relyingparty.get_oob_confirmation_code, client),
    _built("relyingparty.getProjectConfig", client_config.get_project_config, client),
    _built("relyingparty.getPublicKeys", public_keys.certificates, anyone),
    _built("relyingparty.getRecaptchaParam", client_config.get_recaptcha_params, client),
    _built("relyingparty.resetPassword", reset_password, client),
    _built("relyingparty.sendVerificationCode", phone_numbers.send_verification_code, client),
    _built("relyingparty.setAccountInfo", update, client),
    _built("relyingparty.setProjectConfig", set_project_config, client),
    _built("relyingparty.signOutUser", relyingparty.sign_out_user, client),
    _built("relyingparty.signupNewUser", relyingparty.signup_new_user, client),
    _built("relyingparty.uploadAccount", relyingparty.upload_account, client, cap="batch"),
    _built("relyingparty.verifyAssertion", relyingparty.verify_assertion, client),
    _built("relyingparty.verifyCustomToken", sign_in_with_custom_token, client),
    _built("relyingparty.verifyPassword", relyingparty.verify_password, client),
    _built("relyingparty.verifyPhoneNumber", phone_numbers.sign_in_with_phone_number, client),
)

_CONTROL = "/emulator/v1/projects/{projectsId}"


def _listed(name: str, verb: str, what: str, handler: Handler) -> Operation:
    """A helper that exists for a project and for each of its tenants."""
    of_tenant = f"{verb} {_CONTROL}/tenants/{{tenantsId}}/{what}"
    return Operation(name, f"{verb} {_CONTROL}/{what}", handler, published=False, also=(of_tenant,))


def _passkeys(part: str, step: str, handler: Handler) -> Operation:
    """A call about passkeys, which SDKs make and Google does not publish."""
    name = f"accounts.passkey{part}.{step}"
    route = f"POST /v2/accounts/passkey{part}:{step}"
    return Operation(
        name, route, handler, client, published=False, errors=errors_of(name), calls_out=_calls_out(handler)
    )


def _describe(call: Call[None]) -> Reply:
    """The description of this table as OpenAPI."""
    return Reply(200, api_description.described(OPERATIONS))


_HELPERS: tuple[Operation, ...] = (
    Operation(
        "securetoken.token",
        "POST /v1/token",
        grant,
        key_only,
        published=False,
        errors=errors_of("securetoken.token"),
    ),
    _passkeys("Enrollment", "start", enrollment.start),
    _passkeys("Enrollment", "finalize", enrollment.finalize),
    _passkeys("SignIn", "start", passkey_sign_in.start),
    _passkeys("SignIn", "finalize", passkey_sign_in.finalize),
    _own("keys.x509", f"GET {public_keys.X509}", public_keys.certificates),
    _own("keys.jwk", f"GET {public_keys.JWK}", public_keys.jwks),
    _own(
        "keys.openidConfiguration", "GET /{project}/.well-known/openid-configuration", public_keys.openid_configuration
    ),
    # Scripts that wait for a server, npm's wait-on for one, ask with HEAD.
    Operation("emulator.ready", "GET /", emulator_status.ready, published=False, also=("HEAD /",)),
    _own("emulator.action", "GET /emulator/action", act),
    _own("emulator.getConfig", f"GET {_CONTROL}/config", project_controls.get_config),
    _own("emulator.updateConfig", f"PATCH {_CONTROL}/config", project_controls.update_config),
    _own("emulator.openapi", "GET /emulator/openapi.json", _describe),
    _own("emulator.auth.handler", "GET /emulator/auth/handler", sign_in_page.show),
    _own("emulator.auth.iframe", "GET /emulator/auth/iframe", sign_in_page.relay),
    _listed("emulator.accounts.delete", "DELETE", "accounts", project_controls.delete_accounts),
    _listed("emulator.oobCodes.list", "GET", "oobCodes", project_controls.list_oob_codes),
    _listed("emulator.verificationCodes.list", "GET", "verificationCodes", project_controls.list_verification_codes),
)


def _all() -> tuple[Operation, ...]:
    """Every row; published methods without a handler answer 501."""
    built = {operation.id: operation for operation in _BUILT}
    published = tuple(built.get(method) or Operation(method, route, None) for method, route in _METHODS.items())
    return published + _HELPERS


OPERATIONS = _all()
