"""The v3 `relyingparty` messages that differ from those of v1.

v3 is an older face of the same service: each method does the work of a v1 method and takes its message. The
older SDKs that still speak v3 send `tenantId` and read `mfaPendingCredential` there although v3 publishes
neither in most places. So a v3 message is the v1 message plus what only v3 has.
"""

from mfa_emulator.providers.identity_toolkit.types.account_batches import UploadAccountRequest
from mfa_emulator.providers.identity_toolkit.types.base import Body, Int64
from mfa_emulator.providers.identity_toolkit.types.configuration.client_config import EmailTemplate, IdpConfig
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import (
    CreateAuthUriRequest,
    SignInWithPasswordRequest,
    SignInWithPasswordResponse,
    SignUpRequest,
)

GetPublicKeysResponse = dict[str, str]
"""PEM certificates by key id."""


class RelyingpartyCreateAuthUriRequest(CreateAuthUriRequest):
    """`accounts.createAuthUri`, with the caller's own OAuth client and project; neither has an effect."""

    client_id: str = ""
    tenant_project_number: Int64 = ""


class Relyingparty(GetOobCodeRequest):
    """`accounts.sendOobCode`. The published name is as bare as that."""

    kind: str = ""


class RelyingpartySignOutUserRequest(Body):
    """End the sessions of an account."""

    instance_id: str = ""
    local_id: str = ""
    tenant_id: str = ""
    target_project_id: str = ""


class RelyingpartySignOutUserResponse(Body):
    """Whose sessions ended."""

    local_id: str | None = None


class RelyingpartySignupNewUserRequest(SignUpRequest):
    """`accounts.signUp`, with a project that has no effect."""

    tenant_project_number: Int64 = ""


class RelyingpartyUploadAccountRequest(UploadAccountRequest):
    """`projects.accounts.batchCreate`, with the project in the body because v3 paths name none."""

    target_project_id: str = ""


class RelyingpartyVerifyAssertionRequest(SignInWithIdpRequest):
    """`accounts.signInWithIdp`, with an app instance and a project; neither has an effect."""

    instance_id: str = ""
    tenant_project_number: Int64 = ""


class RelyingpartyVerifyPasswordRequest(SignInWithPasswordRequest):
    """`accounts.signInWithPassword`, with a project that has no effect."""

    tenant_project_number: Int64 = ""


class VerifyPasswordResponse(SignInWithPasswordResponse):
    """`accounts.signInWithPassword`, which calls the picture `profile_picture`; v3 calls it `photo_url`."""

    photo_url: str | None = None


class RelyingpartySetProjectConfigRequest(Body):
    """Change a project's configuration, in the words of v3. The key cannot be changed."""

    allow_password_user: bool | None = None
    api_key: str | None = None
    authorized_domains: tuple[str, ...] | None = None
    change_email_template: EmailTemplate | None = None
    delegated_project_number: Int64 = ""
    enable_anonymous_user: bool | None = None
    idp_config: tuple[IdpConfig, ...] | None = None
    legacy_reset_password_template: EmailTemplate | None = None
    reset_password_template: EmailTemplate | None = None
    use_email_sending: bool | None = None
    verify_email_template: EmailTemplate | None = None


class RelyingpartySetProjectConfigResponse(Body):
    """The project whose configuration was changed."""

    project_id: str | None = None
