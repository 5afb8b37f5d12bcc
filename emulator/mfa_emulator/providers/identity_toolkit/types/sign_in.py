"""Ways into an account without a password: identity provider, phone, custom token."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64
from mfa_emulator.providers.identity_toolkit.types.client_info import AutoRetrievalInfo, ClientType, RecaptchaVersion
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment

VerifyOp = Literal["VERIFY_OP_UNSPECIFIED", "SIGN_UP_OR_IN", "REAUTH", "UPDATE", "LINK"]


class SignInWithIdpRequest(Body):
    """Sign in with an identity provider's answer: `post_body`, or the query of `request_uri`.

    Without `auto_create` accounts are made too; only its `False` says that there must be one.
    """

    auto_create: bool | None = None
    delegated_project_number: Int64 = ""
    id_token: str | None = None
    pending_id_token: str = ""
    pending_token: str = ""
    post_body: str = ""
    request_uri: str | None = None
    return_idp_credential: bool = False
    return_refresh_token: bool = False
    return_secure_token: bool = False
    session_id: str = ""
    tenant_id: str = ""


class SignInWithIdpResponse(Body):
    """The profile at the provider, with tokens, a pending second factor or a call to confirm."""

    context: str | None = None
    date_of_birth: str | None = None
    display_name: str | None = None
    email: str | None = None
    email_recycled: bool | None = None
    email_verified: bool | None = None
    error_message: str | None = None
    expires_in: Int64 | None = None
    federated_id: str | None = None
    first_name: str | None = None
    full_name: str | None = None
    id_token: str | None = None
    input_email: str | None = None
    is_new_user: bool | None = None
    kind: str | None = None
    language: str | None = None
    last_name: str | None = None
    local_id: str | None = None
    mfa_info: tuple[MfaEnrollment, ...] | None = None
    mfa_pending_credential: str | None = None
    need_confirmation: bool | None = None
    need_email: bool | None = None
    nick_name: str | None = None
    oauth_access_token: str | None = None
    oauth_authorization_code: str | None = None
    oauth_expire_in: Int32 | None = None
    oauth_id_token: str | None = None
    oauth_refresh_token: str | None = None
    oauth_token_secret: str | None = None
    original_email: str | None = None
    pending_token: str | None = None
    photo_url: str | None = None
    provider_id: str | None = None
    raw_user_info: str | None = None
    refresh_token: str | None = None
    screen_name: str | None = None
    tenant_id: str | None = None
    time_zone: str | None = None
    verified_provider: tuple[str, ...] | None = None


class SendVerificationCodeRequest(Body):
    """Send an SMS code for signing in by phone number."""

    auto_retrieval_info: AutoRetrievalInfo | None = None
    captcha_response: str = ""
    client_type: ClientType = "CLIENT_TYPE_UNSPECIFIED"
    ios_receipt: str = ""
    ios_secret: str = ""
    phone_number: str = ""
    play_integrity_token: str = ""
    recaptcha_token: str = ""
    recaptcha_version: RecaptchaVersion = "RECAPTCHA_VERSION_UNSPECIFIED"
    safety_net_token: str = ""
    tenant_id: str = ""


class SendVerificationCodeResponse(Body):
    """The session that the code will be checked against."""

    session_info: str | None = None


class SignInWithPhoneNumberRequest(Body):
    """Answer an SMS code (or show the proof of an earlier answer), to sign in or to link the number."""

    code: str | None = None
    id_token: str | None = None
    operation: VerifyOp = "VERIFY_OP_UNSPECIFIED"
    phone_number: str = ""
    session_info: str | None = None
    temporary_proof: str = ""
    tenant_id: str = ""
    verification_proof: str = ""


class SignInWithPhoneNumberResponse(Body):
    """Tokens, or only a temporary proof when the number belongs to another account."""

    expires_in: Int64 | None = None
    id_token: str | None = None
    is_new_user: bool | None = None
    local_id: str | None = None
    phone_number: str | None = None
    refresh_token: str | None = None
    temporary_proof: str | None = None
    temporary_proof_expires_in: Int64 | None = None
    verification_proof: str | None = None
    verification_proof_expires_in: Int64 | None = None


class SignInWithCustomTokenRequest(Body):
    """Sign in with a token that the developer's own server signed."""

    delegated_project_number: Int64 = ""
    instance_id: str = ""
    return_secure_token: bool = False
    tenant_id: str = ""
    token: str | None = None


class SignInWithCustomTokenResponse(Body):
    """Tokens. This way never asks for a second factor."""

    expires_in: Int64 | None = None
    id_token: str | None = None
    is_new_user: bool | None = None
    kind: str | None = None
    refresh_token: str | None = None
