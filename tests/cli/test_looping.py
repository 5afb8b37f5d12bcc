"""Threads take short turns while a command serves."""

import sys

import pytest

from mfa_emulator.cli import looping


@pytest.mark.parametrize("fails", [True, False])
def test_threads_take_turns_of_a_millisecond_and_the_usual_ones_afterwards(fails):
    usual, seen = sys.getswitchinterval(), []

    def serve() -> None:
        with looping._short_turns():
            seen.append(sys.getswitchinterval())
            if fails:
                raise KeyboardInterrupt

    if fails:
        with pytest.raises(KeyboardInterrupt):
            serve()
    else:
        serve()
    assert seen == [pytest.approx(0.001)]
    assert sys.getswitchinterval() == usual
