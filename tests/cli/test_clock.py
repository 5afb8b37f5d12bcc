"""``mfa-emulator clock``."""

import pytest


@pytest.mark.parametrize("words", [("clock",), ("clock", "show")])
def test_the_time_is_shown(cli, words):
    assert cli(*words).stdout == "2026-11-21T10:00:00Z  frozen\n"


@pytest.mark.parametrize(
    ("words", "time"),
    [
        (("advance", "31s"), "2026-11-21T10:00:31Z"),
        (("advance", "1h30m"), "2026-11-21T11:30:00Z"),
        (("travel", "2020-01-01T00:00:00Z"), "2020-01-01T00:00:00Z"),
        (("freeze", "2030-01-01T00:00:00Z"), "2030-01-01T00:00:00Z"),
        (("freeze",), "2026-11-21T10:00:00Z"),
    ],
)
def test_time_is_moved(cli, emulator, words, time):
    assert cli("clock", *words).stdout == f"{time}  frozen\n"
    assert emulator.clock.now().isoformat() == time.replace("Z", "+00:00")


def test_time_passes_again_and_faster(cli, emulator):
    assert cli("clock", "rate", "60").stdout.endswith("  frozen, rate 60\n")
    assert cli("clock", "resume").stdout.endswith("  live, rate 60\n")
    assert (emulator.clock.mode, emulator.clock.rate) == ("live", 60)


@pytest.mark.parametrize(
    "words", [("advance", "soon"), ("travel", "yesterday"), ("rate", "0"), ("advance", "99999999d")]
)
def test_what_cannot_be_is_refused(cli, emulator, words):
    done = cli("clock", *words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert cli("clock").stdout == "2026-11-21T10:00:00Z  frozen\n"


@pytest.mark.parametrize("duration", ["-5s", "-31"])
def test_going_back_is_another_command(cli, duration):
    done = cli("clock", "advance", duration)
    assert done.exit_code == 2
    assert done.stderr == (
        f"Error: advance {duration}: time goes on only; `mfa-emulator clock travel INSTANT` goes back\n"
    )


@pytest.mark.parametrize("words", [("advance",), ("jump", "1s"), ("rate", "fast")])
def test_half_a_command_is_wrong_usage(cli, words):
    assert cli("clock", *words).exit_code == 2
