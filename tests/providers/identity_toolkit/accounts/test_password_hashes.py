"""Passwords that were hashed elsewhere sign in after an import."""

import base64
import hashlib
import hmac

import pytest

PATH = "/v1/projects/demo-project/accounts:batchCreate"
SALT, KEY, SEPARATOR = b"salt-of-ada", b"signer-key", b"|"
PASSWORD = b"secret-1"


def b64(data):
    return base64.urlsafe_b64encode(data).decode()


def imported(it, hashed, **how):
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": b64(hashed), "salt": b64(SALT)}
    return it.ok(PATH, {"users": [row], **how}, admin=True)


def signs_in(it, password="secret-1"):
    body = {"email": "ada@example.com", "password": password, "returnSecureToken": True}
    answer = it.call("/v1/accounts:signInWithPassword", body)
    assert answer.status in (200, 400)
    return answer.status == 200


def repeated(name, data, rounds):
    for _ in range(rounds):
        data = hashlib.new(name, data).digest()
    return data


HASHES = {
    "HMAC_MD5": (
        hmac.digest(KEY, PASSWORD + SALT, "md5"),
        {"signerKey": b64(KEY), "passwordHashOrder": "PASSWORD_AND_SALT"},
    ),
    "HMAC_SHA1": (hmac.digest(KEY, PASSWORD + SALT, "sha1"), {"signerKey": b64(KEY)}),
    "HMAC_SHA256": (
        hmac.digest(KEY, SALT + SEPARATOR + PASSWORD, "sha256"),
        {"signerKey": b64(KEY), "saltSeparator": b64(SEPARATOR), "passwordHashOrder": "SALT_AND_PASSWORD"},
    ),
    "HMAC_SHA512": (hmac.digest(KEY, PASSWORD + SALT, "sha512"), {"signerKey": b64(KEY)}),
    "MD5": (repeated("md5", SALT + PASSWORD, 1), {"rounds": 0}),
    "SHA1": (repeated("sha1", SALT + PASSWORD, 1), {"rounds": 1}),
    "SHA256": (repeated("sha256", SALT + PASSWORD, 5), {"rounds": 5}),
    "SHA512": (repeated("sha512", SALT + PASSWORD, 5), {"rounds": 5}),
    "PBKDF_SHA1": (hashlib.pbkdf2_hmac("sha1", PASSWORD, SALT, 100), {"rounds": 100}),
    "PBKDF2_SHA256": (hashlib.pbkdf2_hmac("sha256", PASSWORD, SALT, 100), {"rounds": 100}),
    "STANDARD_SCRYPT": (
        hashlib.scrypt(PASSWORD, salt=SALT, n=1024, r=8, p=1, dklen=64),
        {"cpuMemCost": 1024, "blockSize": 8, "parallelization": 1, "dkLen": 64},
    ),
}


@pytest.mark.parametrize("name", HASHES)
def test_a_hash_of_that_kind_signs_in(it, name):
    hashed, how = HASHES[name]
    imported(it, hashed, hashAlgorithm=name, **how)
    assert signs_in(it)
    assert not signs_in(it, "secret-2")


def test_firebases_own_scrypt_signs_in(it):
    """The example of Firebase's own scrypt tool."""
    row = {
        "localId": "ada",
        "email": "ada@example.com",
        "passwordHash": "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
        "salt": "42xEC+ixf3L2lw==",
    }
    how = {
        "hashAlgorithm": "SCRYPT",
        "signerKey": "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
        "saltSeparator": "Bw==",
        "rounds": 8,
        "memoryCost": 14,
    }
    it.ok(PATH, {"users": [row], **how}, admin=True)
    assert signs_in(it, "user1password")
    assert not signs_in(it, "user2password")


def test_the_readable_hash_of_the_official_emulator_signs_in(it):
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": "fakeHash:salt=x:password=secret-1"}
    it.ok(PATH, {"users": [row]}, admin=True)
    assert signs_in(it)


def test_an_export_can_be_imported_again(it):
    it.user("ada@example.com")
    rows = it.ok("/v1/projects/demo-project/accounts:batchGet", method="GET", admin=True)["users"]
    it.ok("/emulator/v1/projects/demo-project/accounts", None, method="DELETE")
    it.ok(PATH, {"users": rows}, admin=True)
    assert signs_in(it)


@pytest.mark.parametrize("name", ["BCRYPT", "", "nonsense"])
def test_a_hash_that_cannot_be_computed_is_kept_and_signs_nobody_in(it, name):
    imported(it, b"$2b$04$abcdefghijklmnopqrstuu", hashAlgorithm=name)
    assert not signs_in(it)
    user = it.ok("/v1/projects/demo-project/accounts:lookup", {"localId": ["ada"]}, admin=True)["users"][0]
    assert user["passwordHash"] == b64(b"$2b$04$abcdefghijklmnopqrstuu")


