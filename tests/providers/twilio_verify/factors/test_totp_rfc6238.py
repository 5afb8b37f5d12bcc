"""TOTP by the book: the RFC's own vectors, and an independent reading of it for every configuration."""

import hashlib
import hmac
from base64 import b32encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import client_of
from rfc6238 import SEEDS, VECTORS

from mfa_emulator import Emulator
from mfa_emulator.providers.twilio_verify.factors import totp_factors
from mfa_emulator.providers.twilio_verify.provider import PROVIDER
from mfa_emulator.providers.twilio_verify.records import FactorRecord
from mfa_emulator.providers.twilio_verify.types.factors import TotpConfig


@pytest.mark.parametrize(("at", "alg", "code"), [(v[0], a, v[i]) for v in VECTORS for i, a in enumerate(SEEDS, 1)])
def test_the_vectors_of_the_rfc_verify_a_factor(account_with, at, alg, code):
    account = account_with(secret_min_length=1)
    account.world.clock.travel(at)
    secret = b32encode(SEEDS[alg]).decode().rstrip("=")
    factor = account.totp(
        verified=False, **{"Binding.Secret": secret, "Config.Alg": alg, "Config.CodeLength": 8, "Config.Skew": 0}
    )
    answer = account.post(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": code})
    assert answer.json()["status"] == "verified"


def reference(key: bytes, at: int, alg: str, digits: int, step: int) -> str:
    """RFC 4226 section 5.3 over the time step of RFC 6238."""
    digest = hmac.new(key, (at // step).to_bytes(8, "big"), getattr(hashlib, alg)).digest()
    offset = digest[-1] % 16
    number = int.from_bytes(digest[offset : offset + 4], "big") % 2**31
    return f"{number % 10**digits:0{digits}d}"


@settings(deadline=None, max_examples=300)
@given(
    key=st.binary(min_size=10, max_size=64),
    at=st.integers(300, 4_000_000_000),
    alg=st.sampled_from(["sha1", "sha256", "sha512"]),
    digits=st.integers(3, 8),
    step=st.integers(20, 60),
    skew=st.integers(0, 2),
    away=st.integers(-4, 4),
)
def test_a_code_is_accepted_if_and_only_if_it_is_of_a_step_within_the_skew(key, at, alg, digits, step, skew, away):
    config = TotpConfig(alg, skew, digits, step)
    factor = FactorRecord(
        number=1,
        sid="YF",
        created_at=0,
        updated_at=0,
        entity_sid="YE",
        identity="ada-lovelace",
        friendly_name="a",
        factor_type="totp",
        config=config,
        secret=b32encode(key).decode().rstrip("="),
    )
    now = at // step
    code = reference(key, (now + away) * step, alg, digits, step)
    window = {reference(key, (now + offset) * step, alg, digits, step) for offset in range(-skew, skew + 1)}
    assert totp_factors.of(factor).at(at * 1_000_000) == reference(key, at, alg, digits, step)
    call = Call(at * 1_000_000)
    assert (totp_factors.check(call, factor, code).step is not None) == (code in window)


class Call:
    def __init__(self, now: int) -> None:
        self.now = now


def test_the_reference_is_right_about_the_rfc():
    for at, *codes in VECTORS:
        for (alg, key), code in zip(SEEDS.items(), codes, strict=True):
            assert reference(key, at, alg, 8, 30) == code


def test_the_default_service_makes_factors_of_twenty_random_bytes():
    emulator = Emulator(freeze=True, providers=[PROVIDER])
    client = client_of(emulator, "verify.twilio.com")
    auth = (emulator.twilio_verify.account_sid, emulator.twilio_verify.auth_token)
    url = f"/v2/Services/{emulator.twilio_verify.service_sid}/Entities/ada-lovelace/Factors"
    form = {"FriendlyName": "a", "FactorType": "totp"}
    secrets = {client.post(url, data=form, auth=auth).json()["binding"]["secret"] for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret) for secret in secrets} == {32}
