"""First factors that a project allows."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32

HashAlgorithm = Literal[
    "HASH_ALGORITHM_UNSPECIFIED",
    "HMAC_SHA256",
    "HMAC_SHA1",
    "HMAC_MD5",
    "SCRYPT",
    "PBKDF_SHA1",
    "MD5",
    "HMAC_SHA512",
    "SHA1",
    "BCRYPT",
    "PBKDF2_SHA256",
    "SHA256",
    "SHA512",
    "STANDARD_SCRYPT",
]


class Anonymous(Body):
    """Anonymous sign-in."""

    enabled: bool | None = None


class Email(Body):
    """Sign-in by e-mail. Without `password_required` a link will do as well."""

    enabled: bool | None = None
    password_required: bool | None = None


class PhoneNumber(Body):
    """Sign-in by phone. `test_phone_numbers` maps a number to the code that it always gets."""

    enabled: bool | None = None
    test_phone_numbers: dict[str, str] | None = None


class HashConfig(Body):
    """Hashing of the project's passwords."""

    algorithm: HashAlgorithm | None = None
    memory_cost: Int32 | None = None
    rounds: Int32 | None = None
    salt_separator: str | None = None
    signer_key: str | None = None


class SignInConfig(Body):
    """The ways to sign in that need no identity provider."""

    allow_duplicate_emails: bool | None = None
    anonymous: Anonymous | None = None
    email: Email | None = None
    hash_config: HashConfig | None = None
    phone_number: PhoneNumber | None = None
