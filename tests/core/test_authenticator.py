"""The user's authenticator app, made from whatever the vendor hands out."""

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.otp.totp import Authenticator, Totp, read
from mfa_emulator.core.time.clock import Clock

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/Acme:ada%40example.com?secret={SECRET}&issuer=Acme&algorithm=SHA256&digits=8&period=60"


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-21T10:00:00Z")


def test_shows_the_code_of_now_and_of_the_steps_around_it(clock):
    app, theirs = Authenticator(Totp(SECRET), clock), pyotp.TOTP(SECRET)
    codes = [theirs.at(int(clock.now().timestamp()) + seconds) for seconds in (-30, 0, 30)]
    assert [app.code(-1), app.code(), app.code(step=1)] == codes
    clock.advance("30s")
    assert app.code(-1) == codes[1]


def test_there_is_no_step_before_the_epoch():
    app = Authenticator(Totp(SECRET), Clock("1970-01-01T00:00:00Z"))
    assert app.code(-1) == app.code()


def test_says_how_long_the_code_lasts(clock):
    app = Authenticator(Totp(SECRET), clock)
    assert app.seconds_left() == 30
    clock.advance("29.5s")
    assert app.seconds_left() == 1
    clock.advance("0.5s")
    assert app.seconds_left() == 30


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
            {"totpSessionInfo": {"sharedSecretKey": SECRET, "verificationCodeLength": 8, "periodSec": 60}},
            (8, 60, "sha1"),
        ),
        ({"sharedSecretKey": SECRET, "hashingAlgorithm": "SHA512"}, (6, 30, "sha512")),
        ({"binding": {"secret": SECRET, "uri": URI}}, (8, 60, "sha256")),
        ({"status": "ok", "data": [{"id": 1}, {"totp_secret": SECRET}]}, (6, 30, "sha1")),
        ({"secret": SECRET, "digits": "7", "period": "45"}, (7, 45, "sha1")),
    ],
)
def test_a_vendors_answer_is_searched(answer, totp):
    assert read(answer)[0] == Totp(SECRET, *totp)


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
