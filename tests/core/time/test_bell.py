"""A bell that wakes threads and event loops."""

import asyncio
import threading

from mfa_emulator.core.time.bell import Bell


def test_a_ring_wakes_every_waiting_thread():
    bell, woken = Bell(), []
    threads = [threading.Thread(target=lambda: woken.append(bell.wait(0, 30))) for _ in range(3)]
    for thread in threads:
        thread.start()
    bell.ring()
    for thread in threads:
        thread.join()
    assert woken == [True, True, True]


def test_a_ring_between_looking_and_waiting_is_not_missed():
    bell = Bell()
    seen = bell.rings
    bell.ring()
    assert bell.wait(seen, None)
    assert asyncio.run(bell.wait_async(seen, None))


def test_waiting_ends_after_its_time():
    bell = Bell()
    assert not bell.wait(bell.rings, 0)
    assert not bell.wait(bell.rings, 0.001)
    assert not asyncio.run(bell.wait_async(bell.rings, 0.001))


def test_without_a_time_it_waits_for_ever():
    bell, woken = Bell(), []
    thread = threading.Thread(target=lambda: woken.append(bell.wait(0, None)))
    thread.start()
    thread.join(0.02)
    assert thread.is_alive()
    bell.ring()
    thread.join()
    assert woken == [True]


def test_a_ring_in_another_thread_wakes_a_coroutine():
    bell = Bell()

    async def scene() -> bool:
        waiting = asyncio.ensure_future(bell.wait_async(bell.rings, 30))
        await asyncio.sleep(0)
        threading.Thread(target=bell.ring).start()
        return await waiting

    assert asyncio.run(scene())


def test_a_loop_that_was_closed_while_it_waited_does_not_disturb_the_ring():
    bell, loop = Bell(), asyncio.new_event_loop()
    waiting = loop.create_task(bell.wait_async(bell.rings, None))
    loop.run_until_complete(asyncio.sleep(0))
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    bell.ring()
    assert bell.rings == 1
    waiting._log_destroy_pending = False  # tidy up: it will never be done


def test_who_gave_up_is_forgotten():
    bell = Bell()

    async def scene() -> None:
        for _ in range(10):
            await bell.wait_async(bell.rings, 0.0001)
        waiting = asyncio.ensure_future(bell.wait_async(bell.rings, None))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])

    asyncio.run(scene())
    assert not bell._waiting


def test_a_ring_for_a_topic_wakes_those_who_wait_for_it_or_for_any():
    bell, woken = Bell(), []

    async def waiter(name: str, topic: str | None) -> None:
        await bell.wait_async(bell.rings, None, topic)
        woken.append(name)

    async def scene() -> None:
        topics = {"ada": "ada", "ada too": "ada", "bob": "bob", "any": None}
        tasks = [asyncio.ensure_future(waiter(name, topic)) for name, topic in topics.items()]
        await asyncio.sleep(0)
        bell.ring("ada")
        await asyncio.wait([task for task, topic in zip(tasks, topics.values(), strict=True) if topic != "bob"])
        assert woken == ["ada", "ada too", "any"]
        bell.ring()
        await asyncio.wait(tasks)

    asyncio.run(scene())
    assert woken[3:] == ["bob"]


def test_a_follower_rings_too_and_the_other_way_round_nothing_does():
    leader, follower = Bell(), Bell()
    follower.follow(leader)
    leader.ring()
    follower.ring()
    assert (leader.rings, follower.rings) == (1, 2)
