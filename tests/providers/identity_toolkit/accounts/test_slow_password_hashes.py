"""Passwords that were hashed by BCRYPT or ARGON2 sign in after an import, where the extra `hashes` is installed."""

import base64
import sys

import bcrypt
import pytest
from argon2 import low_level

PATH = "/v1/projects/demo-project/accounts:batchCreate"
SIGN_IN = "/v1/accounts:signInWithPassword"
SALT = b"salt-of-ada"
ARGON2 = {
    "hashLengthBytes": 24,
    "hashType": "ARGON2_ID",
    "parallelism": 2,
    "iterations": 3,
    "memoryCostKib": 64,
    "version": "VERSION_13",
}


def b64(data):
    return base64.urlsafe_b64encode(data).decode()


def imported(it, hashed, name, salt=SALT, **how):
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": b64(hashed), "salt": b64(salt)}
    return it.ok(PATH, {"users": [row], "hashAlgorithm": name, **how}, admin=True)


def signs_in(it, password="secret-1"):
    answer = it.call(SIGN_IN, {"email": "ada@example.com", "password": password, "returnSecureToken": True})
    if answer.status == 400:
        assert answer.json["error"]["message"] == "INVALID_PASSWORD", answer
    else:
        assert answer.status == 200, answer
    return answer.status == 200


def test_a_published_example_of_bcrypt_signs_in(it):
    """From the test vectors of the original implementation."""
    imported(it, b"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "BCRYPT")
    assert signs_in(it, "U*U")
    assert not signs_in(it, "U*V")


@pytest.mark.parametrize("version", ["2a", "2b", "2y"])
def test_a_bcrypt_hash_of_every_version_signs_in(it, version):
    made = bcrypt.hashpw(b"secret-1", bcrypt.gensalt(4)).decode()
    imported(it, f"${version}{made[3:]}".encode(), "BCRYPT")
    assert signs_in(it)
    assert not signs_in(it, "secret-2")


def test_bcrypt_sees_the_first_72_bytes_of_a_password(it):
    imported(it, bcrypt.hashpw(b"p" * 72, bcrypt.gensalt(4)), "BCRYPT")
    assert signs_in(it, "p" * 80)
    assert not signs_in(it, "p" * 71)


@pytest.mark.parametrize("start", [b"$2b$31$", b"$2b$xx$", b"$9z$04$", b"", b"\xff" * 10])
def test_what_bcrypt_cannot_read_or_takes_too_long_for_signs_nobody_in(it, start):
    imported(it, start + b"." * 53, "BCRYPT")
    assert not signs_in(it)


@pytest.mark.parametrize("kind", ["ARGON2_ID", "ARGON2_I", "ARGON2_D"])
@pytest.mark.parametrize("version", ["VERSION_10", "VERSION_13", None])
def test_an_argon2_hash_of_every_kind_and_version_signs_in(it, kind, version):
    number = 0x10 if version == "VERSION_10" else 0x13
    kind_of_theirs = low_level.Type[kind.removeprefix("ARGON2_")]
    hashed = low_level.hash_secret_raw(b"secret-1", SALT, 3, 64, 2, 24, kind_of_theirs, number)
    imported(it, hashed, "ARGON2", argon2Parameters={**ARGON2, "hashType": kind, "version": version})
    assert signs_in(it)
    assert not signs_in(it, "secret-2")


def test_associated_data_is_part_of_an_argon2_hash(it):
    """Computed by another library than the one that verifies it."""
    kdf = pytest.importorskip("cryptography.hazmat.primitives.kdf.argon2")
    made = kdf.Argon2id(salt=SALT, length=24, iterations=3, lanes=2, memory_cost=64, ad=b"beside").derive(b"secret-1")
    imported(it, made, "ARGON2", argon2Parameters={**ARGON2, "associatedData": b64(b"beside")})
    assert signs_in(it)
    imported(it, made, "ARGON2", argon2Parameters=ARGON2, allowOverwrite=True)
    assert not signs_in(it)


def test_argon2_takes_no_short_salt(it):
    imported(it, b"x" * 24, "ARGON2", salt=b"short", argon2Parameters=ARGON2)
    assert not signs_in(it)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hashType": "HASH_TYPE_UNSPECIFIED"}, "hashType"),
        ({"hashLengthBytes": 3}, "hashLengthBytes"),
        ({"hashLengthBytes": 1025}, "hashLengthBytes"),
        ({"iterations": 0}, "iterations"),
        ({"iterations": 17}, "iterations"),
        ({"parallelism": 0}, "parallelism"),
        ({"parallelism": 17}, "parallelism"),
        ({"memoryCostKib": 32769}, "memoryCostKib"),
        ({"memoryCostKib": 15}, "memoryCostKib must be 16 to 32768, not 15"),
        (None, "argon2Parameters"),
    ],
)
def test_parameters_out_of_the_published_ranges_are_refused_at_the_import(both, wrong, said):
    given = {} if wrong is None else {"argon2Parameters": {**ARGON2, **wrong}}
    row = {"localId": "ada", "passwordHash": b64(b"x" * 24), "salt": b64(SALT)}
    answer = both.call(PATH, {"users": [row], "hashAlgorithm": "ARGON2", **given}, admin=True)
    assert answer.status == 400
    assert said in answer.reason
    assert not both.accounts.project().users


@pytest.mark.parametrize(("name", "library"), [("BCRYPT", "bcrypt"), ("ARGON2", "argon2.low_level")])
def test_without_the_library_the_refusal_names_the_extra(it, monkeypatch, name, library):
    imported(it, b"$2b$04$" + b"." * 53, name, argon2Parameters=ARGON2)
    monkeypatch.setitem(sys.modules, library, None)
    answer = it.call(SIGN_IN, {"email": "ada@example.com", "password": "secret-1"})
    assert answer.status == 501
    assert "mfa-emulator[hashes]" in answer.json["error"]["message"]
    assert "mfa-emulator[hashes]" in answer.reason


def test_hashes_survive_a_snapshot(it):
    hashed = low_level.hash_secret_raw(b"secret-1", SALT, 3, 64, 2, 24, low_level.Type.ID)
    imported(it, hashed, "ARGON2", argon2Parameters=ARGON2)
    it.world.restore(it.world.snapshot().to_json())
    assert signs_in(it)
