"""A bell that wakes threads and event loops."""

import asyncio
import threading

from mfa_emulator.core.time.bell import Signal


def test_a_ring_wakes_every_waiting_thread():
    signal, woken = Signal(), []
    threads = [threading.Thread(target=lambda: woken.append(signal.wait(0, 5))) for _ in range(3)]
    for thread in threads:
        thread.start()
    signal.ring()
    for thread in threads:
        thread.join()
    assert woken == [True, True, True]


def test_a_ring_between_looking_and_waiting_is_not_missed():
    signal = Signal()
    seen = signal.rings
    signal.ring()
    assert signal.wait(seen, None)
    assert asyncio.run(signal.wait_async(seen, None))


def test_waiting_ends_after_its_time():
    signal = Signal()
    assert not signal.wait(signal.rings, 0)
    assert not signal.wait(signal.rings, 0.001)
    assert not asyncio.run(signal.wait_async(signal.rings, 0.001))


def test_without_a_time_it_waits_for_ever():
    signal, woken = Signal(), []
    thread = threading.Thread(target=lambda: woken.append(signal.wait(0, None)))
    thread.start()
    thread.join(0.02)
    assert thread.is_alive()
    signal.ring()
    thread.join()
    assert woken == [True]


def test_a_ring_in_another_thread_wakes_a_coroutine():
    signal = Signal()

    async def scene() -> bool:
        waiting = asyncio.ensure_future(signal.wait_async(signal.rings, 5))
        await asyncio.sleep(0)
        threading.Thread(target=signal.ring).start()
        return await waiting

    assert asyncio.run(scene())


def test_a_loop_that_was_closed_while_it_waited_does_not_disturb_the_ring():
    signal, loop = Signal(), asyncio.new_event_loop()
    waiting = loop.create_task(signal.wait_async(signal.rings, None))
    loop.run_until_complete(asyncio.sleep(0))
    loop.call_soon(loop.stop)
    loop.run_forever()
    future = next(iter(signal._futures))
    loop.close()
    signal.ring()
    assert signal.rings == 1
    # Tidy up: neither will ever be done.
    future._log_destroy_pending = waiting._log_destroy_pending = False


def test_who_gave_up_is_forgotten():
    signal = Signal()

    async def scene() -> None:
        for _ in range(10):
            await signal.wait_async(signal.rings, 0.0001)
        waiting = asyncio.ensure_future(signal.wait_async(signal.rings, None))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])

    asyncio.run(scene())
    assert not signal._futures
