"""Ways into an account by e-mail: sign up, sign in by password or link, and ask how to sign in."""

from msgspec import field

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64
from mfa_emulator.providers.identity_toolkit.types.client_info import ClientType, RecaptchaVersion
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment, MfaFactor, UserNotification


class SignUpRequest(Body):
    """Create an account: by password, anonymous, or (with admin rights) from any fields given."""

    captcha_challenge: str = ""
    captcha_response: str = ""
    client_type: ClientType = "CLIENT_TYPE_UNSPECIFIED"
    disabled: bool | None = None
    display_name: str | None = None
    email: str | None = None
    email_verified: bool = False
    id_token: str | None = None
    instance_id: str = ""
    local_id: str = ""
    mfa_info: tuple[MfaFactor, ...] = ()
    password: str | None = None
    phone_number: str = ""
    photo_url: str | None = None
    recaptcha_version: RecaptchaVersion = "RECAPTCHA_VERSION_UNSPECIFIED"
    target_project_id: str = ""
    tenant_id: str = ""
    # Not published, yet the JS and iOS SDKs send it to production with every sign-up.
    return_secure_token: bool = False


class SignUpResponse(Body):
    """The new account. Tokens only for those who signed themselves up."""

    display_name: str | None = None
    email: str | None = None
    expires_in: Int64 | None = None
    id_token: str | None = None
    kind: str | None = None
    local_id: str | None = None
    refresh_token: str | None = None


class SignInWithPasswordRequest(Body):
    """Sign in by e-mail and password."""

    captcha_challenge: str = ""
    captcha_response: str = ""
    client_type: ClientType = "CLIENT_TYPE_UNSPECIFIED"
    delegated_project_number: Int64 = ""
    email: str | None = None
    id_token: str | None = None
    instance_id: str = ""
    password: str = ""
    pending_id_token: str = ""
    recaptcha_version: RecaptchaVersion = "RECAPTCHA_VERSION_UNSPECIFIED"
    return_secure_token: bool = False
    tenant_id: str = ""


class SignInWithPasswordResponse(Body):
    """Tokens, or a pending credential and the factors to choose from."""

    display_name: str | None = None
    email: str | None = None
    expires_in: Int64 | None = None
    id_token: str | None = None
    kind: str | None = None
    local_id: str | None = None
    mfa_info: tuple[MfaEnrollment, ...] | None = None
    mfa_pending_credential: str | None = None
    oauth_access_token: str | None = None
    oauth_authorization_code: str | None = None
    oauth_expire_in: Int32 | None = None
    profile_picture: str | None = None
    refresh_token: str | None = None
    registered: bool | None = None
    user_notifications: tuple[UserNotification, ...] | None = None


class SignInWithEmailLinkRequest(Body):
    """Sign in with the code of a link that was mailed."""

    email: str | None = None
    id_token: str | None = None
    oob_code: str | None = None
    tenant_id: str = ""
    # Not published; the iOS SDK sends it.
    return_secure_token: bool = False


class SignInWithEmailLinkResponse(Body):
    """Tokens, or a pending credential and the factors to choose from."""

    email: str | None = None
    expires_in: Int64 | None = None
    id_token: str | None = None
    is_new_user: bool | None = None
    kind: str | None = None
    local_id: str | None = None
    mfa_info: tuple[MfaEnrollment, ...] | None = None
    mfa_pending_credential: str | None = None
    refresh_token: str | None = None


class CreateAuthUriRequest(Body):
    """Ask which providers an e-mail signs in with, or where to send a user who picked a provider."""

    app_id: str = ""
    auth_flow_type: str = ""
    context: str = ""
    continue_uri: str | None = None
    custom_parameter: dict[str, str] = field(default_factory=dict)
    hosted_domain: str = ""
    identifier: str | None = None
    oauth_consumer_key: str = ""
    oauth_scope: str = ""
    openid_realm: str = ""
    ota_app: str = ""
    provider_id: str = ""
    session_id: str = ""
    tenant_id: str = ""


class CreateAuthUriResponse(Body):
    """Facts known of the identifier; only `session_id` under e-mail enumeration protection."""

    all_providers: tuple[str, ...] | None = None
    auth_uri: str | None = None
    captcha_required: bool | None = None
    for_existing_provider: bool | None = None
    kind: str | None = None
    provider_id: str | None = None
    registered: bool | None = None
    session_id: str | None = None
    signin_methods: tuple[str, ...] | None = None
