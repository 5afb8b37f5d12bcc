"""``mfa-emulator code``."""

import msgspec
import pytest
from toy import Factor

from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import Totp

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ada(emulator):
    emulator.toy.put(Factor("ada@example.com", SECRET, 1 << 60))


def expected(emulator, step=0, totp=Totp(SECRET)):  # noqa: B008
    return totp.at_step(totp.step(emulator.clock.micros()) + step) + "\n"


def test_a_label_is_enough_for_an_enrolled_factor(cli, emulator, ada):
    assert cli("code", "ada@example.com").stdout == expected(emulator)
    assert cli("code", "ada@example.com", "--provider", "toy").stdout == expected(emulator)


@pytest.mark.parametrize("secret", [SECRET, SECRET.lower(), "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"])
def test_a_secret_is_enough_for_any_factor(cli, emulator, secret):
    assert cli("code", secret).stdout == expected(emulator)


def test_a_uri_says_digits_period_and_algorithm_too(cli, emulator):
    totp = Totp(SECRET, 8, 60, "sha256")
    assert cli("code", uris.written(totp, "ada", "Toy")).stdout == expected(emulator, totp=totp)


def test_codes_follow_the_emulators_clock(cli, emulator, ada):
    before = cli("code", "ada@example.com").stdout
    cli("clock", "advance", "30s")
    assert cli("code", "ada@example.com").stdout == expected(emulator) != before
    assert cli("code", "ada@example.com", "--step", "-1").stdout == before


def test_without_a_name_all_factors_are_listed(cli, emulator, ada):
    assert cli("code").stdout == f"{expected(emulator).strip()}  30s  toy  ada@example.com\n"
    assert cli("code", "--provider", "other").stdout == ""


def test_that_there_is_none_is_told_beside_the_list(cli):
    done = cli("code")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no TOTP factors\n")


@pytest.mark.parametrize(
    "who", ["adam", "adam@example.com", "nobody here at all", "otpauth://hotp/x?secret=A", "otpauth://totp/x"]
)
def test_what_is_neither_label_nor_secret_is_refused_and_labels_are_told(cli, ada, who):
    done = cli("code", who)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{who} is no label of a TOTP factor (ada@example.com), and no secret: " in done.stderr


def test_a_label_of_two_factors_must_be_told_apart(cli, emulator, monkeypatch, ada):
    factors = list(emulator.world.providers["toy"].authenticators(emulator.world))
    listing = [
        {"label": one.label, "provider": name, "uri": "", "code": one.code(), "seconds_left": 30}
        for one in factors
        for name in ("one", "two")
    ]
    answer = msgspec.json.encode({"authenticators": listing, "cursor": "2", "more": False})
    monkeypatch.setattr("mfa_emulator.cli.client.Client.ask", lambda *_, **__: answer)
    done = cli("code", "ada@example.com")
    assert done.exit_code == 1
    assert "2 factors (one, two)" in done.stderr


def test_a_user_is_found_among_any_number_of_them(cli, emulator):
    for number in range(1100):
        emulator.toy.put(Factor(f"user{number}", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1 << 50))
    emulator.toy.put(Factor("last", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1 << 50))
    assert cli("code", "last").exit_code == 0
    assert len(cli("code").stdout.splitlines()) == 1101
    done = cli("code", "nobody")
    assert "(user0, user1, user10" in done.stderr or "(user0, user1, user2" in done.stderr
    assert ", …)" in done.stderr
