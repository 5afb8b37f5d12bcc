"""The garbage collector rests during a block, and works on afterwards if it did before."""

import gc

import pytest

from mfa_emulator.core.work import collector


@pytest.fixture(autouse=True)
def afterwards():
    yield
    gc.enable()


@pytest.mark.parametrize("works", [True, False])
def test_it_rests_and_is_as_it_was_afterwards_whatever_happens(works):
    (gc.enable if works else gc.disable)()
    seen = []

    def fail() -> None:
        with collector.resting():
            seen.append(gc.isenabled())
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert seen == [False]
    assert gc.isenabled() is works
