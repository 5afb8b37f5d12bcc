"""The garbage collector looks at young objects alone during a block, and at all of them again afterwards."""

import gc

import pytest

from mfa_emulator.core.work import collector


@pytest.fixture(autouse=True)
def usual():
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def test_it_spares_what_is_old_and_is_as_it_was_afterwards_whatever_happens(usual):
    seen = []

    def fail() -> None:
        with collector.sparing_the_old():
            seen.append(gc.get_threshold())
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert seen[0][:2] == usual[:2]
    assert seen[0][2] > 10**9
    assert gc.get_threshold() == usual


def test_of_two_blocks_at_once_the_first_one_ends_it(usual):
    first, second = collector.sparing_the_old(), collector.sparing_the_old()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual
