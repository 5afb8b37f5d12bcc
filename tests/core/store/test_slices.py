"""Long work is done in slices, all at once or aside."""

import asyncio
import threading

import pytest

from mfa_emulator.core.store import slices
from mfa_emulator.core.store.slices import Aside, at_once


def work(slices=3, seen=None):
    for number in range(slices):
        if seen is not None:
            seen.append((number, threading.current_thread() is threading.main_thread()))
        yield
    return "done"


def failing():
    yield
    raise ValueError("it does not fit")


def test_at_once_gives_the_outcome():
    seen = []
    assert at_once(work(seen=seen)) == "done"
    assert seen == [(0, True), (1, True), (2, True)]
    with pytest.raises(ValueError, match="does not fit"):
        at_once(failing())


def test_aside_is_another_thread():
    seen = []
    assert asyncio.run(Aside().outcome(work(seen=seen))) == "done"
    assert seen == [(0, False), (1, False), (2, False)]


def test_an_error_reaches_those_who_wait():
    with pytest.raises(ValueError, match="does not fit"):
        asyncio.run(Aside().outcome(failing()))


def test_it_rests_after_each_slice(monkeypatch):
    aside, rests = Aside(), []
    monkeypatch.setattr(slices, "SLICE", 0)
    monkeypatch.setattr("mfa_emulator.core.time.realtime.pause", rests.append)
    asyncio.run(aside.outcome(work(5)))
    assert rests == [slices.REST] * 5


def test_one_piece_of_work_comes_after_the_other():
    aside, seen, first_began = Aside(), [], threading.Event()
    second_waits = threading.Event()

    def first():
        first_began.set()
        assert second_waits.wait(30)
        yield
        seen.append("first")

    def second():
        yield
        seen.append("second")

    async def main():
        one = asyncio.ensure_future(aside.outcome(first()))
        await asyncio.to_thread(first_began.wait, 30)
        other = asyncio.ensure_future(aside.outcome(second()))
        await asyncio.sleep(0)
        second_waits.set()
        await asyncio.gather(one, other)

    asyncio.run(main())
    assert seen == ["first", "second"]


def test_work_that_nobody_waits_for_ends_halfway():
    aside, began, ended = Aside(), threading.Event(), threading.Event()

    def endless():
        try:
            while True:
                began.set()
                yield
        finally:
            ended.set()

    async def main():
        waiting = asyncio.ensure_future(aside.outcome(endless()))
        await asyncio.to_thread(began.wait, 30)
        waiting.cancel()
        await asyncio.to_thread(ended.wait, 30)

    asyncio.run(main())
    assert ended.is_set()
