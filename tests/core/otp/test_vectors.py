"""Codes are those of RFC 6238 and of everybody else who follows it."""

import hashlib
from base64 import b32encode

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time.durations import SECOND

SEEDS = {
    "sha1": b"12345678901234567890",
    "sha256": b"12345678901234567890123456789012",
    "sha512": b"1234567890123456789012345678901234567890123456789012345678901234",
}

# RFC 6238, Appendix B.
VECTORS = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]


@pytest.mark.parametrize("algorithm", SEEDS)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector[0]))
def test_vectors_of_the_rfc(vector, algorithm):
    totp = Totp(b32encode(SEEDS[algorithm]).decode(), 8, 30, algorithm)
    expected = vector[1 + list(SEEDS).index(algorithm)]
    assert totp.at(vector[0] * SECOND) == expected
    assert totp.check(expected, vector[0] * SECOND, window=0).step == vector[0] // 30


@given(
    key=st.binary(min_size=14, max_size=64),
    digits=st.integers(6, 10),
    period=st.integers(1, 120),
    algorithm=st.sampled_from(["sha1", "sha256", "sha512"]),
    at=st.integers(0, 10**11),
)
def test_codes_are_pyotps(key, digits, period, algorithm, at):
    secret = b32encode(key).decode().rstrip("=")
    theirs = pyotp.TOTP(secret, digits=digits, interval=period, digest=getattr(hashlib, algorithm))
    assert Totp(secret, digits, period, algorithm).at(at * SECOND) == theirs.generate_otp(at // period)
