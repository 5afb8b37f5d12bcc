"""The parameters of TOTP, read from whatever a vendor hands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.otp.enrollment_answers import TotpNames, read
from mfa_emulator.core.otp.totp import Totp

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/Acme:ada%40example.com?secret={SECRET}&issuer=Acme&algorithm=SHA256&digits=8&period=60"
NAMES = (TotpNames("sharedKey", "length", "periodSec", "hashing"), TotpNames(secret="seed"))


@pytest.mark.parametrize("text", [SECRET, SECRET.lower(), "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP", SECRET + "======"])
def test_a_secret_is_read_however_it_is_written(text: str):
    totp, label = read(text)
    assert (totp.at_step(7), label) == (Totp(SECRET).at_step(7), "")


def test_a_uri_is_read_with_all_its_parameters():
    assert read(URI) == (Totp(SECRET, 8, 60, "sha256"), "Acme:ada@example.com")


def test_a_short_uri_has_the_usual_parameters():
    assert read(f"otpauth://totp/ada?secret={SECRET}") == (Totp(SECRET), "ada")


@pytest.mark.parametrize(
    ("answer", "totp"),
    [
        (
            {"totpSessionInfo": {"sharedKey": SECRET, "length": 8, "periodSec": 60}},
            (8, 60, "sha1"),
        ),
        ({"sharedKey": SECRET, "hashing": "SHA512"}, (6, 30, "sha512")),
        ({"binding": {"secret": SECRET, "uri": URI}}, (8, 60, "sha256")),
        ({"status": "ok", "data": [{"id": 1}, {"seed": SECRET}]}, (6, 30, "sha1")),
        ({"secret": SECRET, "digits": "7", "period": "45"}, (7, 45, "sha1")),
    ],
)
def test_a_vendors_answer_is_searched(answer, totp):
    assert read(answer, NAMES)[0] == Totp(SECRET, *totp)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", "the secret is empty"),
        ("not base32!", "the secret is not Base32"),
        ("ÄÖÜ", "the secret is not Base32"),
        ("A", "the secret is not Base32"),
        ("otpauth://hotp/x?secret=AAAA", "not an otpauth://totp/ URI"),
        ("otpauth://totp/x", "the otpauth:// URI has no secret"),
        ("otpauth://totp/x?secret=AAAA&algorithm=MD5", "unknown TOTP algorithm 'MD5'"),
        ("otpauth://totp/x?secret=AAAA&digits=0", "digits must be 1 to 10 and period 1 to 86400 seconds"),
        ("otpauth://totp/x?secret=AAAA&period=0", "digits must be 1 to 10 and period 1 to 86400 seconds"),
        ({}, "no TOTP secret and no otpauth:// URI in the response"),
        ({"secret": None, "deep": [{"secret": 5}]}, "no TOTP secret and no otpauth:// URI in the response"),
        ({"secret": SECRET, "digits": {"x": 1}}, "digits and period must be numbers"),
    ],
)
def test_what_holds_no_usable_secret_is_refused_in_words(source, text: str):
    with pytest.raises(ValueError) as error:
        read(source)
    assert str(error.value) == text


def test_the_names_of_key_uris_come_before_those_of_vendors():
    assert read({"sharedKey": "AAAA", "more": {"secret": SECRET}}, NAMES)[0] == Totp(SECRET)


def test_a_vendor_is_asked_for_its_names_only_when_those_before_it_lead_to_nothing():
    def names():
        yield NAMES[0]
        raise AssertionError("the second vendor was asked")

    assert read({"sharedKey": SECRET}, names())[0] == Totp(SECRET)
    assert read({"secret": SECRET}, names())[0] == Totp(SECRET)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.just(SECRET), st.just(URI)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.one_of(st.text(), st.just("secret")), inner)),
)


@given(st.one_of(st.text(), st.text().map("otpauth://totp/".__add__), st.dictionaries(st.text(), JSON)))
def test_nothing_but_a_value_error_ever_comes_of_junk(source):
    try:
        totp, _ = read(source)
    except ValueError:
        return
    assert len(totp.at_step(1)) == totp.digits
