"""The user's authenticator app, on the clock of its world."""

import subprocess
import sys
from base64 import b32decode, b32encode

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.otp.authenticator import LAST_SECOND, Authenticator, shown
from mfa_emulator.core.otp.totp import Totp, key_of
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


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


@pytest.mark.parametrize(("at", "nearest"), [(-1, 0), (-(10**20), 0), (10**20, LAST_SECOND * SECOND)])
@pytest.mark.parametrize("period", [30, 300])
def test_a_phone_whose_clock_is_far_off_shows_the_nearest_code_there_is(at, nearest, period):
    totp = Totp(SECRET, period=period)
    assert shown(totp, at) == totp.at(nearest)


def test_says_how_long_the_code_lasts(clock):
    app = Authenticator(Totp(SECRET), clock)
    assert app.seconds_left() == 30
    clock.advance("29.5s")
    assert app.seconds_left() == 1
    clock.advance("0.5s")
    assert app.seconds_left() == 30


TOTPS = st.builds(
    Totp,
    st.binary(min_size=1, max_size=40).map(lambda key: b32encode(key).decode()),
    st.integers(1, 10),
    st.integers(1, 86_400),
    st.sampled_from(["sha1", "sha256", "sha512"]),
)


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=40) | st.text("abz27-= 0189+_é\nı", max_size=12))
def test_the_key_of_a_secret_is_the_one_that_base64_reads(secret: str):
    text = secret.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        key = b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        with pytest.raises(ValueError, match=r"^the secret is not Base32$"):
            key_of(secret)
    else:
        assert key_of(secret) == key


@given(TOTPS, st.integers(0, durations.LAST), st.integers(-3, 3))
def test_the_phone_and_the_vendor_agree_on_every_code(totp: Totp, at: int, step: int):
    assert shown(totp, at, step) == totp.at_step(max(totp.step(at) + step, 0))


@pytest.mark.parametrize("secret", [SECRET, "AAAA", "jbsw y3dp-ehpk 3pxp", "GEZDGNBV"])
def test_the_app_is_there_as_pyotps_own(secret: str, clock):
    app = Authenticator(Totp(secret, 8, 60, "sha256"), clock, "ada@example.com")
    assert isinstance(app.pyotp, pyotp.TOTP)
    assert app.pyotp.at(clock.now()) == app.code()
    assert (app.pyotp.name, app.pyotp.interval, app.pyotp.digits) == ("ada@example.com", 60, 8)
    assert app.pyotp is app.pyotp


@pytest.mark.parametrize("totp", [Totp(SECRET, 5), Totp(SECRET, period=121)])
def test_where_pyotp_has_no_such_parameters_there_is_none(totp: Totp, clock):
    app = Authenticator(totp, clock)
    assert app.pyotp is None
    assert app.code() == totp.at(clock.micros())


def test_an_app_shows_itself(clock):
    assert repr(Authenticator(Totp(SECRET, 8), clock, "ada")) == "<Authenticator ada, 8 digits, 30 s>"
    assert repr(Authenticator(Totp(SECRET), clock)) == f"<Authenticator {SECRET}, 6 digits, 30 s>"


def test_pyotp_is_imported_when_a_code_is_asked_for():
    script = (
        "import sys; from mfa_emulator.core.otp.authenticator import Authenticator; "
        "from mfa_emulator.core.otp.totp import Totp; from mfa_emulator.core.time.clock import Clock; "
        "app = Authenticator(Totp('AAAA'), Clock()); assert 'pyotp' not in sys.modules; "
        "app.code(); assert 'pyotp' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
