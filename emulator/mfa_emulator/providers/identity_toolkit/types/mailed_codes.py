"""Out-of-band codes: the mailed links that reset a password, verify or change an e-mail, or sign in."""

from typing import Literal

from msgspec import field

from mfa_emulator.providers.identity_toolkit.types.base import Body
from mfa_emulator.providers.identity_toolkit.types.client_info import ClientType, RecaptchaVersion
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment

OobReqType = Literal[
    "OOB_REQ_TYPE_UNSPECIFIED",
    "PASSWORD_RESET",
    "OLD_EMAIL_AGREE",
    "NEW_EMAIL_ACCEPT",
    "VERIFY_EMAIL",
    "RECOVER_EMAIL",
    "EMAIL_SIGNIN",
    "VERIFY_AND_CHANGE_EMAIL",
    "REVERT_SECOND_FACTOR_ADDITION",
]


class GetOobCodeRequest(Body):
    """Send a code by e-mail or, with `return_oob_link` and admin rights, hand it over for sending."""

    android_install_app: bool = False
    android_minimum_version: str = ""
    android_package_name: str = ""
    can_handle_code_in_app: bool = False
    captcha_resp: str = ""
    challenge: str = ""
    client_type: ClientType = "CLIENT_TYPE_UNSPECIFIED"
    continue_url: str = ""
    dynamic_link_domain: str = ""
    email: str | None = None
    ios_app_store_id: str = field(default="", name="iOSAppStoreId")
    ios_bundle_id: str = field(default="", name="iOSBundleId")
    id_token: str | None = None
    link_domain: str = ""
    new_email: str | None = None
    recaptcha_version: RecaptchaVersion = "RECAPTCHA_VERSION_UNSPECIFIED"
    request_type: OobReqType = "OOB_REQ_TYPE_UNSPECIFIED"
    return_oob_link: bool = False
    target_project_id: str = ""
    tenant_id: str = ""
    user_ip: str = ""


class GetOobCodeResponse(Body):
    """The address that the code went to; the code and its link only when they were asked for."""

    email: str | None = None
    kind: str | None = None
    oob_code: str | None = None
    oob_link: str | None = None


class ResetPasswordRequest(Body):
    """Look at a code, or spend it (or the old password) on a new password."""

    email: str | None = None
    new_password: str | None = None
    old_password: str = ""
    oob_code: str | None = None
    tenant_id: str = ""


class ResetPasswordResponse(Body):
    """Purpose and account of the code."""

    email: str | None = None
    kind: str | None = None
    mfa_info: MfaEnrollment | None = None
    new_email: str | None = None
    request_type: OobReqType | None = None
