"""Key URIs, read and written by ours and by pyotp: one means what the other does."""

import hashlib
from base64 import b32encode
from importlib.metadata import version

import pyotp
from hypothesis import example, given
from hypothesis import strategies as st

from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import Totp

TOTPS = st.builds(
    Totp,
    st.binary(min_size=20, max_size=40).map(lambda key: b32encode(key).decode().rstrip("=")),
    st.integers(6, 8),
    st.integers(1, 120),
    st.sampled_from(["sha1", "sha256", "sha512"]),
)
# pyotp before 2.12 takes a URI apart at such signs although they are escaped: letters and digits alone are safe.
ANY = tuple(map(int, version("pyotp").split(".")[:2])) >= (2, 12)
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=":") if ANY else "abcÄ 012@._"
NAMES = st.text(CHARACTERS, max_size=20)


@given(TOTPS, NAMES.filter(bool), NAMES)
def test_pyotp_reads_our_uris(totp: Totp, account: str, issuer: str):
    theirs = pyotp.parse_uri(uris.written(totp, account, issuer))
    assert isinstance(theirs, pyotp.TOTP)
    assert (theirs.secret, theirs.digits, theirs.interval) == (totp.secret, totp.digits, totp.period)
    assert theirs.digest == getattr(hashlib, totp.algorithm)
    assert (theirs.name, theirs.issuer or "") == (account, issuer)


@given(TOTPS, NAMES.filter(bool), NAMES)
@example(Totp("A" * 32), "ada", "/")  # pyotp leaves the slash as it is
@example(Totp("A" * 32), "/ada", "")
def test_we_read_pyotps_uris(totp: Totp, account: str, issuer: str):
    digest = getattr(hashlib, totp.algorithm)
    theirs = pyotp.TOTP(totp.secret, digits=totp.digits, interval=totp.period, digest=digest)
    uri = theirs.provisioning_uri(name=account, issuer_name=issuer or None)
    assert uris.read(uri) == (totp, f"{issuer}:{account}" if issuer else account)


@given(st.builds(Totp, st.just("AAAA"), st.integers(1, 10), st.integers(1, 86_400)), NAMES, NAMES)
def test_ours_are_read_again_beyond_what_pyotp_takes(totp: Totp, account: str, issuer: str):
    label = f"{issuer}:{account}" if issuer else account
    assert uris.read(uris.written(totp, account, issuer)) == (totp, label)
