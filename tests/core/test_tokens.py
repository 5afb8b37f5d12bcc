"""Tokens: unsigned by default, or signed by a key that anybody can check."""

import contextlib
import json
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator import Emulator
from mfa_emulator.core.tokens import BadToken, Rs256, Unsigned, read_unverified

CLAIMS = {"sub": "ada", "iat": 1, "exp": 2, "aud": "demo", "firebase": {"sign_in_second_factor": "totp"}}


@pytest.fixture(scope="module")
def signer() -> Rs256:
    return Rs256()


def part(data: Any) -> str:
    return urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def test_an_unsigned_token_is_as_everybody_reads_it():
    token = Unsigned().issue(CLAIMS)
    assert token.endswith(".")
    assert jwt.get_unverified_header(token) == {"alg": "none", "typ": "JWT"}
    assert jwt.decode(token, options={"verify_signature": False}) == CLAIMS
    assert Unsigned().read(token) == (None, CLAIMS)


def test_the_type_can_be_left_out(signer):
    assert read_unverified(Unsigned().issue(CLAIMS, typ=None))[0] == {"alg": "none"}
    assert "typ" not in read_unverified(signer.issue(CLAIMS, typ=None))[0]


def test_without_a_key_a_signed_token_is_read_too_and_no_keys_are_published(signer):
    assert Unsigned().read(signer.issue(CLAIMS)) == (None, CLAIMS)
    assert (Unsigned().keys(), Unsigned().certificates()) == ({"keys": []}, {})


def test_a_signed_token_is_verified_by_the_published_key(signer):
    token = signer.issue({**CLAIMS, "exp": 2**40})
    keys = jwt.PyJWKSet.from_dict(signer.keys())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key, ["RS256"], audience="demo")["sub"] == "ada"


def test_and_by_the_published_certificate(signer):
    token = signer.issue({**CLAIMS, "exp": 2**40})
    pem = signer.certificates()[jwt.get_unverified_header(token)["kid"]]
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    assert jwt.decode(
        token, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), ["RS256"], audience="demo"
    )


def test_the_certificate_holds_at_any_time_that_a_clock_can_show(signer):
    [pem] = signer.certificates().values()
    certificate = x509.load_pem_x509_certificate(pem.encode())
    assert certificate.not_valid_before_utc.year == 1970
    assert certificate.not_valid_after_utc.year == 9999


def test_when_a_token_expired_is_not_asked_here(signer):
    assert signer.read(signer.issue(CLAIMS)) == (None, CLAIMS)


def test_a_key_is_made_once_and_its_parts_fit_together(signer):
    assert signer.keys() == signer.keys()
    assert [key["kid"] for key in signer.keys()["keys"]] == list(signer.certificates()) == [signer.kid]
    assert Rs256().kid != signer.kid


def foreign(header: dict[str, Any]) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(CLAIMS, key, "RS256", headers=header)


def test_an_unsigned_token_is_refused_by_a_signer(signer):
    with pytest.raises(BadToken, match=r"^token is signed with 'none': this emulator accepts its own RS256 only$"):
        signer.read(Unsigned().issue(CLAIMS))


def test_a_token_of_another_key_is_refused(signer):
    with pytest.raises(BadToken, match=rf"^token is of key 'theirs', this emulator's key is '{signer.kid}'$"):
        signer.read(foreign({"kid": "theirs"}))


def test_a_token_of_another_key_that_claims_to_be_ours_is_refused(signer):
    with pytest.raises(BadToken, match=r"^token's signature does not hold: "):
        signer.read(foreign({"kid": signer.kid}))


def test_a_changed_token_is_refused(signer):
    header, _, signature = signer.issue(CLAIMS).split(".")
    with pytest.raises(BadToken, match="signature does not hold"):
        signer.read(f"{header}.{part({**CLAIMS, 'sub': 'eve'})}.{signature}")


def test_a_public_key_is_no_shared_secret(signer):
    # The old confusion of algorithms: a token with an HMAC made from the public key.
    forged = f"{part({'alg': 'HS256', 'kid': signer.kid})}.{part(CLAIMS)}.AAAA"
    with pytest.raises(BadToken, match="signed with 'HS256'"):
        signer.read(forged)


@pytest.mark.parametrize(
    "text", ["", "a", "a.b", "a.b.c", "a.b.c.d", "..", "é.é.é", f"{part([])}.{part({})}.", f"{part({})}.{part(1)}."]
)
def test_what_is_no_token_is_refused(signer, text: str):
    for reader in (Unsigned().read, signer.read):
        with pytest.raises(BadToken, match="not a JSON Web Token"):
            reader(text)


@given(st.one_of(st.text(), st.tuples(st.text(), st.text(), st.text()).map(".".join)))
def test_nothing_but_bad_token_ever_comes_of_junk(text: str):
    with contextlib.suppress(BadToken):
        read_unverified(text)


def test_a_token_that_is_shown_again_says_the_same_however_long_it_is(signer):
    for claims in (CLAIMS, CLAIMS | {"long": "x" * 10_000}):
        for tokens in (Unsigned(), signer):
            token = tokens.issue(claims)
            assert tokens.read(token) == tokens.read(token) == (None, claims)


def test_a_token_remembered_by_one_key_is_none_of_another(signer):
    token = signer.issue(CLAIMS)
    assert signer.read(token) == (None, CLAIMS)
    with pytest.raises(BadToken, match="is of key"):
        Rs256().read(token)


def test_threads_that_need_the_key_first_get_one_key():
    signer = Rs256()
    with ThreadPoolExecutor(4) as pool:
        kids = set(pool.map(lambda number: jwt.get_unverified_header(signer.issue(CLAIMS))["kid"], range(8)))
    assert len(kids) == 1


def test_a_key_that_was_prepared_is_the_one_that_signs(monkeypatch):
    signer = Rs256()
    signer.prepare()
    monkeypatch.setattr(rsa, "generate_private_key", None)
    assert signer.read(signer.issue(CLAIMS)).claims == CLAIMS


def test_a_server_has_its_key_when_it_is_ready(monkeypatch):
    with Emulator(signed_tokens=True) as emulator:
        monkeypatch.setattr(rsa, "generate_private_key", None)
        assert emulator.world.tokens.issue(CLAIMS)
    monkeypatch.undo()
    with Emulator() as emulator:
        signing = emulator.worlds.add("signing", signed_tokens=True)
        preparing = emulator.worlds.prepare()
        assert preparing is not None
        preparing.join()
        monkeypatch.setattr(rsa, "generate_private_key", None)
        assert signing.tokens.issue(CLAIMS)


def test_without_signed_tokens_no_key_is_made(monkeypatch):
    monkeypatch.setattr(rsa, "generate_private_key", None)
    with Emulator() as emulator:
        assert emulator.worlds.prepare() is None
