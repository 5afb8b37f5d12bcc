"""Password hashes of other systems, as an import brings them.

BCRYPT and ARGON2 need libraries of the extra ``hashes``, which are imported when such a hash is verified.
"""

import hashlib
import hmac
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Callable

import msgspec

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.records import ImportedHash
from mfa_emulator.providers.identity_toolkit.types.account_batches import Argon2Parameters


class Algorithm(msgspec.Struct, frozen=True, omit_defaults=True):
    """The hashing of the passwords of one import; names and units are those of `batchCreate`."""

    name: str
    signer_key: str = ""
    salt_separator: str = ""
    rounds: int = 0
    memory_cost: int = 0
    block_size: int = 0
    parallelization: int = 0
    dk_len: int = 0
    order: str = ""
    argon2: Argon2Parameters | None = None


def verify(stored: ImportedHash, password: str) -> bool:
    """Whether the password has this hash. Never for an unknown algorithm.

    Raises `NotImplementedYet` for a hash whose library is not installed.
    """
    if not stored.algorithm:
        return False
    algorithm = _read(stored)
    compute = _COMPUTE.get(algorithm.name)
    if compute is None:
        return False
    try:
        expected = bytes_of(stored.hash)
        # A bcrypt hash begins with its salt.
        salt = expected if algorithm.name == "BCRYPT" else bytes_of(stored.salt)
        if algorithm.name.startswith("PBKDF"):
            # It derives as many bytes as were stored: 64 in the tests that the Admin SDKs run against production.
            algorithm = msgspec.structs.replace(algorithm, dk_len=min(len(expected), _LONGEST_DERIVED))
        made = compute(algorithm, salt, password.encode())
    except ValueError:
        return False  # no Base64, parameters that no such function takes, memory beyond the limit
    # Those of MD5 are stored as their 32 hexadecimal digits (firebase/firebase-tools#1617); bare ones do too.
    as_text = algorithm.name == "MD5" and hmac.compare_digest(made.hex().encode(), expected.lower())
    return as_text or hmac.compare_digest(made, expected)


def takes_long(stored: ImportedHash) -> bool:
    """Whether such a hash takes so long that others should not wait for it."""
    return not (stored.algorithm and _read(stored).name.startswith("HMAC_"))


def _read(stored: ImportedHash) -> Algorithm:
    return msgspec.json.decode(stored.algorithm, type=Algorithm)


def check(algorithm: Algorithm) -> None:
    """Refuse an algorithm that does not exist, and costs that production does not take.

    Raises `InvalidHashAlgorithm` or `InvalidHashMemoryCost` (the codes are a guess), or `InvalidHashRounds`
    (firebase/firebase-tools#1146).
    """
    if algorithm.name not in _COMPUTE:
        raise errors.InvalidHashAlgorithm(reason=f"{algorithm.name!r} is none of {', '.join(_COMPUTE)}")
    least, most = _ROUNDS.get(algorithm.name, (algorithm.rounds, algorithm.rounds))
    if not least <= algorithm.rounds <= most:
        raise errors.InvalidHashRounds(
            f"rounds of {algorithm.name} are {least} to {most}", reason=f"rounds is {algorithm.rounds}"
        )
    if algorithm.name == "SCRYPT" and not 1 <= algorithm.memory_cost <= _MOST_MEMORY:
        raise errors.InvalidHashMemoryCost(
            f"memoryCost of SCRYPT is 1 to {_MOST_MEMORY}", reason=f"memoryCost is {algorithm.memory_cost}"
        )
    if algorithm.name == "STANDARD_SCRYPT" and algorithm.memory_cost.bit_count() != 1:
        raise errors.InvalidHashMemoryCost(
            "cpuMemCost is a power of two", reason=f"cpuMemCost is {algorithm.memory_cost}"
        )


