"""The errors of passkeys, by their cause: 60366 to 60393 (documented without a status; 400 is a guess)."""

from mfa_emulator.providers.twilio_verify.errors import TwilioError


class InvalidPasskey(TwilioError):
    """A passkeys request that cannot be read at all: its configuration, unless a part of it has a number."""

    code = "60370"
    title = "Invalid config"


class MissingIdentity(InvalidPasskey):
    """Of 60366 and 60367, both about the identity, which is which is a guess."""

    code = "60366"
    title = "Missing identity"


class InvalidIdentity(InvalidPasskey):
    """Of 60366 and 60367, both about the identity, which is which is a guess."""

    code = "60367"
    title = "Invalid identity"


class InvalidRelyingParty(InvalidPasskey):
    code = "60371"
    title = "Invalid relying party"


class InvalidRelyingPartyId(InvalidPasskey):
    code = "60372"
    title = "Invalid relying party id"


class InvalidCredentialId(InvalidPasskey):
    code = "60375"
    title = "Invalid id"


class InvalidRawId(InvalidPasskey):
    code = "60376"
    title = "Invalid rawId"


class InvalidAttachment(InvalidPasskey):
    code = "60377"
    title = "Invalid authenticatorAttachment"


class InvalidResponse(InvalidPasskey):
    code = "60378"
    title = "Invalid response"


class InvalidAuthenticatorData(InvalidPasskey):
    code = "60379"
    title = "Invalid authenticatorData"


class InvalidClientData(InvalidPasskey):
    code = "60380"
    title = "Invalid clientDataJSON"


class InvalidSignature(InvalidPasskey):
    code = "60381"
    title = "Invalid signature"


class OtherRelyingParty(InvalidPasskey):
    code = "60382"
    title = "Factor and challenge are of different relying parties"


class PasskeyInWrongState(InvalidPasskey):
    """A factor that is verified already, or has expired."""

    code = "60383"
    title = "Factor is in a wrong state or expired"


class InvalidPublicKey(InvalidPasskey):
    code = "60385"
    title = "Invalid public key"


class InvalidAttestationObject(InvalidPasskey):
    code = "60386"
    title = "Invalid attestationObject"


class InvalidAttestedCredential(InvalidPasskey):
    code = "60387"
    title = "Invalid attested credential data"


class InvalidDisplayName(InvalidPasskey):
    code = "60388"
    title = "Invalid friendly_name"


class MissingCriteria(InvalidPasskey):
    """Neither the request nor the service says them; the message names those that are missing."""

    code = "60393"
    title = "Missing authenticator criteria"
