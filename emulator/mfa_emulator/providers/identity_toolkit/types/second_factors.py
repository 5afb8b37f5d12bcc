"""Second factors: enroll, withdraw, and sign in with one (v2)."""

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64, Timestamp
from mfa_emulator.providers.identity_toolkit.types.client_info import AutoRetrievalInfo, ClientType, RecaptchaVersion


class StartMfaPhoneRequestInfo(Body):
    """Send an SMS code: where to (at enrollment only) and the app's proof that it is no robot."""

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


class StartMfaTotpEnrollmentRequestInfo(Body):
    """Ask for a TOTP secret. Always empty."""


class StartMfaEnrollmentRequest(Body):
    """Begin to enroll a factor: a phone or TOTP, never both."""

    id_token: str | None = None
    phone_enrollment_info: StartMfaPhoneRequestInfo | None = None
    tenant_id: str = ""
    totp_enrollment_info: StartMfaTotpEnrollmentRequestInfo | None = None


class StartMfaPhoneResponseInfo(Body):
    """The session that the SMS code will be checked against."""

    session_info: str | None = None


class StartMfaTotpEnrollmentResponseInfo(Body):
    """Everything an authenticator app needs. The secret is base32 and is shown only here."""

    finalize_enrollment_time: Timestamp | None = None
    hashing_algorithm: str | None = None
    period_sec: Int32 | None = None
    session_info: str | None = None
    shared_secret_key: str | None = None
    verification_code_length: Int32 | None = None


class StartMfaEnrollmentResponse(Body):
    """The session of the kind of factor that was asked for."""

    phone_session_info: StartMfaPhoneResponseInfo | None = None
    totp_session_info: StartMfaTotpEnrollmentResponseInfo | None = None


class FinalizeMfaPhoneRequestInfo(Body):
    """The SMS code, or an Android phone's proof that it received one."""

    android_verification_proof: str = ""
    code: str | None = None
    phone_number: str = ""
    session_info: str | None = None


class FinalizeMfaTotpEnrollmentRequestInfo(Body):
    """The first code of the new authenticator."""

    session_info: str = ""
    verification_code: str = ""


class FinalizeMfaEnrollmentRequest(Body):
    """Prove the new factor with a code; from then on it is asked for."""

    display_name: str = ""
    id_token: str | None = None
    phone_verification_info: FinalizeMfaPhoneRequestInfo | None = None
    tenant_id: str = ""
    totp_verification_info: FinalizeMfaTotpEnrollmentRequestInfo | None = None


class FinalizeMfaPhoneResponseInfo(Body):
    """Proof for Android of a verified number."""

    android_verification_proof: str | None = None
    android_verification_proof_expire_time: Timestamp | None = None
    phone_number: str | None = None


class FinalizeMfaTotpEnrollmentResponseInfo(Body):
    """Marks the enrolled factor as TOTP. Always empty."""


class FinalizeMfaEnrollmentResponse(Body):
    """Tokens that carry the new second factor."""

    id_token: str | None = None
    phone_auth_info: FinalizeMfaPhoneResponseInfo | None = None
    refresh_token: str | None = None
    totp_auth_info: FinalizeMfaTotpEnrollmentResponseInfo | None = None


class WithdrawMfaRequest(Body):
    """Remove a factor from the account of the ID token."""

    id_token: str | None = None
    mfa_enrollment_id: str = ""
    tenant_id: str = ""


class WithdrawMfaResponse(Body):
    """Tokens after the removal."""

    id_token: str | None = None
    refresh_token: str | None = None
    # Not published; the official emulator answers it, production does not (recorded).
    expires_in: Int64 | None = None


class StartMfaSignInRequest(Body):
    """Send the SMS code of an enrolled phone. TOTP has no such step."""

    mfa_enrollment_id: str = ""
    mfa_pending_credential: str = ""
    phone_sign_in_info: StartMfaPhoneRequestInfo | None = None
    tenant_id: str = ""


class StartMfaSignInResponse(Body):
    """The session that the SMS code will be checked against."""

    phone_response_info: StartMfaPhoneResponseInfo | None = None


class MfaTotpSignInRequestInfo(Body):
    """The authenticator's current code."""

    verification_code: str = ""


class FinalizeMfaSignInRequest(Body):
    """Finish a sign-in with the code of a second factor."""

    mfa_enrollment_id: str = ""
    mfa_pending_credential: str = ""
    phone_verification_info: FinalizeMfaPhoneRequestInfo | None = None
    tenant_id: str = ""
    totp_verification_info: MfaTotpSignInRequestInfo | None = None


class FinalizeMfaSignInResponse(Body):
    """Tokens of the finished sign-in."""

    id_token: str | None = None
    phone_auth_info: FinalizeMfaPhoneResponseInfo | None = None
    refresh_token: str | None = None