@pytest.mark.parametrize(
    "how",
    [
        {"hashAlgorithm": "STANDARD_SCRYPT", "cpuMemCost": 3, "blockSize": -1},
        {"hashAlgorithm": "STANDARD_SCRYPT", "cpuMemCost": 2**30, "blockSize": 8, "parallelization": 1, "dkLen": 64},
        {"hashAlgorithm": "STANDARD_SCRYPT", "cpuMemCost": 2, "blockSize": 1, "parallelization": 1, "dkLen": 2**31 - 1},
        {"hashAlgorithm": "SCRYPT", "signerKey": "!", "rounds": -5, "memoryCost": -5},
        {"hashAlgorithm": "HMAC_SHA1", "signerKey": "é"},
        {"hashAlgorithm": "PBKDF_SHA1", "rounds": -1},
        {"hashAlgorithm": "SHA1", "rounds": 2**31 - 1},
        {"hashAlgorithm": "BCRYPT"},
    ],
)
def test_senseless_parameters_sign_nobody_in(it, how):
    imported(it, b"x" * 20, **how)
    assert not signs_in(it)


def test_a_hash_that_is_no_base64_signs_nobody_in(it):
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": "x", "salt": "é"}
    it.ok(PATH, {"users": [row], "hashAlgorithm": "MD5"}, admin=True)
    assert not signs_in(it)


def test_a_new_password_takes_the_place_of_the_hash(it):
    imported(it, b"x" * 20, hashAlgorithm="SHA1", rounds=1)
    it.ok("/v1/accounts:update", {"localId": "ada", "password": "secret-2"}, admin=True)
    assert signs_in(it, "secret-2")


@pytest.mark.parametrize("name", ["PBKDF_SHA1", "PBKDF2_SHA256"])
@pytest.mark.parametrize("length", [16, 64])
def test_as_many_bytes_are_derived_as_were_stored(it, name, length):
    digest = name.rpartition("_")[2].lower()
    imported(it, hashlib.pbkdf2_hmac(digest, PASSWORD, SALT, 100, length), hashAlgorithm=name, rounds=100)
    assert signs_in(it)
    assert not signs_in(it, "secret-2")


@pytest.mark.parametrize("how", [{"rounds": 0}, {}, {"rounds": 1}])
@pytest.mark.parametrize("salt", ["", "pepper"])
def test_md5_is_stored_as_its_hexadecimal_digits(both, how, salt):
    digits = hashlib.md5(salt.encode() + PASSWORD).hexdigest()
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": b64(digits.encode())}
    more = {"salt": b64(salt.encode())} if salt else {}
    assert "error" not in both.ok(PATH, {"users": [{**row, **more}], "hashAlgorithm": "MD5", **how}, admin=True)
    assert signs_in(both)
    assert not signs_in(both, "other-1")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"hashAlgorithm": "SHA256", "rounds": 36637}, "INVALID_HASH_ROUNDS"),
        ({"hashAlgorithm": "MD5", "rounds": 8193}, "INVALID_HASH_ROUNDS"),
        ({"hashAlgorithm": "PBKDF2_SHA256", "rounds": 120_001}, "INVALID_HASH_ROUNDS"),
        ({"hashAlgorithm": "SCRYPT", "rounds": 9, "memoryCost": 14}, "INVALID_HASH_ROUNDS"),
        ({"hashAlgorithm": "SCRYPT", "rounds": 0, "memoryCost": 14}, "INVALID_HASH_ROUNDS"),
        ({"hashAlgorithm": "ROT13"}, "INVALID_HASH_ALGORITHM"),
    ],
)
def test_in_production_parameters_that_nobody_could_verify_refuse_the_import(it, strict, how, code):
    rows = [{"localId": "ada", "email": "ada@example.com", "passwordHash": b64(b"x")}]
    assert strict.refused(PATH, {"users": rows, **how}, admin=True) == code
    assert len(strict.accounts.project().users) == 0
    assert it.ok(PATH, {"users": rows, **how}, admin=True)


@pytest.mark.parametrize("bad", ["[not base64]\n", "a", "%%%%"])
@pytest.mark.parametrize("field", ["passwordHash", "salt"])
def test_in_production_a_hash_or_salt_that_is_no_base64_refuses_the_import(strict, field, bad):
    row = {"localId": "ada", "email": "ada@example.com", "passwordHash": b64(b"x"), field: bad}
    answer = strict.call(PATH, {"users": [row], "hashAlgorithm": "SHA256", "rounds": 1}, admin=True)
    assert answer.status == 400
    assert "Base64 decoding failed" in answer.json["error"]["message"]
    assert len(strict.accounts.project().users) == 0
