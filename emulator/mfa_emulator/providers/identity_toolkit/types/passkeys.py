"""Passkeys. Google publishes nothing of them: the messages are those of the official emulator and of the iOS SDK."""

from msgspec import field

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32


class RelyingParty(Body):
    """The site that a passkey is for."""

    id: str | None = None
    name: str | None = None


class PasskeyUser(Body):
    """The account that a passkey is for; its id is Base64."""

    display_name: str | None = None
    id: str | None = None
    name: str | None = None


class PublicKeyParameter(Body):
    """A kind of key that is taken."""

    alg: Int32 | None = None
    type: str | None = None


class CredentialDescriptor(Body):
    """A passkey by its id."""

    id: str | None = None
    type: str | None = None


class CredentialCreationOptions(Body):
    """Options for ``navigator.credentials.create``."""

    attestation: str | None = None
    challenge: str | None = None
    exclude_credentials: tuple[CredentialDescriptor, ...] | None = None
    pub_key_cred_params: tuple[PublicKeyParameter, ...] | None = None
    rp: RelyingParty | None = None
    user: PasskeyUser | None = None


class CredentialRequestOptions(Body):
    """Options for ``navigator.credentials.get``."""

    challenge: str | None = None
    rp_id: str | None = None
    user_verification: str | None = None


class AuthenticatorResponse(Body):
    """The part of an authenticator's answer that it signed, in Base64."""

    attestation_object: str = ""
    authenticator_data: str = ""
    client_data_json: str = field(default="", name="clientDataJSON")
    signature: str = ""
    transports: tuple[str, ...] = ()
    user_handle: str = ""


class PublicKeyCredential(Body):
    """The answer of an authenticator."""

    authenticator_attachment: str = ""
    id: str = ""
    raw_id: str = ""
    response: AuthenticatorResponse | None = None
    type: str = ""


class StartPasskeyEnrollmentRequest(Body):
    """Begin to add a passkey."""

    id_token: str | None = None
    tenant_id: str = ""


class StartPasskeyEnrollmentResponse(Body):
    """The options for the authenticator."""

    credential_creation_options: CredentialCreationOptions | None = None


class FinalizePasskeyEnrollmentRequest(Body):
    """Add the passkey that the authenticator made; `display_name` is another word for `name`."""

    authenticator_registration_response: PublicKeyCredential | None = None
    display_name: str = ""
    id_token: str | None = None
    name: str = ""
    tenant_id: str = ""


class FinalizePasskeyEnrollmentResponse(Body):
    """Tokens of a new session."""

    expires_in: str | None = None
    id_token: str | None = None
    local_id: str | None = None
    refresh_token: str | None = None


class StartPasskeySignInRequest(Body):
    """Begin to sign in; nobody is named."""

    tenant_id: str = ""


class StartPasskeySignInResponse(Body):
    """The options for the authenticator."""

    credential_request_options: CredentialRequestOptions | None = None


class FinalizePasskeySignInRequest(Body):
    """Sign in with what the authenticator signed."""

    authenticator_authentication_response: PublicKeyCredential | None = None
    tenant_id: str = ""


class FinalizePasskeySignInResponse(Body):
    """Tokens. This way never asks for a second factor."""

    expires_in: str | None = None
    id_token: str | None = None
    local_id: str | None = None
    refresh_token: str | None = None
