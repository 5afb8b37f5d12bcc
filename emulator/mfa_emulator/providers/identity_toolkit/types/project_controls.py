"""The official emulator's own calls under `/emulator/v1`, as seen in firebase-tools 15.28."""

from mfa_emulator.providers.identity_toolkit.types.base import Body
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import OobReqType


class OobCode(Body):
    """A mailed code that is still good, and the link that the mail would hold."""

    email: str | None = None
    new_email: str | None = None
    request_type: OobReqType | None = None
    oob_code: str | None = None
    oob_link: str | None = None


class OobCodes(Body):
    """All mailed codes that are still good."""

    oob_codes: tuple[OobCode, ...] | None = None


class VerificationCode(Body):
    """An SMS code that is still good."""

    phone_number: str | None = None
    session_info: str | None = None
    code: str | None = None


class VerificationCodes(Body):
    """All SMS codes that are still good."""

    verification_codes: tuple[VerificationCode, ...] | None = None


class EmulatorSignIn(Body):
    """Whether several accounts may have one e-mail."""

    allow_duplicate_emails: bool | None = None


class EmulatorEmailPrivacy(Body):
    """Whether e-mail enumeration protection is on."""

    enable_improved_email_privacy: bool | None = None


class EmulatorConfig(Body):
    """The part of a project's configuration that the official emulator's own calls read and change.

    In a change, what is absent stays as it is.
    """

    sign_in: EmulatorSignIn | None = None
    email_privacy_config: EmulatorEmailPrivacy | None = None


class EmulatorTenant(Tenant):
    """A tenant with its id beside its name."""

    tenant_id: str | None = None
