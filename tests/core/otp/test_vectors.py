"""Codes are those of RFC 6238 and of everybody else who follows it."""

import hashlib
from base64 import b32encode

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rfc6238 import SEEDS, VECTORS

from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time.durations import SECOND


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
