"""The user's authenticator app, on the clock of its world."""

import pyotp
import pytest

from mfa_emulator.core.otp.totp import Authenticator, Totp
from mfa_emulator.core.time.clock import Clock

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


def test_says_how_long_the_code_lasts(clock):
    app = Authenticator(Totp(SECRET), clock)
    assert app.seconds_left() == 30
    clock.advance("29.5s")
    assert app.seconds_left() == 1
    clock.advance("0.5s")
    assert app.seconds_left() == 30
