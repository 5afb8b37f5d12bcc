"""CBOR: the vectors of the RFC that WebAuthn needs, and nothing that could hang or crash."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.providers.twilio_verify.passkeys import cbor


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1a000f4240", 1_000_000),
        ("1b000000e8d4a51000", 10**12),
        ("20", -1),
        ("3903e7", -1000),
        ("f4", False),
        ("f5", True),
        ("f6", None),
        ("4401020304", b"\x01\x02\x03\x04"),
        ("62c3bc", "ü"),
        ("83010203", [1, 2, 3]),
        ("a201020304", {1: 2, 3: 4}),
        ("a26161016162820203", {"a": 1, "b": [2, 3]}),
    ],
)
def test_the_vectors_of_rfc_8949_are_read(data, value):
    assert cbor.decode(bytes.fromhex(data)) == (value, b"")


@pytest.mark.parametrize("data", ["", "18", "41", "61ff", "82", "9f", "5f", "fb", "c0", "a18001", "81" * 20])
def test_what_is_cut_off_or_of_another_kind_is_a_value_error(data):
    with pytest.raises(ValueError):
        cbor.decode(bytes.fromhex(data))


keys = st.integers(-(2**31), 2**31) | st.text(max_size=5)
values = st.recursive(
    st.integers(-(2**63), 2**63) | st.binary(max_size=300) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=8,
)


@given(values)
def test_what_is_written_is_read_again(value):
    assert cbor.decode(cbor.encode(value)) == (value, b"")


@given(st.binary(max_size=64))
def test_junk_is_a_value_error_at_worst(data):
    with suppress(ValueError):
        cbor.decode(data)
