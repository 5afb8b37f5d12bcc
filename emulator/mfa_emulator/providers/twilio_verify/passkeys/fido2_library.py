"""python-fido2, the library of the extra `passkeys`: it reads and writes CBOR, COSE keys and authenticator data."""

from importlib.util import find_spec

from mfa_emulator.providers.twilio_verify.errors import NotBuilt


def require() -> None:
    """Refuse what needs the library where it is not installed. Raises NotBuilt with the line that installs it."""
    if find_spec("fido2") is None:
        text = "passkeys are read by a library of an extra: pip install 'mfa-emulator[passkeys]'"
        raise NotBuilt(text, reason=text)
