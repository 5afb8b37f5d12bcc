"""Each vendor names the fields that hold secrets: the journal masks these, and shows all others."""

import re
from collections.abc import Iterator
from typing import get_args

import httpx2
import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN

PROVIDERS = Providers(BUILT_IN)
SOUNDS_SECRET = re.compile(r"pass|secret|token|credential|code|otp|answer|authorization|signature|key|salt|hash", re.I)

READABLE = {
    "identity_toolkit": """
        allowPasswordSignup allowPasswordUser androidVerificationProofExpireTime apiKey appSignatureHash
        canHandleCodeInApp codeFlowConfig emailPasswordEnforcementState keyId
        forwardInboundCredentials hashAlgorithm hashConfig
        hashLengthBytes hashType hashingAlgorithm legacyResetPasswordTemplate maxPasswordLength minPasswordLength
        nextPageToken notificationCode oauthConsumerKey oobCodes pageToken passwordHashOrder passwordPolicyConfig
        passwordPolicyEnforcementState passwordPolicyVersions passwordRequired passwordUpdatedAt recaptchaKey
        recaptchaKeys recaptchaSiteKey resetPasswordTemplate returnIdpCredential returnRefreshToken returnSecureToken
        credentialCreationOptions credentialId credentialRequestOptions deletePasskey excludeCredentials passkeyInfo
        pubKeyCredParams publicKeyUrl tokenType
        temporaryProofExpiresIn token_type totpAuthInfo totpEnrollmentInfo totpInfo totpProviderConfig totpSessionInfo
        totpVerificationInfo verificationCodeLength verificationCodes verificationProofExpiresIn
    """,
    "onelogin": """
        locale_code numeric_sms_otp otp_devices otp_sent password_algorithm preferred_locale_code
        state_token_expires_at state_token_expires_in token_type
    """,
    "twilio_verify": """
        AppHash Binding.PublicKey CodeLength Config.CodeLength CustomCodeEnabled EnableSnaClientToken PageToken
        Passkeys.AuthenticatorAttachment Passkeys.DiscoverableCredentials Passkeys.RelyingParty.Id
        Passkeys.RelyingParty.Name Passkeys.RelyingParty.Origins Passkeys.UserVerification Push.ApnCredentialSid
        Push.FcmCredentialSid Totp.CodeLength Totp.Issuer Totp.Skew Totp.TimeStep apn_credential_sid code code_length
        credential_sid public_key
        custom_code_enabled discoverable_credentials errorCode fcm_credential_sid passkeys send_code_attempts
        sna_attempts_error_codes totp
    """,
}
"""Names that sound like a secret's and are none: settings, sizes, kinds, times, places in lists, what is published."""


def names(kind: object, seen: set[type]) -> Iterator[str]:
    """The names of all fields in a message."""
    for part in get_args(kind):
        yield from names(part, seen)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            yield field.encode_name
            yield from names(field.type, seen)


def spoken(operations: tuple[Operation, ...]) -> set[str]:
    """The names of all fields that a vendor's operations take or give."""
    seen: set[type] = set()
    kinds = [kind for one in operations if one.handler is not None for kind in (one.body, one.answer)]
    return {name for kind in kinds for name in names(kind, seen)}


@pytest.mark.parametrize("vendor", PROVIDERS)
def test_each_name_that_sounds_secret_is_one_or_is_known_to_be_none(vendor: str):
    provider = PROVIDERS[vendor]
    assert provider.secrets is not None
    sounding = {name for name in spoken(provider.operations) if SOUNDS_SECRET.search(name)}
    assert len(sounding) > 5
    assert sounding - provider.secrets == set(READABLE[vendor].split()) & sounding
    assert not provider.secrets & set(READABLE[vendor].split())


@pytest.mark.parametrize("vendor", PROVIDERS)
def test_nobody_keeps_a_name_that_no_message_has(vendor: str):
    assert set(READABLE[vendor].split()) - spoken(PROVIDERS[vendor].operations) == set()


def test_of_a_code_that_was_sent_nothing_is_shown_but_of_the_service_everything():
    emulator = Emulator(freeze=True)
    twilio = emulator.twilio_verify
    auth = (twilio.account_sid, twilio.auth_token)
    with httpx2.Client(transport=emulator.transport(), base_url="http://verify.twilio.com/v2", auth=auth) as http:
        service = f"/Services/{twilio.service_sid}"
        made = http.post(f"{service}/Entities/ada-lovelace/Factors", data={"FriendlyName": "a", "FactorType": "totp"})
        http.post(f"{service}/Entities/ada-lovelace/Factors/{made.json()['sid']}", data={"AuthPayload": "123456"})
        http.get(service)
    created, verified, fetched = (exchange.view() for exchange in emulator.requests)
    assert created["response"]["binding"] == {"secret": "***", "uri": "***"}
    assert verified["request"] == {"AuthPayload": "***"}
    assert fetched["response"]["code_length"] == 6
    assert fetched["response"]["totp"]["code_length"] == 6