def is_base64(text: str) -> bool:
    """Whether the text is Base64 and nothing else."""
    try:
        b64decode(text.translate(_STANDARD_ALPHABET) + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return False
    return True


def check_argon2(given: Argon2Parameters | None) -> None:
    """Refuse parameters that no Argon2 hash was made with; the ranges are the published ones.

    Raises `InvalidArgument` (the code is a guess).
    """
    if given is None:
        raise errors.InvalidArgument(reason="ARGON2 needs argon2Parameters")
    if given.hash_type == "HASH_TYPE_UNSPECIFIED":
        raise errors.InvalidArgument(reason="argon2Parameters need a hashType")
    values = {
        "hashLengthBytes": (given.hash_length_bytes, 4, 1024),
        "iterations": (given.iterations, 1, 16),
        "parallelism": (given.parallelism, 1, 16),
        # Argon2 itself needs 8 KiB for each lane.
        "memoryCostKib": (given.memory_cost_kib, 8 * given.parallelism, 32768),
    }
    for name, (value, least, most) in values.items():
        if not least <= value <= most:
            raise errors.InvalidArgument(reason=f"argon2Parameters.{name} must be {least} to {most}, not {value}")


def bytes_of(text: str) -> bytes:
    """Base64 of either alphabet, with or without padding. Raises ValueError."""
    padded = text + "=" * (-len(text) % 4)
    return urlsafe_b64decode(padded) if "-" in text or "_" in text else b64decode(padded)


def _joined(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
    salted = salt + bytes_of(algorithm.salt_separator)
    usual = "PASSWORD_AND_SALT" if algorithm.name.startswith("HMAC_") else "SALT_AND_PASSWORD"
    order = algorithm.order if algorithm.order in _ORDERS else usual
    return password + salted if order == "PASSWORD_AND_SALT" else salted + password


def _hmac(digest: str) -> Callable[[Algorithm, bytes, bytes], bytes]:
    def compute(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
        # Firebase's documentation: the key is the signer key, the message password and salt in the order given.
        return hmac.digest(bytes_of(algorithm.signer_key), _joined(algorithm, salt, password), digest)

    return compute


def _repeated(digest: str) -> Callable[[Algorithm, bytes, bytes], bytes]:
    def compute(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
        made = hashlib.new(digest, _joined(algorithm, salt, password)).digest()
        # One round is the hash itself; 0 rounds, which MD5 allows, count as one.
        for _ in range(min(algorithm.rounds, _MOST_ROUNDS) - 1):
            made = hashlib.new(digest, made).digest()
        return made

    return compute


def _pbkdf2(digest: str) -> Callable[[Algorithm, bytes, bytes], bytes]:
    def compute(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
        rounds = max(1, min(algorithm.rounds, _MOST_ROUNDS))
        return hashlib.pbkdf2_hmac(digest, password, salt, rounds, algorithm.dk_len or None)

    return compute


def _standard_scrypt(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
    if not 0 < algorithm.parallelization <= _MOST_LANES or not 0 < algorithm.dk_len <= _LONGEST_KEY:
        raise ValueError("parallelization or dkLen out of range")
    if algorithm.memory_cost * algorithm.block_size * algorithm.parallelization > _MOST_SCRYPT_WORK:
        raise ValueError("too much work")
    return hashlib.scrypt(
        password,
        salt=salt,
        n=algorithm.memory_cost,
        r=algorithm.block_size,
        p=algorithm.parallelization,
        dklen=algorithm.dk_len,
        maxmem=64 * 1024 * 1024,
    )


def _firebase_scrypt(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
    """Firebase's own: the signer key, encrypted under a key that scrypt derives from the password."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not 0 < algorithm.memory_cost <= _MOST_MEMORY or not 0 < algorithm.rounds <= 8:
        raise ValueError("memoryCost or rounds out of range")  # the ranges are documented
    derived = hashlib.scrypt(
        password,
        salt=salt + bytes_of(algorithm.salt_separator),
        n=1 << algorithm.memory_cost,
        r=algorithm.rounds,
        p=1,
        dklen=32,
        maxmem=32 * 1024 * 1024,
    )
    encryptor = Cipher(algorithms.AES(derived), modes.CTR(bytes(16))).encryptor()
    return encryptor.update(bytes_of(algorithm.signer_key)) + encryptor.finalize()


def _bcrypt(_: Algorithm, salt: bytes, password: bytes) -> bytes:
    """The hash as text, which begins with version, cost and salt: ``$2b$12$...``."""
    try:
        import bcrypt
    except ModuleNotFoundError:
        raise _library_missing("BCRYPT") from None
    if int(salt[4:6]) > _HIGHEST_COST:
        raise ValueError("the cost is out of range")
    # bcrypt sees 72 bytes of a password; the library leaves the cut to its callers.
    return bcrypt.hashpw(password[:72], salt)


def _argon2(algorithm: Algorithm, salt: bytes, password: bytes) -> bytes:
    """The bare hash. The library's finished functions know no associated data, so this is the one beneath them."""
    try:
        from argon2.low_level import Type, core, ffi
    except ModuleNotFoundError:
        raise _library_missing("ARGON2") from None
    if (how := algorithm.argon2) is None:
        raise ValueError("no parameters")
    parts = {"pwd": password, "salt": salt, "ad": bytes_of(how.associated_data)}
    memory = {name: ffi.new("uint8_t[]", part) for name, part in parts.items()}
    memory["out"] = made = ffi.new("uint8_t[]", how.hash_length_bytes)
    context = {
        **memory,
        **{f"{name}len": len(part) for name, part in parts.items()},
        "outlen": how.hash_length_bytes,
        "t_cost": how.iterations,
        "m_cost": how.memory_cost_kib,
        "lanes": how.parallelism,
        "threads": 1,
        "version": 0x10 if how.version == "VERSION_10" else 0x13,
    }
    if core(ffi.new("argon2_context *", context), Type[how.hash_type.removeprefix("ARGON2_")].value):
        raise ValueError("Argon2 refuses it, as it does a salt of less than 8 bytes")
    return bytes(ffi.buffer(made))


def _library_missing(name: str) -> errors.NotImplementedYet:
    text = f"{name} hashes are verified by a library of an extra: pip install 'mfa-emulator[hashes]'"
    return errors.NotImplementedYet(text, reason=text)


# Production's own upper limit for rounds (documented for PBKDF2 and SHA).
_MOST_ROUNDS = 120_000

_ROUNDS = {
    **dict.fromkeys(("MD5", "SHA1", "SHA256", "SHA512"), (0, 8192)),
    **dict.fromkeys(("PBKDF_SHA1", "PBKDF2_SHA256"), (0, 120_000)),
    "SCRYPT": (1, 8),
}
"""Fewest and most rounds by algorithm.

Source: documented, https://firebase.google.com/docs/auth/admin/import-users
"""

_MOST_MEMORY = 14
"""The highest memory cost of Firebase's own scrypt, as a power of two.

Source: documented, https://firebase.google.com/docs/auth/admin/import-users
"""

_ORDERS = ("SALT_AND_PASSWORD", "PASSWORD_AND_SALT")
_STANDARD_ALPHABET = str.maketrans("-_", "+/")

# Far beyond what anybody uses, and low enough that no import makes a sign-in take seconds.
_MOST_LANES = 16
_MOST_SCRYPT_WORK = 2**20
_LONGEST_KEY = 1024
_LONGEST_DERIVED = 128
_HIGHEST_COST = 14

_COMPUTE: dict[str, Callable[[Algorithm, bytes, bytes], bytes]] = {
    "HMAC_MD5": _hmac("md5"),
    "HMAC_SHA1": _hmac("sha1"),
    "HMAC_SHA256": _hmac("sha256"),
    "HMAC_SHA512": _hmac("sha512"),
    "MD5": _repeated("md5"),
    "SHA1": _repeated("sha1"),
    "SHA256": _repeated("sha256"),
    "SHA512": _repeated("sha512"),
    "PBKDF_SHA1": _pbkdf2("sha1"),
    "PBKDF2_SHA256": _pbkdf2("sha256"),
    "STANDARD_SCRYPT": _standard_scrypt,
    "SCRYPT": _firebase_scrypt,
    "BCRYPT": _bcrypt,
    "ARGON2": _argon2,
}
