"""Query parameters of GET methods. Discovery publishes it with the methods, not as messages."""

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64
from mfa_emulator.providers.identity_toolkit.types.client_info import ClientType, RecaptchaVersion


class GetProjectConfigRequest(Body):
    """Nothing of it has an effect: no configuration names an app, and the credentials choose the project."""

    android_package_name: str = ""
    client_id: str = ""
    delegated_project_number: Int64 = ""
    firebase_app_id: str = ""
    ios_bundle_id: str = ""
    project_number: Int64 = ""
    return_dynamic_link: bool = False
    sha1_cert: str = ""


class GetPasswordPolicyRequest(Body):
    """Whose policy: the project's, or that of a tenant."""

    tenant_id: str = ""


class GetRecaptchaConfigRequest(Body):
    """The platform that asks for its key. There is one version, so `version` has no effect."""

    client_type: ClientType = "CLIENT_TYPE_UNSPECIFIED"
    tenant_id: str = ""
    version: RecaptchaVersion = "RECAPTCHA_VERSION_UNSPECIFIED"


class ListRequest(Body):
    """A page of tenants, or of configurations of identity providers. Absent is a `page_size` of its own."""

    page_size: Int32 | None = None
    page_token: str = ""
